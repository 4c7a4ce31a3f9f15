from __future__ import annotations

import pandas as pd
import pytest

from govperf_sim.report.figures.change import change_figure
from govperf_sim.report.labels import Labels

TABLE = pd.DataFrame(
    {"before": [0.5, 0.6], "own": [0.1, -0.05], "posts": [0.0, -0.02], "weights": 0.0, "indicators": 0.0, "after": [0.6, 0.53]},
    index=pd.Index(["a", "b"], name="unit"),
)  # fmt: skip


def test_causes_are_steps_from_last_years_score_to_this_years() -> None:
    axes = change_figure(TABLE, 2010, 2011, Labels(language="en")).figure.axes[0]
    steps = [[float(x) for x in c.get_segments()[0][:, 0]] for c in axes.collections]
    assert steps[2] == pytest.approx([60, 55])
    assert steps[3] == pytest.approx([55, 53])
    assert [t.get_text() for t in axes.texts] == ["+10.0", "\N{MINUS SIGN}7.0"]


def test_a_cause_that_moved_nothing_is_not_in_the_key() -> None:
    legend = change_figure(TABLE, 2010, 2011, Labels(language="zh")).figure.legends[0]
    assert [t.get_text() for t in legend.texts] == ["2010 年得分", "2011 年得分", "自身变化", "上下限移动"]


def test_the_description_names_the_largest_and_the_smallest_change() -> None:
    assert "that of a (+10.0 points)" in change_figure(TABLE, 2010, 2011, Labels(language="en")).alt
