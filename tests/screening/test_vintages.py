import pandas as pd
import pytest

from govperf_sim.screening.vintages import vintage_drift


def published(first, last, indicator="gdp"):
    """Two vintages of unit -> {year: value}."""
    rows = [
        (unit, indicator, year, value, vintage, f"{vintage}.csv:{year}")
        for vintage, values in (("preliminary", first), ("yearbook", last))
        for unit, years in values.items()
        for year, value in years.items()
    ]
    return pd.DataFrame(rows, columns=["unit", "indicator", "period", "value", "vintage", "place"])


def test_foshan_2011_fell_from_658_to_623():
    # Published: 658.0 bn yuan first, 623.1 after; -5.3 %.
    frame = published({"foshan": {2011: 658.0}}, {"foshan": {2011: 623.1}})
    (finding,) = vintage_drift(frame).findings
    assert finding.strength == pytest.approx(-34.9 / 658.0)
    assert finding.grade == "strong"
    assert finding.place == "yearbook.csv:2011"
    assert "revised by -5.3%" in finding.sentence.text("en")


def test_a_census_that_moves_all_alike_is_no_finding():
    first = {f"u{n}": {2011: 100.0 + n} for n in range(8)}
    last = {u: {2011: round(y[2011] * (1.04 + 0.001 * n), 3)} for n, (u, y) in enumerate(first.items())}
    assert not vintage_drift(published(first, last)).findings
    last["u5"][2011] = 80.0
    (finding,) = vintage_drift(published(first, last)).findings
    assert finding.units == ("u5",)


def test_six_years_revised_down_without_exception_are_found():
    # 2 x 0.5^6 = 1/32.
    first = {"u": {2008 + n: 100.0 + n for n in range(6)}}
    last = {"u": {2008 + n: 99.5 + n for n in range(6)}}
    (finding,) = vintage_drift(published(first, last)).findings
    assert finding.strength == 1 / 32
    assert "all 6 revisions went down" in finding.sentence.text("en")
    last["u"][2010] = 103.0
    assert not vintage_drift(published(first, last)).findings


def test_the_order_of_the_vintages_can_be_said():
    frame = published({"u": {2011: 100.0}}, {"u": {2011: 110.0}})
    (finding,) = vintage_drift(frame, order=["yearbook", "preliminary"]).findings
    assert finding.strength == pytest.approx(-10 / 110)


def test_one_vintage_is_nothing_to_compare():
    frame = published({"u": {2011: 100.0}}, {})
    assert vintage_drift(frame).tested == 0
    assert vintage_drift(frame.assign(vintage="")).tested == 0


def test_vintages_listed_in_different_orders_are_still_compared_cell_by_cell():
    first = {"a": {2010: 10.0, 2011: 11.0}, "b": {2011: 200.0}, "c": {2011: 3000.0}}
    last = {"c": {2011: 3000.0}, "b": {2011: 200.0}, "a": {2011: 11.0, 2010: 12.0}}
    (finding,) = vintage_drift(published(first, last)).findings
    assert finding.cells[0][:3] == ("a", "gdp", 2010)
    assert finding.strength == pytest.approx(0.2)
