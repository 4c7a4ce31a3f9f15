"""The annual score, by hand."""

import numpy as np
import pytest

from govperf_sim.simulation.scoring import counted, deduction, score, weighted


def test_a_correction_puts_the_honest_report_in_place():
    counts = counted(np.array([[0.9, 0.8]]), np.array([[0.6, 0.5]]), np.array([[True, False]]))
    assert counts.tolist() == [[0.6, 0.8]]


def test_points_are_deducted_for_what_is_found():
    lost = deduction(np.array([[True, False, True]]), np.array([[0.2, 0.5, 0.1]]), penalty=0.5)
    assert lost.tolist() == [pytest.approx(0.15)]


def test_a_fine_is_lost_for_every_find():
    lost = deduction(np.array([[True, False, True]]), np.array([[0.2, 0.5, 0.1]]), penalty=0.5, fine=0.01)
    assert lost.tolist() == [pytest.approx(0.17)]


def test_a_score_is_the_weighted_sum_less_deductions_and_never_below_zero():
    weights = np.array([[0.25, 0.75], [0.25, 0.75]])
    counts = np.array([[0.4, 0.8], [0.1, 0.1]])
    assert score(weights, counts, np.array([0.1, 0.2])).tolist() == [pytest.approx(0.6), 0.0]


def test_sums_of_a_unit_do_not_depend_on_the_units_beside():
    rng = np.random.default_rng(5)
    weights, values = rng.random((224, 43)), rng.random((224, 43))
    assert np.array_equal(weighted(weights, values)[:7], weighted(weights[:7], values[:7]))
    assert np.array_equal(weighted(weights, values)[:1], weighted(weights[:1], values[:1]))
