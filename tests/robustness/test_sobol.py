"""Sobol' indices, against functions whose indices are known in closed form."""

import numpy as np
import pytest

from govperf_sim.robustness.sobol import design, indices, sobol_indices

A, B = 7.0, 0.1


def ishigami(points):
    x = np.pi * (2 * points - 1)
    return (np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


def ishigami_indices():
    """Ishigami and Homma (1990), in closed form."""
    first = (1 + B * np.pi**4 / 5) ** 2 / 2
    second = A**2 / 8
    joint = 8 * B**2 * np.pi**8 / 225
    variance = first + second + joint
    return np.array([first, second, 0]) / variance, np.array([first + joint, second, joint]) / variance


def within(found, exact):
    low, high = (np.ravel(x) - 1e-3 for x in (found[0], found[1]))
    assert (low <= exact).all()
    assert (exact <= high + 2e-3).all()


def test_ishigami_is_recovered_within_the_interval():
    found = sobol_indices(ishigami, factors=3, power=11)
    first, total = ishigami_indices()
    within((found.first_low, found.first_high), first)
    within((found.total_low, found.total_high), total)
    assert np.ravel(found.first) == pytest.approx(first, abs=0.03)
    assert np.ravel(found.total) == pytest.approx(total, abs=0.03)


@pytest.mark.parametrize("constant", [0.0, 1e6])
def test_linear_functions_have_the_shares_of_their_squared_slopes(constant):
    """A large mean does not drown the indices: the estimators are centred."""
    slopes = np.array([1.0, -2.0, 0.0, 3.0])
    found = sobol_indices(lambda x: (x @ slopes + constant)[:, None], factors=4, power=8)
    exact = slopes**2 / (slopes**2).sum()
    within((found.first_low, found.first_high), exact)
    within((found.total_low, found.total_high), exact)
    assert np.ravel(found.total)[2] == pytest.approx(0, abs=1e-12)


def test_a_product_of_two_signs_is_all_interaction():
    found = sobol_indices(lambda x: (np.sign(x[:, 0] - 0.5) * np.sign(x[:, 1] - 0.5))[:, None], factors=2, power=10)
    assert np.ravel(found.first) == pytest.approx([0, 0], abs=0.05)
    assert np.ravel(found.total) == pytest.approx([1, 1], abs=0.05)


def test_several_results_at_once_are_those_one_by_one_and_a_still_one_owes_nothing():
    points = design(3, 7, seed=4).points
    results = np.hstack([ishigami(points), points[:, :1], np.full((len(points), 1), 5.0)])
    together = indices(results, 3, seed=4)
    for column in range(3):
        alone = indices(results[:, [column]], 3, seed=4)
        assert together.first[:, column] == pytest.approx(alone.first[:, 0])
        assert together.total_high[:, column] == pytest.approx(alone.total_high[:, 0])
    assert (together.total[:, 2] == 0).all()
