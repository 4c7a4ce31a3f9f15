r"""Image projects: shown now, paid for later; pure functions of arrays.

A unit invests :math:`v_i \ge 0` in what can be seen.  Every visible indicator shows :math:`\ell v_i` more all year, with
nothing behind it.  The investment is owed: of its debt :math:`D_i` each later year takes the share :math:`\rho` out of the
level of every task the unit works on, and

.. math:: D_i \leftarrow (1 - \rho) D_i + v_i .

With b the value of a whole score, :math:`W_{ik}` the weight of task k and :math:`\beta` its discount of the coming year
(it does not look further), the unit maximises

.. math:: U(v) = b\Bigl[\ell \sum_{j \text{ visible}} w_{ij} - \beta\rho \sum_k W_{ik}\Bigr] v - (c + a)\,v - \tfrac12 \kappa v^2,
          \qquad v^* = \bigl[U'(0)\bigr]_+ / \kappa .

with a what is feared of accountability a unit of investment (nothing while nobody is held to account for image projects).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags, totals
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, SHARE, Range, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Vanity:
    """Image projects."""

    visible: Sequence[str]
    """The indicators that an image project shows in."""
    lift: float
    """Score points that a unit of investment shows in each of them while it is made."""
    cost: float
    """What a unit of investment costs."""
    curvature: float
    """Half of this times squared investment is its further cost."""
    debt_service: float
    """The share of the debt that a later year takes out of every level."""
    discount: float
    """What the coming year counts for against this one, in [0, 1)."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "lift": NOT_NEGATIVE,
            "cost": NOT_NEGATIVE,
            "curvature": POSITIVE,
            "debt_service": SHARE,
            "discount": Range(0, 1, "[)"),
        }
        refuse(outside("vanity", values, ranges))

    def shows_in(self, indicators: Sequence[str]) -> Flags:
        """Which of the indicators are visible."""
        return np.isin(np.array(indicators), list(self.visible))


PLAIN = Vanity(visible=(), lift=0.0, cost=0.0, curvature=1.0, debt_service=0.0, discount=0.0)
"""The mechanism switched off."""


def invest(
    weights: Array,
    task_weights: Array,
    visible: Flags,
    strength: Array | float,
    vanity: Vanity,
    feared: Array | float = 0.0,
) -> Array:
    """The investment that pays best, (..., unit), from weights (..., unit, indicator) and (..., unit, task).

    ``strength`` is the value b of a whole score and ``feared`` what a unit of investment risks, one number or (..., unit).

    >>> rule = Vanity(visible=("gdp",), lift=0.5, cost=0.05, curvature=0.5, debt_service=0.2, discount=0.5)
    >>> invest(np.array([[0.6, 0.4]]), np.array([[0.6, 0.4]]), np.array([True, False]), 1.0, rule).round(4)
    array([0.3])
    """
    shown = vanity.lift * totals(np.where(visible, weights, 0.0))
    owed = vanity.discount * vanity.debt_service * totals(task_weights)
    return np.maximum(strength * (shown - owed) - vanity.cost - feared, 0.0) / vanity.curvature


def lifted(investment: Array, visible: Flags, lift: float) -> Array:
    """What indicators show too much, (..., unit, indicator)."""
    return lift * investment[..., None] * visible


def served(debt: Array, investment: Array, debt_service: float) -> Array:
    """The debt when the year is over."""
    after: Array = (1.0 - debt_service) * debt + investment
    return after


def vanity_cost(investment: Array, vanity: Vanity) -> Array:
    """What the investment costs the unit in its year."""
    spent: Array = vanity.cost * investment + 0.5 * vanity.curvature * investment**2
    return spent
