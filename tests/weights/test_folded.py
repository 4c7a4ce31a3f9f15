"""Rows of one column become bounds, and an optimum is proven by its numbers."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from govperf_sim.weights.folded import folded

INF = np.inf


def test_rows_of_one_column_tighten_it_whatever_their_sign():
    a = csr_array(np.array([[1.0, 1.0], [-2.0, 0.0], [0.0, 3.0], [0.0, 1.0]]))
    said = folded(a, np.array([1.0, -1.0, -INF, 0.1]), np.array([1.0, INF, 2.4, INF]), np.zeros(2), np.full(2, INF))
    assert said.a.toarray().tolist() == [[1.0, 1.0]]
    assert said.low.tolist() == [0.0, 0.1]
    assert said.high.tolist() == [0.5, pytest.approx(0.8)]


def test_only_the_optimum_has_no_violation():
    """min 2x + y, x + y = 1, both in [0, 0.8]: x = 0.2, y = 0.8, the sum worth 2."""
    said = folded(csr_array(np.ones((1, 2))), np.ones(1), np.ones(1), np.zeros(2), np.full(2, 0.8))
    cost, x = np.array([[2.0, 1.0]] * 3), np.array([[0.2, 0.8], [0.8, 0.2], [0.3, 0.8]])
    worst = said.violations(cost, x, np.full((3, 1), 2.0))
    assert worst[0] == pytest.approx(0.0)
    assert worst[1] == pytest.approx(0.6), "y has a negative price and 0.6 left to its cap"
    assert worst[2] == pytest.approx(0.1), "the sum is missed"


def test_columns_that_may_not_exceed_one_another_in_a_ring_are_one():
    """x <= y <= z <= x, said with either sign; w <= z alone joins nothing, and the two sums have become one row."""
    a = csr_array(
        np.array(
            [
                [1.0, -1.0, 0.0, 0.0],
                [0.0, -2.0, 2.0, 0.0],
                [-1.0, 0.0, 1.0, 0.0],
                [0.0, 0.0, -1.0, 1.0],
                [1.0, 0.0, 0.0, 1.0],
                [0.0, 1.0, 0.0, 1.0],
            ]
        )
    )
    row_low, row_high = np.array([-INF, 0.0, -INF, -INF, 0.2, -INF]), np.array([0.0, INF, 0.0, 0.0, INF, 0.9])
    said = folded(a, row_low, row_high, np.array([0.0, 0.1, 0.0, 0.0]), np.array([1.0, 1.0, 0.6, 1.0]))
    assert said.place.tolist() == [0, 0, 0, 1]
    assert said.a.toarray().tolist() == [[-1.0, 1.0], [1.0, 1.0]]
    assert (said.row_low.tolist(), said.row_high.tolist()) == ([-INF, 0.2], [0.0, 0.9])
    assert (said.low.tolist(), said.high.tolist()) == ([0.1, 0.0], [0.6, 1.0])
    assert said.priced(np.array([[1.0, 2.0, 4.0, 8.0]])).tolist() == [[7.0, 8.0]]


def test_a_difference_held_at_another_value_than_0_joins_nothing():
    said = folded(csr_array(np.array([[1.0, -1.0]])), np.full(1, 0.1), np.full(1, 0.1), np.zeros(2), np.ones(2))
    assert said.place.tolist() == [0, 1]
    assert said.a.shape == (1, 2)
