r"""t15: what assessments by many heads cost those who wait.

V schemes take the share b of staff time each, and merge nothing.  Cases come as a Poisson process of rate :math:`\lambda` to c
clerks of rate :math:`\mu`, who are left the rate :math:`\mu_{\text{eff}} = \mu(1 - bV)`; then Erlang's formula holds,

.. math:: P(W > D) = C\bigl(c, \lambda/\mu_{\text{eff}}\bigr)\,e^{-(c\mu_{\text{eff}} - \lambda) D} .

Of m items a scheme shares the share o with the one before, so :math:`m(V - o(V-1))` are distinct, and merging all duplicates
saves :math:`o(V-1)/V` of the items.

**World.**  Years with the schemes set up tell the staff days that are left for cases and the items that are asked for; cases
then come one by one to clerks who have so much less time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.institutions.schemes import Schemes
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, COUNT, POSITIVE, SHARE, Range, refuse
from govperf_sim.simulation.services import Services
from govperf_sim.theory.case import OFF, Estimate, strange
from govperf_sim.theory.clerks import BUSIEST, Clerks
from govperf_sim.theory.worlds import alike, contract, measured, textbook_cycle


@dataclass(frozen=True, kw_only=True)
class Burden:
    """Clerks whose time is taken by so many schemes."""

    name: ClassVar[str] = "t15"
    replications: ClassVar[int] = 40

    schemes: int = 3
    share: float = 0.015
    """of staff time, that each takes"""
    items: float = 40.0
    """that each asks for"""
    overlap: float = 0.3
    """the share of its items that a scheme has in common with the one before it"""
    arrivals: float = 8.0
    """mean number in a unit of time"""
    rate: float = 1.0
    """cases that a clerk handles in a unit of time that is all his"""
    clerks: int = 9
    deadline: float = 5.0
    """a case begun later than this after it came is begun late"""

    def __post_init__(self) -> None:
        ranges = {
            "schemes": COUNT,
            "share": SHARE,
            "items": POSITIVE,
            "overlap": SHARE,
            "rate": POSITIVE,
            "clerks": AT_LEAST_ONE,
        }
        refuse(strange(self, ranges))
        # Beyond nearly all of what is left of the clerks the queue never settles.
        left = max(1.0 - self.share * self.schemes, 0.0)
        busy = Range(0, BUSIEST * self.clerks * self.rate * left, "(]")
        refuse(strange(self, {"arrivals": busy}))

    def mutant(self) -> Burden:
        return replace(self, share=OFF * self.share)

    def exact(self) -> Mapping[str, float]:
        """Load, waiting time, the chance of a late begin; distinct items and what merging saves."""
        left = self._desk(self.rate * (1.0 - self.share * self.schemes))
        queue, spare = left.exact(), self.overlap * max(self.schemes - 1, 0)
        return {
            "load": left.load,
            "wait": queue["wait"],
            "begun_late": queue["begun_late"],
            "distinct_items": self.items * (self.schemes - spare),
            "saved_by_merging": spare / self.schemes if self.schemes else 0.0,
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year with the schemes, and from cases one by one."""
        apart, merged = (self._year(luck, share) for share in (0.0, 1.0))
        rate = self.rate * apart["left"]
        queue = self._desk(rate).simulated(luck)
        asked = apart["asked"]
        return {
            "load": Estimate(self.arrivals / (self.clerks * rate)),
            "wait": queue["wait"],
            "begun_late": queue["begun_late"],
            "distinct_items": Estimate(merged["asked"]),
            "saved_by_merging": Estimate(1.0 - merged["asked"] / asked if asked else 0.0),
        }

    def _desk(self, rate: float) -> Clerks:
        return Clerks(arrivals=self.arrivals, rate=rate, clerks=self.clerks, deadline=self.deadline)

    def _year(self, luck: Luck, merged: float) -> Mapping[str, float]:
        """The share of staff time left for cases, and the items asked for, in a year in which so much is merged."""
        rule = Schemes(count=self.schemes, share=self.share, items=self.items, overlap=self.overlap, merged=merged)
        desk = Services(task="t1", arrivals=0.0, staff=float(self.clerks), rate=self.rate, deadline=1)
        _, weights = contract(np.ones(1))
        once = Luck(luck.seed, luck.replications[:1])
        how = textbook_cycle(services=desk, institutions={"schemes": rule})
        journal = play(how, alike(1, np.eye(1)), weights, once, years=1)

        def told(measure: str) -> float:
            found: Array = measured(journal, measure, 1)
            return float(found[0, 0, 0])

        left = told("staff_on_cases") + told("staff_idle")
        return {"left": left / math.fsum((left, told("staff_assessed"))), "asked": told("items_asked")}
