r"""Promotion: leaders whose units score well over their tenure are called to higher office.

When a year is scored the leader of unit i, in office for :math:`t` scored years, is promoted with chance

.. math:: p_i = \operatorname{logit}^{-1}\bigl(\operatorname{logit} p_0 + A(\bar s_i - \bar s) + B(s_i - s)
          + G(\bar g_i - \bar g)\bigr)

where :math:`\bar s_i` is the mean score of the tenure, :math:`s_i` that of the year, :math:`\bar g_i` the tenure's mean mark
on the indicators of growth, and each is set against the mean of the pool.  Provincial leaders were promoted on the average
of their tenure more than on the year (Li and Zhou, 2005), so B is 0 unless said; growth counts a little where its
indicators are named.  Whoever is promoted leaves, and the successor's tenure begins.  One who has just come, or is barred,
is not promoted.

**What it is worth.**  Promotion is worth V.  A point of score this year stays in the mean while the leader stays,
with chance :math:`1 - \ell` a year, and a coming year counts :math:`\beta` of this one:

.. math:: \frac{\partial}{\partial s}\,\mathrm E V = V p (1 - p)\, \frac{n - 1}{n}
          \Bigl[B + A \sum_{h \ge 0} \frac{(\beta(1 - \ell))^h}{t + h}\Bigr],

with p the chance as it stood last (:math:`p_0` for one who has just come), t the years scored when this one will be, and
:math:`(n-1)/n` because the point lifts the pool's mean too.  A point of growth is worth the same with G for A, shared among
its indicators.  Later years are taken to be like this one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Array, Counts, totals
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.contest import PoolsBy, pools_of, unknown_pools
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, outside, refuse

CAREER = 40
"""Years that a leader looks ahead at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion(Institution):
    """A chance of higher office every year."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-4b",)
    measured: ClassVar[tuple[str, ...]] = ("promoted", "promotion_chance", "tenure_score")
    events: ClassVar[Mapping[str, Amount]] = {"promoted": "number"}

    chance: float
    """The chance of promotion in a year for a leader who stands at the mean of the pool."""
    average: float
    """By how much a whole score more in the mean of the tenure raises the log odds."""
    value: float = 0.0
    """What promotion is worth to a leader, in units of effort cost."""
    annual: float = 0.0
    """By how much a whole score more in the year alone raises the log odds."""
    growth: float = 1.0
    """By how much full marks more on the indicators of growth, over the tenure, raise the log odds."""
    indicators: tuple[str, ...] = ()
    """The indicators of growth."""
    discount: float = 0.9
    """What a coming year counts for against this one, in [0, 1)."""
    pools: PoolsBy = "systems"
    """Who is compared: the units of a system, or of a group."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "chance": Range(0, 1, "()"),
            "average": POSITIVE,
            "value": NOT_NEGATIVE,
            "annual": NOT_NEGATIVE,
            "growth": NOT_NEGATIVE,
            "discount": Range(0, 1, "[)"),
        }
        refuse([*outside("promotion", values, ranges), *unknown_pools("promotion", self.pools)])

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return [
            fault("simulation.dangling", nearest(code, population.indicators), where="promotion.indicators", named=code)
            for code in self.indicators
            if code not in population.indicators
        ]

    def begin(self, setting: Setting) -> Course:
        return Careers(self, setting)


class Careers(Course):
    """The leaders of a batch of replications."""

    def __init__(self, rule: Promotion, setting: Setting) -> None:
        self.rule, self.setting, people = rule, setting, setting.population
        self.pools = tuple(pools_of(people, rule.pools).values())
        named = np.isin(np.array(people.indicators), list(rule.indicators)) & people.measured
        self.growing = named / np.maximum(named.sum(axis=-1, keepdims=True), 1)
        """unit x indicator: the share of each in the mean mark on growth"""
        self.rivals = np.zeros(len(people.units))
        for pool in self.pools:
            self.rivals[pool] = (len(pool) - 1) / len(pool)
        self.scores, self.growth = np.zeros(setting.shape), np.zeros(setting.shape)
        """summed over the tenure"""
        self.chance = np.full(setting.shape, rule.chance)
        setting.standing.exits["promotion"] = self.chance

    def opens(self, year: int, terms: Terms) -> Terms:
        rule, standing = self.rule, self.setting.standing
        self.chance = np.where(standing.tenure > 0.0, self.chance, rule.chance)
        standing.exits["promotion"] = self.chance
        staying = rule.discount * (1.0 - standing.leaving)
        lasting = sum(staying**h / (standing.tenure + 1.0 + h) for h in range(CAREER))
        slope = rule.value * self.chance * (1.0 - self.chance) * self.rivals
        worth = np.where(standing.barred >= year, 0.0, slope * (rule.annual + rule.average * lasting))
        beside = np.where(standing.barred >= year, 0.0, slope * rule.growth * lasting)
        return replace(
            terms, worth=terms.worth + worth[..., None], beside=terms.beside + beside[..., None] * self.growing
        )

    def scored(self, evidence: Evidence, score: Array) -> Array:
        rule, standing, year = self.rule, self.setting.standing, evidence.year
        here = standing.tenure > 0.0
        new = standing.tenure <= 1.0
        self.scores = np.where(new, score, self.scores + score)
        marks = totals(evidence.marks * self.growing)
        self.growth = np.where(new, marks, self.growth + marks)
        years = np.maximum(standing.tenure, 1.0)
        odds = (
            np.log(rule.chance / (1.0 - rule.chance))
            + rule.average * above_mean(self.scores / years, self.pools)
            + rule.annual * above_mean(score, self.pools)
            + rule.growth * above_mean(self.growth / years, self.pools)
        )
        self.chance = 1.0 / (1.0 + np.exp(-odds))
        lots = self.setting.luck.uniform("promotion", year, self.setting.shape[1:])
        promoted = (lots < self.chance) & here & (standing.barred < year)
        clock = self.setting.clock
        clock.book.note_those(year, clock.today, "promoted", promoted, standing.tenure)
        self.seen = {
            "promoted": promoted.astype(float),
            "promotion_chance": np.where(here & (standing.barred < year), self.chance, 0.0),
            "tenure_score": self.scores / years,
        }
        standing.replace(promoted)
        return rule.value * promoted.astype(float)

    def measures(self) -> Mapping[str, Array]:
        return self.seen


def above_mean(values: Array, pools: Sequence[Counts]) -> Array:
    """How far each unit stands above the mean of its pool, replication x unit.

    >>> above_mean(np.array([[1.0, 3.0, 7.0]]), [np.array([0, 1]), np.array([2])])
    array([[-1.,  1.,  0.]])
    """
    apart = np.empty_like(values)
    for pool in pools:
        those = np.take(values, pool, axis=-1)
        apart[:, pool] = those - totals(those)[:, None] / len(pool)
    return apart
