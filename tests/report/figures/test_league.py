from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.league import league_figure
from govperf_sim.report.labels import Labels

EN = Labels(language="en", variants={"more": "more visits"})
COLUMNS = ["scenario", "measure", "difference", "low", "high", "better", "verdict"]


def test_markers_tell_verdicts_apart_without_colour() -> None:
    rows = [
        ("more", "welfare", 0.5, 0.4, 0.6, "more", "better"),
        ("more", "fabricated", 0.5, 0.4, 0.6, "less", "worse"),
        ("more", "score", 0.5, 0.4, 0.6, "neither", "differs"),
        ("more", "true_score", 0.1, -0.2, 0.4, "more", "open"),
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    picture = league_figure(table, {m: m for m in table["measure"]}, EN)
    markers = [axes.lines[1].get_marker() for axes in picture.figure.axes]  # the first line is the zero
    assert markers == ["^", "v", "D", "o"]
    assert "1 better, 1 worse, 1 that differ and are neither, 1 not settled" in picture.alt
    assert [axes.get_xlabel() for axes in picture.figure.axes][:2] == ["more is better →", "← less is better"]


def test_one_replication_has_a_mark_and_no_interval() -> None:
    nan = float("nan")
    table = pd.DataFrame([("more", "score", 1.0, nan, nan, "neither", "open")], columns=COLUMNS)
    picture = league_figure(table, {"score": "score"}, EN)
    assert not picture.figure.axes[0].collections
    assert picture.svg


def test_a_pair_that_cannot_be_compared_leaves_its_place_empty() -> None:
    rows = [
        ("more", "score", 1.0, 0.5, 1.5, "neither", "differs"),
        ("more", "welfare", 1.0, 0.5, 1.5, "more", "better"),
        ("less", "score", -1.0, -1.5, -0.5, "neither", "differs"),
    ]
    picture = league_figure(pd.DataFrame(rows, columns=COLUMNS), {"score": "score", "welfare": "welfare"}, EN)
    drawn = [[line for line in axes.lines if line.get_marker() in "^vDo"] for axes in picture.figure.axes]
    assert [len(marks) for marks in drawn] == [2, 1]
