"""The assessment years as SimPy processes: who does what, when, and who waits.

Processes decide *when*; the pure functions behind :class:`~govperf_sim.simulation.year.Year` decide *how much*;
:class:`~govperf_sim.simulation.luck.Luck` decides chance.  One process per rhythm (years, months, stage, annual score) for
all units of all replications at once, state in arrays; and one process per visit, because visits queue for the teams of
their replication's inspectorate.  Last year's visits and scores run on into this year's work.  A day on which nobody
decides or looks needs no event: what moves by the day is worked off in order when the month is counted.

On one day things happen in the order of :class:`~govperf_sim.simulation.calendar.Phase`.  Replications share the clock
and nothing else: what happens in one never depends on which others are played beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import simpy

from govperf_sim.simulation.calendar import MONTHS, STAGE_MONTH, At, Calendar, Phase
from govperf_sim.simulation.chase import Chase
from govperf_sim.simulation.clock import Clock, Rhythm
from govperf_sim.simulation.deadline import decision_day
from govperf_sim.simulation.decisions import Decisions, Situation, best_response
from govperf_sim.simulation.events import DATED
from govperf_sim.simulation.journal import Book, Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.people import Ask
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import refuse
from govperf_sim.simulation.services import Coming
from govperf_sim.simulation.settings import Cycle, faults_of
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year

if TYPE_CHECKING:
    from govperf_sim.weights.weighting import Weighting


def play(
    cycle: Cycle,
    population: Population,
    weights: pd.DataFrame,
    luck: Luck,
    years: int,
    decide: Callable[[Situation], Decisions] = best_response,
    people: Ask | None = None,
    watch: Sequence[str] = (),
    question: Weighting | None = None,
) -> Journal:
    """Play so many assessment years in every replication of ``luck``, in lockstep.

    ``weights`` is group x indicator: the weights of each group are not negative, sum to 1 and are 0 where an indicator
    does not apply; further groups are allowed.  ``decide`` is what
    the units do at the opening of each year, or the human ones among them where the cycle has ``minds``; people in a
    classroom decide through it.  Cases of the units that ``watch`` names are also listed one by one.  ``question`` is what
    the weights were derived from, for years that derive them anew.

    Raises :class:`~govperf_sim.errors.CycleError` with everything that keeps the years from being played.
    """
    refuse(faults_of(cycle, population, weights, years, watch, known=() if question is None else ("question",)))
    world = World(cycle, population, weights, luck, decide, people, watch, question)
    clock = world.clock
    play = Play(clock, world, [clock.office(world.visits.teams) for _ in luck.replications])
    clock.start(dated_events(play))
    clock.start(assessment(play, years))
    clock.run()
    deadline = 0 if cycle.services is None else cycle.services.deadline
    cases = world.casebook.table(population.units, luck.replications, cycle.calendar, deadline)
    return replace(clock.book.close(), cases=cases)


@dataclass(frozen=True)
class Play:
    """What every process needs: the clock with its calendar and journal, the world, and the inspectorates."""

    clock: Clock
    world: World
    offices: Sequence[simpy.Resource]
    """One inspectorate a replication."""

    @property
    def calendar(self) -> Calendar:
        return self.clock.calendar

    @property
    def book(self) -> Book:
        return self.clock.book

    @property
    def today(self) -> int:
        return self.clock.today

    def on(self, day: int, phase: Phase) -> At:
        """The given phase of a day counted through all years."""
        return self.clock.on(day, phase)


def dated_events(play: Play) -> Rhythm:
    """The dates of the document, in the first year."""
    for code, date in sorted(play.calendar.dates.items(), key=lambda dated: dated[1]):
        yield play.on(play.calendar.day_of(date), Phase.WORK)
        play.book.note_day(1, play.today, DATED + code)


def assessment(play: Play, years: int) -> Rhythm:
    """Open every year on time; last year's visits and this year's work overlap."""
    for number in range(1, years + 1):
        yield play.on(play.calendar.first(number), Phase.WORK)
        year = Year(number, play.world)
        play.book.note_all(number, play.today, "year_opens", year.total_effort())
        play.clock.start(stage_assessment(play, year))
        play.clock.start(annual_assessment(play, year))
        for replication, chosen in enumerate(year.visited_units):
            for unit in chosen:
                play.clock.start(visit(play, year, replication, unit))
        if play.world.cycle.vintages is not None:
            play.clock.start(revision(play, year, play.world.cycle.vintages.days))
        if year.chase is not None:
            play.clock.start(target(play, number, year.chase))
        yield play.clock.start(months(play, year))


def months(play: Play, year: Year) -> Rhythm:
    """At the end of each month cases are counted, and units have worked, and report."""
    for month in range(1, MONTHS + 1):
        yield play.on(play.calendar.month_end(year.number, month), Phase.MONITOR)
        day = play.today - play.calendar.first(year.number) + 1
        for event, counts in year.cases(month - 1, day).items():
            play.book.note_all(year.number, play.today, event, counts)
        year.month(month - 1)
        play.book.note_all(year.number, play.today, "monthly_report", year.reported_score())
        if play.world.cycle.checks is not None:
            made, caught = year.check(month - 1)
            play.book.note_all(year.number, play.today, "checks", made)
            play.book.note_where(year.number, play.today, "check_finds", caught, year.fabrication)


def revision(play: Play, year: Year, days: int) -> Rhythm:
    """Some time after the year's end its first figures are revised."""
    yield play.on(play.calendar.month_end(year.number, MONTHS) + days, Phase.STAGE)
    play.book.note_all(year.number, play.today, "revised", year.revise())


def target(play: Play, number: int, chase: Chase) -> Rhythm:
    """A unit that runs at a target looks at its progress on every decision date."""
    opening, rule = play.today - 1, chase.rule
    for decision in range(rule.decisions):
        play.book.note_all(number, play.today, "decides", chase.decide(decision))
        yield play.on(opening + decision_day(decision, rule, play.calendar.working_days), Phase.WORK)
        chase.work(decision)
    chase.end()


def stage_assessment(play: Play, year: Year) -> Rhythm:
    """In the middle of the year partial scores are published."""
    yield play.on(play.calendar.month_end(year.number, STAGE_MONTH), Phase.STAGE)
    play.book.note_all(year.number, play.today, "stage_score", year.publish())


def annual_assessment(play: Play, year: Year) -> Rhythm:
    """Score on the day, with whatever has been reported and corrected by then."""
    yield play.on(play.calendar.scoring_day(year.number), Phase.ANNUAL)
    measured = year.close()
    play.book.note_all(year.number, play.today, "scored", measured["score"])
    play.book.measure(year.number, measured)


def visit(play: Play, year: Year, replication: int, unit: int) -> Rhythm:
    """One verification visit: due on its day, it waits for a team, looks, and what it finds is corrected later."""
    book, number, rules, whose = play.book, year.number, year.terms.visits, (replication, unit)
    yield play.on(play.calendar.first(number) - 1 + int(year.due_days[whose]), Phase.VISIT)
    due = play.today
    book.note(number, due, "visit_due", *whose)
    with play.offices[replication].request() as team:
        yield team
        book.note(number, play.today, "visit_starts", *whose, amounts=play.today - due)
        play.world.comings.append(Coming(play.today, *whose, 1))
        yield play.clock.after(rules.days, Phase.VISIT)
    play.world.comings.append(Coming(play.today, *whose, -1))
    found = year.end_visit(*whose)
    book.note(number, play.today, "visit_ends", *whose, amounts=len(found))
    if found.size:
        points = year.fabrication[whose][found]
        book.note(number, play.today, "fabrication_found", *whose, found, points)
        yield play.clock.after(rules.correction_days, Phase.VISIT)
        event = "corrected" if year.correct(*whose) else "corrected_too_late"
        book.note(number, play.today, event, *whose, found, points)
