r"""t06: a bonus for a target, effort decided on all the time (the closed form of Cole and Hopf; Oyer, 1998, for the fact).

Progress is :math:`dy = e\,dt + \sigma\,dB` from 0 over a year; reaching K earns B and effort costs
:math:`\tfrac12 c e^2` a year.  With :math:`A = e^{B/c\sigma^2}` and :math:`p = \bar\Phi(K/\sigma)`, the chance without effort,

.. math:: P = \frac{Ap}{1 + (A-1)p}, \qquad V = c\sigma^2\ln(1 + (A-1)p), \qquad
          \mathrm E\,e_t = e_0 = \frac{\sigma\,(A-1)\,\varphi(K/\sigma)}{1 + (A-1)p} .

**World.**  Units decide at dates, and what n dates miss falls with :math:`1/\sqrt n`: the world is played at n and at 4n
dates, and :math:`2X_{4n} - X_n` has no such term left.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import refuse
from govperf_sim.theory.case import OFF, Estimate, strange
from govperf_sim.theory.threshold_dates import TERMS, ThresholdDates, gentle

FEW = 16
"""Dates of the coarser world."""


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A target with a bonus, without dates."""

    name: ClassVar[str] = "t06"
    replications: ClassVar[int] = 160

    bonus: float = 1.0
    target: float = 1.0
    cost: float = 1.0
    noise: float = 1.0

    def __post_init__(self) -> None:
        refuse(strange(self, TERMS))
        refuse(gentle(self.name, self.bonus, self.cost * self.noise**2))

    def mutant(self) -> Threshold:
        return replace(self, bonus=OFF * self.bonus)

    def exact(self) -> Mapping[str, float]:
        """The chance to reach the target, mean effort, and what the year is worth."""
        from scipy.stats import norm

        scale = self.cost * self.noise**2
        more, far = math.expm1(self.bonus / scale), self.target / self.noise
        within = 1.0 + more * norm.sf(far)
        return {
            "reached": float((1.0 + more) * norm.sf(far) / within),
            "mean_effort": float(self.noise * more * norm.pdf(far) / within),
            "value": scale * math.log(within),
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from years at n and at 4n dates."""
        terms = ThresholdDates(bonus=self.bonus, target=self.target, cost=self.cost, noise=self.noise, dates=FEW)
        apart = Luck(luck.seed + 1, luck.replications)
        few, many = terms.simulated(luck), replace(terms, dates=4 * FEW).simulated(apart)
        return {
            name: Estimate(
                2.0 * many[name].value - few[name].value, math.hypot(2.0 * many[name].error, few[name].error)
            )
            for name in ("reached", "mean_effort", "value")
        }
