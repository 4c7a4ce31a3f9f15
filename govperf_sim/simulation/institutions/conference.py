r"""The joint conference: obstacles that units cannot clear alone are brought before it, and wait their turn.

Obstacles come to each unit as a Poisson stream of a yearly rate, on working days drawn evenly.  The conference deals with c
of them at once, first come first served, and takes d working days over each.  While at least one of its obstacles stands a
unit's effort brings the share :math:`\lambda` less; of a month's days

.. math:: \text{factor} = 1 - \lambda\,\frac{\text{days with an obstacle}}{\text{days of the month}} .

For one conference the waiting time is that of M/D/1, :math:`\rho d/(2(1-\rho))` working days, with
:math:`\rho` the obstacles of all units a working day times d, as long as years pass smoothly into one another.  Units do not
foresee obstacles when they decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts
from govperf_sim.simulation.calendar import Calendar, Phase
from govperf_sim.simulation.clock import Rhythm
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.luck import Luck, poisson
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference(Institution):
    """The joint conference that guides, and clears what stands in the way."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-6c",)
    measured: ClassVar[tuple[str, ...]] = ("obstacles", "obstacle_wait", "blocked_days")
    events: ClassVar[Mapping[str, Amount]] = {
        "obstacle": "number",
        "obstacle_heard": "days",
        "obstacle_cleared": "days",
    }

    obstacles: float
    """Obstacles that a unit meets in a year, on average."""
    seats: int
    """How many the conference can deal with at once."""
    days: int
    """Working days that it takes over each."""
    loss: float
    """The share of what effort brings that is lost while an obstacle stands."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"obstacles": NOT_NEGATIVE, "seats": AT_LEAST_ONE, "days": AT_LEAST_ONE, "loss": SHARE}
        refuse(outside("conference", values, ranges))

    def begin(self, setting: Setting) -> Course:
        return Obstacles(self, setting)


class Obstacles(Course):
    """What stands in the way of the units of a batch of replications."""

    def __init__(self, rule: Conference, setting: Setting) -> None:
        self.rule, self.setting, self.clock = rule, setting, setting.clock
        self.offices = [self.clock.office(rule.seats) for _ in setting.luck.replications]
        self.standing = np.zeros(setting.shape, dtype=np.int64)
        """replication x unit: obstacles now"""
        self.since = np.ones(setting.shape, dtype=np.int64)
        """the first day that is not booked yet"""
        self.blocked = np.zeros(setting.shape)
        """days with an obstacle in the month so far"""
        self.counted = 0
        """the last day of the last month"""
        self.told: dict[int, dict[str, Array]] = {}

    def opens(self, year: int, terms: Terms) -> Terms:
        self.told[year] = {name: np.zeros(self.setting.shape) for name in Conference.measured}
        arising = draw_obstacles(self.setting.luck, year, self.setting.shape[1], self.rule, self.clock.calendar)
        for replication, unit, day in np.argwhere(arising):
            for _ in range(arising[replication, unit, day]):
                self.clock.start(self._stand(year, int(day), (int(replication), int(unit))))
        return terms

    def month(self, year: int) -> Array:
        today = self.clock.today
        self.blocked += np.where(self.standing > 0, today + 1 - self.since, 0)
        self.since[:] = today + 1
        factor: Array = 1.0 - self.rule.loss * self.blocked / (today - self.counted)
        self.told[year]["blocked_days"] += self.blocked
        self.blocked, self.counted = np.zeros(self.setting.shape), today
        return factor

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.seen = self.told.pop(evidence.year)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return self.seen

    def _stand(self, year: int, day: int, whose: tuple[int, int]) -> Rhythm:
        """One obstacle, from the morning it arises to the morning it is gone; its wait counts in its year."""
        clock, told = self.clock, self.told[year]
        yield clock.on(clock.calendar.first(year) + day, Phase.WORK)
        arose = clock.today
        self._change(whose, 1)
        told["obstacles"][whose] += 1.0
        clock.book.note(year, arose, "obstacle", *whose)
        with self.offices[whose[0]].request() as turn:
            yield turn
            told["obstacle_wait"][whose] += clock.today - arose
            clock.book.note(year, clock.today, "obstacle_heard", *whose, amounts=float(clock.today - arose))
            yield clock.after(self.rule.days, Phase.WORK)
        self._change(whose, -1)
        clock.book.note(year, clock.today, "obstacle_cleared", *whose, amounts=float(clock.today - arose))

    def _change(self, whose: tuple[int, int], more: int) -> None:
        """Book the days up to, and without, today."""
        if self.standing[whose]:
            self.blocked[whose] += self.clock.today - self.since[whose]
        self.since[whose] = self.clock.today
        self.standing[whose] += more


def draw_obstacles(luck: Luck, year: int, units: int, rule: Conference, calendar: Calendar) -> Counts:
    """How many obstacles arise on each working day, replication x unit x day."""
    days = calendar.working_days
    return poisson(np.full(units, rule.obstacles / days), luck.uniform("obstacles", year, (units, days)))
