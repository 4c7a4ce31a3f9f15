r"""Forms of a benchmark: how a unit is measured against the best anybody reaches under the weights that suit it best.

Indicators of which more is better bring :math:`x_k`, undesirable ones (:math:`b_k`) take away; weights count up to a
factor, which each form fixes in its own way.

To add a form, write a class and enter it in :data:`FORMS` at the foot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np

from govperf_sim.weights.arrays import Array


class Form(Protocol):
    """What a form must say; ``x`` is of one unit or of all, unit by unit; ``sign`` is 1 where more of an
    indicator is better and -1 where it is worse.
    """

    kind: ClassVar[str]

    def ceiling(self, sign: Array) -> bool:
        """Whether there is a column ``best`` for the best balance anybody reaches."""

    def scale(self, x: Array, sign: Array, indicators: Sequence[str]) -> Array:
        """The coefficients of the weights in the row that fixes their scale, ``scale'w = 1``."""

    def fixes_own_score(self, sign: Array) -> bool:
        """Whether the scale is what the unit's own values bring in all."""

    def parts(self, x: Array, indicators: Sequence[str]) -> Array:
        """What is shared out: a weight times this is what its indicator brings."""

    def cost(self, x: Array, sign: Array) -> Array:
        """The prices of the weights in what is minimised, beside the ceiling."""

    def total(self, value: float, sign: Array) -> float:
        """What all indicators bring at an optimum of this value."""

    def score(self, value: float) -> float:
        """The score at an optimum of this value."""


@dataclass(frozen=True)
class Radial:
    r"""The unit's weighted score over the best anybody reaches under its weights; with undesirable indicators, its good
    over its bad, against the best such ratio:

    .. math:: \max \frac{u'x_i}{v'b_i} \text{ s.t. } u'x_j \le v'b_j \ \forall j
              \quad\text{as}\quad \min v'b_i \text{ s.t. } u'x_i = 1,\ u'x_j \le v'b_j ;

    without undesirable indicators :math:`v'b` is one number for all, the best.  The score is 1 over the optimum.
    """

    kind: ClassVar[str] = "radial"

    def ceiling(self, sign: Array) -> bool:
        return bool((sign > 0).all())

    def scale(self, x: Array, sign: Array, indicators: Sequence[str]) -> Array:
        return np.where(sign > 0, x, 0.0)

    def fixes_own_score(self, sign: Array) -> bool:
        return self.ceiling(sign)

    def parts(self, x: Array, indicators: Sequence[str]) -> Array:
        return x

    def cost(self, x: Array, sign: Array) -> Array:
        return np.where(sign > 0, 0.0, x)

    def total(self, value: float, sign: Array) -> float:
        return 1.0 if self.ceiling(sign) else 1.0 + value

    def score(self, value: float) -> float:
        return 1.0 / value if value > 0 else float("inf")


@dataclass(frozen=True)
class Directional:
    r"""How far the unit could move along a direction :math:`d`, more of what is good and less of what is undesirable,
    before it reached the best (Chambers, Chung and Färe; with undesirable indicators Zanella, Camanho and Dias 2015):

    .. math:: \beta_i = \min\ t - (u'x_i - v'b_i) \ \text{ s.t. }\ u'x_j - v'b_j \le t \ \forall j, \quad
              d'(u, v) = 1 .

    Without ``along`` the direction is the unit's own values; else a number for each indicator, the same for all units,
    such as a tenth of a score.  The score is :math:`1 / (1 + \beta)`.
    """

    along: Mapping[str, float] | None = None
    kind: ClassVar[str] = "directional"

    def ceiling(self, sign: Array) -> bool:
        return True

    def scale(self, x: Array, sign: Array, indicators: Sequence[str]) -> Array:
        return self.parts(x, indicators)

    def fixes_own_score(self, sign: Array) -> bool:
        return self.along is None

    def parts(self, x: Array, indicators: Sequence[str]) -> Array:
        return x if self.along is None else np.full(x.shape, [self.along[k] for k in indicators])

    def cost(self, x: Array, sign: Array) -> Array:
        return -sign * x

    def total(self, value: float, sign: Array) -> float:
        return 1.0

    def score(self, value: float) -> float:
        return 1.0 / (1.0 + value) if value > -1 else float("inf")


FORMS: Mapping[str, type[Form]] = {form.kind: form for form in (Radial, Directional)}
