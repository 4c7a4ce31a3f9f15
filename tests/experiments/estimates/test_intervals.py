"""Intervals against SciPy, against hand, and against a bootstrap written out in loops."""

import math

import numpy as np
import pytest
from scipy import stats

from govperf_sim.experiments.estimates import intervals
from govperf_sim.experiments.estimates.intervals import Method, linear, mean_interval, ratio_interval


def pairs(parts, wholes=1.0):
    return np.stack(np.broadcast_arrays(np.asarray(parts, float), np.asarray(wholes, float)), axis=-1)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
def test_the_interval_of_a_mean_is_that_of_scipy(confidence):
    sample = np.random.default_rng(1).gamma(2.0, 3.0, 17)
    other = stats.ttest_1samp(sample, 0.0).confidence_interval(confidence)
    assert mean_interval(sample, confidence) == pytest.approx((sample.mean(), other.low, other.high), rel=1e-12)


def test_a_mean_is_a_ratio_whose_wholes_are_one():
    sample = np.random.default_rng(2).normal(size=9)
    assert linear(sample, np.ones(9)) == pytest.approx(sample, abs=1e-14)
    assert ratio_interval(pairs(sample)) == pytest.approx(mean_interval(sample), abs=1e-14)


def test_about_a_ratio_replications_are_linear():
    """2 of 8 and 2 of 2 are 4 of 10; about .4 the first lies (2 - 3.2)/5 off, the second as much on the other side."""
    z = linear(np.array([2.0, 2.0]), np.array([8.0, 2.0]))
    assert z == pytest.approx([0.4 - 1.2 / 5, 0.4 + 1.2 / 5])
    half = 12.706204736 * (1.2 / 5 * math.sqrt(2)) / math.sqrt(2)
    assert ratio_interval(pairs([2, 2], [8, 2])) == pytest.approx((0.4, 0.4 - half, 0.4 + half))


@pytest.mark.parametrize("method", list(Method))
def test_what_both_share_cancels_within_a_replication(method):
    shared = np.random.default_rng(3).normal(0.0, 100.0, 12)
    found = ratio_interval(pairs(shared + 0.25), pairs(shared), method)
    assert found == pytest.approx((0.25, 0.25, 0.25), abs=1e-9)


def test_a_difference_of_ratios_is_that_of_their_linear_values():
    chance = np.random.default_rng(4)
    one, other = (pairs(chance.binomial(9, 0.4, 30), chance.poisson(9, 30) + 1) for _ in range(2))
    z = linear(one[:, 0], one[:, 1]) - linear(other[:, 0], other[:, 1])
    found = ratio_interval(one, other)
    assert found == pytest.approx(mean_interval(z))
    assert found.value == pytest.approx(one[:, 0].sum() / one[:, 1].sum() - other[:, 0].sum() / other[:, 1].sum())


@pytest.mark.parametrize("method", list(Method))
def test_of_nothing_there_is_no_ratio_and_of_one_replication_no_interval(method):
    assert all(map(math.isnan, ratio_interval(pairs([0, 0], [0, 0]), method=method)))
    assert all(map(math.isnan, ratio_interval(np.empty((0, 2)), method=method)))
    value, low, high = ratio_interval(pairs([3.0]), method=method)
    assert value == 3.0
    assert math.isnan(low)
    assert math.isnan(high)


def in_loops(one, other, draws, seed):
    """The studentised bootstrap as its definition has it, a resample at a time."""

    def ratio_and_error(part, whole, part_2, whole_2):
        z = 0.0
        for a, b, sign in ((part, whole, 1.0), (part_2, whole_2, -1.0)):
            r = a.sum() / b.sum()
            z = z + sign * (r + (a - r * b) / b.mean())
        return z.mean(), z.std(ddof=1) / math.sqrt(len(z))

    chance, sides = np.random.default_rng(seed), (one[:, 0], one[:, 1], other[:, 0], other[:, 1])
    value, error = ratio_and_error(*sides)
    found = []
    for _ in range(draws):
        which = chance.integers(len(one), size=len(one))
        again, its_error = ratio_and_error(*(s[which] for s in sides))
        found.append((again - value) / its_error)
    low, high = np.quantile(found, [0.975, 0.025])
    return value, value - low * error, value - high * error


def test_drawing_anew_is_the_bootstrap_in_loops():
    """Another seed and 20,000 draws: the ends agree to a few hundredths of the length."""
    chance = np.random.default_rng(6)
    one = pairs(np.exp(1.5 * chance.normal(size=25)), chance.poisson(5, 25) + 1)
    other = pairs(chance.normal(3.0, 0.5, 25), chance.poisson(5, 25) + 1)
    expected, found = in_loops(one, other, 20_000, seed=7), ratio_interval(one, other, Method.BOOTSTRAP)
    length = expected[2] - expected[1]
    assert found == pytest.approx(expected, abs=0.06 * length)
    assert abs(found.high - ratio_interval(one, other).high) > 0.12 * length  # and is not the t interval


def test_drawing_anew_is_always_the_same_and_turns_with_its_values():
    sample = np.random.default_rng(8).exponential(size=15)
    found = ratio_interval(pairs(sample), method=Method.BOOTSTRAP)
    assert found == ratio_interval(pairs(sample), method=Method.BOOTSTRAP)
    turned = ratio_interval(pairs(-10.0 * sample), method=Method.BOOTSTRAP)
    assert turned == pytest.approx([-10.0 * found.value, -10.0 * found.high, -10.0 * found.low])
    assert found.high - found.value > found.value - found.low  # the longer end is where the tail is


def test_many_replications_are_drawn_in_parts_that_make_no_difference(monkeypatch):
    sample = pairs(np.random.default_rng(9).exponential(size=40))
    whole = ratio_interval(sample, method=Method.BOOTSTRAP)
    monkeypatch.setattr(intervals, "AT_ONCE", 1000)
    assert ratio_interval(sample, method=Method.BOOTSTRAP) == whole


def test_an_end_is_open_where_too_many_resamples_have_no_spread():
    """One case among twenty: a third of the resamples have none, and cannot say how many there might be."""
    low, high = ratio_interval(pairs([1.0] + [0.0] * 19), method=Method.BOOTSTRAP)[1:]
    assert high == math.inf
    assert math.isfinite(low)


def test_four_replications_are_not_drawn_anew():
    assert math.isnan(ratio_interval(pairs([1.0, 2.0, 3.0, 4.0]), method=Method.BOOTSTRAP).low)
    assert math.isfinite(ratio_interval(pairs([1.0, 2.0, 3.0, 4.0, 5.0]), method=Method.BOOTSTRAP).low)


def test_surer_intervals_are_longer():
    sample = pairs(np.random.default_rng(10).normal(size=20))
    lengths = [np.ptp(ratio_interval(sample, None, m, c)[1:]) for m in Method for c in (0.9, 0.95, 0.998)]
    assert lengths[0] < lengths[1] < lengths[2]
    assert lengths[3] < lengths[4] < lengths[5]
