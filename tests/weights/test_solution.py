"""What a solution says by name."""

import numpy as np

from govperf_sim.weights.solution import Solution

FOUND = Solution(
    9.0, np.array([3.0, 1.0]), np.array([0.0, 0.5]), np.array([3.0, -1.0, 1e-9]), ("x", "y"), ("p", "q", "r")
)


def test_by_name():
    assert FOUND.columns == {"x": 3, "y": 1}
    assert FOUND.reduced_costs == {"x": 0, "y": 0.5}
    assert FOUND.duals == {"p": 3, "q": -1, "r": 1e-9}


def test_prices_are_the_duals_that_matter_up_or_down():
    assert FOUND.prices(1e-6) == {"p": 3, "q": -1}
    assert FOUND.prices(2.0) == {"p": 3}


def test_by_place():
    assert FOUND.at(np.array([1, 0], dtype=np.int32)).tolist() == [1, 3]
