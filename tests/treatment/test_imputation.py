import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.errors import PanelError
from govperf_sim.panel import Panel
from govperf_sim.treatment.imputation import gaps, group_mean, group_median, last_value, linear

GROUPS = {"a": "delta", "b": "delta", "c": "delta", "d": "delta", "e": "north"}


def panel(*rows):
    return Panel(pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"]).assign(vintage="", flag=""))


YEAR = panel(*((u, "gdp", 2011, v) for u, v in (("a", 8.0), ("b", 9.0), ("c", 13.0), ("e", 70.0))))
YEARS = panel(*(("a", "gdp", p, v) for p, v in ((2005, 10.0), (2008, 16.0), (2012, 20.0))))


def test_the_gaps_are_the_cells_that_apply_and_have_no_value():
    assert gaps(YEAR, 2011, {"gdp": ["a", "d"], "air": ["e"]}) == (("d", "gdp", 2011), ("e", "air", 2011))


@pytest.mark.parametrize(("method", "filled"), [(group_mean, 10.0), (group_median, 9.0)])
def test_a_gap_takes_the_middle_of_the_other_units_of_its_group(method, filled):
    treated = method(YEAR, [("d", "gdp", 2011)], GROUPS)
    assert treated.panel.values["d", "gdp", 2011] == filled
    row = treated.changes.iloc[0]
    assert row[["unit", "indicator", "period", "after", "why", "basis"]].tolist() == [
        "d",
        "gdp",
        2011,
        filled,
        method.__name__,
        "a, b, c",
    ]
    assert pd.isna(row["before"])


def test_a_filled_cell_is_flagged_wherever_the_data_are_shown():
    assert group_mean(YEAR, [("d", "gdp", 2011)], GROUPS).panel.flags == ("imputed",)


def test_the_last_value_is_carried_on_and_never_back():
    treated = last_value(YEARS, [("a", "gdp", 2011), ("a", "gdp", 2007)])
    assert treated.changes[["period", "after", "basis"]].to_numpy().tolist() == [
        [2011, 16.0, "2008"],
        [2007, 10.0, "2005"],
    ]
    with pytest.raises(PanelError, match="no earlier value"):
        last_value(YEARS, [("a", "gdp", 2004)])


def test_between_two_years_a_gap_lies_on_the_straight_line():
    """From 10 in 2005 to 16 in 2008 is 2 a year, so 12 in 2006; from 16 to 20 in four years is 1 a year."""
    treated = linear(YEARS, [("a", "gdp", p) for p in (2006, 2007, 2009)])
    assert treated.changes["after"].tolist() == [12.0, 14.0, 17.0]
    assert treated.changes["basis"].tolist() == ["2005, 2008", "2005, 2008", "2008, 2012"]


@pytest.mark.parametrize("period", [2004, 2013])
def test_nothing_is_extrapolated(period):
    with pytest.raises(PanelError, match=rf"a.*gdp.*{period} cannot be filled.*nothing is extrapolated"):
        linear(YEARS, [("a", "gdp", period)])


def test_one_year_has_nothing_to_draw_a_line_or_carry_from():
    for method in (linear, last_value):
        with pytest.raises(PanelError, match="cannot be filled"):
            method(YEAR, [("d", "gdp", 2011)])


def test_every_cell_that_cannot_be_filled_is_named_at_once():
    with pytest.raises(PanelError) as raised:
        group_mean(YEAR, [("d", "air", 2011), ("z", "gdp", 2011), ("a", "gdp", 2011)], GROUPS)
    said = raised.value.text("en")
    assert "no other unit of its group (delta) has a value" in said
    assert "to which group the unit “z” belongs" in said
    assert "“a”, indicator “gdp”, 2011 has a value (8.0)" in said


def test_a_filled_cell_feeds_no_other():
    """Both gaps of 2006 and 2007 are filled from 2005, not one from the other."""
    assert last_value(YEARS, [("a", "gdp", 2006), ("a", "gdp", 2007)]).changes["basis"].tolist() == ["2005", "2005"]


def test_nothing_asked_for_is_nothing_done():
    treated = group_mean(YEAR, [], GROUPS)
    assert treated.changes.empty
    assert treated.panel is YEAR


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(-100, 100), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_a_filled_value_lies_within_its_group_whatever_the_order(values, random):
    rows = [(f"u{i}", "gdp", 2011, float(v)) for i, v in enumerate(values)]
    groups = {**{u: "delta" for u, *_ in rows}, "gap": "delta"}
    shuffled = rows.copy()
    random.shuffle(shuffled)
    for method in (group_mean, group_median):
        first, then = (method(panel(*r), [("gap", "gdp", 2011)], groups).changes["after"][0] for r in (rows, shuffled))
        assert min(values) <= first <= max(values)
        assert then == pytest.approx(first)


@settings(deadline=None, max_examples=30)
@given(st.floats(-50, 50), st.floats(-50, 50), st.integers(2, 9), st.data())
def test_a_straight_line_in_time_is_found_again(start, slope, span, data):
    at = data.draw(st.integers(1, span - 1))
    ends = panel(("a", "gdp", 2000, start), ("a", "gdp", 2000 + span, start + slope * span))
    assert linear(ends, [("a", "gdp", 2000 + at)]).changes["after"][0] == pytest.approx(start + slope * at, abs=1e-9)
