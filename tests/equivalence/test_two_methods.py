"""The simplex method and the interior-point methods find the same weights, and points as close to them."""

import pytest
from questions import four_groups, random_question

from govperf_sim.weights import compiled
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.guard import RegretGuard

GOALS = [RegretGuard(), RegretGuard(kappa=0.0), ClosestToReference(), MinimaxRegret()]
INTERIOR = {"solver": "ipm", "presolve": "on", "primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9}
"""Without presolve it gives up on one program in fifty ("solve error")."""


@pytest.fixture
def interior(monkeypatch):
    """Makes every program from now on be solved by the interior-point method; gives a list of them."""
    quiet, solved = compiled.silent_highs, []

    def made(iterations=None):
        highs = quiet(iterations)
        for option, value in INTERIOR.items():
            highs.setOptionValue(option, value)
        solved.append(highs)
        return highs

    return lambda: monkeypatch.setattr(compiled, "silent_highs", made) or solved


@pytest.mark.parametrize("goal", GOALS, ids=repr)
@pytest.mark.parametrize(
    "question",
    [lambda: four_groups()[0], lambda: random_question(7), lambda: random_question(32, groups=5, units=26)],
    ids=["four", "random", "where it gave up"],
)
def test_the_weights_do_not_depend_on_the_method(goal, question, interior):
    simplex = derive_weights(question(), goal)
    solved = interior()
    other = derive_weights(question(), goal)
    assert solved
    assert (simplex.table - other.table).abs().max().max() < 1e-6
    assert simplex.value == pytest.approx(other.value, abs=1e-7)


def test_the_points_are_as_close_by_either_method(interior):
    simplex = derive_weights(random_question(7)).rounding
    interior()
    other = derive_weights(random_question(7)).rounding
    assert other.moved == pytest.approx(simplex.moved, abs=1e-6)
    assert other.slack == simplex.slack
