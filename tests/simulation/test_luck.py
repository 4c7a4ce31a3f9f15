"""Chance is drawn by name: the same whoever asks, in whatever order."""

import numpy as np
import pytest

from govperf_sim.simulation.luck import Luck


def test_chance_does_not_depend_on_who_asks_first():
    first, second = Luck(1), Luck(1)
    first.stream("other", 3).random(1000)
    assert np.array_equal(first.stream("shock", 3).random(5), second.stream("shock", 3).random(5))


@pytest.mark.parametrize(
    ("luck", "name", "year"), [(Luck(2), "a", 1), (Luck(1, 1), "a", 1), (Luck(1), "b", 1), (Luck(1), "a", 2)]
)
def test_seed_replication_stream_and_year_each_change_the_draw(luck, name, year):
    assert luck.stream(name, year).random() != Luck(1).stream("a", 1).random()


def test_streams_of_neighbouring_years_and_replications_are_unrelated():
    draws = np.array([Luck(1, r).stream("shock", y).standard_normal(2000) for r in range(3) for y in range(3)])
    off = np.corrcoef(draws)[~np.eye(9, dtype=bool)]
    assert np.abs(off).max() < 4.5 / np.sqrt(2000)
    assert abs(draws.mean()) < 4 / np.sqrt(draws.size)
    assert draws.std() == pytest.approx(1.0, abs=4 / np.sqrt(2 * draws.size))
