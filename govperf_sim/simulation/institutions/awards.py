r"""Awards: the best of each pool are commended, the last bear the loss, and units reckon with both.

In each pool the ``top`` best by score get the prize :math:`D_W`, the ``bottom`` last bear the loss :math:`D_L`.  A point of
score is worth

.. math:: D_W f_{\text{top}} + D_L f_{\text{bottom}}

more to a unit, with :math:`f` what the point is believed to add to the chance of being among the best ``top``, and to that
of *not* being among the last ``bottom``; see :mod:`~govperf_sim.simulation.institutions.contest` for the belief and for the
chance in scores without which nobody has a best answer.  Of equal scores a lot decides.  A unit that is barred is not
commended, and knows it; the next takes its place.

Who is last by score need not be last by truth: a unit is *wrongly* last placed if it is not among the ``bottom`` last of its
pool by its true score under the same weights.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

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
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import COUNT, outside, refuse
from govperf_sim.simulation.scoring import weighted

TOP, BOTTOM = range(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Awards(Institution):
    """Commendation for the best of each pool, a loss for the last."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-4c",)
    measured: ClassVar[tuple[str, ...]] = ("commended", "last_placed", "wrongly_last_placed", "rank_worth")
    events: ClassVar[Mapping[str, Amount]] = {"commended": "points", "last_placed": "points"}

    top: int
    """How many of each pool are commended."""
    prize: float
    """What a commendation is worth to a unit, in units of effort cost."""
    noise: float
    """Standard deviation of the chance in a score, as units see it before the first score."""
    bottom: int = 0
    """How many of each pool bear the loss."""
    loss: float = 0.0
    """What the last lose, in units of effort cost."""
    forgetting: float = 0.5
    """The weight of the latest year in what units believe, in (0, 1]."""
    pools: PoolsBy = "systems"
    """Which units are ranked together: those of a system, or of a group."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"top": COUNT, "bottom": COUNT, **STAKES}
        refuse([*outside("awards", values, ranges), *unknown_pools("awards", self.pools)])

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        asked = {"parameter": "awards.top", "top": self.top, "bottom": self.bottom}
        return [
            fault("simulation.more_places_than_units", **asked, pool=code, units=len(pool))
            for code, pool in pools_of(population, self.pools).items()
            if self.top + self.bottom > len(pool)
        ]

    def begin(self, setting: Setting) -> Course:
        return Ceremonies(self, setting)


class Ceremonies(Course):
    """The awards of a batch of replications."""

    def __init__(self, rule: Awards, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        self.pools = tuple(pools_of(setting.population, rule.pools).values())
        self.top, self.bottom = ([count] * len(self.pools) for count in (rule.top, rule.bottom))
        lines = both_ends(self.pools, self.top, rule.prize, self.bottom, rule.loss)
        self.contest = Contest("awards", setting, self.pools, lines, rule.noise, rule.forgetting)
        self.worth: dict[int, Array] = {}
        """what a whole score is worth through its place, by year"""

    def opens(self, year: int, terms: Terms) -> Terms:
        hopes = np.where(self.setting.standing.barred >= year, 0.0, self.contest.marginal(TOP))
        self.worth[year] = hopes + self.contest.marginal(BOTTOM)
        return replace(terms, worth=terms.worth + self.worth[year][..., None])

    def scored(self, evidence: Evidence, score: Array) -> Array:
        rule, year, barred = self.rule, evidence.year, self.setting.standing.barred >= evidence.year
        lots = self.setting.luck.uniform("award_lots", year, self.setting.shape[1:])
        best = among_first(np.where(barred, -np.inf, score), lots, self.pools, self.top) & ~barred
        last = among_last(score, lots, self.pools, self.bottom)
        true = weighted(evidence.terms.weights, evidence.true)
        wronged = wrongly(last, true, lots, self.pools, self.bottom)
        self.contest.learn(score, (best, ~last))
        clock = self.setting.clock
        clock.book.note_those(year, clock.today, "commended", best, score)
        clock.book.note_those(year, clock.today, "last_placed", last, score)
        flags = {"commended": best, "last_placed": last, "wrongly_last_placed": wronged}
        self.seen = {name: who.astype(float) for name, who in flags.items()} | {"rank_worth": self.worth.pop(year)}
        return rule.prize * best - rule.loss * last

    def measures(self) -> Mapping[str, Array]:
        return self.seen
