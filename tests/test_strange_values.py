"""Values no formula was made for: each ends in an error that names it, or in scores that say what happened."""

import math
import shutil

import pandas as pd
import pytest
from worlds import framework, indicator

from govperf_sim.aggregate import geometric_mean
from govperf_sim.errors import GovPerfError, PanelError, ScenarioError
from govperf_sim.methods import METHODS
from govperf_sim.panel import Panel
from govperf_sim.scenario.load import EXAMPLES, load_scenario
from govperf_sim.scoring.scores import score_panel

NUMBERS = {"floor": 0.0, "target": 10.0, "low": 4.0, "high": 6.0, "distance": 4.0, "loss": 2.0, "progress_share": 0.5,
           "targets": {"a": 5.0, "b": 6.0}}  # fmt: skip
AMONG_UNITS = {"min_max", "z_score", "rank_share"}
NEED_DIFFERENCES = {"min_max", "z_score"}


def declared(method, others=None, **more):
    needs = METHODS[method].needs
    numbers = {name: number for name, number in NUMBERS.items() if name in needs}
    work = indicator(method=method, **{"floor": None, "target": None, **numbers, **more})
    return framework(work=work, **(others or {}))


def panel(now, before=None):
    years = {2011: now} | ({2010: before} if before else {})
    rows = [(u, "work", year, x) for year, xs in years.items() for u, x in zip("ab", xs, strict=False)]
    return Panel(pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"]).assign(vintage="", flag=""))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, "eight", None])
def test_what_is_no_finite_number_is_refused_by_unit_indicator_and_year(value):
    with pytest.raises(PanelError) as raised:
        panel([value, 5.0])
    said = raised.value.faults[0].message.values
    assert (said["unit"], said["indicator"], said["period"]) == ("a", "work", 2011)


@pytest.mark.parametrize("typed", ["nan", "inf", "-inf", "eight", "", "1e999", "８"])
def test_what_is_no_finite_number_in_a_file_is_refused_at_its_line(tmp_path, typed):
    folder = tmp_path / "six_towns"
    shutil.copytree(EXAMPLES / "six_towns", folder)
    table = folder / "data" / "panel.csv"
    text = table.read_text("utf-8")
    row = "east_ford,air,2024,36,"
    table.write_text(text.replace(row, f"east_ford,air,2024,{typed},"), "utf-8")
    with pytest.raises(ScenarioError) as raised:
        load_scenario(folder)
    line = text[: text.index(row)].count("\n") + 1
    assert [(f.file, f.line) for f in raised.value.faults] == [("data/panel.csv", line)]


@pytest.mark.parametrize("value", [5.0, 0.0])
@pytest.mark.parametrize("method", METHODS)
def test_an_indicator_that_is_the_same_everywhere_is_scored_or_refused_by_name(method, value):
    constant = panel([value, value], before=[value, value])
    if method in NEED_DIFFERENCES:
        with pytest.raises(PanelError, match="work") as raised:
            score_panel(declared(method), constant, 2011)
        assert "scores.constant" in {f.message.values["said"].key for f in raised.value.faults}
    else:
        scores = score_panel(declared(method), constant, 2011).table["work"]
        assert scores.between(0, 1).all()


@pytest.mark.parametrize("method", METHODS)
def test_one_unit_is_scored_or_told_to_be_alone(method):
    targets = {"targets": {"a": 5.0}} if method == "distance_to_own_target" else {}
    # The counties are assessed on something else.
    alone = declared(method, {"other": indicator()}, groups=("cities",), **targets)
    rows = Panel(pd.concat([panel([5.0], before=[4.0]).frame, panel([5.0, 5.0]).frame.assign(indicator="other")]))
    if method in AMONG_UNITS:
        with pytest.raises(PanelError) as raised:
            score_panel(alone, rows, 2011)
        assert [f.message.values["said"].key for f in raised.value.faults] == ["scores.few_units"]
    else:
        assert 0 <= score_panel(alone, rows, 2011).table.at["a", "work"] <= 1


@pytest.mark.parametrize("method", [name for name, way in METHODS.items() if way.looks_back])
def test_one_year_is_scored_on_level_and_said_to_be(method):
    scores = score_panel(declared(method), panel([4.0, 6.0]), 2011)
    assert scores.first_year == ("work",)
    assert scores.table["work"].tolist() == pytest.approx([0.4, 0.6])


def test_a_target_that_last_year_had_reached_divides_nothing_by_zero():
    # b stood at the target of 10 already: it stays and scores 1; had it fallen back it would score 0.
    there = score_panel(declared("progress"), panel([6.0, 10.0], before=[2.0, 10.0]), 2011)
    assert there.table["work"].tolist() == [0.5, 1.0]
    back = score_panel(declared("progress"), panel([6.0, 9.0], before=[2.0, 10.0]), 2011)
    assert back.table["work"].tolist() == [0.5, 0.0]


def test_what_lies_outside_its_posts_is_clipped_and_named():
    scores = score_panel(declared("goalposts"), panel([-5.0, 25.0]), 2011)
    assert scores.clipped.to_dict("records") == [
        {"unit": "a", "indicator": "work", "before_clipping": -0.5},
        {"unit": "b", "indicator": "work", "before_clipping": 2.5},
    ]


def test_a_negative_value_under_a_geometric_mean_is_refused_by_name():
    scores = pd.DataFrame({"work": [0.5, -0.2], "air": [0.5, 0.5]}, index=["a", "b"])
    weights = pd.DataFrame({"work": [0.5, 0.5], "air": [0.5, 0.5]}, index=["cities", "counties"])
    groups = pd.Series({"a": "cities", "b": "counties"})
    with pytest.raises(GovPerfError, match="work") as raised:
        geometric_mean(scores, weights, groups)
    assert raised.value.text("zh")


@pytest.mark.parametrize("size", [1e99, 1e-90])
@pytest.mark.parametrize("method", METHODS)
def test_huge_and_tiny_values_break_no_arithmetic(method, size):
    table = score_panel(declared(method), panel([size, 2 * size], before=[3 * size, size]), 2011).table
    assert table["work"].between(0, 1).all()
