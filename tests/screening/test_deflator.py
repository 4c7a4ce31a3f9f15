import pytest

from govperf_sim.screening.deflator import RealGrowth, implied_deflator

GDP = RealGrowth(nominal="gdp", real="growth")


def panel(nominal_growth, real=10.0):
    values = {}
    for n, rate in enumerate(nominal_growth):
        values |= {(f"u{n}", "gdp", 2010): 1000.0, (f"u{n}", "gdp", 2011): 1000.0 * (1 + rate)}
        values[f"u{n}", "growth", 2011] = real
    return values


def test_a_unit_whose_prices_fall_while_its_neighbours_rise_is_found(cells):
    # Real growth 10 % everywhere.  Nominal 15.5 % implies 1.155 / 1.10 - 1 = 5 %; nominal 1.2 % implies -8 %.
    rates = [0.153, 0.154, 0.155, 0.155, 0.156, 0.157, 0.012]
    (finding,) = implied_deflator(cells(panel(rates)), [GDP]).findings
    assert finding.units == ("u6",)
    assert finding.observed == pytest.approx(-0.08)
    assert finding.expected == pytest.approx(0.05)
    assert [c[1:3] for c in finding.cells] == [("gdp", 2011), ("growth", 2011), ("gdp", 2010)]


def test_a_point_apart_is_within_what_rounding_and_revisions_explain(cells):
    rates = [0.1549, 0.1550, 0.1550, 0.1550, 0.1551, 0.1551, 0.168]
    checked = implied_deflator(cells(panel(rates)), [GDP])
    assert (checked.tested, checked.findings) == (7, ())


def test_a_unit_alone_is_held_against_the_usual_band(cells):
    # 1.40 / 1.10 - 1 = 27 % inflation, 12 points above the 15 % where the band ends.
    (finding,) = implied_deflator(cells(panel([0.40])), [GDP]).findings
    assert finding.strength == pytest.approx(1.40 / 1.10 - 1 - 0.15)
    assert finding.measure == "relative_gap"
    assert not implied_deflator(cells(panel([0.15])), [GDP]).findings


def test_growth_as_a_fraction_says_so(cells):
    fraction = RealGrowth(nominal="gdp", real="growth", per=1.0)
    assert not implied_deflator(cells(panel([0.15], real=0.10)), [fraction]).findings


def test_one_year_says_nothing(cells):
    checked = implied_deflator(cells({("a", "gdp", 2011): 5.0, ("a", "growth", 2011): 8.0}), [GDP])
    assert (checked.tested, checked.findings) == (0, ())
