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

from govperf_sim.simulation import (
    Calendar,
    Cycle,
    Deadline,
    Journal,
    Luck,
    Population,
    Reports,
    Reward,
    Visits,
    Work,
    play,
)
from govperf_sim.simulation.calendar import MONTHS, STAGE_MONTH
from govperf_sim.simulation.deadline import decision_day
from govperf_sim.simulation.journal import Book
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year

YEARS = 10
WORK = Work(productivity=1.0, depreciation=0.25, effort_cost=0.5, substitution=0.3, shock=0.03)
REPORTS = Reports(noise=0.01, propensity=0.5, fabrication_cost=0.2)
DAILY = Deadline(target=1.0, bonus=1.0, cost=1.0, noise=1.0, decisions=250)


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


def year(deadline: Deadline | None = None, visits: Visits | None = None) -> Cycle:
    calendar = Calendar(first_day=datetime.date(2012, 1, 4))
    return Cycle(
        calendar=calendar, work=WORK, reward=Reward(strength=0.5), reports=REPORTS, visits=visits, deadline=deadline
    )


def plain_loop(cycle: Cycle, people: Population, weights: pd.DataFrame, luck: Luck, years: int) -> Journal:
    """The same arrays day by day without a clock: the floor.  No visits; every event in the order of its phase."""
    calendar, world = cycle.calendar, World(cycle, people, weights, luck)
    book = Book(calendar, people.units, people.indicators, luck.replications)
    unscored: list[Year] = []
    for number in range(1, years + 2):
        opened = Year(number, world) if number <= years else None
        opening = calendar.first(number) - 1
        if opened is not None:
            book.note_all(number, opening + 1, "year_opens", opened.total_effort())
            unscored.append(opened)
            ends = {calendar.month_end(number, month): month for month in range(1, MONTHS + 1)}
            if opened.chase is not None:
                dates = {opening + decision_day(i, opened.chase.rule, calendar.working_days): i + 1
                         for i in range(opened.chase.rule.decisions)}  # fmt: skip
                book.note_all(number, opening + 1, "decides", opened.chase.decide(0))
        for day in range(opening + 1, opening + 1 + calendar.working_days):
            if opened is not None:
                _day(opened, day, dates if opened.chase is not None else {}, book)
                if day in ends:
                    opened.month(ends[day] - 1)
                    book.note_all(number, day, "monthly_report", opened.reported_score())
                    if ends[day] == STAGE_MONTH:
                        book.note_all(number, day, "stage_score", opened.score())
            if unscored and day == calendar.scoring_day(unscored[0].number):
                last = unscored.pop(0)
                measured = last.close()
                book.note_all(last.number, day, "scored", measured["score"])
                book.measure(last.number, measured)
    return book.close()


def _day(opened: Year, day: int, dates: dict[int, int], book: Book) -> None:
    if day in dates and opened.chase is not None:
        opened.chase.work(dates[day] - 1)
        if dates[day] < opened.chase.rule.decisions:
            book.note_all(opened.number, day, "decides", opened.chase.decide(dates[day]))
        else:
            opened.chase.end()


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
    people, how = population(units), year(deadline=DAILY)
    weights = equal_weights(people)

    def once(made: Callable[..., Journal], years: int) -> Journal:
        return made(how, people, weights, Luck(2012), years)

    assert once(play, 2).measures.equals(once(plain_loop, 2).measures)
    pairs = [seconds(lambda: once(play, YEARS), 1) / seconds(lambda: once(plain_loop, YEARS), 1) for _ in range(9)]
    return statistics.median(pairs)


def in_lockstep() -> None:
    """One replication alone against one of 32 played side by side."""
    people, how = population(7), year(deadline=DAILY)
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
    taken = seconds(lambda: play(year(visits=visits), people, equal_weights(people), Luck(2012), YEARS), 1)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    sys.stdout.write(f"{taken:6.1f} s, {held:.2f} GB")


if __name__ == "__main__":
    if sys.argv[1:] == ["province"]:
        province()
    else:
        against_a_plain_loop()
        in_lockstep()
        a_province()
