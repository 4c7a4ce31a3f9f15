"""Leximin and the optimal face, on programs solved by hand."""

import pulp
import pytest

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.stages import least, leximin


def shares(floors):
    """u_j at least its floor, all together 1; the leximin evens out what the floors leave."""
    problem = pulp.LpProblem("shares", pulp.LpMinimize)
    level = problem.add_variable("level", 0)
    u = {j: problem.add_variable(f"u({j})", floor) for j, floor in floors.items()}
    for j in u:
        problem.addConstraint(u[j] - level <= 0, f"level({j})")
    problem.addConstraint(pulp.lpSum(1.0 * x for x in u.values()) == 1, "sum")
    problem.setObjective(1 * level)
    return CompiledProgram(problem), {f"level({j})": f"u({j})" for j in u}


def test_the_leximin_makes_the_largest_small_then_the_next():
    program, rows = shares({"a": 0.5, "b": 0.3, "c": 0.0, "d": 0.0})
    found = list(leximin(program, "even", "level", rows))
    assert program.solve().columns == pytest.approx(
        {"level": program.solve().columns["level"], "u(a)": 0.5, "u(b)": 0.3, "u(c)": 0.1, "u(d)": 0.1}
    )
    assert [s.value for s in found] == pytest.approx(sorted((s.value for s in found), reverse=True))
    assert {round(s.value, 9) for s in found} == {0.5, 0.3, 0.1}


def test_the_leximin_stops_when_nothing_is_left_to_lower():
    problem = pulp.LpProblem("nothing", pulp.LpMinimize)
    level, u = problem.add_variable("level", 0), problem.add_variable("u", 0)
    problem.addConstraint(u - level <= 0, "level(u)")
    problem.setObjective(1 * level)
    (stage,) = leximin(CompiledProgram(problem), "even", "level", {"level(u)": "u"})
    assert stage.value == 0


def test_a_stage_names_the_rows_that_pin_it():
    program, _ = shares({"a": 0.5, "b": 0.3})
    stage = least(program, "first")
    assert stage.name == "first"
    assert stage.value == pytest.approx(0.5)
    assert stage.duals == pytest.approx({"level(a)": -1})
