from itertools import combinations

import numpy as np
import pytest

from govperf_sim.screening import coincidences


@pytest.mark.parametrize("size", [2, 3])
def test_the_expected_number_of_clusters_bounds_what_is_simulated(size):
    rng = np.random.default_rng(4)
    n, half = 12, 0.02
    first, second = np.triu_indices(n, 1)
    pair = 2 * 2 * half / (np.sqrt(2 * np.pi) * np.sqrt(2))
    bound = coincidences._expected_clusters(size, np.full(first.size, pair), first, second)
    x = np.sort(rng.normal(0, 1, (4000, n)), axis=1)
    mean = np.mean([sum(row[c[-1]] - row[c[0]] <= 2 * half for c in combinations(range(n), size)) for row in x])
    assert mean <= bound * 1.05
    assert mean >= bound / 3


def test_pairs_that_touch_are_one_cluster():
    clusters = coincidences._clusters([(0, 1), (2, 3), (1, 4), (5, 6), (3, 6)])
    assert sorted(map(sorted, clusters)) == [[0, 1, 4], [2, 3, 5, 6]]


@pytest.mark.parametrize("pair", [1e-4, 0.5, 1.0])
def test_a_cluster_of_hundreds_has_a_finite_expected_number(pair):
    n, size = 400, 300
    first, second = np.triu_indices(n, 1)
    bound = coincidences._expected_clusters(size, np.full(first.size, pair), first, second)
    log = (size - 1) * (np.log(2) / 2 + np.log((n - 1) * pair)) + np.log(n) - np.log(size) / 2
    assert bound == pytest.approx(np.exp(log - sum(np.log(np.arange(1, size + 1)))), rel=1e-9)


def test_what_cannot_happen_by_chance_is_expected_never():
    first, second = np.triu_indices(4, 1)
    assert coincidences._expected_clusters(3, np.zeros(first.size), first, second) == 0.0
