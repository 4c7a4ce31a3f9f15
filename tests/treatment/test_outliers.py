import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from govperf_sim.errors import PanelError, ScoringError
from govperf_sim.panel import Panel
from govperf_sim.treatment.outliers import Limits, log_transform, moments, outlying, winsorise

VALUES = st.lists(st.integers(-1000, 1000).map(float), min_size=4, max_size=30).filter(lambda v: len(set(v)) > 1)


def panel(values, period=2011):
    return Panel.of({f"u{i:02}": {"debt": v} for i, v in enumerate(values)}, period)


def column(treated, period=2011):
    return treated.panel.wide(period)["debt"].tolist()


@settings(deadline=None, max_examples=40)
@given(VALUES)
def test_skewness_and_kurtosis_are_those_of_another_program(values):
    found = moments(pd.DataFrame({"debt": values})).loc["debt"]
    assert found["skewness"] == pytest.approx(stats.skew(values, bias=False), rel=1e-6, abs=1e-9)
    assert found["kurtosis"] == pytest.approx(stats.kurtosis(values, bias=False), rel=1e-6, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(VALUES, st.floats(0.1, 10), st.integers(-100, 100))
def test_skewness_and_kurtosis_do_not_depend_on_the_unit_of_measure_and_turn_round_with_it(values, scale, shift):
    x = pd.DataFrame({"debt": values})
    found, moved, turned = (moments(t).loc["debt"] for t in (x, scale * x + shift, -x))
    assert moved["skewness"] == pytest.approx(found["skewness"], rel=1e-6, abs=1e-6)
    assert moved["kurtosis"] == pytest.approx(found["kurtosis"], rel=1e-6, abs=1e-6)
    assert turned["skewness"] == pytest.approx(-found["skewness"], rel=1e-6, abs=1e-9)
    assert turned["kurtosis"] == pytest.approx(found["kurtosis"], rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("values", [[0.0] * 5, [0.1] * 5, [3.0], [1.0, 2.0]])
def test_too_few_values_or_all_the_same_have_no_shape(values):
    assert moments(pd.DataFrame({"debt": values})).loc["debt", ["skewness", "kurtosis"]].isna().all()
    assert outlying(pd.DataFrame({"debt": values})) == ()


def test_cells_that_do_not_apply_are_left_out_and_infinity_is_refused():
    assert moments(pd.DataFrame({"debt": [1.0, 2.0, 9.0, 4.0, np.nan]})).loc["debt", "values"] == 4
    with pytest.raises(ScoringError, match="inf"):
        moments(pd.DataFrame({"debt": [1.0, 2.0, 9.0, np.inf]}))


def test_one_value_far_out_is_brought_in_to_the_next_and_listed():
    """One to ten, and a hundred: the hundred becomes ten (the example of COINr's own tests)."""
    treated = winsorise(panel([*range(1, 11), 100]), 2011, ["debt"])
    assert column(treated) == [*range(1, 11), 10]
    assert treated.changes.to_dict("records") == [
        {
            "unit": "u10",
            "indicator": "debt",
            "period": 2011,
            "before": 100.0,
            "after": 10.0,
            "why": "winsorised_high",
            "basis": "u09",
        }
    ]
    assert outlying(treated.panel.wide(2011)) == ()


def test_one_value_far_below_is_brought_in_from_below():
    treated = winsorise(panel([-v for v in (*range(1, 11), 100)]), 2011, ["debt"])
    assert column(treated) == [-v for v in (*range(1, 11), 10)]
    assert treated.changes["why"].tolist() == ["winsorised_low"]


def test_no_more_points_are_brought_in_than_declared_and_what_is_still_outlying_is_seen():
    """One to twenty, a hundred and two hundred: one point is not enough; the second is left to another treatment."""
    values = [*range(1, 21), 100, 200]
    treated = winsorise(panel(values), 2011, ["debt"], Limits(points=1))
    assert column(treated) == [*range(1, 21), 100, 100]
    assert outlying(treated.panel.wide(2011)) == ("debt",)
    both = winsorise(panel(values), 2011, ["debt"], Limits(points=2))
    assert column(both) == [*range(1, 21), 20, 20]
    assert both.changes[["unit", "before", "after"]].to_numpy().tolist() == [["u21", 200.0, 20.0], ["u20", 100.0, 20.0]]


def test_points_tied_at_the_extreme_move_together_or_not_at_all():
    values = [*range(1, 31), 300, 300]
    assert column(winsorise(panel(values), 2011, ["debt"], Limits(points=1))) == values
    assert column(winsorise(panel(values), 2011, ["debt"], Limits(points=2))) == [*range(1, 31), 30, 30]


@pytest.mark.parametrize("limits", [Limits(skewness=4.0), Limits(kurtosis=12.0)])
def test_an_indicator_within_either_limit_is_left_alone(limits):
    """The hundred after one to ten has a skewness of 3.2 and a kurtosis of 10.5."""
    values = [*range(1, 11), 100]
    assert stats.skew(values, bias=False) < 4
    assert stats.kurtosis(values, bias=False) < 12
    treated = winsorise(panel(values), 2011, ["debt"], limits)
    assert treated.changes.empty
    assert column(treated) == values


def test_only_what_is_asked_for_is_treated():
    wide = pd.DataFrame({"debt": [*range(1, 11), 100.0], "air": [*range(1, 11), 100.0]}, index=list("abcdefghijk"))
    treated = winsorise(Panel.of(wide, 2011), 2011, ["air"])
    assert treated.changes["indicator"].tolist() == ["air"]
    assert treated.panel.wide(2011)["debt"].max() == 100


def test_the_published_value_stays_beneath_the_treated_one():
    treated = winsorise(panel([*range(1, 11), 100]), 2011, ["debt"])
    last = treated.panel.frame[treated.panel.frame["unit"] == "u10"]
    assert last[["value", "vintage", "flag"]].to_numpy().tolist() == [
        [100.0, "", ""],
        [10.0, "winsorised", "winsorised"],
    ]


@settings(deadline=None, max_examples=40)
@given(VALUES)
def test_winsorising_keeps_the_order_and_never_widens(values):
    after = column(winsorise(panel(values), 2011, ["debt"], Limits(points=3)))
    order = np.argsort(values, kind="stable")
    assert (np.diff(np.array(after)[order]) >= 0).all()
    assert min(values) <= min(after) <= max(after) <= max(values)
    assert sum(a != b for a, b in zip(values, after, strict=True)) <= 3


def test_a_logarithm_takes_every_year_and_lists_every_cell():
    years = panel([1.0, 10.0], 2010).overlaid(panel([1000.0, 100.0], 2011).frame.drop(columns="vintage"), "yearbook")
    treated = log_transform(years, ["debt"])
    assert column(treated, 2010) == [0.0, 1.0]
    assert column(treated, 2011) == [3.0, 2.0]
    assert len(treated.changes) == 4
    assert set(treated.changes["why"]) == {"log10"}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(1e-6, 1e6), min_size=2, max_size=10))
def test_logarithms_by_plain_arithmetic_keep_the_order(values):
    after = column(log_transform(panel(values), ["debt"]))
    assert after == pytest.approx([math.log(v) / math.log(10) for v in values], abs=1e-12)
    assert (np.diff(np.array(after)[np.argsort(values)]) >= 0).all()


def test_what_has_no_logarithm_is_named():
    with pytest.raises(PanelError) as raised:
        log_transform(panel([0.0, 5.0, -2.0]), ["debt"])
    assert [f.message.values["unit"] for f in raised.value.faults] == ["u00", "u02"]


def test_too_few_values_to_judge_are_named():
    with pytest.raises(PanelError, match=r"debt.*3 value.*at least 4"):
        winsorise(panel([1, 2, 300]), 2011, ["debt"])


@pytest.mark.parametrize("treat", [lambda p: winsorise(p, 2011, ["dept"]), lambda p: log_transform(p, ["dept"])])
def test_an_indicator_that_is_not_there_is_named_with_the_nearest(treat):
    with pytest.raises(PanelError, match="did you mean “debt”"):
        treat(panel([1, 2, 3, 4]))


def test_limits_that_make_no_sense_are_all_named():
    with pytest.raises(ScoringError) as raised:
        Limits(skewness=-1.0, kurtosis=float("nan"), points=0)
    assert len(raised.value.faults) == 3
