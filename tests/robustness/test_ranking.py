"""Ranks by sorting whole numbers, against ranks by counting."""

import numpy as np
import pytest

from govperf_sim.robustness.ranking import Counts, standings, tied_units


@pytest.mark.parametrize("units", [1, 2, 3, 64, 65, 130])
def test_standings_are_those_of_argsort(units):
    scores = np.random.default_rng(1).random((300, units))
    assert np.array_equal(standings(scores), np.argsort(-scores, axis=1))


def test_counts_are_those_of_counting_and_do_not_depend_on_chunks():
    scores = np.random.default_rng(2).random((500, 9))
    scores[:, 4] = scores[:, 7]
    ahead = scores[:, :, None] > scores[:, None, :]
    ahead[:, 4, 7] = ahead[:, 7, 4] = False
    rank = ahead.sum(axis=1)
    first = tied_units(scores[:20])
    assert list(first) == [0, 1, 2, 3, 4, 5, 6, 4, 8]
    for size in (500, 50, 7):
        counts = Counts(first)
        winners = np.concatenate([counts.rank(scores[a : a + size]) for a in range(0, 500, size)])
        for a in range(0, 500, size):
            counts.compare(scores[a : a + size])
        assert np.array_equal(counts.ranks, [np.bincount(rank[:, i], minlength=9) for i in range(9)])
        assert np.array_equal(counts.wins, ahead.sum(axis=0))
        assert (rank[np.arange(500), winners] == 0).all()
