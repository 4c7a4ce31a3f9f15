"""Chance is drawn by name: the same whoever asks, in whatever order."""

import hashlib
import math
from fractions import Fraction
from itertools import accumulate, pairwise

import numpy as np
import pytest
from scipy import stats

from govperf_sim.simulation.luck import Luck, binomial, poisson


def test_chance_does_not_depend_on_who_asks_first():
    first, second = Luck(1), Luck(1)
    first.normal("other", 3, (1000,))
    assert np.array_equal(first.normal("shock", 3, (5,)), second.normal("shock", 3, (5,)))


@pytest.mark.parametrize(
    ("luck", "name", "year"), [(Luck(2), "a", 1), (Luck(1, (1,)), "a", 1), (Luck(1), "b", 1), (Luck(1), "a", 2)]
)
def test_seed_replication_stream_and_year_each_change_the_draw(luck, name, year):
    assert luck.uniform(name, year, (1,)) != Luck(1).uniform("a", 1, (1,))


def test_streams_of_neighbouring_years_and_replications_are_unrelated():
    draws = np.concatenate([Luck(1, range(3)).normal("shock", y, (2000,)) for y in range(3)])
    off = np.corrcoef(draws)[~np.eye(9, dtype=bool)]
    assert np.abs(off).max() < 4.5 / np.sqrt(2000)
    assert abs(draws.mean()) < 4 / np.sqrt(draws.size)
    assert draws.std() == pytest.approx(1.0, abs=4 / np.sqrt(2 * draws.size))


def test_a_replication_draws_the_same_alone_as_in_a_batch():
    batch = Luck(1, range(5))
    for replication in range(5):
        alone = Luck(1, (replication,))
        assert np.array_equal(batch.uniform("a", 1, (7, 3))[replication], alone.uniform("a", 1, (7, 3))[0])
        assert np.array_equal(batch.normal("a", 1, (7, 3))[replication], alone.normal("a", 1, (7, 3))[0])


def test_units_added_leave_the_draws_of_the_others():
    luck = Luck(4, range(2))
    assert np.array_equal(luck.normal("a", 1, (60, 250))[:, :7], luck.normal("a", 1, (7, 250)))


def test_counts_have_the_poisson_distribution():
    """Against scipy's own probabilities: every cell within 4.5 standard errors."""
    rates = np.array([0.4, 7.5, 220.0])
    counts = poisson(rates, Luck(1, range(4)).uniform("cases", 1, (3, 50_000)))
    for unit, rate in enumerate(rates):
        sample = counts[:, unit].ravel()
        for n in {int(rate), int(rate) + 1, int(rate + 2 * np.sqrt(rate))}:
            p = stats.poisson.pmf(n, rate)
            assert abs((sample == n).mean() - p) < 4.5 * np.sqrt(p * (1 - p) / sample.size)
        assert abs(sample.mean() - rate) < 4.5 * np.sqrt(rate / sample.size)


def test_a_higher_rate_of_one_unit_never_lowers_its_counts_and_leaves_the_others():
    lots = Luck(1, range(3)).uniform("cases", 1, (2, 250))
    calm, busy = poisson(np.array([5.0, 5.0]), lots), poisson(np.array([5.0, 6.0]), lots)
    assert np.array_equal(calm[:, 0], busy[:, 0])
    assert (busy[:, 1] >= calm[:, 1]).all()
    assert (busy[:, 1] > calm[:, 1]).any()


def test_extreme_lots_still_give_counts():
    edge = np.array([[[0.0, 1.0 - 2**-53]]])
    least, most = poisson(np.array([4.0]), edge)[0, 0]
    assert least == 0
    assert 20 < most < 60


@pytest.mark.parametrize("trials", [1, 7, 200])
@pytest.mark.parametrize("chance", [0.003, 0.5, 0.62, 0.999])
def test_binomial_counts_are_the_least_that_reach_the_lot(trials, chance):
    """Added up in fractions; lots halfway between two steps, beside the lowest there can be and one near the highest."""
    p = Fraction(chance)
    reached = list(accumulate(math.comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(trials + 1)))
    lots = [(a + b) / 2 for a, b in pairwise([Fraction(0), *reached]) if b - a > Fraction(1, 10**12)]
    lots += [Fraction(0), Fraction(1, 2**53), 1 - Fraction(1, 2**40)]
    expected = [next(k for k, f in enumerate(reached) if f >= lot) for lot in lots]
    found = binomial(np.array(float(trials)), np.array(chance), np.array([float(lot) for lot in lots]))
    assert found.tolist() == expected


def test_a_stream_is_numpy_s_own_philox_with_the_key_of_its_name():
    digest = hashlib.blake2b(b"2012|3|shock|1", digest_size=16).digest()
    expected = np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "big"))).random(9)
    assert np.array_equal(Luck(2012, (3,)).uniform("shock", 1, (9,))[0], expected)
