"""The clock of a play, and its journal: what processes wait by, and where they write.

Processes are generators that yield what they wait for: a phase of a day (:meth:`Clock.on`), so many working days
(:meth:`Clock.after`), or a place at an office that only so many can use at once (:meth:`Clock.office`).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import simpy

from govperf_sim.simulation.calendar import At, Calendar, Phase
from govperf_sim.simulation.journal import Book

Rhythm = Generator[simpy.Event, Any, None]
"""What a process is: events it waits for, one after another."""


class Clock:
    """Working days, counted through all years, of a batch of replications."""

    def __init__(
        self, calendar: Calendar, units: Sequence[str], indicators: Sequence[str], replications: Sequence[int]
    ) -> None:
        self.env, self.calendar = simpy.Environment(), calendar
        self.book = Book(calendar, units, indicators, replications)

    @property
    def today(self) -> int:
        return int(self.env.now)

    def on(self, day: int, phase: Phase) -> At:
        """The given phase of a day counted through all years."""
        return At(self.env, day - self.today, phase)

    def after(self, days: int, phase: Phase) -> At:
        """The given phase so many working days from now."""
        return At(self.env, days, phase)

    def start(self, process: Rhythm) -> simpy.Process:
        """Set a process going."""
        return self.env.process(process)

    def office(self, capacity: int) -> simpy.Resource:
        """A place that so many can use at once, first come first served; ``with office.request() as turn: yield turn``."""
        return simpy.Resource(self.env, capacity=capacity)

    def run(self) -> None:
        """Until nobody waits for anything."""
        self.env.run()
