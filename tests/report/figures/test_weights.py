from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.weights import weights_figure
from govperf_sim.report.labels import Labels

WEIGHTS = pd.DataFrame({"growth": [0.08, 0.0], "air": [0.92, 0.0], "duty": [0.0, 1.0]}, index=["city", "office"])
SYSTEMS = {"city": "regional", "office": "departmental"}


def test_a_group_shows_the_parts_of_its_own_system_in_points() -> None:
    picture = weights_figure(WEIGHTS, None, SYSTEMS, Labels(language="en", domains={"growth": "economic growth"}))
    city, office = picture.figure.axes
    assert [t.get_text() for t in city.get_yticklabels()] == ["economic growth", "air"]
    assert [bar.get_width() for bar in city.patches] == [8.0, 92.0]
    assert [t.get_text() for t in city.texts] == ["8.0", "92.0"]
    assert [t.get_text() for t in office.get_yticklabels()] == ["duty"]


def test_the_reference_stands_where_it_was() -> None:
    was = WEIGHTS.assign(growth=[0.12, 0.0], air=[0.88, 0.0])
    city = weights_figure(WEIGHTS, was, SYSTEMS, Labels(language="zh")).figure.axes[0]
    ticks = [segment[0][0] for collection in city.collections for segment in collection.get_segments()]
    assert ticks == [12.0, 88.0]


def test_the_description_names_the_heaviest_weight() -> None:
    assert "“duty” in office, 100.0 points" in weights_figure(WEIGHTS, None, SYSTEMS, Labels(language="en")).alt
