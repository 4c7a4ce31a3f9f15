"""Which clause each sentence of a paper rests on: that of the entry of the scenario it speaks of."""

from __future__ import annotations

from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.schema_cycle import CycleEntry
from govperf_sim.simulation.calendar import STAGE_MONTH, Calendar


def cycle_of(scenario: Scenario) -> CycleEntry:
    """The cycle as it is written; whoever asks has seen that there is one."""
    cycle = scenario.document.cycle
    assert cycle is not None
    return cycle


def calendar_of(scenario: Scenario) -> Calendar:
    """The working days of the years."""
    assert scenario.cycle is not None
    return scenario.cycle.calendar


def stage_day(scenario: Scenario) -> int:
    """The working day of the stage evaluation."""
    return calendar_of(scenario).month_end(1, STAGE_MONTH)


def clause(scenario: Scenario, part: str, name: str) -> str | None:
    """The clause that ``cycle.visits``, ``institutions.awards`` and the like cite; ``None`` without one, or while it is off.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> towns = load_scenario("six_towns")
    >>> clause(towns, "cycle", "visits"), clause(towns, "institutions", "awards")
    ('B-2', None)
    """
    entry = getattr(getattr(scenario.document, part), name, None)
    return None if entry is None else entry.source.clause


def switched_on(scenario: Scenario, part: str, name: str) -> bool:
    """Whether the scenario has this mechanism or institution."""
    return getattr(getattr(scenario.document, part), name, None) is not None


def stage_clause(scenario: Scenario) -> str | None:
    """What asks for the stage evaluation: its entry, or else what the calendar has in its month."""
    day = calendar_of(scenario).date_of(stage_day(scenario))
    dated = cycle_of(scenario).calendar.dates.values()
    in_its_month = [e.source.clause for e in dated if (e.date.year, e.date.month) == (day.year, day.month)]
    return clause(scenario, "cycle", "stage") or next(filter(None, in_its_month), None)


def last_clause(scenario: Scenario) -> str | None:
    """What asks for the report at the end of the year: what the calendar has last."""
    dated = sorted(cycle_of(scenario).calendar.dates.values(), key=lambda entry: entry.date)
    return dated[-1].source.clause if dated else None
