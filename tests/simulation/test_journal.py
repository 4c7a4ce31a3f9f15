"""The journal: one flat record an event, and tidy measures."""

import datetime

import numpy as np
import pytest
from assessed import CALENDAR

from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.journal import DATED, EVENTS, Book, event_label
from govperf_sim.words import LANGUAGES, Name


def test_events_carry_the_day_of_their_own_year_and_the_date_on_the_calendar():
    book = Book(CALENDAR, ["a", "b"])
    book.note(1, 1, "visit_due", "a")
    book.note_all(1, 295, "scored", [0.5, 0.6])
    book.note(2, 295, "corrected", "b", "gdp", 0.1)
    book.measure(1, {"score": np.array([0.5, 0.6])})
    events = book.close().events
    assert list(events.columns) == ["year", "day", "date", "unit", "event", "indicator", "amount"]
    assert events["day"].tolist() == [1, 295, 295, 45]
    assert events["unit"].tolist() == ["a", "a", "b", "b"]
    dates = [d.date() for d in events["date"]]
    assert dates[0] == datetime.date(2012, 1, 4)
    assert dates[1] == dates[3] == CALENDAR.date_of(295)
    assert np.isnan(events["amount"][0])
    assert events["indicator"].tolist() == ["", "", "", "gdp"]


def test_measures_are_tidy_and_leave_out_what_does_not_apply():
    book = Book(CALENDAR, ["a", "b"])
    book.note(1, 1, "visit_due", "a")
    book.measure(1, {"score": np.array([0.5, 0.6]), "effort:law": np.array([0.2, np.nan])})
    measures = book.close().measures
    assert list(measures.columns) == ["year", "unit", "measure", "value"]
    assert measures.to_numpy().tolist() == [[1, "a", "score", 0.5], [1, "b", "score", 0.6], [1, "a", "effort:law", 0.2]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", [*EVENTS, DATED + "issued"])
def test_every_event_has_a_name(event, language):
    assert event_label(event, {"issued": Name(zh="通知印发", en="notice issued")}).text(language)


def test_a_short_year_still_has_its_dates():
    book = Book(Calendar(first_day=datetime.date(2012, 1, 4), working_days=12, score_delay=30), ["a"])
    book.note(1, 42, "scored", "a")
    book.measure(1, {"score": np.array([0.5])})
    assert [d.year for d in book.close().events["date"]] == [2015]
