import numpy as np
import pytest

from govperf_sim.screening.growth import identical_growth, steady_growth


def test_three_cities_filled_with_the_rate_of_the_province_are_found(honest, put, get):
    panel = honest(1)
    for unit in ("city02", "city09", "city15"):
        panel = put(panel, unit, "k3", 2013, round(get(panel, unit, "k3", 2012) * 0.9533, 2))
    (finding,) = [f for f in identical_growth(panel).findings if len(f.units) > 2]
    assert finding.units == ("city02", "city09", "city15")
    assert (finding.indicators, finding.periods) == (("k3",), (2013,))
    assert finding.observed == pytest.approx(np.log(0.9533), abs=1e-4)


def test_two_cities_that_share_their_rates_in_four_indicators_are_found(honest, put, get):
    panel = honest(2)
    rates = {"k0": 1.031, "k1": 0.978, "k2": 1.104, "k4": 1.066}
    for k, rate in rates.items():
        for unit in ("city05", "city06"):
            panel = put(panel, unit, k, 2010, round(get(panel, unit, k, 2009) * rate, 2))
    found = identical_growth(panel).findings
    assert any(f.units == ("city05", "city06") and f.indicators == tuple(rates) for f in found)


def test_where_all_units_always_grow_alike_the_floor_stands_in_for_the_spread(cells):
    values = {(u, "gdp", t): round(start * 1.08 ** (t - 2009), 4) for u, start in
              {"a": 153.1, "b": 97.7, "c": 210.3, "d": 55.9}.items() for t in (2009, 2010)}  # fmt: skip
    (finding,) = identical_growth(cells(values)).findings
    assert finding.units == ("a", "b", "c", "d")
    assert not identical_growth(cells(values), floor=0.0).findings


def test_no_growth_anywhere_is_not_identical_growth(cells):
    values = {(u, "land", t): 7.25 for u in "abcd" for t in (2009, 2010)}
    assert not identical_growth(cells(values)).findings


def test_a_line_drawn_between_two_censuses_is_found(honest, put):
    panel = honest(3)
    for n, year in enumerate(range(2008, 2014)):
        panel = put(panel, "city04", "k2", year, 512.37 + 11.43 * n)
    (finding,) = steady_growth(panel).findings
    assert {c[:3] for c in finding.cells} == {("city04", "k2", t) for t in range(2010, 2014)}
    assert finding.grade == "strong"


def test_a_constant_rate_is_found(honest, put):
    panel = honest(4)
    for n, year in enumerate(range(2008, 2014)):
        panel = put(panel, "city04", "k2", year, round(512.37 * 1.073**n, 2))
    (finding,) = steady_growth(panel).findings
    assert finding.units == ("city04",)


def test_a_gap_in_the_years_is_not_growth(cells):
    values = {
        (u, "gdp", t): x * 1.08 ** (t > 2008)
        for u, x in {"a": 153.1, "b": 97.7, "c": 21.3}.items()
        for t in (2008, 2010)
    }
    checked = identical_growth(cells(values))
    assert (checked.tested, checked.findings) == (0, ())


@pytest.mark.parametrize("check", [identical_growth, steady_growth])
def test_honest_panels_raise_an_alarm_in_at_most_one_of_ten(honest, check):
    alarms = sum(bool(check(honest(seed)).findings) for seed in range(200, 260))
    assert alarms <= 12  # 60 x 10 % = 6; more than 12 has a chance below 1 %
