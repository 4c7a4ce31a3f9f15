r"""Exchange meetings: part of the gap to the ablest of the pool closes.

On its day every year the units of a pool (a system) show one another how they work.  With :math:`\theta_{ik}` what a unit of
effort on task k brings in unit i, from the year that opens next

.. math:: \theta_{ik} \leftarrow \theta_{ik} + g\,\bigl(\max_{l \in \text{pool}} \theta_{lk} - \theta_{ik}\bigr),

so that without anything else a gap is :math:`(1 - g)^t` of what it was after t meetings.  Where all are equally able, as
they are until something teaches some of them, a meeting changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault
from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.calendar import Calendar, Phase
from govperf_sim.simulation.clock import Rhythm
from govperf_sim.simulation.institutions.institution import Course, Institution, Setting, within_the_year
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Institution):
    """A meeting every year at which units learn from the ablest."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-6d",)
    events: ClassVar[Mapping[str, Amount]] = {"exchange": "number"}

    day: int
    """Working day of the year on which they meet."""
    learnt: float
    """The share of the gap to the ablest of the pool that a meeting closes."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("exchange", values, {"day": AT_LEAST_ONE, "learnt": SHARE}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return within_the_year("exchange", {"day": self.day}, calendar)

    def begin(self, setting: Setting) -> Course:
        return Meetings(self, setting)


class Meetings(Course):
    """The meetings of a play."""

    def __init__(self, rule: Exchange, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        population = setting.population
        systems = np.array([population.systems[u] for u in population.units], dtype=object)
        self.together: Flags = systems[:, None] == systems

    def opens(self, year: int, terms: Terms) -> Terms:
        self.setting.clock.start(self._meet(year))
        return terms

    def _meet(self, year: int) -> Rhythm:
        clock, skill = self.setting.clock, self.setting.standing.skill
        yield clock.on(clock.calendar.first(year) - 1 + self.rule.day, Phase.WORK)
        skill += self.rule.learnt * (ablest(skill, self.together, self.setting.population.works) - skill)
        clock.book.note_all(year, clock.today, "exchange", skill.mean(axis=-1))


def ablest(skill: Array, together: Flags, works: Flags) -> Array:
    """The most that anybody of each unit's pool who works on a task brings about with a unit of effort.

    Where a unit does not work on a task it is as able as it is.  ``skill`` is (replication, unit, task), ``together`` unit x
    unit, ``works`` unit x task.

    >>> ablest(np.array([[[1.0], [1.5], [2.0]]]), np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]]) > 0, np.ones((3, 1)) > 0)
    array([[[1.5],
            [1.5],
            [2. ]]])
    """
    seen = np.where(together[:, :, None] & works[None], skill[:, None], -np.inf)
    return np.where(works, seen.max(axis=2), skill)
