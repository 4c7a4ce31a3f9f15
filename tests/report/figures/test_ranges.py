from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.ranges import ranges_figure
from govperf_sim.report.labels import Labels

INDEX = pd.MultiIndex.from_tuples([("g", "x"), ("g", "y"), ("h", "x")], names=["group", "indicator"])
LIMITS = pd.DataFrame(
    {"least": [0.1, 0.4, 1.0], "most": [0.6, 0.9, 1.0], "weight": [0.3, 0.7, 1.0],
     "as_good_least": [0.3, 0.7, 1.0], "as_good_most": [0.3, 0.7, 1.0]},
    INDEX,
)  # fmt: skip


def test_a_dot_stands_at_the_weight_in_points_and_each_group_has_a_panel() -> None:
    picture = ranges_figure(LIMITS, {"g": "s", "h": "s"}, Labels(language="en"))
    assert [axes.get_title(loc="left") for axes in picture.figure.axes] == ["g", "h"]
    assert picture.figure.axes[0].lines[0].get_xdata().round(6).tolist() == [30.0, 70.0]
    assert "settles every weight" in picture.note


def test_weights_that_the_goal_leaves_open_are_counted() -> None:
    picture = ranges_figure(LIMITS.assign(as_good_most=[0.4, 0.8, 1.0]), {"g": "s", "h": "s"}, Labels(language="en"))
    assert "leaves 2 weights open" in picture.note
