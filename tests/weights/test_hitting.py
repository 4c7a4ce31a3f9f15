"""Sets that hit every set of a family."""

import itertools

import numpy as np
import pytest

from govperf_sim.weights.hitting import hit_all, hitting_sets


def test_a_family_of_nothing_is_hit_by_nothing():
    assert hit_all([]) == frozenset()
    assert hitting_sets([]) == [frozenset()]


@pytest.mark.parametrize("seed", range(10))
def test_against_trying_every_set(seed):
    rng = np.random.default_rng(seed)
    family = [frozenset(map(str, rng.choice(7, rng.integers(1, 5), replace=False))) for _ in range(6)]
    everything = [frozenset(s) for n in range(8) for s in itertools.combinations("0123456", n)]
    hits = [s for s in everything if all(s & members for members in family)]
    minimal = [s for s in hits if not any(t < s for t in hits)]
    assert set(hitting_sets(family)) == set(minimal)
    assert len(hit_all(family)) == min(map(len, hits))
    assert hit_all(family) in hits


def test_the_minimal_sets_of_the_minimal_sets_are_the_family():
    family = [frozenset("ab"), frozenset("bcd"), frozenset("ad")]
    assert set(hitting_sets(hitting_sets(family))) == set(family)


def test_too_many_are_given_up_but_one_of_the_smallest_is_found():
    family = [frozenset((f"a{n}", f"b{n}", f"c{n}")) for n in range(12)]
    assert hitting_sets(family) is None
    assert len(hit_all(family)) == 12
