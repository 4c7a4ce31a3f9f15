from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.intervals import PROVEN, intervals_figure
from govperf_sim.report.labels import Labels

KEY = ["level", "pool", "unit"]
INDEX = pd.MultiIndex.from_tuples([("group", "g", u) for u in "ab"], names=KEY)
LIMITS = pd.DataFrame({"best": [1, 1], "worst": [2, 2], "best_bound": [1, 1], "worst_bound": [2, 2]}, INDEX)
BANDS = pd.DataFrame(
    {"rank": [1, 2], "best": [1, 2], "worst": [1, 2]},
    pd.MultiIndex.from_tuples([("group", "g", 1.0, u) for u in "ab"], names=["level", "pool", "points", "unit"]),
)
DRAWN = pd.DataFrame({"best_drawn": [1, 2], "worst_drawn": [1, 2]}, INDEX)


def test_the_bar_of_a_unit_spans_its_exact_ranks_and_the_dot_is_its_rank() -> None:
    _, axes = intervals_figure(LIMITS, BANDS, DRAWN, Labels(language="en")).figure.axes
    wide = [
        p for p in axes.patches if p.get_facecolor()[:3] == tuple(int(PROVEN[i : i + 2], 16) / 255 for i in (1, 3, 5))
    ]
    assert [(round(p.get_x(), 2), round(p.get_x() + p.get_width(), 2)) for p in wide] == [(0.6, 2.4)] * 2
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots == [1, 2]


def test_what_draws_showed_stands_beside_and_only_where_there_were_draws() -> None:
    def sampled(drawn: pd.DataFrame | None) -> int:
        axes = intervals_figure(LIMITS, BANDS, drawn, Labels(language="en")).figure.axes[1]
        return sum(line.get_marker() == "|" for line in axes.lines)

    assert (sampled(DRAWN), sampled(None)) == (2, 0)


def test_what_a_search_left_open_has_a_frame_of_its_own() -> None:
    unproven = LIMITS.assign(worst=[1, 2])
    axes = intervals_figure(unproven, BANDS, None, Labels(language="en")).figure.axes[1]
    assert sum(p.get_linestyle() == ":" for p in axes.patches) == 1
