from __future__ import annotations

import datetime

import pandas as pd

from govperf_sim.report.figures.timeline import timeline_figure
from govperf_sim.report.labels import Labels

EVENTS = pd.DataFrame(
    [
        ("2012-01-12", "", "date:notice"),
        ("2012-02-29", "a", "monthly_report"),
        ("2012-05-03", "a", "visit_starts"),
        ("2012-05-10", "a", "visit_ends"),
        ("2012-05-10", "a", "fabrication_found"),
        ("2013-03-07", "a", "scored"),
    ],
    columns=["date", "unit", "event"],
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


def test_a_visit_still_out_at_the_end_is_drawn_from_its_first_day() -> None:
    still_out = EVENTS[~EVENTS["event"].isin(["visit_ends", "fabrication_found"])]
    assert timeline_figure(still_out, 1, Labels(language="zh")).svg


def test_a_year_without_dates_is_drawn() -> None:
    assert timeline_figure(EVENTS[EVENTS["unit"] != ""], 2, Labels(language="zh")).alt.startswith("第 2 年")
