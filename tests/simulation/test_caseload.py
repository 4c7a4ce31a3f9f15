"""A year of cases: everything closes, and company changes nothing."""

import numpy as np
import pandas as pd
import pytest
from assessed import CALENDAR, cycle, population, services, table, visits, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play

STAFF = ["staff_on_cases", "staff_on_effort", "staff_on_visits", "staff_assessed", "staff_idle"]
BUSY = {"burden": 0.05, "response": 0.5, "effort_days": 20.0, "hosting": 4.0}


def played(years=3, luck=None, units=7, **changed):
    return play(cycle(**changed), population(units), weights(), luck or Luck(3), years)


def test_cases_arrived_are_handled_or_wait():
    journal = played(services=services(staff=8.2, **BUSY))
    waited = 0.0
    for year in (1, 2, 3):
        came, done, waits = (table(journal, f"cases_{what}")[year] for what in ("arrived", "handled", "waiting"))
        pd.testing.assert_series_equal(waited + came, done + waits, check_exact=True, check_names=False)
        waited = waits
    assert (waited > 0).any()


def test_staff_days_close():
    journal = played(services=services(staff=9.0, **BUSY))
    spent = sum(table(journal, what) for what in STAFF)
    np.testing.assert_allclose(spent, 250 * 9.0, rtol=1e-12)
    for what in STAFF:
        assert (table(journal, what) >= -1e-9).all(axis=None)
    assert (table(journal, "staff_on_cases") > 0).all(axis=None)


def test_a_visit_keeps_staff_busy_for_its_days_also_over_the_turn_of_the_year():
    how = visits(teams=1, a_year=7, days=50)
    journal = played(services=services(staff=9.0, hosting=4.0), visits=how, years=3)
    hosted = table(journal, "staff_on_visits")
    started = journal.events[journal.events["event"] == "visit_starts"]
    first = started["day"] + 250 * (started["year"] - 1)
    within = [np.clip(np.minimum(first + 50, 250 * y) - np.maximum(first, 250 * (y - 1)), 0, None) for y in (1, 2, 3)]
    for year, days in zip((1, 2, 3), within, strict=True):
        np.testing.assert_allclose(hosted[year], 4.0 * days.groupby(started["unit"]).sum(), atol=1e-9)
    assert hosted[3].sum() > 0


def test_the_journal_adds_up_to_the_measures():
    journal = played(services=services(staff=8.2, deadline=2))
    for event in ("cases_arrived", "cases_handled"):
        noted = journal.events[journal.events["event"] == event]
        summed = noted.pivot_table(index="unit", columns="year", values="amount", aggfunc="sum")
        pd.testing.assert_frame_equal(summed, table(journal, event), check_exact=True, check_names=False)
    late = journal.events[journal.events["event"] == "cases_late"]
    assert len(late) == 7 * 12 * 3
    summed = late.pivot_table(index="unit", columns="year", values="amount", aggfunc="sum")
    ratio = summed / table(journal, "late_share")
    assert (ratio[[2, 3]] > 1800).all(axis=None)  # the cases due, about 250 a year at 8 a day
    assert (ratio[[2, 3]] < 2200).all(axis=None)


def test_a_case_late_over_the_turn_of_the_year_counts_in_the_year_of_its_deadline():
    """Nobody is fast enough: every case that falls due is late, also those that came in the year before."""
    journal = played(services=services(arrivals=9.0, staff=1.0, deadline=20), years=2)
    late = journal.events[journal.events["event"] == "cases_late"]
    by_year = late.groupby(["year", "unit"])["amount"].sum().unstack("year")
    came = table(journal, "cases_arrived")
    total = came[1] + came[2]
    handled = table(journal, "cases_handled").sum(axis=1)
    assert (by_year.sum(axis=1) > total - handled - 20 * 9 * 1.5).all()
    assert (by_year[2] > by_year[1]).all()  # 250 cohorts fall due, not 230
    assert (table(journal, "late_share")[2] == 1.0).all()


def test_more_effort_more_staff_less_burden_mean_fewer_late():
    def late(**changed):
        return table(played(services=services(**{"staff": 8.5, **changed})), "late_share").sum().sum()

    plain = late()
    assert late(staff=9.5) < plain < late(burden=0.06)
    assert late(response=1.0) < plain
    assert late(deadline=4) < plain < late(hosting=8.0)


def test_effort_on_service_speeds_only_those_who_work_on_it():
    slow, fast = (played(services=services(staff=8.5, response=r)) for r in (0.0, 1.0))
    gain = table(slow, "late_share") - table(fast, "late_share")
    counties = [u for u, g in population().groups.items() if g == "counties"]
    assert (gain.loc[counties] == 0).all(axis=None)
    assert (gain.drop(index=counties) > 0).all(axis=None)


@pytest.mark.parametrize("neutral", [{"arrivals": 0.0}, {"staff": 1000.0}], ids=str)
def test_off_equals_the_neutral_value_to_the_bit(neutral):
    off, on = played(), played(services=services(**neutral))
    own = set(off.measures["measure"])
    kept = on.measures[on.measures["measure"].isin(own)].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, off.measures, check_exact=True)
    assert (table(on, "late_share") == 0).all(axis=None)


def test_a_task_that_is_not_there_and_a_deadline_beyond_the_year_are_refused():
    with pytest.raises(CycleError) as refused:
        played(services=services(task="laws", deadline=CALENDAR.working_days + 1), work=work())
    assert [f.message.key for f in refused.value.faults] == ["simulation.dangling", "simulation.deadline_beyond_year"]
    assert "services.task" in refused.value.text("en")
    assert "law" in refused.value.text("en")
