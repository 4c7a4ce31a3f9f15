import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.errors import PanelError
from govperf_sim.panel import Panel

ORDER = ("census_revised", "yearbook", "preliminary")


def cells(*rows):
    return pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"]).assign(vintage="", flag="")


def vintages(*rows):
    return pd.DataFrame(rows, columns=["vintage", "value"]).assign(unit="foshan", indicator="gdp", period=2011, flag="")


# Foshan's output of 2011 in bn yuan, as three publications give it.
FOSHAN = vintages(("preliminary", 658.0), ("yearbook", 623.1), ("census_revised", 626.0))


def test_a_value_given_twice_is_refused_by_name():
    with pytest.raises(PanelError, match=r"foshan.*gdp.*2011.*2"):
        Panel(cells(("foshan", "gdp", 2011, 658.0), ("foshan", "gdp", 2011, 623.1)))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "658", None])
def test_what_is_not_a_finite_number_is_refused_by_name(value):
    with pytest.raises(PanelError, match=r"foshan.*gdp.*2011"):
        Panel(cells(("foshan", "gdp", 2011, value)))


def test_a_year_that_is_not_there_is_refused_with_the_years_that_are():
    panel = Panel(cells(("foshan", "gdp", 2010, 1.0), ("foshan", "gdp", 2011, 1.0)))
    with pytest.raises(PanelError, match="2010, 2011"):
        panel.wide(2012)


def test_a_gap_stays_a_gap():
    panel = Panel(cells(("foshan", "gdp", 2011, 1.0), ("yunfu", "air", 2011, 2.0)))
    assert panel.wide(2011).isna().to_numpy().tolist() == [[False, True], [True, False]]


@pytest.mark.parametrize(
    ("prefer", "value"),
    [(ORDER, 626.0), (("preliminary", "yearbook", "census_revised"), 658.0), (("yearbook", *ORDER[::2]), 623.1)],
)
def test_the_best_ranked_vintage_is_in_use_and_named(prefer, value):
    panel = Panel(FOSHAN, prefer)
    assert panel.wide(2011).loc["foshan", "gdp"] == value
    assert panel.in_use["vintage"].tolist() == [prefer[0]]
    assert len(panel.frame) == 3


def test_the_next_vintage_is_used_where_the_best_has_not_come_out():
    panel = Panel(FOSHAN[:2], ORDER)
    assert panel.in_use[["vintage", "value"]].to_numpy().tolist() == [["yearbook", 623.1]]


@pytest.mark.parametrize("prefer", [(), ("yearbook",), ("census-revised", "yearbook", "preliminary")])
def test_several_vintages_that_the_order_does_not_all_rank_are_refused_by_name(prefer):
    with pytest.raises(PanelError, match=r"foshan.*gdp.*2011.*preliminary, yearbook, census_revised") as raised:
        Panel(FOSHAN, prefer)
    assert "census_revised；" in raised.value.text("zh")


def test_one_vintage_needs_no_order():
    assert Panel(FOSHAN[1:2]).wide(2011).loc["foshan", "gdp"] == 623.1


def test_the_same_vintage_twice_is_refused_whatever_the_order():
    with pytest.raises(PanelError, match=r"foshan.*2 values of the vintage .yearbook"):
        Panel(pd.concat([FOSHAN, FOSHAN[1:2]]), ORDER)


def test_a_vintage_ranked_twice_is_refused():
    with pytest.raises(PanelError, match="yearbook"):
        Panel(FOSHAN, (*ORDER, "yearbook"))


def test_every_fault_is_named_at_once():
    other = FOSHAN.assign(unit="yunfu")
    with pytest.raises(PanelError) as raised:
        Panel(pd.concat([FOSHAN, other]), ("yearbook",))
    assert len(raised.value.faults) == 2


def test_flags_are_those_of_the_values_in_use():
    rows = FOSHAN.assign(flag=["synthetic", "", "estimated"])
    assert Panel(rows, ORDER).flags == ("estimated",)


def test_the_place_of_a_cell_is_kept():
    rows = FOSHAN.assign(place=["data.csv:2", "data.csv:3", "data.csv:4"])
    assert Panel(rows, ORDER).in_use["place"].tolist() == ["data.csv:4"]
    laid = Panel(rows, ORDER).overlaid(cells(("foshan", "gdp", 2011, 600.0)).drop(columns="vintage"), "audited")
    assert laid.frame["place"].tolist() == ["data.csv:2", "data.csv:3", "data.csv:4", ""]


def test_a_laid_over_value_is_in_use_and_nothing_beneath_is_lost():
    new = cells(("foshan", "gdp", 2011, 600.0)).drop(columns="vintage")
    panel = Panel(FOSHAN, ORDER).overlaid(new, "audited")
    assert panel.values == {("foshan", "gdp", 2011): 600.0}
    assert panel.frame["value"].tolist() == [658.0, 623.1, 626.0, 600.0]
    again = panel.overlaid(new.assign(value=590.0), "audited")
    assert again.in_use[["vintage", "value"]].to_numpy().tolist() == [["audited_2", 590.0]]
    assert Panel(again.frame, (*panel.prefer[1:], "audited", "audited_2")).wide(2011).loc["foshan", "gdp"] == 626.0


def test_laying_nothing_over_changes_nothing():
    panel = Panel(FOSHAN, ORDER)
    assert panel.overlaid(cells(), "audited") is panel


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(6)), st.permutations(ORDER))
def test_the_order_of_the_rows_changes_no_value(order, prefer):
    both = pd.concat([FOSHAN, FOSHAN.assign(unit="yunfu", value=[40.0, 41.0, 42.0])], ignore_index=True)
    first, then = Panel(both, tuple(prefer)), Panel(both.iloc[list(order)], tuple(prefer))
    assert then.values == first.values
    assert list(first.in_use.columns) == list(both.columns)
