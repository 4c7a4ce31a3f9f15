r"""The rulebook: rules are drawn up one after another, and while some are missing honest reports err more.

Of the rules the share R is there when the first year opens; of those missing the share :math:`\rho` is drawn up in a year,

.. math:: R_y = 1 - (1 - R_1)(1 - \rho)^{y-1}, \qquad \nu_y = \nu\,\bigl(1 + a\,(1 - R_y)\bigr),

with :math:`\nu` the honest error of reports under a complete rulebook and a what missing rules add to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.ranges import NOT_NEGATIVE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook(Institution):
    """How complete the rules are."""

    clauses: ClassVar[tuple[str, ...]] = ("III-d", "VI-6a")
    measured: ClassVar[tuple[str, ...]] = ("rules_drawn_up",)

    complete: float
    """The share of the rules that is there when the first year opens."""
    pace: float
    """The share of those missing that is drawn up in a year."""
    error: float
    """What honest errors of reports grow by, as a share, where no rule is drawn up."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("rulebook", values, {"complete": SHARE, "pace": SHARE, "error": NOT_NEGATIVE}))

    def share(self, year: int) -> float:
        """The share of the rules that is there when a year opens.

        >>> Rulebook(complete=0.5, pace=0.5, error=1.0).share(3)
        0.875
        """
        return 1.0 - (1.0 - self.complete) * (1.0 - self.pace) ** (year - 1)

    def begin(self, setting: Setting) -> Course:
        return Rules(self, setting)


class Rules(Course):
    """The rulebook of a play."""

    def __init__(self, rule: Rulebook, setting: Setting) -> None:
        self.rule, self.shape = rule, setting.shape

    def opens(self, year: int, terms: Terms) -> Terms:
        return replace(terms, honest_error=terms.honest_error * (1.0 + self.rule.error * (1.0 - self.rule.share(year))))

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.drawn_up = np.full(self.shape, self.rule.share(evidence.year))
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"rules_drawn_up": self.drawn_up}
