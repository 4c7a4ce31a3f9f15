"""Fabrication against the theory's numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from govperf_sim.simulation.fabrication import fabricate, fabrication_cost

OTHERS = Path(__file__).parents[1] / "golden" / "others"


def theory(name):
    return json.loads((OTHERS / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("case", theory("t04_inflation")["indicator_inflation"], ids=str)
def test_fabrication_is_the_interior_best_response(case):
    """Gains above 1 are scaled: weight 1 at strength w, and the penalty in units of the weight."""
    w = case["w"]
    found = fabricate(
        np.array([[1.0]]),
        np.array([1.0]),
        strength=w,
        risk=case["p"] * case["q"],
        penalty=case["F"] / w,
        cost=case["k"] * 4,  # so that no answer meets the end of the scale at 1
    )
    assert found[0, 0] * 4 == pytest.approx(case["m_star"], abs=1e-12)


@pytest.mark.parametrize("case", theory("t04_inflation")["indicator_inflation"], ids=str)
def test_fabrication_stops_exactly_where_theory_says(case):
    deterring = case["p_deter"] * case["q"]
    above, below = (
        fabricate(np.array([[1.0]]), np.array([1.0]), case["w"], risk, case["F"] / case["w"], case["k"])[0, 0]
        for risk in (deterring + 1e-9, deterring - 1e-9)
    )
    assert above == 0.0
    assert below > 0.0


@pytest.mark.parametrize("case", theory("t09_visits")["fixed_visits"], ids=str)
def test_a_committed_number_of_visits_deters_at_the_penalty_of_the_inspection_game(case):
    risk = case["P_inspect"] * theory("t09_visits")["detection"]
    needed = case["penalty_needed_for_honesty_q08"]
    honest, tempted = (
        fabricate(np.array([[case["gain"]]]), np.array([1.0]), 1.0, risk, penalty, 1.0)[0, 0]
        for penalty in (needed + 1e-6, needed - 1e-6)
    )
    assert honest == 0.0
    assert tempted > 0.0


@pytest.mark.parametrize("quiet", [{"propensity": 0.0}, {"strength": 0.0}, {"risk": 1.0, "penalty": 1e-9}])
def test_nobody_fabricates_without_propensity_or_reward_or_when_found_for_certain(quiet):
    plain = {"propensity": 1.0, "strength": 1.0, "risk": 0.1, "penalty": 0.1, **quiet}
    propensity = np.full(3, plain.pop("propensity"))
    assert np.all(fabricate(np.full((3, 4), 0.25), propensity, **plain, cost=1.0) == 0.0)


def test_nobody_fabricates_where_there_is_no_weight():
    assert fabricate(np.array([[0.0, 1.0]]), np.array([1.0]), 1.0, 0.0, 0.1, 4.0).tolist() == [[0.0, 0.25]]


def test_fabrication_costs_half_its_square():
    assert fabrication_cost(np.array([[0.1, 0.2]]), 3.0).tolist() == [[pytest.approx(0.015), pytest.approx(0.06)]]
