r"""t14b: investigations that are open at a time.

Cases come up :math:`\lambda` times a year and take :math:`\mu` years on average, each with an investigator of its own:
M/G/:math:`\infty`.  The number open is Poisson with mean :math:`\lambda\mu`, whatever the law of the length.

**World.**  Cases of misconduct come up in several units by the day, and all come to light.  Lengths are lognormal with a
given variation (standard deviation over mean).  It is played for so many years that of the cases open at the end
no more than the share :data:`FORGOTTEN` would be older; those open on the last day are counted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.institutions.accountability import Accountability
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange, variance_of
from govperf_sim.theory.worlds import PROMPT, alike, contract, measured, textbook_cycle

UNITS = 5
FORGOTTEN = 0.002


@dataclass(frozen=True, kw_only=True)
class Docket:
    """A stream of cases, and how long each takes."""

    name: ClassVar[str] = "t14b"
    replications: ClassVar[int] = 900

    rate: float = 6.0
    """cases a year"""
    years: float = 0.5
    """that a case takes, on average"""
    variation: float = 0.3
    many: int = 5
    """open cases from which there are many"""

    def __post_init__(self) -> None:
        ranges = {
            "rate": Range(0, 100, "(]"),
            "years": Range(0.05, 5),
            "variation": Range(0.1, 2),
            "many": AT_LEAST_ONE,
        }
        refuse(strange(self, ranges))

    def mutant(self) -> Docket:
        return replace(self, years=OFF * self.years)

    def exact(self) -> Mapping[str, float]:
        """The mean and the variance of the number open, and the chance that it is ``many`` or more."""
        from scipy.stats import poisson

        mean = self.rate * self.years
        return {"open": mean, "open_variance": mean, "many_open": float(poisson.sf(self.many - 1, mean))}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from the last of some years."""
        days = self.years * PROMPT.working_days
        rule = Accountability(
            sensitivity=1.0, false_alarm=0.0, misconduct=self.rate / UNITS, length=days, spread=self.variation * days
        )
        _, weights = contract(np.ones(1))
        rules = textbook_cycle(institutions={"accountability": rule})
        journal = play(rules, alike(UNITS, np.eye(1)), weights, luck, years=self._long_enough())
        found = measured(journal, "open_investigations", UNITS)[:, -1].sum(axis=-1)
        return {
            "open": mean_of(found),
            "open_variance": variance_of(found),
            "many_open": share_of(int((found >= self.many).sum()), found.size),
        }

    def _long_enough(self) -> int:
        """The least T for which :math:`E[L - T]_+` is a small part of :math:`E L`, L being the years a case takes."""
        from scipy.special import ndtr

        sigma = math.sqrt(math.log1p(self.variation**2))
        played = 1
        while True:
            reach = (math.log(self.years / played) + 0.5 * sigma**2) / sigma
            if ndtr(reach) - played / self.years * ndtr(reach - sigma) <= FORGOTTEN:
                return played
            played += 1
