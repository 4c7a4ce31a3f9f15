"""The clause a sentence rests on."""

import datetime

from govperf_sim.report.yearly.clauses import (
    calendar_of,
    clause,
    cycle_of,
    last_clause,
    stage_clause,
    stage_day,
    switched_on,
)
from govperf_sim.scenario.load import load_scenario


def test_the_stage_report_is_asked_for_by_its_entry_or_by_a_date_of_its_month(run):
    assert stage_clause(run.scenario) == "VI-6e"
    assert stage_clause(load_scenario("six_towns")) == "B-3"


def test_the_stage_day_is_the_last_working_day_of_june(run):
    assert calendar_of(run.scenario).date_of(stage_day(run.scenario)) == datetime.date(2012, 6, 29)


def test_the_report_at_the_end_of_the_year_is_what_the_calendar_has_last(run):
    assert last_clause(run.scenario) == "VI-6e"


def test_what_is_off_cites_nothing(run):
    assert clause(run.scenario, "institutions", "accountability") == "VI-4d"
    off = run.scenario.replace("institutions.accountability", None, because="to see what is said without it")
    assert clause(off, "institutions", "accountability") is None
    assert not switched_on(off, "institutions", "accountability")
    assert cycle_of(off).visits is not None
