from __future__ import annotations

import pandas as pd
import pytest

from govperf_sim.report.diagnosis import Pool
from govperf_sim.report.figures.effective import effective_figure
from govperf_sim.report.labels import Labels

CARRIED = pd.DataFrame(
    {"nominal": [0.7, 0.3], "effective": [0.1, 0.9], "correlation": [0.2, 0.9]},
    index=pd.Index(["gdp", "air"], name="indicator"),
)
POOL = Pool("regional", ("a", "b", "c"), ("gdp", "air"), (), CARRIED, None, None)


def test_what_carries_most_comes_first_and_twice_its_weight_is_marked() -> None:
    axes = effective_figure([POOL], Labels(language="en")).figure.axes[0]
    assert [t.get_text() for t in axes.get_yticklabels()] == ["air", "gdp"]
    diamonds = [line for line in axes.lines if line.get_marker() == "D" and len(line.get_xdata())]
    assert [line.get_xdata().tolist() for line in diamonds] == [[pytest.approx(90.0)]]


def test_a_pool_that_cannot_be_taken_apart_has_no_panel() -> None:
    none = Pool("departments", ("x", "y"), ("duty",), (), None, None, None)
    picture = effective_figure([none, POOL], Labels(language="zh"))
    assert len(picture.figure.axes) == 1
    assert "90.0%" in picture.alt
