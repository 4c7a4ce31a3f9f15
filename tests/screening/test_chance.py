import numpy as np
import pytest

from govperf_sim.screening.chance import at_least, at_peak, benjamini_hochberg, robust_z, spread


def test_benjamini_and_hochberg_keep_the_first_four_of_their_own_example():
    # Benjamini and Hochberg (1995), section 3.2: 15 p-values, four rejected at 0.05.
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert benjamini_hochberg(np.array(p), 0.05).tolist() == [True] * 4 + [False] * 11


def test_no_tests_keep_nothing():
    assert benjamini_hochberg(np.array([]), 0.1).tolist() == []
    assert benjamini_hochberg(np.array([np.nan]), 0.1).tolist() == [False]


def test_the_spread_of_normal_figures_is_their_standard_deviation():
    x = np.random.default_rng(1).normal(0, 3, 100_000)
    assert spread(x) == pytest.approx(3, rel=0.02)


def test_the_chance_at_the_peak_bounds_what_is_simulated():
    rng = np.random.default_rng(2)
    a, b = rng.normal(0, 2, (2, 400_000))
    bound = float(at_peak(np.array(0.2), np.array(np.sqrt(2) * 2)))  # |a - b| <= 0.1
    assert np.mean(np.abs(a - b) <= 0.1) == pytest.approx(bound, rel=0.05)


def test_a_value_apart_from_equal_ones_still_has_a_distance():
    # Nine of ten equal: the median deviation is 0; the mean deviation is 0.5, so z = 5 / (1.2533 x 0.5).
    z = robust_z(np.array([0.0] * 9 + [5.0]), 0)
    assert z[9] == pytest.approx(5 / (1.2533 * 0.5))
    assert np.isnan(robust_z(np.zeros(4), 0)).all()


def test_two_or_more_where_a_tenth_is_expected():
    assert at_least(2, 0.1) == pytest.approx(1 - np.exp(-0.1) * 1.1)
