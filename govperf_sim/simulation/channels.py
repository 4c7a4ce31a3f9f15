r"""The self-report: what units say of themselves each month.

.. math:: r_{ij} = \min(1, \max(0, x_{ij} + m_{ij} + \nu z_{ij}))

for the true score x, the fabrication m and an honest error with standard deviation :math:`\nu`.  Errors may have *tails*: with
:math:`\tau = 1/d` above 0 each is multiplied by :math:`\sqrt{(d-2)/W}`, W of chi-square with d degrees of freedom, which leaves
:math:`\nu` as it is and makes errors of Student's t: gross ones now and then.

The propensity to fabricate is drawn once for each unit, uniformly as wide as [0, 1] allows around the declared mean
:math:`\varphi`: :math:`\varphi_i = \varphi + (2u_i - 1)\min(\varphi, 1 - \varphi)`, so that its mean is :math:`\varphi` exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.caution import Caution
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, SHARE, Range, outside, refuse
from govperf_sim.simulation.scoring import MARKS, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Units report on themselves."""

    noise: float
    """Standard deviation of an honest error in a reported score."""
    propensity: float
    """The share of what would pay to fabricate that a unit does fabricate, on average over units."""
    fabrication_cost: float
    """Half of this times squared fabrication is its cost."""
    fabrication_costs: Mapping[str, float] = field(default_factory=dict)
    """The same for indicators that are easier or harder to fabricate."""
    risk_aversion: float = 0.0
    """Relative risk aversion of those who fabricate."""
    means: float = 1.0
    """What they have besides their score, in the units of effort cost; it matters to those who shun risk."""
    tails: float = 0.0
    """One over the degrees of freedom of the error; 0 is a normal error, 1/3 now and then a gross one."""

    def __post_init__(self) -> None:
        apart = {f"fabrication_costs.{code}": cost for code, cost in self.fabrication_costs.items()}
        values = {name: getattr(self, name) for name in self.__slots__ if name != "fabrication_costs"} | apart
        ranges = dict.fromkeys(apart, POSITIVE) | {
            "noise": NOT_NEGATIVE,
            "propensity": SHARE,
            "fabrication_cost": POSITIVE,
            "risk_aversion": NOT_NEGATIVE,
            "means": POSITIVE,
            "tails": Range(0, 0.5, "[)"),
        }
        refuse(outside("reports", values, ranges))

    @property
    def caution(self) -> Caution:
        """How they take a risk."""
        return Caution(aversion=self.risk_aversion, means=self.means)

    def costs(self, indicators: Sequence[str]) -> Array:
        """What fabrication costs in each indicator, as ``fabrication_cost`` says."""
        return np.array([self.fabrication_costs.get(code, self.fabrication_cost) for code in indicators])


SLIGHT = 1e-6
"""Tails up to this are none: they would move an error by less than a thousandth."""

TRUTHFUL = Reports(noise=0.0, propensity=0.0, fabrication_cost=1.0)
"""The mechanism switched off."""


def draw_errors(luck: Luck, year: int, measured: Flags, tails: float = 0.0) -> Array:
    """Errors of variance 1, replication x unit x month x indicator; 0 where an indicator does not apply."""
    units, indicators = measured.shape
    block = (units, MONTHS, indicators)
    errors = luck.normal("report", year, block)
    if tails > SLIGHT:
        degrees = 1.0 / tails
        errors *= np.sqrt((degrees - 2.0) / luck.chi_square("report_tails", year, block, degrees))
    return np.where(measured[:, None, :], errors, 0.0)


def draw_propensity(luck: Luck, units: int, mean: float) -> Array:
    """One propensity for each replication and unit, in [0, 1], drawn once and for all."""
    spread = 2.0 * luck.uniform("propensity", 0, (units,)) - 1.0
    return mean + spread * min(mean, 1.0 - mean)


def report(true: Array, fabrication: Array, error: Array, scale: Scale = MARKS) -> Array:
    """What is reported, (..., indicator); with no fabrication it is the honest report."""
    return scale.hold(true + fabrication + error)
