from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.standing import standing_figure
from govperf_sim.report.labels import Labels

UNITS = pd.DataFrame(
    {
        "group": ["city", "city", "county"],
        "pool": ["regional"] * 3,
        "score": [0.61, 0.725, 0.5],
        "rank_in_group": [2, 1, 1],
        "core_score": [0.6, 0.7, 0.5],
        "rank_in_pool": pd.array([2, 1, 3], dtype="Int64"),
        "own_best": [0.7, 0.8, 0.5],
        "own_worst": [0.5, 0.6, 0.5],
    },
    index=pd.Index(["a", "b", "c"], name="unit"),
)


def test_units_stand_in_their_groups_best_first_with_their_ranks() -> None:
    picture = standing_figure(UNITS, Labels(language="en", groups={"city": "cities"}))
    ranges, ranks = picture.figure.axes
    assert [t.get_text() for t in ranges.get_yticklabels()] == ["cities", "b", "a", "county", "c"]
    assert [t.get_text() for t in ranks.texts][3:] == ["72.5", "1/2", "1/3", "61.0", "2/2", "2/3", "50.0", "1/1", "3/3"]


def test_a_dot_stands_at_the_score_in_points_of_100() -> None:
    ranges = standing_figure(UNITS, Labels(language="zh")).figure.axes[0]
    dots = [line.get_xdata()[0] for line in ranges.lines if len(line.get_xdata())]
    assert dots == [72.5, 61.0, 50.0]


def test_a_unit_without_core_has_a_dash_for_its_rank() -> None:
    units = UNITS.assign(rank_in_pool=pd.array([pd.NA] * 3, dtype="Int64"))
    texts = [t.get_text() for t in standing_figure(units, Labels(language="en")).figure.axes[1].texts]
    assert texts.count("—") == 3
