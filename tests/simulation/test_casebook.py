"""Cases one by one: the listing of a year adds up to the counts of its cohorts."""

import numpy as np
import pandas as pd
import pytest
from assessed import CALENDAR, cycle, population, services, visits, weights

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.casebook import Casebook

BUSY = {"burden": 0.05, "response": 0.5, "effort_days": 20.0, "hosting": 4.0, "deadline": 2}


def played(watch, staff=8.2, luck=None, years=3, **changed):
    rules = cycle(services=services(staff=staff, **{**BUSY, **changed}), visits=visits(a_year=5, days=20))
    return play(rules, population(), weights(), luck or Luck(3, (0, 4)), years, watch=watch)


def counted(cases):
    """Per replication, unit and year, by hand from the listing."""
    rows = cases.assign(
        cases_arrived=cases["arrived"] > 0,
        cases_handled=cases["done"].notna(),
        cases_waiting=cases["done"].isna(),
        cases_late=cases["late"] & (cases["due"] > 0),
    )
    columns = ["cases_arrived", "cases_handled", "cases_waiting", "cases_late"]
    return rows.groupby(["replication", "unit", "year"])[columns].sum().astype(float)


@pytest.mark.parametrize(("staff", "deadline"), [(8.2, 2), (20.0, 0), (5.0, 30)], ids=["busy", "idle", "swamped"])
def test_the_listing_adds_up_to_the_counts_of_the_year(staff, deadline):
    """Swamped, some cases wait for more than a year."""
    journal = played(["u2", "u5"], staff=staff, deadline=deadline)
    found = counted(journal.cases)
    assert len(found) == 2 * 2 * 3
    index = ["replication", "unit", "year"]
    for what in ("cases_arrived", "cases_handled", "cases_waiting"):
        rows = journal.measures[journal.measures["measure"] == what].set_index(index)["value"]
        pd.testing.assert_series_equal(found[what], rows.loc[found.index], check_names=False, check_exact=True)
    late = journal.events[journal.events["event"] == "cases_late"].groupby(index)["amount"].sum()
    pd.testing.assert_series_equal(found["cases_late"], late.loc[found.index], check_names=False, check_exact=True)
    assert (found["cases_late"] > 0).any()


def test_each_month_adds_up_too():
    journal = played(["u2"], luck=Luck(3))
    cases = journal.cases[journal.cases["year"] == 2]
    ends = [CALENDAR.month_end(2, m) - 250 for m in range(1, 13)]
    bins = pd.IntervalIndex.from_breaks([0, *ends])
    for event, when, rows in (
        ("cases_arrived", "arrived", cases),
        ("cases_handled", "done", cases),
        ("cases_late", "due", cases[cases["late"]]),
    ):
        events = journal.events[(journal.events["event"] == event) & (journal.events["unit"] == "u2")]
        noted = events[events["year"] == 2]["amount"].to_numpy()
        cut = pd.cut(rows[when].dropna().astype(int), bins).value_counts(sort=False)
        np.testing.assert_array_equal(cut.to_numpy(), noted)


def test_nobody_is_served_before_they_come_nor_before_those_who_came_earlier():
    cases = played(["u2"], luck=Luck(3), years=1).cases
    done = cases.dropna()
    assert (done["begun"] >= done["arrived"]).all()
    assert (done["done"] >= done["begun"]).all()
    for what in ("arrived", "begun", "done"):
        assert done[what].is_monotonic_increasing
    assert (done["late"] == (done["done"] > done["arrived"] + 2)).all()
    assert [CALENDAR.date_of(int(d)) for d in done["done"]] == [d.date() for d in done["done_on"]]


def test_watching_changes_no_number_and_asking_for_nobody_keeps_nothing():
    watched, not_watched = played(["u2"]), played([])
    pd.testing.assert_frame_equal(watched.measures, not_watched.measures, check_exact=True)
    pd.testing.assert_frame_equal(watched.events, not_watched.events, check_exact=True)
    assert not_watched.cases.empty
    book = Casebook()
    book.keep(np.zeros((250, 40, 0)), np.zeros((250, 40, 0)))
    assert not book._years


def test_company_changes_no_case():
    together, alone = played(["u1", "u2"], luck=Luck(3, range(3))), played(["u2"], luck=Luck(3, (2,)))
    same = together.cases[(together.cases["replication"] == 2) & (together.cases["unit"] == "u2")]
    pd.testing.assert_frame_equal(same.reset_index(drop=True), alone.cases, check_exact=True)


def test_units_and_cases_that_are_not_there_are_refused():
    with pytest.raises(CycleError, match="u3"):
        played(["u33"])
    with pytest.raises(CycleError, match="watch"):
        play(cycle(), population(), weights(), Luck(1), 1, watch=["u1"])
