"""What the clock costs when all mechanisms and institutions work: SimPy against a plain loop that drives the same work.

``PYTHONPATH=tests python benchmarks/institutions.py`` takes about two minutes.  The plain loop is a bare heap of
(day, phase, turn, generator): it pops what is next, runs it to its next wait and pushes it back, and knows nothing else.  It
drives the very generators that SimPy drives, so the ratio says what SimPy costs, not what generators cost; every table of
both is the same, row for row.  Weights derived anew ask a solver every year and are told apart.

Ratios are medians of pairs of processor time within this one process; times move from machine to machine.
"""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Generator
from typing import Any
from unittest.mock import patch

from assessed import TASKS, eventful, population, weights
from set_up import at_work
from simulation import seconds, told

from govperf_sim.simulation import Calendar, Cycle, Journal, Luck, play, world
from govperf_sim.simulation.calendar import Phase
from govperf_sim.simulation.institutions.reweighting import Reweighting
from govperf_sim.simulation.journal import Book
from govperf_sim.weights.goals import MinimaxRegret
from govperf_sim.weights.rules import EachShare
from govperf_sim.weights.weighting import Weighting

YEARS, PAIRS = 10, 9
AT_ONCE, NEXT = 0, 1
"""Before every phase of a day: what starts, and who was waited for."""

Process = Generator[Any, None, None]


class PlainClock:
    """The working days as a bare loop goes through them; it answers as the clock of a play does."""

    def __init__(self, calendar: Calendar, units: object, indicators: object, replications: object) -> None:
        self.calendar, self.book = calendar, Book(calendar, units, indicators, replications)  # type: ignore[arg-type]
        self.today, self.coming, self.turns = 0, list[tuple[int, int, int, Process]](), itertools.count()
        self.waiting_for: dict[Process, Process] = {}

    def on(self, day: int, phase: Phase) -> tuple[int, int]:
        return day, phase

    def after(self, days: int, phase: Phase) -> tuple[int, int]:
        return self.today + days, phase

    def start(self, process: Process) -> Process:
        self.push(self.today, AT_ONCE, process)
        return process

    def office(self, capacity: int) -> Office:
        return Office(self, capacity)

    def push(self, day: int, phase: int, process: Process) -> None:
        heapq.heappush(self.coming, (day, phase, next(self.turns), process))

    def run(self) -> None:
        while self.coming:
            self.today, _, _, process = heapq.heappop(self.coming)
            try:
                wanted = next(process)
            except StopIteration:
                if process in self.waiting_for:
                    self.push(self.today, NEXT, self.waiting_for.pop(process))
                continue
            if isinstance(wanted, tuple):
                self.push(*wanted, process)
            elif isinstance(wanted, Office):
                wanted.ask(process)
            else:
                self.waiting_for[wanted] = process


class Office:
    """A place that so many can use at once, first come first served; its own request and turn."""

    def __init__(self, clock: PlainClock, capacity: int) -> None:
        self.clock, self.free, self.queue = clock, capacity, deque[Process]()

    def request(self) -> Office:
        return self

    def ask(self, process: Process) -> None:
        if self.free:
            self.free -= 1
            self.clock.push(self.clock.today, NEXT, process)
        else:
            self.queue.append(process)

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_: object) -> None:
        if self.queue:
            self.clock.push(self.clock.today, NEXT, self.queue.popleft())
        else:
            self.free += 1


def plain_loop(how: Cycle, luck: Luck, question: Weighting | None = None) -> Journal:
    """The same years, driven by the bare loop."""
    with patch.object(world, "Clock", PlainClock):
        return by_simpy(how, luck, question)


def by_simpy(how: Cycle, luck: Luck, question: Weighting | None = None) -> Journal:
    """The years as they are played."""
    return play(how, population(), weights(), luck, YEARS, question=question)


def compare(what: str, how: Cycle, luck: Luck, question: Weighting | None = None, pairs: int = PAIRS) -> None:
    """Tell the ratio and the seconds of the play; the tables of both are the same."""
    one, other = by_simpy(how, luck, question), plain_loop(how, luck, question)
    assert one.events.equals(other.events)
    assert one.measures.equals(other.measures)
    taken = [
        (seconds(lambda: by_simpy(how, luck, question), 1), seconds(lambda: plain_loop(how, luck, question), 1))
        for _ in range(pairs)
    ]
    ratio, played = (sorted(x)[len(x) // 2] for x in ([a / b for a, b in taken], [a for a, _ in taken]))
    told(f"{what}: SimPy / plain loop; played in", f"{ratio:6.2f} {played:7.2f} s")


def question() -> Weighting:
    """What the made-up weights might be an answer to."""
    people = population()
    codes = [code for own in TASKS.values() for code in own]
    return Weighting(
        scores=people.level0,
        groups=people.groups,
        rules=[EachShare("each", of=codes, at_least=0.02, at_most=0.5)],
        reference=weights(),
        applies=people.applies.groupby(people.groups).any().loc[weights().index],
        goal=MinimaxRegret(),
    )


def main() -> None:
    """7 units, 10 years."""
    for count in (1, 32):
        luck = Luck(2012, range(count))
        mechanisms, everything = eventful(), eventful(institutions=at_work())
        compare(f"all mechanisms, no institution, {count} replications", mechanisms, luck)
        compare(f"all mechanisms and institutions, {count} replications", everything, luck)
        over = sorted(
            seconds(lambda: by_simpy(everything, luck), 1) / seconds(lambda: by_simpy(mechanisms, luck), 1)  # noqa: B023
            for _ in range(PAIRS)
        )
        told(f"all institutions / none, {count} replications", f"{over[PAIRS // 2]:6.2f}")
    anew = eventful(institutions={**at_work(), "reweighting": Reweighting(at_most=0.05)})
    compare("with weights derived anew besides, 1 replication", anew, Luck(2012), question(), pairs=3)


if __name__ == "__main__":
    main()
