"""A year of case handling, on paper: what arrived, was handled, ran late, and what the staff did all day.

The rules are in :mod:`~govperf_sim.simulation.services`.  A day costs four array operations; everything else is read off
the two curves of the year, cases arrived and cases handled, both counted from its opening.  Before the opening the
curve of arrivals is that of the last year, so a case that waits over the turn of the year is late on its day.  Arrays
are replication x unit, days first.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts, totals
from govperf_sim.simulation.services import (
    Coming,
    Services,
    Waiting,
    draw_arrivals,
    handled_by,
    late_cases,
    share_of,
    worked_off,
)
from govperf_sim.simulation.world import World


class Caseload:
    """The cases of all units in one year."""

    def __init__(self, number: int, world: World, rule: Services, effort: Array, burden: Array) -> None:
        self.number, self.world, self.rule, self.days = number, world, rule, world.cycle.calendar.working_days
        self.opened_with, self.burden = world.waiting, burden
        self.arrivals = draw_arrivals(world.luck, number, world.shape[1], self.days, rule.arrivals)
        self.arrived = np.concatenate([world.waiting.arrived, np.cumsum(self.arrivals, axis=0)])
        """The curve from the opening of the last year on; row ``days + t`` is the evening of day t."""
        self.handled = self.before = handled_by(np.zeros(world.shape), world.waiting.left)
        """Cases handled; at the opening, minus those that wait."""
        self.left, self.evenings = world.waiting.left.copy(), np.empty_like(self.arrivals)
        self.speed = rule.speed(np.take(effort, world.population.tasks.index(rule.task), axis=-1))
        self.spread = totals(effort) / self.days
        self.on_effort, self.on_visits, self.on_cases = (np.zeros(world.shape) for _ in range(3))
        self.lags = 1 if world.cycle.records is None else 1 + world.cycle.records.pause
        """How many deadlines late cases are counted for: the one that is set, and those put off by a stopped clock."""
        self.kept = np.empty((self.days, world.shape[0], world.casebook.watched.size))
        """What watched units could handle each day."""
        self.due, self.late = (np.zeros((self.lags, *world.shape)) for _ in range(2))
        self.today = self.counted = 0
        self.posted = np.zeros(world.shape)
        """The day until which a unit's staff days are booked."""
        self._post()

    def until(self, day: int) -> None:
        """Work through the days up to and with this one of the year, meeting the visits that have come meanwhile."""
        comings, opened = self.world.comings, (self.number - 1) * self.days
        for index in range(self.today, day):
            while comings and comings[0].day <= opened + index:
                self._meet(comings.popleft())
            worked_off(self.left, self.arrivals[index], self.capacity)
            if self.kept.size:
                self.kept[index] = np.take(self.capacity, self.world.casebook.watched, axis=-1)
            self.evenings[index] = self.left
            self.today = index + 1

    def month(self) -> Mapping[str, Array]:
        """Count the days since the last time; what happened in them, by event."""
        first, last, opened = self.counted, self.today, self.days
        arrived = self.arrived[opened + first + 1 : opened + last + 1]
        handled = handled_by(arrived, self.evenings[first:last])
        before, late_before = self.handled, self.late[0].copy()
        for lag in range(self.lags):
            waited = self.rule.deadline + lag
            cohort = self.arrived[opened + first - waited : opened + last - waited + 1]
            self.due[lag] += cohort[-1] - cohort[0]
            self.late[lag] += late_cases(cohort[:-1], cohort[1:], handled).sum(axis=0)  # whole numbers: exact
        self.counted, self.handled = last, handled[-1]
        return {
            "cases_arrived": self.arrived[opened + last] - self.arrived[opened + first],
            "cases_handled": self.handled - before,
            "cases_late": self.late[0] - late_before,
        }

    def late_share(self, lag: Counts | None = None) -> Array:
        """Of the cases whose deadline, put off by ``lag`` days, has come this year, the share not handled by then."""
        which = np.zeros(self.world.shape, dtype=np.int64) if lag is None else lag
        late, due = (np.take_along_axis(x, which[None], axis=0)[0] for x in (self.late, self.due))
        return share_of(late, due)

    def end(self) -> Waiting:
        """The year is over; what is left to the next."""
        self._book(...)
        self.world.casebook.keep(np.take(self.arrivals, self.world.casebook.watched, axis=-1), self.kept)
        curve = self.arrived[self.days :]
        return Waiting(self.left, curve - curve[-1])

    def measures(self) -> Mapping[str, Array]:
        """What is measured of it."""
        arrived, present = self.arrived[-1], self.rule.staff * self.days
        # Work, not cases: one may have been begun last year, another not be finished.
        handling = share_of(self.opened_with.left + arrived - self.left, self.speed)
        return {
            "cases_arrived": arrived,
            "cases_handled": self.handled - self.before,
            "cases_waiting": arrived - self.handled,
            "late_share": self.late_share(),
            "staff_on_cases": handling,
            "staff_on_effort": self.on_effort,
            "staff_on_visits": self.on_visits,
            "staff_assessed": np.full(self.world.shape, present * np.minimum(self.rule.burden + self.burden, 1.0)),
            "staff_idle": np.maximum(self.on_cases - handling, 0.0),
        }

    def _meet(self, coming: Coming) -> None:
        """From today on a unit has a visit more or less to host."""
        whose = coming.replication, coming.unit
        self._book(whose)
        self.world.hosts[whose] += coming.visits
        self._post()

    def _post(self) -> None:
        """From today on the staff is divided so."""
        self.rota = self.rule.rota(self.spread, self.world.hosts, self.burden)
        self.capacity = self.rota.cases * self.speed

    def _book(self, whose: tuple[int, int] | EllipsisType) -> None:
        """Until yesterday the staff of a unit was divided so; others wait, lest company change their rounding."""
        days = self.today - self.posted[whose]
        self.on_effort[whose] += days * self.rota.effort[whose]
        self.on_visits[whose] += days * self.rota.hosting[whose]
        self.on_cases[whose] += days * self.rota.cases[whose]
        self.posted[whose] = self.today
