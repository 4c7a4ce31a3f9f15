r"""Forced quotas: so many of each pool must be graded excellent and so many must fail, whatever they have done.

Of n units of a pool :math:`\lfloor q_e n \rfloor` are excellent and :math:`\lceil q_f n \rceil` fail, by rank.  Excellence
is worth D to a unit and failure costs it L, and as with awards a point of score is worth :math:`D f_e + L f_f` more, with
:math:`f` what it is believed to add to the chances; see :mod:`~govperf_sim.simulation.institutions.contest`.  A quota knows
no level: if all do well, as many fail.  A unit fails *wrongly* that would not be among the failures of its pool by its true
score.  General practice, not in the notice.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.contest import (
    STAKES,
    Contest,
    PoolsBy,
    among_first,
    among_last,
    both_ends,
    pools_of,
    unknown_pools,
    wrongly,
)
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import SHARE, outside, refuse
from govperf_sim.simulation.scoring import weighted

EXCELLENT, SAVED = range(2)
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas(Institution):
    """A forced distribution of grades in each pool."""

    measured: ClassVar[tuple[str, ...]] = ("quota_excellent", "quota_failed", "quota_wrongly_failed")

    excellent: float
    """The share of each pool that may be graded excellent, rounded down."""
    failed: float
    """The share of each pool that must fail, rounded up."""
    noise: float
    """Standard deviation of the chance in a score, as units see it before the first score."""
    prize: float = 0.0
    """What the grade excellent is worth to a unit, in units of effort cost."""
    loss: float = 0.0
    """What failing costs a unit, in units of effort cost."""
    forgetting: float = 0.5
    """The weight of the latest year in what units believe, in (0, 1]."""
    pools: PoolsBy = "systems"
    """Which units are ranked together: those of a system, or of a group."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"excellent": SHARE, "failed": SHARE, **STAKES}
        refuse([*outside("quotas", values, ranges), *unknown_pools("quotas", self.pools)])

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return [
            fault("simulation.more_grades_than_units", parameter="quotas", pool=code, units=len(pool))
            for code, pool in pools_of(population, self.pools).items()
            if sum(self.counts(len(pool))) > len(pool)
        ]

    def counts(self, units: int) -> tuple[int, int]:
        """How many of a pool are excellent, and how many fail.

        >>> Quotas(excellent=0.2, failed=0.1, noise=0.05).counts(7)
        (1, 1)
        """
        return math.floor(self.excellent * units + ROUNDING), math.ceil(self.failed * units - ROUNDING)

    def begin(self, setting: Setting) -> Course:
        return Distribution(self, setting)


class Distribution(Course):
    """The forced grades of a batch of replications."""

    def __init__(self, rule: Quotas, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        self.pools = tuple(pools_of(setting.population, rule.pools).values())
        self.excellent, self.failed = zip(*(rule.counts(len(pool)) for pool in self.pools), strict=True)
        lines = both_ends(self.pools, self.excellent, rule.prize, self.failed, rule.loss)
        self.contest = Contest("quotas", setting, self.pools, lines, rule.noise, rule.forgetting)

    def opens(self, year: int, terms: Terms) -> Terms:
        worth = self.contest.marginal(EXCELLENT) + self.contest.marginal(SAVED)
        return replace(terms, worth=terms.worth + worth[..., None])

    def scored(self, evidence: Evidence, score: Array) -> Array:
        lots = self.setting.luck.uniform("quota_lots", evidence.year, self.setting.shape[1:])
        excellent = among_first(score, lots, self.pools, self.excellent)
        true = weighted(evidence.terms.weights, evidence.true)
        failed = among_last(score, lots, self.pools, self.failed)
        wronged = wrongly(failed, true, lots, self.pools, self.failed)
        self.contest.learn(score, (excellent, ~failed))
        flags = {"quota_excellent": excellent, "quota_failed": failed, "quota_wrongly_failed": wronged}
        self.seen = {name: who.astype(float) for name, who in flags.items()}
        return self.rule.prize * excellent - self.rule.loss * failed

    def measures(self) -> Mapping[str, Array]:
        return self.seen
