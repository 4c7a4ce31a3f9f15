"""The assessment years as SimPy processes: who does what, when, and who waits.

Processes decide *when*; the pure functions behind :class:`~govperf_sim.simulation.year.Year` decide *how much*;
:class:`~govperf_sim.simulation.luck.Luck` decides chance.  One process per rhythm (years, months, stage, annual score),
state in arrays for all units, and one process per visit, because visits queue for the inspectorate's teams.  Last
year's visits and scores run on into this year's work.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import simpy

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.behaviour import Reward
from govperf_sim.simulation.calendar import MONTHS, STAGE_MONTH, At, Calendar, Phase
from govperf_sim.simulation.channels import TRUTHFUL, Reports
from govperf_sim.simulation.journal import DATED, Book, Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.population import Array, Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, refuse
from govperf_sim.simulation.verification import UNVISITED, Visits
from govperf_sim.simulation.year import Terms, Year

Rhythm = Generator[simpy.Event, Any, None]

__all__ = ["Cycle", "Reports", "Reward", "Visits", "Work", "play"]

ROUNDING = 1e-6
"""How far a solver's or a table's rounding may take weights below 0 and their sum from 1."""


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """The assessment year as the office lays it down; a mechanism that is ``None`` is off."""

    calendar: Calendar
    work: Work
    reward: Reward
    reports: Reports | None = None
    visits: Visits | None = None


def play(cycle: Cycle, population: Population, weights: pd.DataFrame, luck: Luck, years: int) -> Journal:
    """Play so many assessment years once.

    ``weights`` is group x indicator: the weights of each group are not negative, sum to 1 and are 0 where an indicator
    does not apply; further groups are allowed.  Raises :class:`~govperf_sim.errors.CycleError` with everything that
    keeps the years from being played.
    """
    refuse(_faults(cycle, population, weights, years))
    terms = Terms(
        population=population,
        weights=_of_units(population, weights),
        work=cycle.work,
        strength=cycle.reward.strength,
        reports=cycle.reports or TRUTHFUL,
        visits=cycle.visits or UNVISITED,
        luck=luck,
    )
    env = simpy.Environment()
    book = Book(cycle.calendar, population.units)
    office = simpy.Resource(env, capacity=terms.visits.teams)
    play = Play(env, cycle.calendar, terms, office, book)
    env.process(dated_events(play))
    env.process(assessment(play, years))
    env.run()
    return book.close()


@dataclass(frozen=True)
class Play:
    """What every process needs: the clock, the calendar, the terms, the inspectorate and the journal."""

    env: simpy.Environment
    calendar: Calendar
    terms: Terms
    office: simpy.Resource
    book: Book

    @property
    def today(self) -> int:
        return int(self.env.now)

    def on(self, day: int, phase: Phase) -> At:
        """The given phase of a day counted through all years."""
        return At(self.env, day - self.today, phase)


def dated_events(play: Play) -> Rhythm:
    """The dates of the document, in the first year."""
    for code, date in sorted(play.calendar.dates.items(), key=lambda dated: dated[1]):
        yield play.on(play.calendar.day_of(date), Phase.WORK)
        play.book.note(1, play.today, DATED + code)


def assessment(play: Play, years: int) -> Rhythm:
    """Open every year on time; last year's visits and this year's work overlap."""
    level = play.terms.population.start
    for number in range(1, years + 1):
        yield play.on(play.calendar.first(number), Phase.WORK)
        year = Year(number, level, play.terms, play.calendar.working_days)
        play.book.note_all(number, play.today, "year_opens", year.effort.sum(axis=-1))
        play.env.process(stage_assessment(play, year))
        play.env.process(annual_assessment(play, year))
        for unit in year.visited_units:
            play.env.process(visit(play, year, unit))
        yield play.env.process(months(play, year))
        level = year.level


def months(play: Play, year: Year) -> Rhythm:
    """At the end of each month units have worked, and report."""
    for month in range(1, MONTHS + 1):
        yield play.on(play.calendar.month_end(year.number, month), Phase.MONITOR)
        year.month(month - 1)
        play.book.note_all(year.number, play.today, "monthly_report", year.reported_score())


def stage_assessment(play: Play, year: Year) -> Rhythm:
    """In the middle of the year partial scores are published."""
    yield play.on(play.calendar.month_end(year.number, STAGE_MONTH), Phase.STAGE)
    play.book.note_all(year.number, play.today, "stage_score", year.score())


def annual_assessment(play: Play, year: Year) -> Rhythm:
    """Score on the day, with whatever has been reported and corrected by then."""
    yield play.on(play.calendar.scoring_day(year.number), Phase.ANNUAL)
    measured = year.close()
    play.book.note_all(year.number, play.today, "scored", measured["score"])
    play.book.measure(year.number, measured)


def visit(play: Play, year: Year, unit: int) -> Rhythm:
    """One verification visit: due on its day, it waits for a team, looks, and what it finds is corrected later."""
    number, name, rules = year.number, play.terms.population.units[unit], play.terms.visits
    yield play.on(play.calendar.first(number) - 1 + int(year.due_days[unit]), Phase.VISIT)
    due = play.today
    play.book.note(number, due, "visit_due", name)
    with play.office.request() as team:
        yield team
        play.book.note(number, play.today, "visit_starts", name, amount=play.today - due)
        yield At(play.env, rules.days, Phase.VISIT)
    found = year.end_visit(unit)
    play.book.note(number, play.today, "visit_ends", name, amount=len(found))
    indicators = [(play.terms.population.indicators[j], float(year.fabrication[unit, j])) for j in found]
    for indicator, points in indicators:
        play.book.note(number, play.today, "fabrication_found", name, indicator, points)
    if indicators:
        yield At(play.env, rules.correction_days, Phase.VISIT)
        event = "corrected" if year.correct(unit) else "corrected_too_late"
        for indicator, points in indicators:
            play.book.note(number, play.today, event, name, indicator, points)


def _of_units(population: Population, weights: pd.DataFrame) -> Array:
    """The weights of each unit: unit x indicator."""
    groups = [population.groups[u] for u in population.units]
    return weights.loc[groups, list(population.indicators)].to_numpy(float)


def _faults(cycle: Cycle, population: Population, weights: pd.DataFrame, years: int) -> list[Fault]:
    faults = []
    if years not in AT_LEAST_ONE:
        faults.append(fault("simulation.years", found=years))
    count = len(population.units)
    if cycle.visits is not None and cycle.visits.a_year > count:
        faults.append(
            fault(
                "simulation.more_visits_than_units", parameter="visits.a_year", found=cycle.visits.a_year, units=count
            )
        )
    groups = dict.fromkeys(population.groups[u] for u in population.units)
    missing = [
        fault("simulation.axis", table="weights", axis="group", missing=g) for g in groups if g not in weights.index
    ]
    missing += [
        fault("simulation.axis", table="weights", axis="indicator", missing=k)
        for k in population.indicators
        if k not in weights.columns
    ]
    return faults + (missing or _weight_faults(population, weights))


def _weight_faults(population: Population, weights: pd.DataFrame) -> list[Fault]:
    own = _of_units(population, weights)
    groups = np.array([population.groups[u] for u in population.units], dtype=object)
    wrong = ~(own >= -ROUNDING) | ~np.isfinite(own)
    strange = ~wrong & (own > ROUNDING) & ~population.measured
    cells = {(groups[i], population.indicators[j]): float(own[i, j]) for i, j in np.argwhere(wrong)}
    faults = [fault("simulation.weight", group=g, indicator=k, found=x) for (g, k), x in cells.items()]
    faults += [
        fault("simulation.weight_not_applicable", unit=population.units[i], indicator=population.indicators[j])
        for i, j in np.argwhere(strange)
    ]
    if not faults:
        off = np.abs(own.sum(axis=-1) - 1.0) > ROUNDING
        sums = dict(zip(groups[off], own[off].sum(axis=-1), strict=True))
        faults = [fault("simulation.weight_sum", group=g, found=round(float(s), 9)) for g, s in sums.items()]
    return faults
