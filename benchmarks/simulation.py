"""What the simulated year costs: SimPy against a plain loop, arrays against a process per case, replications in lockstep.

``python benchmarks/simulation.py`` takes about a minute.  Ratios are of medians of processor time within this one
process; absolute times depend on the machine and move twofold from run to run.  The worlds are made up and seeded.
"""

from __future__ import annotations

import datetime
import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import textbook

from govperf_sim.simulation import (
    Calendar,
    Cycle,
    Journal,
    Luck,
    Population,
    Reports,
    Reward,
    Services,
    Visits,
    Work,
    play,
)
from govperf_sim.simulation.calendar import MONTHS, STAGE_MONTH
from govperf_sim.simulation.journal import Book
from govperf_sim.simulation.settings import faults_of
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year

YEARS = 10
WORK = Work(productivity=1.0, depreciation=0.25, effort_cost=0.5, substitution=0.3, shock=0.03)
REPORTS = Reports(noise=0.01, propensity=0.5, fabrication_cost=0.2)
RATE, CLERKS = 8.0, 9
"""Cases a day of a unit, and its clerks; a clerk handles one case a day."""
SERVICES = Services(task="t0", arrivals=RATE, staff=CLERKS, rate=1.0, deadline=5)


def population(units: int, indicators: int = 6, tasks: int = 3) -> Population:
    """Units of one group with made-up scores."""
    codes, measured = (
        tuple(f"{letter}{n}" for n in range(count)) for letter, count in (("u", units), ("k", indicators))
    )
    named = tuple(f"t{k}" for k in range(tasks))
    scores = np.random.default_rng(2012).uniform(0.3, 0.6, (units, indicators))
    return Population(
        units=codes,
        groups=pd.Series("all", index=list(codes)),
        systems=pd.Series("all", index=list(codes)),
        indicators=measured,
        tasks=named,
        task_of=pd.Series({k: named[j % tasks] for j, k in enumerate(measured)}),
        applies=pd.DataFrame(True, index=list(codes), columns=list(measured)),
        level0=pd.DataFrame(scores, index=list(codes), columns=list(measured)),
    )


def equal_weights(people: Population) -> pd.DataFrame:
    return pd.DataFrame(1.0 / len(people.indicators), index=["all"], columns=list(people.indicators))


def year(services: Services | None = None, visits: Visits | None = None) -> Cycle:
    calendar = Calendar(first_day=datetime.date(2012, 1, 4))
    return Cycle(
        calendar=calendar, work=WORK, reward=Reward(strength=0.5), reports=REPORTS, visits=visits, services=services
    )


def plain_loop(cycle: Cycle, people: Population, weights: pd.DataFrame, luck: Luck, years: int) -> Journal:
    """The same arrays without a clock: the floor.  No visits; everything in the order of its day and phase."""
    assert not faults_of(cycle, people, weights, years)
    calendar, world = cycle.calendar, World(cycle, people, weights, luck)
    book = Book(calendar, people.units, people.indicators, luck.replications)
    unscored: list[Year] = []
    for number in range(1, years + 1):
        opened = Year(number, world)
        book.note_all(number, calendar.first(number), "year_opens", opened.total_effort())
        unscored.append(opened)
        for month in range(1, MONTHS + 1):
            day = calendar.month_end(number, month)
            _score(unscored, day - 1, calendar, book)
            _month(opened, month, day, calendar, book)
    _score(unscored, calendar.scoring_day(years), calendar, book)
    return book.close()


def _month(opened: Year, month: int, day: int, calendar: Calendar, book: Book) -> None:
    for event, counts in opened.cases(month - 1, day - calendar.first(opened.number) + 1).items():
        book.note_all(opened.number, day, event, counts)
    opened.month(month - 1)
    book.note_all(opened.number, day, "monthly_report", opened.reported_score())
    if month == STAGE_MONTH:
        book.note_all(opened.number, day, "stage_score", opened.publish())


def _score(unscored: list[Year], day: int, calendar: Calendar, book: Book) -> None:
    """Score the year whose scores are out by this day."""
    if unscored and calendar.scoring_day(unscored[0].number) <= day:
        last = unscored.pop(0)
        measured = last.close()
        book.note_all(last.number, calendar.scoring_day(last.number), "scored", measured["score"])
        book.measure(last.number, measured)


def seconds(what: Callable[[], object], times: int = 5) -> float:
    """The median processor time of several runs; without garbage collection, as in ``timeit``."""
    taken = []
    gc.collect()
    gc.disable()
    for _ in range(times):
        start = time.process_time()
        what()
        taken.append(time.process_time() - start)
    gc.enable()
    return statistics.median(taken)


def told(what: str, found: str) -> None:
    sys.stdout.write(f"{what:<84}{found}\n")


def against_a_plain_loop() -> None:
    """SimPy's part of a year whose arrays move every day; the numbers are the same."""
    for units in (7, 210):
        told(f"{units} units, {YEARS} years: SimPy / plain loop", f"{_over_the_loop(units):6.2f}")


def _over_the_loop(units: int) -> float:
    people, how = population(units), year(services=SERVICES)
    weights = equal_weights(people)

    def once(made: Callable[..., Journal], years: int) -> Journal:
        return made(how, people, weights, Luck(2012), years)

    one, other = once(play, 2), once(plain_loop, 2)
    assert one.measures.equals(other.measures)
    assert one.events.equals(other.events)
    pairs = [seconds(lambda: once(play, YEARS), 1) / seconds(lambda: once(plain_loop, YEARS), 1) for _ in range(25)]
    return statistics.median(pairs)


def against_a_process_per_case() -> None:
    """Arrays for all units against the textbook; the textbook's time for 60 units is scaled up from two years."""
    for units, years in ((7, YEARS), (60, 2)):
        people = population(units)
        weights = equal_weights(people)
        arrays = seconds(lambda: play(year(SERVICES), people, weights, Luck(2012), YEARS))  # noqa: B023
        each = seconds(lambda: textbook.play(units, RATE, CLERKS, RATE / CLERKS, 250 * years), 1)  # noqa: B023
        told(f"{units} units, {YEARS} years: a process per case / arrays", f"{each * YEARS / years / arrays:6.0f}")


def in_lockstep() -> None:
    """One replication alone against one of 32 played side by side."""
    people, how = population(7), year(services=SERVICES)
    weights = equal_weights(people)
    alone = seconds(lambda: play(how, people, weights, Luck(2012), YEARS))
    beside = seconds(lambda: play(how, people, weights, Luck(2012, range(32)), YEARS), 3) / 32
    told("7 units, a replication alone / one of 32 in lockstep", f"{alone / beside:6.1f}")


def a_province() -> None:
    """2,850 units, 43 indicators, ten years, one replication: in a process of its own, for its memory."""
    ran = subprocess.run([sys.executable, __file__, "province"], capture_output=True, text=True, check=True)
    told("2,850 units x 43 indicators x 10 years, one replication", ran.stdout.strip())


def province() -> None:
    people = population(2850, indicators=43, tasks=6)
    visits = Visits(teams=20, a_year=500, days=5, detection=0.6, penalty=0.05, correction_days=10)
    taken = seconds(lambda: play(year(SERVICES, visits), people, equal_weights(people), Luck(2012), YEARS), 1)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    sys.stdout.write(f"{taken:6.1f} s, {held:.2f} GB")


if __name__ == "__main__":
    if sys.argv[1:] == ["province"]:
        province()
    else:
        against_a_plain_loop()
        against_a_process_per_case()
        in_lockstep()
        a_province()
