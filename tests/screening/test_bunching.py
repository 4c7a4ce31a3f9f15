from fractions import Fraction
from math import comb

import numpy as np
import pandas as pd
import pytest

from govperf_sim.screening.bunching import Target, bunching, bunching_chance

AIR = Target(indicator="api", value=100, direction="lower_is_better", width=5)


def days(values):
    values = np.asarray(values)
    return pd.DataFrame({"unit": "beijing", "indicator": "api", "period": np.arange(len(values)), "value": values})


def test_beijing_2006_had_fifty_days_just_below_100_and_two_just_above():
    # Published count: 50 days at 96-100 and 2 at 101-105.  With even odds, 50 or more of 52 can fall in
    # C(52,2) + C(52,1) + C(52,0) = 1326 + 52 + 1 = 1379 of 2^52 ways.
    assert comb(52, 2) + 52 + 1 == 1379
    assert bunching_chance(just_met=50, just_missed=2) == pytest.approx(float(Fraction(1379, 2**52)), rel=1e-12)


def test_a_smooth_course_of_three_to_one_excuses_three_to_one():
    assert bunching_chance(just_met=30, just_missed=10, ratio=3.0) > 0.5
    assert bunching_chance(just_met=30, just_missed=10) < 0.01


def test_days_that_pile_up_below_the_limit_are_found_with_both_counts():
    smooth = np.repeat(np.arange(76, 126), 8)
    just_above = (smooth > 100) & (smooth <= 105)
    moved = np.where(just_above & (np.arange(smooth.size) % 8 > 0), 98, smooth)
    (finding,) = bunching(days(moved), [AIR]).findings
    assert "75 values just meet it and 5 just miss it" in finding.sentence.text("en")
    assert finding.observed == 15
    assert finding.grade == "strong"
    assert not bunching(days(smooth), [AIR]).findings


def test_a_value_at_the_target_meets_it_whichever_way_is_better():
    at_target = days([100.0] * 12)
    higher = Target(indicator="api", value=100, direction="higher_is_better", width=5)
    for target in (AIR, higher):
        (finding,) = bunching(at_target, [target]).findings
        assert "12 values just meet it and 0" in finding.sentence.text("en")


def test_a_steep_but_smooth_course_is_no_bunching():
    rng = np.random.default_rng(3)
    assert not bunching(days(np.ceil(70 + rng.exponential(12, 3000))), [AIR]).findings


def test_too_few_days_and_a_target_of_zero_without_a_width_say_nothing():
    zero = Target(indicator="api", value=0, direction="higher_is_better")
    assert bunching(days([99, 98, 101]), [AIR]).tested == 0
    assert bunching(days([0.0] * 50), [zero]).tested == 0


def test_honest_years_raise_an_alarm_in_at_most_one_of_ten():
    rng = np.random.default_rng(8)
    alarms = sum(bool(bunching(days(np.ceil(rng.gamma(6, 15, 365))), [AIR]).findings) for _ in range(100))
    assert alarms <= 18  # 100 x 10 %; more than 18 has a chance below 1 %
