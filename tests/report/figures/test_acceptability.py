from __future__ import annotations

import pandas as pd
from matplotlib.patches import Rectangle

from govperf_sim.report.figures.acceptability import acceptability_figure
from govperf_sim.report.labels import Labels

KEY = ["level", "pool", "unit"]
INDEX = pd.MultiIndex.from_tuples([("group", "g", u) for u in "ab"], names=KEY)
SHARES = pd.Series(
    [0.75, 0.25, 0.25, 0.75],
    pd.MultiIndex.from_tuples([("group", "g", u, r) for u in "ab" for r in (1, 2)], names=[*KEY, "rank"]),
)


def test_a_cell_says_its_share_and_a_frame_holds_the_possible_ranks() -> None:
    limits = pd.DataFrame({"best_bound": [1, 1], "worst_bound": [2, 2]}, INDEX)
    picture = acceptability_figure(SHARES, pd.Series([1, 2], INDEX), limits, Labels(language="en"))
    axes = picture.figure.axes[0]
    assert [t.get_text() for t in axes.texts] == ["75.0", "25.0", "25.0", "75.0"]
    frames = [p for p in axes.patches if isinstance(p, Rectangle)]
    assert [round(p.get_width(), 2) for p in frames] == [1.92, 1.92]
    assert "a, under 75.0 %" in picture.alt
