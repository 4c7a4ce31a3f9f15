r"""Training: for a time staff work better and report with fewer errors.

A course trains every unit on its day of the year.  From the year that opens next a unit of effort brings

.. math:: 1 + g\,t, \qquad t \leftarrow (1 - \varphi)\,t + 1,

times what it brought before, with g the gain and :math:`\varphi` the share of what was learnt that is forgotten in a
year; honest errors of reports are :math:`e^{-h t}` times as large.  A year after the first training t = 1, in the long run
:math:`1/\varphi`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import Calendar, Phase
from govperf_sim.simulation.clock import Rhythm
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting, within_the_year
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, Range, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Institution):
    """A course every year for all units."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-3b",)
    measured: ClassVar[tuple[str, ...]] = ("trained",)
    events: ClassVar[Mapping[str, Amount]] = {"trained": "number"}

    day: int
    """Working day of the year on which it is held."""
    gain: float
    """What one training adds to what effort brings, as a share."""
    accuracy: float = 0.0
    """The rate at which one training shrinks honest errors of reports."""
    forgetting: float = 1.0
    """The share of what was learnt that is forgotten in a year, in (0, 1]."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"day": AT_LEAST_ONE, "gain": NOT_NEGATIVE, "accuracy": NOT_NEGATIVE, "forgetting": Range(0, 1, "(]")}
        refuse(outside("training", values, ranges))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return within_the_year("training", {"day": self.day}, calendar)

    def begin(self, setting: Setting) -> Course:
        return Trainings(self, setting)


class Trainings(Course):
    """The trainings of a batch of replications."""

    def __init__(self, rule: Training, setting: Setting) -> None:
        self.rule, self.setting, self.held = rule, setting, 0.0
        self.learnt = {0: 0.0}
        """by year, when it opened"""

    def opens(self, year: int, terms: Terms) -> Terms:
        learnt = (1.0 - self.rule.forgetting) * self.learnt[year - 1] + self.held
        self.learnt[year], self.held = learnt, 0.0
        self.setting.clock.start(self._hold(year))
        return replace(
            terms,
            skill=terms.skill * (1.0 + self.rule.gain * learnt),
            honest_error=terms.honest_error * np.exp(-self.rule.accuracy * learnt),
        )

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.trained = np.full(self.setting.shape, self.learnt[evidence.year])
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"trained": self.trained}

    def _hold(self, year: int) -> Rhythm:
        clock = self.setting.clock
        yield clock.on(clock.calendar.first(year) - 1 + self.rule.day, Phase.WORK)
        self.held = 1.0
        clock.book.note_all(year, clock.today, "trained", np.ones(self.setting.shape))
