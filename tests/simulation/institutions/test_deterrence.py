"""What is feared, against a solver that knows nothing of closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from govperf_sim.simulation import Luck
from govperf_sim.simulation.behaviour import best_effort, effort_cost
from govperf_sim.simulation.institutions.deterrence import best_of_sum, deterring, held_back, roused


def worth(effort, gain, cost, substitution):
    return float(gain @ effort - effort_cost(effort[None], cost, substitution)[0])


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 5), st.floats(-0.2, 0.9), st.floats(0.3, 3), st.floats(0, 3), st.integers(0, 999))
def test_the_best_effort_of_a_sum_is_what_a_solver_finds(tasks, substitution, cost, total, seed):
    gain = 2.0 * Luck(seed).uniform("test", 1, (tasks,))[0] - 0.5
    found = best_of_sum(gain[None], total, cost, substitution)[0]
    assert found.sum() == pytest.approx(total, abs=1e-9)
    assert found.min() >= 0.0
    sought = minimize(
        lambda e: -worth(e, gain, cost, substitution),
        np.full(tasks, total / tasks),
        bounds=[(0, None)] * tasks,
        constraints={"type": "eq", "fun": lambda e: e.sum() - total},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert worth(found, gain, cost, substitution) >= -sought.fun - 1e-9


def test_nobody_works_on_what_is_none_of_his_business():
    effort = best_of_sum(np.array([[0.3, -np.inf, 0.1]]), 1.0, 1.0, 0.2)
    assert effort[0, 1] == 0.0
    assert effort.sum() == pytest.approx(1.0)


def test_the_best_sum_is_the_best_effort():
    gain = np.array([[0.6, 0.2, -0.1], [0.3, 0.3, 0.3]])
    best = best_effort(gain, 0.8, 0.25)
    for row, effort in zip(gain, best, strict=True):
        np.testing.assert_allclose(best_of_sum(row[None], effort.sum(), 0.8, 0.25)[0], effort, atol=1e-12)


@pytest.mark.parametrize(("feared", "answer"), [(0.0, 0.5), (0.0449, 0.5), (0.0451, 0.2), (1.0, 0.2)])
def test_image_projects_are_held_back_where_that_costs_less_than_is_feared(feared, answer):
    """From 0.5 to 0.2 costs 1/2 x 1 x 0.3^2 = 0.045."""
    assert held_back(np.array([0.5]), 0.2, 1.0, np.array([feared]))[0] == pytest.approx(answer)
    assert held_back(np.array([0.1]), 0.2, 1.0, np.array([feared]))[0] == 0.1


@pytest.mark.parametrize(("feared", "answer"), [(0.0, 0.4), (0.0799, 0.4), (0.0801, 0.8), (1.0, 0.8)])
def test_effort_is_raised_where_that_costs_less_than_is_feared(feared, answer):
    """One task with gain 0.4 and cost 1: from 0.4 to 0.8 costs 1/2 x 0.4^2 = 0.08."""
    one = np.array([[0.4]])
    assert roused(one, one, 0.8, 1.0, 0.0, np.array([feared]))[0, 0] == pytest.approx(answer)
    assert roused(one, one, 0.3, 1.0, 0.0, np.array([feared]))[0, 0] == 0.4


def test_what_happens_at_once_is_feared_in_full_even_by_those_who_leave():
    assert deterring(0.9, np.array([1.0]), 0.0)[0] == 1.0
    assert deterring(0.9, np.array([1.0]), 0.5)[0] == 0.0
