from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.prices import prices_figure
from govperf_sim.report.labels import Labels
from govperf_sim.robustness.prices import Prices


def swept(ranks: list[int]) -> Prices:
    values = pd.DataFrame(
        {"value": [float("inf"), 0.5, 0.4], "mean_regret": [None, 0.3, 0.2], "worst_regret": [None, 0.5, 0.4]},
        index=pd.Index([0.1, 0.2, 0.3], name="limit"), dtype=float,
    )  # fmt: skip
    index = pd.MultiIndex.from_product([[0.2, 0.3], ["a", "b"]], names=["limit", "unit"])
    units = pd.DataFrame({"rank_in_pool": ranks, "rank_in_group": ranks}, index)
    return Prices("cap", values, pd.DataFrame(), units)


def test_units_whose_rank_moves_are_named_and_a_limit_without_weights_is_grey() -> None:
    picture = prices_figure([swept([1, 2, 2, 1])], [0.2], ["growth at most"], Labels(language="en"))
    left, right = picture.figure.axes
    assert [t.get_text() for t in right.get_legend().get_texts()] == ["a", "b"]
    assert len(left.patches) == len(right.patches) == 1
    assert "changing the largest regret by 0.100" in picture.alt


def test_where_no_rank_moves_that_is_said() -> None:
    picture = prices_figure([swept([1, 2, 1, 2])], [0.2], ["growth at most"], Labels(language="en"))
    assert picture.figure.axes[1].get_title(loc="left") == "no rank moves"
