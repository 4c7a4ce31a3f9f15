r"""What the assessor sees: so far, what units report on themselves each month.

.. math:: r_{ij} = \min(1, \max(0, x_{ij} + m_{ij} + \nu z_{ij}))

for the true score x, the fabrication m and an honest error with standard deviation :math:`\nu`.  The propensity to
fabricate is drawn once for each unit, uniformly as wide as [0, 1] allows around the declared mean :math:`\varphi`:
:math:`\varphi_i = \varphi + (2u_i - 1)\min(\varphi, 1 - \varphi)`, so that its mean is :math:`\varphi` exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.population import Array, Flags
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Units report on themselves."""

    noise: float
    """Standard deviation of an honest error in a reported score."""
    propensity: float
    """The share of what would pay to fabricate that a unit does fabricate, on average over units."""
    fabrication_cost: float
    """Half of this times squared fabrication is its cost."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("reports", values, {"noise": NOT_NEGATIVE, "propensity": SHARE, "fabrication_cost": POSITIVE}))


TRUTHFUL = Reports(noise=0.0, propensity=0.0, fabrication_cost=1.0)
"""The mechanism switched off."""


def draw_errors(luck: Luck, year: int, measured: Flags) -> Array:
    """Standard normal, unit x month x indicator; 0 where an indicator does not apply."""
    units, indicators = measured.shape
    drawn = luck.stream("report", year).standard_normal((units, MONTHS, indicators))
    return np.where(measured[:, None, :], drawn, 0.0)


def draw_propensity(luck: Luck, units: int, mean: float) -> Array:
    """One propensity a unit, in [0, 1], drawn once and for all."""
    spread = 2.0 * luck.stream("propensity", 0).random(units) - 1.0
    return mean + spread * min(mean, 1.0 - mean)


def report(true: Array, fabrication: Array, error: Array) -> Array:
    """What is reported, unit x indicator in [0, 1]; with no fabrication it is the honest report."""
    return np.clip(true + fabrication + error, 0.0, 1.0)
