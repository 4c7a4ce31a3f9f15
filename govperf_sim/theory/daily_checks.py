r"""t09b: daily checks at random moments (a Poisson process, thinned).

A unit is checked at rate :math:`\lambda` a year, and a check sees through a lie with chance q.  Within a time t there is a check
with chance :math:`1 - e^{-\lambda t}`, between two of them there is :math:`1/\lambda` on average, and a lie that is told all year is
found within it with chance :math:`1 - e^{-\lambda q}`.  A lie that is worth g and costs F when it is found does not pay from
:math:`\lambda = \ln(1 + g/F)/q` on.

**World.**  A year of the package's daily checks on units that all lie; that rate it finds by halving, asking units whether
they would.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.checks import Checks
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.decisions import Decisions, Situation, best_response
from govperf_sim.simulation.journal import Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import POSITIVE, Range, refuse
from govperf_sim.simulation.scoring import MARKS
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.worlds import IDLE, NOTHING, PROMPT, alike, contract, measured, textbook_cycle

UNITS = 50
HALVINGS = 40
MOST = 31.0 * MONTHS
"""Checks a year: one a day."""


@dataclass(frozen=True, kw_only=True)
class DailyChecks:
    """Checks at random moments."""

    name: ClassVar[str] = "t09b"
    replications: ClassVar[int] = 200

    rate: float = 4.0
    """checks of a unit in a year"""
    months: int = 3
    """the time within which there is a check or none"""
    detection: float = 0.3
    gain: float = 1.0
    penalty: float = 2.0

    def __post_init__(self) -> None:
        ranges = {
            "rate": Range(0.05, MOST),
            "months": Range(1, MONTHS, whole=True),
            "detection": Range(0.01, 1),
            "gain": POSITIVE,
            "penalty": POSITIVE,
        }
        refuse(strange(self, ranges))

    def mutant(self) -> DailyChecks:
        return replace(self, rate=OFF * self.rate)

    def exact(self) -> Mapping[str, float]:
        """The chance of a check in time, the mean years between checks, the chance that a lie is found, and the rate from
        which none is told; at least one check a day long is the most there can be.
        """
        deterring = math.log1p(self.gain / self.penalty) / self.detection
        return {
            "checked": -math.expm1(-self.rate * self.months / MONTHS),
            "years_between": 1.0 / self.rate,
            "found": -math.expm1(-self.rate * self.detection),
            "honest_from": min(deterring, MOST),
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of checks."""

        def lying(situation: Situation) -> Decisions:
            nothing = np.zeros((1, UNITS, 1))
            return Decisions(effort=nothing, fabrication=nothing + 1.0, vanity=nothing[..., 0], shift=nothing)

        journal = self._year(luck, UNITS, self.rate, lying)
        events = journal.events[journal.events["event"] == "checks"]
        made = events["amount"].to_numpy(float).reshape(len(luck), MONTHS, UNITS)
        checked = made[:, : self.months].sum(axis=1).ravel() > 0.0
        found, checks = measured(journal, "check_finds", UNITS).ravel(), mean_of(made.sum(axis=1).ravel())
        return {
            "checked": share_of(int(checked.sum()), checked.size),
            "years_between": Estimate(1.0 / checks.value, checks.error / checks.value**2),
            "found": share_of(int(found.sum()), found.size),
            "honest_from": Estimate(self._honest_from(Luck(luck.seed, luck.replications[:1]))),
        }

    def _honest_from(self, luck: Luck) -> float:
        low, high = 0.0, MOST
        for _ in range(HALVINGS):
            middle = 0.5 * (low + high)
            lies = measured(self._year(luck, 1, middle, best_response), "fabricated", 1).sum() > 0.5
            low, high = (middle, high) if lies else (low, middle)
        return high

    def _year(self, luck: Luck, units: int, rate: float, decide: Callable[[Situation], Decisions]) -> Journal:
        """A year of units that have nothing to gain but by a lie."""
        strength, weights = contract(np.array([self.gain]))
        rules = textbook_cycle(
            strength,
            reports=Reports(noise=0.0, propensity=1.0, fabrication_cost=NOTHING),
            checks=Checks(a_month=rate / MONTHS, detection=self.detection, penalty=self.penalty / self.gain),
            scale=MARKS,
            work=IDLE,
            calendar=PROMPT,
        )
        return play(rules, alike(units, np.eye(1)), weights, luck, 1, decide)
