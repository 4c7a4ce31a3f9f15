"""Fabrication against the theory's numbers."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.simulation.fabrication import Scrutiny, fabricate, fabrication_cost

OTHERS = Path(__file__).parents[1] / "golden" / "others"


def theory(name):
    return json.loads((OTHERS / f"{name}.json").read_text("utf-8"))


def seen(risk, penalty):
    return Scrutiny(visited=risk, penalty=penalty)


@pytest.mark.parametrize("case", theory("t04_inflation")["indicator_inflation"], ids=str)
def test_fabrication_is_the_interior_best_response(case):
    """Gains above 1 are scaled: weight 1 at strength w, and the penalty in units of the weight."""
    w = case["w"]
    found = fabricate(
        np.array([[1.0]]),
        np.array([1.0]),
        strength=w,
        scrutiny=Scrutiny(visited=case["p"], detection=case["q"], penalty=case["F"] / w),
        cost=case["k"] * 4,  # so that no answer meets the end of the scale at 1
    )
    assert found[0, 0] * 4 == pytest.approx(case["m_star"], abs=1e-12)


@pytest.mark.parametrize("case", theory("t04_inflation")["indicator_inflation"], ids=str)
def test_fabrication_stops_exactly_where_theory_says(case):
    deterring = case["p_deter"] * case["q"]
    above, below = (
        fabricate(np.array([[1.0]]), np.array([1.0]), case["w"], seen(risk, case["F"] / case["w"]), case["k"])[0, 0]
        for risk in (deterring + 1e-9, deterring - 1e-9)
    )
    assert above == 0.0
    assert below > 0.0


@pytest.mark.parametrize("case", theory("t09_visits")["fixed_visits"], ids=str)
def test_a_committed_number_of_visits_deters_at_the_penalty_of_the_inspection_game(case):
    risk = case["P_inspect"] * theory("t09_visits")["detection"]
    needed = case["penalty_needed_for_honesty_q08"]
    honest, tempted = (
        fabricate(np.array([[case["gain"]]]), np.array([1.0]), 1.0, seen(risk, penalty), 1.0)[0, 0]
        for penalty in (needed + 1e-6, needed - 1e-6)
    )
    assert honest == 0.0
    assert tempted > 0.0


@pytest.mark.parametrize("quiet", [{"propensity": 0.0}, {"strength": 0.0}, {"risk": 1.0, "penalty": 1e-9}])
def test_nobody_fabricates_without_propensity_or_reward_or_when_found_for_certain(quiet):
    plain = {"propensity": 1.0, "strength": 1.0, "risk": 0.1, "penalty": 0.1, **quiet}
    scrutiny = seen(plain["risk"], plain["penalty"])
    propensity = np.full(3, plain["propensity"])
    assert np.all(fabricate(np.full((3, 4), 0.25), propensity, plain["strength"], scrutiny, 1.0) == 0.0)


def test_nobody_fabricates_where_there_is_no_weight():
    assert fabricate(np.array([[0.0, 1.0]]), np.array([1.0]), 1.0, seen(0.0, 0.1), 4.0).tolist() == [[0.0, 0.25]]


def test_fabrication_costs_half_its_square():
    assert fabrication_cost(np.array([[0.1, 0.2]]), 3.0).tolist() == [[pytest.approx(0.015), pytest.approx(0.06)]]


@pytest.mark.parametrize("case", theory("t04_inflation")["lump_sum_penalty"], ids=str)
def test_a_fine_that_is_found_the_likelier_the_larger_the_lie(case):
    """The theory's optimum to its five places; scaled by 2, so that the end of the scale does not bind."""
    scrutiny = Scrutiny(visited=case["p"], growth=case["h"], fine=case["L"])
    found = fabricate(np.array([[1.0]]), np.array([1.0]), case["w"], scrutiny, case["k"])
    assert found[0, 0] == pytest.approx(case["m_star"], abs=1e-5)


def utility(m, w, b, p, s, penalty, fine, cost):
    q = 1 - np.exp(-s * m)
    return b * (w * m * (1 - p * q) - p * q * (penalty * m + fine)) - 0.5 * cost * m**2


@given(w=st.floats(0.01, 1), p=st.floats(0, 1), s=st.floats(0.1, 30), penalty=st.floats(0, 2), fine=st.floats(0, 0.5))
@settings(max_examples=80, deadline=None)
def test_nothing_pays_better_than_what_is_fabricated(w, p, s, penalty, fine):
    """A grid of 4,001 points finds nothing better, but for its own fineness."""
    b, cost = 0.8, 1.1
    scrutiny = Scrutiny(visited=p, growth=s, penalty=penalty, fine=fine)
    found = fabricate(np.array([[w]]), np.array([1.0]), b, scrutiny, cost)[0, 0]
    grid = np.linspace(0, 1, 4001)
    assert (
        utility(found, w, b, p, s, penalty, fine, cost) >= utility(grid, w, b, p, s, penalty, fine, cost).max() - 1e-7
    )


def test_a_fine_stops_lies_too_small_to_be_worth_it():
    """Constant chance: the lie 0.5 is worth 1/8 and is told as long as pqL is less."""
    told, not_told = (
        fabricate(np.array([[0.625]]), np.array([1.0]), 1.0, Scrutiny(visited=0.2, fine=fine), 1.0)[0, 0]
        for fine in (0.62, 0.63)
    )
    assert told == pytest.approx(0.5)
    assert not_told == 0.0


def test_what_units_do_does_not_depend_on_the_units_beside():
    rng = np.random.default_rng(5)
    weights, scrutiny = rng.dirichlet(np.ones(9), (3, 40)), Scrutiny(visited=0.3, growth=4.0, fine=0.02, penalty=0.1)
    together = fabricate(weights, np.full((3, 40), 0.7), 0.5, scrutiny, 0.4)
    assert np.array_equal(fabricate(weights[1:2, 3:4], np.full((1, 1), 0.7), 0.5, scrutiny, 0.4), together[1:2, 3:4])


@pytest.mark.parametrize("growth", [0.0, 4.0])
@pytest.mark.parametrize("loss", [0.0, 0.02, 0.05, 0.5])
def test_a_sanction_is_feared_whoever_finds_the_lie(growth, loss):
    """Against the best of a fine grid, the chance of a find told by cases: neither, either or both."""
    w, b, p, q, c, kappa, lie = 0.9, 1.0, 0.3, 0.5, 0.2, 1.5, np.linspace(0.0, 1.0, 100_001)
    seen_by_visit = p * (q if growth == 0.0 else -np.expm1(-growth * lie))
    unseen = (1.0 - seen_by_visit) * (1.0 - c)
    worth = b * w * lie * unseen - loss * (1.0 - unseen) - kappa / 2 * lie**2
    worth[0] = 0.0
    rules = Scrutiny(visited=p, detection=q, growth=growth, loss=loss, checked=c)
    found = fabricate(np.array([[w]]), np.array([1.0]), b, rules, kappa)[0, 0]
    assert found == pytest.approx(lie[worth.argmax()], abs=2e-5)
    assert (found > 0.0) == (loss < 0.2)


def test_what_is_forfeited_is_a_penalty_in_proportion_to_the_weight():
    weights = np.array([[0.1, 0.3, 0.6]])
    forfeiting = Scrutiny(visited=0.3, detection=0.5, forfeit=1.5)
    together = fabricate(weights, np.array([1.0]), 1.0, forfeiting, 1.0)
    apart = [
        fabricate(np.array([[w]]), np.array([1.0]), 1.0, Scrutiny(visited=0.3, detection=0.5, penalty=1.5 * w), 1.0)
        for w in weights[0]
    ]
    assert together[0] == pytest.approx([m[0, 0] for m in apart], abs=1e-15)
    # by hand: w (1 - 0.15) - 0.15 x 1.5 w = 0.625 w
    assert together[0] == pytest.approx(0.625 * weights[0])


@pytest.mark.parametrize("growth", [0.0, 4.0])
def test_each_indicator_may_cost_something_else_to_fabricate(growth):
    weights, costs, watched = np.array([[0.4, 0.4]]), np.array([0.5, 2.0]), Scrutiny(visited=0.2, growth=growth)
    together = fabricate(weights, np.array([1.0]), 1.0, watched, costs)
    apart = [fabricate(weights[:, :1], np.array([1.0]), 1.0, watched, cost)[0, 0] for cost in costs]
    assert together[0] == pytest.approx(apart, abs=1e-12)
    assert together[0, 0] > together[0, 1]
