import pandas as pd

from govperf_sim.panel import Panel
from govperf_sim.treatment.treated import Change, apply

PANEL = Panel(
    pd.DataFrame(
        [("a", "gdp", 2011, 8.0, "", "synthetic"), ("b", "gdp", 2011, 9.0, "", "")],
        columns=["unit", "indicator", "period", "value", "vintage", "flag"],
    )
)
HIGH = Change(cell=("a", "gdp", 2011), before=8.0, after=5.0, why="winsorised_high", basis=("b", "c"))
GAP = Change(cell=("c", "gdp", 2011), before=float("nan"), after=8.5, why="group_mean", basis=("a", "b"))


def test_every_touched_cell_is_told_in_both_languages():
    treated = apply(PANEL, [HIGH, GAP], "treated")
    assert treated.sentences("en") == (
        "a, gdp, 2011: 8 became 5 (high outlier brought in to the next highest, of b, c)",
        "c, gdp, 2011: missing became 8.5 (mean of its group: a, b)",
    )
    assert treated.sentences("zh") == (
        "a，gdp，2011 年：8 改为 5（过高，缩至次高值，取自 b、c）",
        "c，gdp，2011 年：缺失 改为 8.5（同类均值，取自 a、b）",
    )


def test_a_synthetic_value_stays_flagged_as_such_when_treated():
    assert apply(PANEL, [HIGH], "treated", "winsorised").panel.flags == ("synthetic",)
    assert apply(PANEL, [GAP], "treated", "imputed").panel.flags == ("imputed", "synthetic")


def test_one_treatment_after_another_keeps_the_later_in_use():
    first = apply(PANEL, [HIGH], "treated")
    again = Change(cell=HIGH.cell, before=5.0, after=4.0, why="log10")
    second = apply(first.panel, [again], "treated")
    assert second.panel.values[HIGH.cell] == 4.0
    assert sorted(second.panel.frame["value"]) == [4.0, 5.0, 8.0, 9.0]
