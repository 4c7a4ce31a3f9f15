"""Best responses against closed forms, the theory's numbers and another program."""

import json
from pathlib import Path

import numpy as np
import pytest
from assessed import population, work
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import nnls

from govperf_sim.simulation.behaviour import best_effort, effort_cost, intrinsic_gain

OTHERS = Path(__file__).parents[1] / "golden" / "others"


def theory(name):
    return json.loads((OTHERS / f"{name}.json").read_text("utf-8"))


def cost_matrix(tasks, substitution):
    return (1 - substitution) * np.eye(tasks) + substitution


@pytest.mark.parametrize("case", theory("t01_effort")["best_response_oracle"]["cases"], ids=str)
def test_effort_is_the_best_response_of_the_linear_contract(case):
    effort = best_effort(np.array([case["alpha"]]), cost=1.0, substitution=0.4)
    np.testing.assert_allclose(effort[0], case["effort_nonneg"], rtol=0, atol=1e-12)


@pytest.mark.parametrize("case", theory("t01_effort")["two_tasks"], ids=lambda c: f"s={c['substitution']}")
def test_effort_on_two_tasks_is_c_inverse_alpha_while_both_pay(case):
    """Where the unconstrained effort of t01 is negative, the task is dropped and the other takes its gain alone."""
    alpha, expected = np.array([case["alpha"]]), np.array(case["effort"])
    if expected.min() < 0:
        expected = np.array([case["alpha"][0], 0.0])
    np.testing.assert_allclose(best_effort(alpha, 1.0, case["substitution"])[0], expected, rtol=0, atol=1e-11)
    first_best = best_effort(np.array([[1.0, 1.0]]), 1.0, case["substitution"])[0]
    np.testing.assert_allclose(first_best, case["first_best_effort"], rtol=0, atol=1e-11)


@given(
    gain=st.lists(st.floats(-2, 2), min_size=1, max_size=15),
    cost=st.floats(0.1, 10),
    substitution=st.floats(0, 0.95),
)
@settings(deadline=None, max_examples=200)
def test_effort_agrees_with_non_negative_least_squares(gain, cost, substitution):
    """max a'e - c e'Ce/2 over e >= 0 is min |L'e - L^-1 a/c| with LL' = C."""
    lower = np.linalg.cholesky(cost_matrix(len(gain), substitution))
    expected, _ = nnls(lower.T, np.linalg.solve(lower, np.array(gain) / cost))
    effort = best_effort(np.array([gain]), cost, substitution)[0]
    np.testing.assert_allclose(effort, expected, rtol=0, atol=1e-9)


@given(gain=st.lists(st.floats(-2, 2), min_size=2, max_size=15), substitution=st.floats(0, 0.95))
@settings(deadline=None, max_examples=200)
def test_effort_meets_the_conditions_of_a_maximum(gain, substitution):
    effort = best_effort(np.array([gain]), 1.0, substitution)[0]
    slope = np.array(gain) - cost_matrix(len(gain), substitution) @ effort
    assert np.all(effort >= 0)
    assert np.all(slope <= 1e-12)
    assert np.abs(slope[effort > 0]).max(initial=0.0) <= 1e-12


def test_no_effort_goes_where_the_reward_is_negative():
    effort = best_effort(np.array([[0.3, -0.1, 0.2], [-0.1, -0.2, -0.3]]), 1.0, 0.1)
    assert effort[0, 1] == 0.0
    assert np.all(effort[0, [0, 2]] > 0)
    assert np.all(effort[1] == 0.0)


def test_without_substitution_each_task_gets_its_gain_over_its_cost():
    gain = np.array([[0.3, 0.8, 0.1]])
    np.testing.assert_allclose(best_effort(gain, 2.0, 0.0), gain / 2.0, rtol=1e-15)


def test_more_weight_on_one_task_draws_effort_from_the_others():
    before, after = best_effort(np.array([[0.3, 0.3], [0.4, 0.3]]), 1.0, 0.5)
    assert after[0] > before[0]
    assert after[1] < before[1]


def test_effort_of_a_unit_does_not_depend_on_the_units_beside():
    gain = np.random.default_rng(3).normal(0.2, 0.3, (224, 12))
    assert np.array_equal(best_effort(gain, 1.0, 0.3)[:7], best_effort(gain[:7], 1.0, 0.3))
    assert np.array_equal(best_effort(gain, 1.0, 0.3)[:1], best_effort(gain[:1], 1.0, 0.3))


def test_the_cost_of_effort_is_the_quadratic_form():
    effort = np.random.default_rng(4).random((5, 6))
    expected = [0.5 * 1.7 * e @ cost_matrix(6, 0.35) @ e for e in effort]
    np.testing.assert_allclose(effort_cost(effort, 1.7, 0.35), expected, rtol=1e-14)


@pytest.mark.parametrize("substitution", [0.0, 0.2, 0.9])
def test_an_unpaid_unit_keeps_the_level_it_starts_with(substitution):
    units, how = population(), work(substitution=substitution, productivity=0.8, effort_cost=1.3)
    gain = intrinsic_gain(units.start, units.works, how, how.productivity * np.eye(3))
    effort = best_effort(gain, how.effort_cost, how.substitution)
    np.testing.assert_allclose(how.productivity * effort, how.depreciation * units.start, rtol=0, atol=1e-14)
    assert np.all(effort[~units.works] == 0.0)


@given(
    gain=st.lists(st.floats(-1, 1), min_size=3, max_size=3),
    substitution=st.floats(-0.45, 0.95),
    least=st.floats(-2, 0),
)
@settings(max_examples=60, deadline=None)
def test_effort_above_any_least_meets_the_conditions_for_a_maximum(gain, substitution, least):
    """Marginal gain less marginal cost is 0 where a unit works above the least, and not positive elsewhere."""
    effort = best_effort(np.array([gain]), 1.3, substitution, least)[0]
    slope = np.array(gain) - 1.3 * cost_matrix(3, substitution) @ effort
    assert np.all(effort >= least)
    assert np.all(slope <= 1e-10)
    assert np.all(np.abs(slope[effort > least + 1e-9]) <= 1e-8)


def test_effort_of_either_sign_solves_the_linear_system():
    """With no least that binds, c C e = a."""
    gain = np.array([[1.8, 1.2, -0.9, 0.9, 0.6, -0.6]])
    effort = best_effort(gain, 1.0, 0.4, least=-1e3)[0]
    np.testing.assert_allclose(effort, np.linalg.solve(cost_matrix(6, 0.4), gain[0]), rtol=0, atol=1e-10)


def test_a_task_that_is_nobody_s_business_draws_no_effort_and_bends_no_other():
    with_it = best_effort(np.array([[0.5, 0.2, -np.inf]]), 1.0, -0.3)
    without = best_effort(np.array([[0.5, 0.2]]), 1.0, -0.3)
    assert with_it[0, 2] == 0.0
    np.testing.assert_allclose(with_it[:, :2], without, rtol=1e-14)
