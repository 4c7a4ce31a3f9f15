"""The best weights: worked out by hand, held against brute force and the reference, never worse than their start."""

import dataclasses

import numpy as np
import pytest
from answered import PLAIN, T13, closed_loop, question_of, response_of

from govperf_sim.codesign.response import Response
from govperf_sim.codesign.summit import Over, summit
from govperf_sim.scenario.load import load_scenario
from govperf_sim.simulation.luck import Luck
from govperf_sim.theory.answered import Answered
from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import Share


def best(question, worlds, **how):
    return summit(derive_weights(question), worlds, **how)


def weights_of(found):
    return found.table.iloc[0].to_numpy()


def test_two_tasks_by_hand():
    """With m_j = 0.6 w_j / k_j welfare is v'w - a'w^2 / 2, a_j = 1 + 0.36 / k_j: w_1 = (v_1 - v_2 + a_2) / (a_1 + a_2)."""
    found = best(question_of(PLAIN), [response_of(PLAIN)])
    assert weights_of(found)[0] == pytest.approx((0.4 + 1.18) / (1.72 + 1.18), abs=1e-6)
    capped = best(question_of(PLAIN, [Share("cap", of=["x1"], at_most=0.5)]), [response_of(PLAIN)])
    assert weights_of(capped) == pytest.approx([0.5, 0.5], abs=1e-9)


def test_an_average_and_the_worst_of_two_worlds_by_hand():
    """Values (1.2, .8) and (.8, 1.2) without lies: each wants .7 for its own, the average and the worst a half each."""
    honest = dataclasses.replace(PLAIN, found=1.0)
    worlds = [response_of(honest), response_of(dataclasses.replace(honest, valued=(0.8, 1.2)))]
    assert weights_of(best(question_of(honest), worlds[:1])) == pytest.approx([0.7, 0.3], abs=1e-6)
    for over in Over:
        found = best(question_of(honest, reference=[0.9, 0.1]), worlds, over=over)
        assert weights_of(found) == pytest.approx([0.5, 0.5], abs=1e-5), over
    lopsided = [*worlds, worlds[0]]  # the mean leans to the first, the worst does not
    mean, worst = (weights_of(best(question_of(honest), lopsided, over=over)) for over in Over)
    assert mean == pytest.approx([0.5 + 0.2 / 3, 0.5 - 0.2 / 3], abs=1e-5)
    assert worst == pytest.approx([0.5, 0.5], abs=1e-5)


def test_the_closed_loop_of_the_reference():
    case, question = closed_loop()
    found, row = best(question, [response_of(case)]), T13["expected"]["anticipating"]
    assert found.welfare["anticipated"][0] * len(case.valued) == pytest.approx(
        T13["cross_check"]["slsqp_best"], abs=1e-9
    )
    assert weights_of(found) == pytest.approx(row["w"], abs=1e-5)
    assert found.gain * len(case.valued) == pytest.approx(
        row["welfare"] - T13["expected"]["equal_projected"]["welfare"], abs=1e-9
    )


def test_units_that_do_not_respond_leave_the_weights_as_they_are():
    still = dataclasses.replace(PLAIN, strength=0.0)
    found = best(question_of(still, reference=[0.35, 0.65]), [response_of(still)])
    assert weights_of(found) == pytest.approx([0.35, 0.65], abs=1e-12)
    assert found.gain == 0.0


def drawn_case(seed):
    rng = np.random.default_rng(seed)
    tasks, indicators = 3, 3
    return Answered(
        valued=tuple(rng.uniform(0.3, 1.5, tasks)),
        shown=tuple(map(tuple, np.clip(rng.normal(0.3, 0.5, (indicators, tasks)) + np.eye(3), -0.3, 1.2))),
        weights=(0.2, 0.3, 0.5),
        lie_costs=tuple(np.exp(rng.normal(-0.5, 1.0, indicators))),
        strength=rng.uniform(0.5, 2.0),
        substitution=rng.uniform(0.0, 0.5),
        found=rng.uniform(0.0, 0.3),
    )


@pytest.mark.parametrize("seed", range(4))
def test_brute_force_finds_nothing_better(seed):
    """Every weighting of three indicators in steps of a hundredth."""
    case = drawn_case(seed)
    found = best(question_of(case), [response_of(case)])
    response, grid = response_of(case), np.linspace(0, 1, 101)
    top = max(response.welfare(np.array([[a, b, 1 - a - b]])) for a in grid for b in grid if a + b <= 1 + 1e-12)
    assert found.welfare["anticipated"][0] >= top - 1e-9
    assert found.welfare["anticipated"][0] >= found.welfare["start"][0]


@pytest.mark.parametrize("name", ["six_towns", "scenarios/guangdong2012"])
def test_rules_and_guard_stay_in_force(name):
    scenario = load_scenario(name)
    worlds = [Response(scenario.cycle, scenario.population, 3, Luck(1, range(s, s + 1))) for s in range(3)]
    found = best(scenario.weighting, worlds, starts=1)
    assert found.gain > 0
    held = compare_schemes(scenario.weighting, {"anticipated": found.table})
    assert held.broken.empty
    regrets = held.units.xs("anticipated", level="scheme")["regret"].groupby(scenario.weighting.groups).max()
    for group, cap in found.start.guard.caps.items():
        assert regrets[group] <= cap + 1e-6
