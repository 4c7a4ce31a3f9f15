"""The journal: one flat record an event, and tidy measures."""

import datetime

import numpy as np
import pytest
from assessed import CALENDAR

from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.events import DATED, EVENTS, event_label
from govperf_sim.simulation.journal import Book
from govperf_sim.words import LANGUAGES, Name


def test_events_carry_the_day_of_their_own_year_and_the_date_on_the_calendar():
    book = Book(CALENDAR, ["a", "b"], ["gdp"])
    book.note(1, 1, "visit_due", unit=0)
    book.note_all(1, 295, "scored", np.array([[0.5, 0.6]]))
    book.note(2, 295, "corrected", unit=1, indicators=0, amounts=0.1)
    book.measure(1, {"score": np.array([[0.5, 0.6]])})
    events = book.close().events
    assert list(events.columns) == ["replication", "year", "day", "date", "unit", "event", "indicator", "amount"]
    assert events["day"].tolist() == [1, 295, 295, 45]
    assert events["unit"].tolist() == ["a", "a", "b", "b"]
    dates = [d.date() for d in events["date"]]
    assert dates[0] == datetime.date(2012, 1, 4)
    assert dates[1] == dates[3] == CALENDAR.date_of(295)
    assert np.isnan(events["amount"][0])
    assert events["indicator"].tolist() == ["", "", "", "gdp"]


def test_measures_are_tidy_and_leave_out_what_does_not_apply():
    book = Book(CALENDAR, ["a", "b"], ["gdp"])
    book.note(1, 1, "visit_due", unit=0)
    book.measure(1, {"score": np.array([[0.5, 0.6]]), "effort:law": np.array([[0.2, np.nan]])})
    measures = book.close().measures
    assert list(measures.columns) == ["replication", "year", "unit", "measure", "value"]
    expected = [[0, 1, "a", "score", 0.5], [0, 1, "b", "score", 0.6], [0, 1, "a", "effort:law", 0.2]]
    assert measures.to_numpy().tolist() == expected


def test_replications_stand_one_after_another_each_in_the_order_of_events():
    book = Book(CALENDAR, ["a", "b"], ["gdp"], replications=[4, 9])
    book.note_all(1, 1, "year_opens", np.array([[0.1, 0.2], [0.3, 0.4]]))
    book.note(1, 2, "visit_due", replication=1, unit=0)
    book.note_day(1, 3, DATED + "issued")
    book.measure(1, {"score": np.array([[0.1, 0.2], [0.3, 0.4]])})
    book.measure(2, {"score": np.array([[0.5, 0.6], [0.7, 0.8]])})
    journal = book.close()
    assert journal.events["replication"].tolist() == [4, 4, 4, 9, 9, 9, 9]
    assert journal.events["day"].tolist() == [1, 1, 3, 1, 1, 2, 3]
    assert journal.events["unit"].tolist() == ["a", "b", "", "a", "b", "a", ""]
    assert journal.measures["value"].tolist() == [0.1, 0.2, 0.5, 0.6, 0.3, 0.4, 0.7, 0.8]
    assert journal.measures["year"].tolist() == [1, 1, 2, 2, 1, 1, 2, 2]


def test_what_happens_to_some_units_is_noted_of_those_alone():
    book = Book(CALENDAR, ["a", "b"], ["gdp"], replications=[4, 9])
    amounts = np.array([[0.1, 0.2], [0.3, 0.4]])
    book.note_those(1, 295, "scored", np.array([[False, True], [True, False]]), amounts)
    book.note_those(1, 295, "scored", np.zeros((2, 2), dtype=bool), amounts)
    book.measure(1, {"score": amounts})
    events = book.close().events
    assert events[["replication", "unit", "indicator", "amount"]].to_numpy().tolist() == [
        [4, "b", "", 0.2],
        [9, "a", "", 0.3],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", [*EVENTS, DATED + "issued"])
def test_every_event_has_a_name(event, language):
    assert event_label(event, {"issued": Name(zh="通知印发", en="notice issued")}).text(language)


def test_a_short_year_still_has_its_dates():
    book = Book(Calendar(first_day=datetime.date(2012, 1, 4), working_days=12, score_delay=30), ["a"], ["gdp"])
    book.note(1, 42, "scored", unit=0)
    book.measure(1, {"score": np.array([[0.5]])})
    assert [d.year for d in book.close().events["date"]] == [2015]


def test_an_event_of_some_indicators_is_one_record_for_each():
    book, amounts = Book(CALENDAR, ["a", "b"], ["gdp", "air"], (3, 5)), np.arange(8.0).reshape(2, 2, 2)
    book.note_where(1, 20, "check_finds", np.isin(amounts, (1, 6)), amounts)
    book.note_where(1, 21, "check_finds", amounts < 0, amounts)
    book.measure(1, {"score": np.zeros((2, 2))})
    events = book.close().events[["replication", "day", "unit", "indicator", "amount"]]
    assert events.to_numpy().tolist() == [[3, 20, "a", "air", 1.0], [5, 20, "b", "gdp", 6.0]]
