r"""t04b: under-reporting by those who shun risk (Allingham and Sandmo, 1972).

Of an income of 1 a unit declares 1 - u and pays the share :math:`\theta` of it.  With chance p it is audited, and then pays the
share :math:`\pi > \theta` of what it has hidden instead.  It counts what it keeps with constant relative risk aversion
:math:`\rho`.  With :math:`k = \bigl((1-p)\theta/(p(\pi-\theta))\bigr)^{-1/\rho}`, the ratio of what it keeps found and not found,

.. math:: u = \frac{(1-\theta)(1-k)}{\pi - \theta(1-k)},

nothing from :math:`p\pi = \theta` on, and never more than 1.

**World.**  To hide u is to add u to a report that is worth :math:`\theta` a point; a visit that finds it undoes that and takes
:math:`\pi - \theta` a point more from the :math:`1 - \theta` that a unit has besides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, COUNT, Range, refuse
from govperf_sim.simulation.scoring import MARKS
from govperf_sim.simulation.verification import Visits
from govperf_sim.theory.case import OFF, Estimate, share_of, strange
from govperf_sim.theory.worlds import IDLE, NOTHING, UNHURRIED, alike, contract, measured, textbook_cycle


@dataclass(frozen=True, kw_only=True)
class Evasion:
    """An income to declare, and audits of a share of the units."""

    name: ClassVar[str] = "t04b"
    replications: ClassVar[int] = 100

    tax: float = 0.3
    """share of what is declared that is paid"""
    penalty: float = 0.9
    """share of what is hidden that is paid when it is found"""
    risk_aversion: float = 2.0
    visits: int = 2
    """units audited in a year"""
    units: int = 20

    def __post_init__(self) -> None:
        ranges = {"tax": Range(0, 1, "()"), "risk_aversion": Range(0.1, 20), "visits": COUNT, "units": AT_LEAST_ONE}
        refuse(strange(self, ranges))
        refuse(strange(self, {"penalty": Range(self.tax, math.inf, "()")}))
        if self.visits > self.units:
            said = {"parameter": "t04b.visits", "found": self.visits, "units": self.units}
            refuse([fault("simulation.more_visits_than_units", **said)])

    def mutant(self) -> Evasion:
        return replace(self, risk_aversion=OFF * self.risk_aversion)

    def exact(self) -> Mapping[str, float]:
        """The share of income that is hidden, and the share of units caught."""
        p = self.visits / self.units
        hidden = self._hidden(p)
        return {"hidden": hidden, "caught": p if hidden > 0.0 else 0.0}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of units that report."""
        strength, weights = contract(np.array([self.tax]))
        rules = textbook_cycle(
            strength,
            reports=Reports(
                noise=0.0,
                propensity=1.0,
                fabrication_cost=NOTHING,
                risk_aversion=self.risk_aversion,
                means=1.0 - self.tax,
            ),
            visits=Visits(
                teams=self.units,
                a_year=self.visits,
                days=1,
                detection=1.0,
                penalty=(self.penalty - self.tax) / self.tax,
                correction_days=0,
            ),
            scale=MARKS,
            work=IDLE,
            calendar=UNHURRIED,
        )
        journal = play(rules, alike(self.units, np.eye(1)), weights, luck, years=1)
        visited, found = self.visits * len(luck), int(measured(journal, "found", self.units).sum())
        caught = share_of(found, visited) if visited else Estimate(0.0)
        p = self.visits / self.units
        return {
            "hidden": Estimate(float(measured(journal, "fabricated", self.units).mean())),
            "caught": Estimate(p * caught.value, p * caught.error),
        }

    def _hidden(self, p: float) -> float:
        if p * self.penalty >= self.tax:
            return 0.0
        if p == 0.0:
            return 1.0
        kept = math.pow(p * (self.penalty - self.tax) / ((1.0 - p) * self.tax), 1.0 / self.risk_aversion)
        return min((1.0 - self.tax) * (1.0 - kept) / (self.penalty - self.tax * (1.0 - kept)), 1.0)
