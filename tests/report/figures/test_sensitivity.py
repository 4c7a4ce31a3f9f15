from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.sensitivity import sensitivity_figure
from govperf_sim.report.labels import Labels


def test_each_choice_has_two_bars_with_intervals_and_a_pool_that_never_moves_has_no_panel() -> None:
    keys = [("group", pool, factor) for pool in ("still", "moving") for factor in ("weights", "data_noise")]
    index = pd.MultiIndex.from_tuples(keys, names=["level", "pool", "factor"])
    part = {"first": [None, None, 0.6, 0.1], "total": [None, None, 0.8, 0.3]}
    shift = pd.DataFrame(part, index, dtype=float)
    for name in ("first", "total"):
        shift[f"{name}_low"], shift[f"{name}_high"] = shift[name] - 0.05, shift[name] + 0.05
    sizes = pd.Series([3, 3], pd.MultiIndex.from_tuples([("group", "still"), ("group", "moving")]))
    picture = sensitivity_figure(shift, sizes, Labels(language="en"))
    (axes,) = picture.figure.axes
    assert axes.get_title(loc="left") == "moving (totals)"
    assert [round(bar.get_width(), 3) for bar in axes.patches] == [0.6, 0.1, 0.8, 0.3]
    assert "most to weights" in picture.alt
    assert "0.80" in picture.alt
