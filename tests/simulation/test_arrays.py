"""Sums that come out the same in any company."""

import numpy as np
import pytest

from govperf_sim.simulation.arrays import through, totals


@pytest.mark.parametrize("length", [1, 7, 8, 43, 200])
def test_a_sum_is_the_same_to_the_bit_whatever_stands_beside_it_and_however_it_lies_in_memory(length):
    values = np.random.default_rng(1).random((32, 60, length))
    expected = totals(values)
    for sliced in (values[:1], values[:, :1], values[3:4, 7:8], np.asfortranarray(values)[:5]):
        rows = expected[3:4, 7:8] if sliced.shape[:2] == (1, 1) else expected[: sliced.shape[0], : sliced.shape[1]]
        assert np.array_equal(totals(sliced), rows)


def test_a_loading_is_a_matrix_product_of_the_last_axis():
    rng = np.random.default_rng(2)
    loading, values = rng.random((5, 3)), rng.random((4, 7, 3))
    np.testing.assert_allclose(through(loading, values), values @ loading.T, rtol=1e-14)
