"""The compiled program is a second reader of the PuLP model, not a second model."""

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from questions import random_question

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.reasons import lines_of
from govperf_sim.weights.rules import admissible

GOALS = [ClosestToReference(), MinimaxRegret()]


def model(q, goal):
    m = admissible(q.indicators_of, q.rules)
    goal.write(m, q)
    return m


def solved_by_pulp(m):
    """A fresh solve through PuLP; ``None`` when it does not say optimal."""
    m.problem.solve(pulp.HiGHS(msg=False))
    values = {name: v.value() for name, v in m.columns.items()}
    if any(x is None for x in values.values()):
        return None
    for row in m.rows.values():
        slack = sum(a * values[str(v.name)] for v, a in row.items()) + row.constant
        if abs(slack) > 1e-6 and (row.sense == 0 or slack * row.sense < 0):
            return None
    return sum(a * values[str(v.name)] for v, a in m.problem.objective.items())


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("seed", range(4))
def test_the_optimum_is_that_of_pulp(seed, goal):
    m = model(random_question(seed), goal)
    assert CompiledProgram(m.problem).solve().value == pytest.approx(solved_by_pulp(m), abs=1e-7)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(GOALS), st.lists(st.integers(0, 10**6), min_size=1, max_size=4))
def test_any_sequence_of_moves_finds_what_a_fresh_model_finds(seed, goal, moves):
    """Limits of rules, scores in regret rows and prices in the objective, moved in any order."""
    q = random_question(seed, groups=2, units=8, indicators=7)
    m = model(q, goal)
    program = CompiledProgram(m.problem)
    costs = {str(v.name): a for v, a in m.problem.objective.items()}
    for move in moves:
        rng = np.random.default_rng(move)
        line = list(lines_of(q))[rng.integers(len(list(lines_of(q))))]
        limit = -m.rows[line.name].constant + (-1 if line.side == "at_least" else 1) * rng.uniform(0, 0.05)
        changed = {str(v.name): float(rng.random()) for v, _ in m.rows["sum(g0)"].items()}
        costs |= {name: float(rng.random()) for name in list(changed)[:2]}
        regret_rows = [r for r in m.rows if r.startswith("regret(")]
        program.set_limit(line.name, limit)
        program.set_objective(costs)
        if regret_rows:
            unit_row = regret_rows[0]
            held = {k: a for k, a in changed.items() if k in {str(v.name) for v, _ in m.rows[unit_row].items()}}
            program.set_row(unit_row, held)
            m = restated(m, {line.name: limit}, {unit_row: held}, costs)
        else:
            m = restated(m, {line.name: limit}, {}, costs)
        assert program.solve().value == pytest.approx(solved_by_pulp(m), abs=1e-7)


class Restated:
    """A program stated anew in PuLP with other numbers."""

    def __init__(self, problem, columns, rows):
        self.problem, self.columns, self.rows = problem, columns, rows


def restated(m, limits, coefficients, costs):
    problem = pulp.LpProblem("again", pulp.LpMinimize)
    columns = {name: problem.add_variable(name, 0) for name in m.columns}
    rows = {}
    for name, row in m.rows.items():
        terms = {str(v.name): a for v, a in row.items()} | coefficients.get(name, {})
        left, right = pulp.lpSum(a * columns[v] for v, a in terms.items()), limits.get(name, -row.constant)
        rows[name] = left == right if row.sense == 0 else left <= right if row.sense < 0 else left >= right
        problem.addConstraint(rows[name], name)
    problem.setObjective(pulp.lpSum(a * columns[v] for v, a in costs.items()))
    return Restated(problem, columns, rows)
