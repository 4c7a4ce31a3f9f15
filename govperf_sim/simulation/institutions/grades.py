r"""Grades: excellent, good, pass or fail, by limits that the score must reach.

A unit that expects the score :math:`\hat s`, its last, with normal chance of standard deviation :math:`\sigma` reaches the
limit L with chance :math:`\Phi((\hat s - L)/\sigma)`.  If each grade is worth D more than the one below, a point of score is
worth

.. math:: D \sum_L \varphi\bigl((\hat s - L)/\sigma\bigr)/\sigma

more to it: much near a limit, nothing far from all.  As in a contest too little chance leaves nobody a best answer; with three
limits and :math:`a = \partial s/\partial e` it is safe if :math:`3 D\, \max|\varphi'|/\sigma^2 \cdot a'(cC)^{-1}a < 1`, and
refused otherwise.  Before the first score a unit expects that of its level at the start.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.institutions.contest import steepness
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.outcomes import true_scores
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, outside, refuse
from govperf_sim.simulation.scoring import weighted

STEEPEST = math.exp(-0.5) / math.sqrt(2.0 * math.pi)
r""":math:`\max|\varphi'|`"""
LIMIT = Range(0, 1, "(]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grades(Institution):
    """The grade of a score."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-4c",)
    measured: ClassVar[tuple[str, ...]] = ("graded_excellent", "graded_good", "graded_pass", "graded_fail")
    events: ClassVar[Mapping[str, Amount]] = {"graded": "count"}

    noise: float
    """Standard deviation of the chance in a score, as units see it."""
    excellent: float = 0.9
    """The score from which a unit is excellent."""
    good: float = 0.8
    """The score from which it is good."""
    passing: float = 0.6
    """The score from which it passes."""
    step: float = 0.0
    """What a grade is worth more than the one below, in units of effort cost."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"noise": POSITIVE, "excellent": LIMIT, "good": LIMIT, "passing": LIMIT, "step": NOT_NEGATIVE}
        refuse(outside("grades", values, ranges))
        if not self.passing < self.good < self.excellent:
            refuse([fault("simulation.grade_limits", parameter="grades", limits=list(self.limits))])

    @property
    def limits(self) -> tuple[float, float, float]:
        """From the lowest."""
        return self.passing, self.good, self.excellent

    def begin(self, setting: Setting) -> Course:
        return Grading(self, setting)


class Grading(Course):
    """The grades of a batch of replications."""

    def __init__(self, rule: Grades, setting: Setting) -> None:
        self.rule, self.setting, people = rule, setting, setting.population
        least = math.sqrt(len(rule.limits) * rule.step * STEEPEST * float(steepness(setting).max()))
        if rule.noise <= least:
            refuse([fault("simulation.too_little_noise", parameter="grades.noise", found=rule.noise, least=least)])
        start = true_scores(people.start, people.offset, people.loading, setting.scale)
        self.expected = weighted(setting.weights, start[None])

    def opens(self, year: int, terms: Terms) -> Terms:
        return replace(terms, worth=terms.worth + near(self.expected, self.rule)[..., None])

    def scored(self, evidence: Evidence, score: Array) -> Array:
        self.expected = score
        grade = np.searchsorted(self.rule.limits, score, side="right").astype(float)
        names = ("graded_fail", "graded_pass", "graded_good", "graded_excellent")
        self.seen = {name: (grade == level).astype(float) for level, name in enumerate(names)}
        clock = self.setting.clock
        clock.book.note_all(evidence.year, clock.today, "graded", grade)
        return self.rule.step * grade

    def measures(self) -> Mapping[str, Array]:
        return self.seen


def near(expected: Array, rule: Grades) -> Array:
    """What a point of score is worth through the grades, replication x unit."""
    z = (expected[..., None] - np.array(rule.limits)) / rule.noise
    density = np.exp(-0.5 * z**2) / (math.sqrt(2.0 * math.pi) * rule.noise)
    return rule.step * totals(density)
