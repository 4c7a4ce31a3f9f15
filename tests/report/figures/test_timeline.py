from __future__ import annotations

import datetime

import pandas as pd

from govperf_sim.report.figures.timeline import timeline_figure
from govperf_sim.report.labels import Labels

EVENTS = pd.DataFrame(
    [
        ("2012-01-12", "", "date:notice", float("nan")),
        ("2012-02-29", "a", "monthly_report", 0.6),
        ("2012-02-29", "a", "cases_late", 0.0),
        ("2012-02-29", "a", "check_finds", 0.1),
        ("2012-03-30", "a", "cases_late", 4.0),
        ("2012-04-27", "a", "cases_late", 16.0),
        ("2012-05-03", "a", "visit_starts", 0.0),
        ("2012-05-10", "a", "visit_ends", 1.0),
        ("2012-05-10", "a", "fabrication_found", 0.1),
        ("2012-06-29", "a", "stage_score", 0.6),
        ("2013-03-07", "a", "scored", 0.6),
        ("2013-08-07", "a", "revised", -0.01),
    ],
    columns=["date", "unit", "event", "amount"],
).assign(date=lambda t: pd.to_datetime(t["date"]))


def test_dates_are_numbered_and_named_and_visits_are_bars() -> None:
    picture = timeline_figure(EVENTS, 1, Labels(language="en", dates={"notice": "notice issued"}))
    axes = picture.figure.axes[0]
    texts = [t.get_text() for t in axes.texts]
    assert "1" in texts
    assert "1  2012-01-12  notice issued" in texts
    (visit,) = [c for c in axes.collections if c.get_label() == "verification visit"]
    begin, end = (datetime.date(1970, 1, 1) + datetime.timedelta(days=float(x)) for x in visit.get_segments()[0][:, 0])
    assert (begin, end) == (datetime.date(2012, 5, 3), datetime.date(2012, 5, 10))


def test_every_event_of_the_year_has_its_mark() -> None:
    axes = timeline_figure(EVENTS, 1, Labels(language="en", dates={"notice": "notice issued"})).figure.axes[0]
    shown = {text.get_text() for text in axes.get_legend().get_texts()}
    for event in ("check_finds", "cases_late", "stage_score", "revised", "scored", "fabrication_found"):
        assert Labels(language="en").event(event) in shown


def test_the_area_of_a_disc_says_how_many_cases_ran_late_and_none_has_no_disc() -> None:
    labels = Labels(language="en", dates={"notice": "notice issued"})
    axes = timeline_figure(EVENTS, 1, labels).figure.axes[0]
    (late,) = [c for c in axes.collections if c.get_label() == labels.event("cases_late")]
    few, many = late.get_sizes()
    assert many == 4 * few


def test_numbers_of_dates_that_come_close_together_stand_in_two_rows() -> None:
    dates = {"a": "2012-03-28", "b": "2012-04-05", "c": "2012-04-11", "d": "2012-10-10"}
    rows = pd.DataFrame(
        {"date": pd.to_datetime(list(dates.values())), "unit": "", "event": [f"date:{d}" for d in dates]}
    )
    events = pd.concat([EVENTS[EVENTS["unit"] != ""], rows], ignore_index=True)
    axes = timeline_figure(events, 1, Labels(language="en", dates={d: d for d in dates})).figure.axes[0]
    height = {t.get_text(): t.xy[1] for t in axes.texts if t.get_text() in "1234"}
    assert height["1"] == height["3"] == height["4"] < height["2"]


def test_a_visit_still_out_at_the_end_is_drawn_from_its_first_day() -> None:
    still_out = EVENTS[~EVENTS["event"].isin(["visit_ends", "fabrication_found"])]
    assert timeline_figure(still_out, 1, Labels(language="zh")).svg


def test_a_year_without_dates_is_drawn() -> None:
    assert timeline_figure(EVENTS[EVENTS["unit"] != ""], 2, Labels(language="zh")).alt.startswith("第 2 年")
