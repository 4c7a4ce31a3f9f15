from __future__ import annotations

import pandas as pd
import pytest

from govperf_sim.report.figures.simulation import efforts_figure, levels_figure
from govperf_sim.report.labels import Labels

EN = Labels(language="en")


def test_levels_are_drawn_year_by_year_in_points() -> None:
    rows = [("a", y, m, x, x - 0.01, x + 0.01) for m, x in (("true", 0.6), ("reported", 0.65)) for y in (1, 2)]
    levels = pd.DataFrame(rows, columns=["unit", "year", "measure", "mean", "low", "high"])
    picture = levels_figure(levels, EN)
    true, reported = picture.figure.axes[0].lines
    assert list(true.get_xdata()) == [1, 2]
    assert list(true.get_ydata()) == pytest.approx([60, 60])
    assert list(reported.get_ydata()) == pytest.approx([65, 65])
    assert "5.0 points" in picture.alt


def test_effort_is_drawn_where_there_is_any_and_named_where_there_is_most() -> None:
    table = pd.DataFrame({"growth": [0.2, 0.4], "law": [0.1, float("nan")]}, index=["a", "b"])
    picture = efforts_figure(table, EN)
    axes = picture.figure.axes[0]
    assert len(axes.collections) == 3
    sizes = {tuple(disc.get_offsets()[0].tolist()): disc.get_sizes()[0] for disc in axes.collections}
    assert sizes[0, 1] == pytest.approx(2 * sizes[0, 0])
    assert "growth (0.30)" in picture.alt
    assert "law (0.10)" in picture.alt
