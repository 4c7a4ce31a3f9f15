from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch

from govperf_sim.report.figures.dominance import chains, dominance_figure
from govperf_sim.report.labels import Labels


def settled(order: list[str], ahead: set[tuple[str, str]]) -> tuple[pd.Series[str], pd.Series[int]]:
    told = {
        ("group", "g", a, b): "ahead" if (a, b) in ahead else "behind" if (b, a) in ahead else "open"
        for a in order
        for b in order
        if a != b
    }
    names = ["level", "pool", "unit", "other"]
    ranks = pd.MultiIndex.from_tuples([("group", "g", u) for u in order], names=names[:3])
    return pd.Series(told).rename_axis(names), pd.Series(range(1, len(order) + 1), ranks)


def test_pairs_that_follow_from_others_are_not_drawn() -> None:
    picture = dominance_figure(*settled(["a", "b", "c"], {("a", "b"), ("b", "c"), ("a", "c")}), Labels(language="en"))
    (axes,) = picture.figure.axes
    assert sum(isinstance(p, FancyArrowPatch) for p in axes.patches) == 2
    assert [t.get_text() for t in axes.get_yticklabels()] == ["a", "b", "c"]
    assert "3 pairs of units 3 are settled" in picture.alt


def test_a_chain_keeps_to_one_column_and_what_is_open_to_another() -> None:
    assert chains(np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool)) == [0, 0, 0]
    assert chains(np.zeros((3, 3), dtype=bool)) == [0, 1, 2]


def test_a_large_pool_is_drawn_by_its_ends() -> None:
    order = [f"u{n:02}" for n in range(60)]
    ahead = {(a, b) for i, a in enumerate(order) for b in order[i + 1 :]}
    picture = dominance_figure(*settled(order, ahead), Labels(language="zh"))
    assert len(picture.figure.axes[0].get_yticklabels()) == 40
    assert sum(isinstance(p, FancyArrowPatch) for p in picture.figure.axes[0].patches) == 39
    assert "60 个单位" in picture.note
