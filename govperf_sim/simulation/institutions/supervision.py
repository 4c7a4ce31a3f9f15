r"""Supervision: the organs that supervise have a budget, and no more units are visited than it pays for.

With B staff days a year, c staff days a visit, and v visits planned,

.. math:: \text{visits a year} = \min\bigl(v, \lfloor B/c \rfloor\bigr) ;

everything else about the visits stays.  The budget grows by the share g a year.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, outside, refuse

FINISHED = 1e-9
"""A visit whose days are paid but for so little is paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision(Institution):
    """The inspectorate's budget."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-1b",)
    measured: ClassVar[tuple[str, ...]] = ("supervision_days",)

    budget: float
    """Staff days of the inspectorate in the first year."""
    visit: float
    """Staff days that a visit costs."""
    growth: float = 0.0
    """The share by which the budget grows in a year."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"budget": NOT_NEGATIVE, "visit": POSITIVE, "growth": Range(-1, math.inf, "()")}
        refuse(outside("supervision", values, ranges))

    def visits(self, year: int, planned: int) -> int:
        """Visits of a year.

        >>> [Supervision(budget=40.0, visit=10.0, growth=0.5).visits(year, planned=7) for year in (1, 2, 3)]
        [4, 6, 7]
        """
        return min(planned, math.floor(self.budget * (1.0 + self.growth) ** (year - 1) / self.visit + FINISHED))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        if "visits" in switched_on:
            return []
        return [fault("simulation.supervision_of_nothing", parameter="supervision")]

    def begin(self, setting: Setting) -> Course:
        return Inspectorate(self, setting)


class Inspectorate(Course):
    """The inspectorate of a play."""

    def __init__(self, rule: Supervision, setting: Setting) -> None:
        self.rule, self.shape = rule, setting.shape

    def opens(self, year: int, terms: Terms) -> Terms:
        return replace(terms, visits=replace(terms.visits, a_year=self.rule.visits(year, terms.visits.a_year)))

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.spent = np.full(self.shape, evidence.terms.visits.a_year * self.rule.visit / self.shape[1])
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"supervision_days": self.spent}
