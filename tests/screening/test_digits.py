import numpy as np
import pandas as pd
import pytest

from govperf_sim.screening.digits import heaping, last_digits


def counts(values, indicator="cases"):
    values = np.asarray(values, dtype=float)
    units = [f"u{i}" for i in range(len(values))]
    return pd.DataFrame({"unit": units, "indicator": indicator, "period": 2012, "value": values})


def test_figures_with_each_last_digit_equally_often_are_in_order():
    even = counts(np.arange(1000, 1100))
    assert last_digits(even).tested == 1
    assert not last_digits(even).findings
    assert not heaping(even).findings


def test_a_hundred_figures_that_avoid_nought_and_five_and_love_seven():
    # Thirty 7s, none of 0 and 5, ten of each other digit: chi-square = (20^2 + 10^2 + 10^2) / 10 = 60 on 9 degrees of
    # freedom; its tail is about 1.3e-9 (tables end at 27.9 for 0.001).
    digits = [7] * 30 + [d for d in (1, 2, 3, 4, 6, 8, 9) for _ in range(10)]
    (finding,) = last_digits(counts([1000 + 10 * i + d for i, d in enumerate(digits)])).findings
    assert finding.strength < 1e-8
    assert finding.observed == pytest.approx(0.30)
    assert "30 end in 7" in finding.sentence.text("en")


def test_estimates_rounded_to_five_are_heaped():
    mixed = [1000 + 5 * i for i in range(30)] + [2001 + 10 * i for i in range(30)]
    (finding,) = heaping(counts(mixed)).findings
    assert finding.observed == pytest.approx(0.5)
    assert "30 end in 0 or 5" in finding.sentence.text("en")


def test_all_round_by_chance_is_one_fifth_to_the_power_of_their_number():
    (finding,) = heaping(counts([*(1000 + 10 * i for i in range(24)), 1005])).findings
    assert finding.strength == pytest.approx(0.2**25, rel=1e-9)


def test_noughts_at_the_end_of_decimals_are_read_as_written():
    # 12.30 reads as 12.3: its column is written to two decimals, so its last digit is 0.
    values = np.arange(1000, 1100) / 100
    assert last_digits(counts(values)).tested == 1
    assert not last_digits(counts(values)).findings


def test_too_few_and_too_short_figures_are_not_tested():
    assert last_digits(counts(np.arange(1000, 1040))).tested == 0
    assert last_digits(counts(np.arange(1, 90))).tested == 0


def test_figures_of_no_common_number_of_decimals_are_not_tested():
    rng = np.random.default_rng(5)
    computed = [*rng.lognormal(5, 1, 40), *np.round(rng.lognormal(5, 1, 40), 1)]
    assert last_digits(counts(computed)).tested == 0


@pytest.mark.parametrize("check", [last_digits, heaping])
def test_honest_panels_raise_an_alarm_in_at_most_one_of_ten(honest, check):
    alarms = sum(bool(check(honest(seed)).findings) for seed in range(300, 360))
    assert alarms <= 12
