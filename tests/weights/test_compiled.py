"""The compiled program: right answers by name, prices with the right sign, and no answer that is not proven."""

import numpy as np
import pulp
import pytest
from questions import random_question
from scipy.optimize import linprog

from govperf_sim.errors import NotOptimal
from govperf_sim.weights.compiled import CompiledProgram, solve_whole


def diet(sense=pulp.LpMinimize):
    """min 2x + 3y, x + y >= 4, x <= 3: by hand x = 3, y = 1, value 9; a unit more of the need costs 3."""
    problem = pulp.LpProblem("diet", sense)
    y, x = problem.add_variable("y", 0), problem.add_variable("x", 0)
    problem.setObjective(2 * x + 3 * y if sense == pulp.LpMinimize else -2 * x - 3 * y)
    problem.addConstraint(x + y >= 4, "need")
    problem.addConstraint(x <= 3, "cap")
    return problem


def test_a_program_solved_by_hand():
    found = CompiledProgram(diet()).solve()
    assert found.value == pytest.approx(9)
    assert found.columns == pytest.approx({"x": 3, "y": 1})
    assert found.duals == pytest.approx({"need": 3, "cap": -1})
    assert found.reduced_costs == pytest.approx({"x": 0, "y": 0})


@pytest.mark.parametrize("sense", [pulp.LpMinimize, pulp.LpMaximize])
@pytest.mark.parametrize("row", ["need", "cap"])
def test_a_dual_is_what_the_value_gains_per_unit_of_the_limit(sense, row):
    limits, step = {"need": 4.0, "cap": 3.0}, 1e-3
    program = CompiledProgram(diet(sense))
    before = program.solve()
    program.set_limit(row, limits[row] + step)
    assert program.solve().value - before.value == pytest.approx(before.duals[row] * step, abs=1e-12)


@pytest.mark.parametrize("sense", [pulp.LpMinimize, pulp.LpMaximize])
def test_strong_duality(sense):
    found = CompiledProgram(diet(sense)).solve()
    assert found.value == pytest.approx(4 * found.duals["need"] + 3 * found.duals["cap"])


def test_moves_are_made_by_name():
    program = CompiledProgram(diet())
    program.set_limit("cap", 1.0)
    assert program.solve().value == pytest.approx(2 + 9)
    program.set_row("need", {"x": 2.0})
    assert program.solve().value == pytest.approx(2 + 6)
    program.set_objective({"x": 1.0})
    assert program.solve().value == pytest.approx(0)
    program.cap("y", 2.5)
    assert program.solve().columns["x"] == pytest.approx(0.75)
    program.release("need")
    assert program.solve().value == pytest.approx(0)


def test_a_coefficient_that_was_zero_can_be_moved():
    program = CompiledProgram(diet())
    program.set_row("cap", {"y": 1.0})
    assert program.attempt() is None


def test_an_unknown_name_is_refused():
    program = CompiledProgram(diet())
    for move in (
        lambda: program.set_limit("ned", 1.0),
        lambda: program.set_row("need", {"z": 1.0}),
        lambda: program.set_objective({"z": 1.0}),
    ):
        with pytest.raises(KeyError):
            move()


def test_staying_on_the_face_leaves_exactly_the_optima():
    """x + y >= 1 at equal cost: every split is optimal, more than 1 together is not."""
    problem = pulp.LpProblem("split", pulp.LpMinimize)
    x, y, z = (problem.add_variable(n, 0) for n in "xyz")
    problem.setObjective(x + y + 2 * z)
    problem.addConstraint(x + y + z >= 1, "need")
    program = CompiledProgram(problem)
    program.stay_on_face(program.solve())
    for cost, best in (({"x": -1.0}, {"x": 1, "y": 0, "z": 0}), ({"y": -1.0}, {"x": 0, "y": 1, "z": 0})):
        program.set_objective(cost)
        assert program.solve().columns == pytest.approx(best)
    program.set_objective({"z": -1.0})
    assert program.solve().columns["z"] == pytest.approx(0)


def test_staying_on_the_face_of_a_maximum():
    program = CompiledProgram(diet(pulp.LpMaximize))
    program.stay_on_face(program.solve())
    program.set_objective({"x": -1.0})
    assert program.solve().columns == pytest.approx({"x": 3, "y": 1})


def test_infeasible_is_said_and_proven():
    problem = diet()
    problem.addConstraint(problem.variablesDict()["y"] <= 0.5, "less")
    program = CompiledProgram(problem)
    assert program.attempt() is None
    proof = program.contradiction()
    assert proof == pytest.approx({"need": 1, "cap": -1, "less": -1})  # 4 - 3 - 0.5 > 0
    with pytest.raises(NotOptimal, match="no point"):
        program.solve()


def test_unbounded_is_not_optimal():
    problem = pulp.LpProblem("free", pulp.LpMinimize)
    x = problem.add_variable("x", 0)
    problem.setObjective(-1 * x)
    problem.addConstraint(x >= 1, "at_least")
    with pytest.raises(NotOptimal, match="Unbounded"):
        CompiledProgram(problem).solve()


def test_an_iteration_limit_is_not_called_optimal():
    with pytest.raises(NotOptimal, match=r"[Ii]teration limit"):
        CompiledProgram(diet(), iterations=0).solve()


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_no_answer(bad):
    program = CompiledProgram(diet())

    def solved():
        program.set_row("need", {"x": bad})
        return program.solve()

    with pytest.raises(NotOptimal):
        solved()


def test_a_constant_in_the_objective_counts():
    problem = diet()
    problem.setObjective(2 * problem.variablesDict()["x"] + 7)
    assert CompiledProgram(problem).solve().value == pytest.approx(7)


def test_a_waiting_row_is_called_in_when_it_is_broken():
    """A thousand rows x >= i wait; only the worst few are ever handed over, and the answer is that of all."""
    problem = pulp.LpProblem("wait", pulp.LpMinimize)
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    for i in range(1000):
        problem.addConstraint(x + 0.5 * y >= i, f"row{i}")
    problem.setObjective(x + y)
    program = CompiledProgram(problem, {f"row{i}": "all" for i in range(1000)})
    found = program.solve()
    assert found.value == pytest.approx(999)
    assert found.duals["row999"] == pytest.approx(1)
    assert found.duals["row5"] == 0
    assert len(program._called) <= 6
    program.set_limit("row50", 2000)
    assert program.solve().value == pytest.approx(2000)
    program.set_limit("row50", 0)
    assert program.solve().value == pytest.approx(999)


def test_whole_numbers():
    """Two and a half of x would do; three are needed."""
    problem = pulp.LpProblem("whole", pulp.LpMinimize)
    x, y = problem.add_variable("x", 0, None, pulp.LpInteger), problem.add_variable("y", 0, 10)
    problem.addConstraint(2 * x + 0.0 * y >= 5, "enough")
    problem.addConstraint(x + y >= 3.5, "more")
    problem.setObjective(x + 0.1 * y)
    found = solve_whole(problem, 10.0)
    assert found.columns == pytest.approx({"x": 3, "y": 0.5})
    assert (found.value, found.gap) == (pytest.approx(3.05), 0)


def test_no_whole_number_fits():
    problem = pulp.LpProblem("none", pulp.LpMinimize)
    x = problem.add_variable("x", 0, None, pulp.LpInteger)
    problem.addConstraint(1.0 * x >= 0.2, "low")
    problem.addConstraint(1.0 * x <= 0.8, "high")
    problem.setObjective(1.0 * x)
    assert solve_whole(problem, 10.0) is None


def crowded(rows=1200, seed=3):
    """More rows than columns can lean on: min c'x over random half-spaces x'a >= b, all numbers positive."""
    rng = np.random.default_rng(seed)
    problem = pulp.LpProblem("crowded", pulp.LpMinimize)
    x = [problem.add_variable(f"x{j}", 0) for j in range(8)]
    a, b, c = rng.random((rows, 8)) + 0.1, rng.random(rows), rng.random(8) + 0.1
    for i in range(rows):
        problem.addConstraint(pulp.lpSum(float(a[i, j]) * x[j] for j in range(8)) >= float(b[i]), f"row{i}")
    problem.setObjective(pulp.lpSum(float(c[j]) * x[j] for j in range(8)))
    return problem, a, b, c


def by_scipy(a, b, c):
    return linprog(c, -a, -b, method="highs-ds").fun


def test_rows_left_aside_come_back_when_a_move_breaks_them():
    problem, a, b, c = crowded()
    program = CompiledProgram(problem)
    assert program.solve().value == pytest.approx(by_scipy(a, b, c))
    assert len(program._called) == 1200
    rng = np.random.default_rng(4)
    for _ in range(30):
        i, b_i = int(rng.integers(1200)), float(rng.random() * 2)
        b[i] = b_i
        program.set_limit(f"row{i}", b_i)
        if rng.random() < 0.3:
            c = rng.random(8) + 0.1
            program.set_objective({f"x{j}": float(c[j]) for j in range(8)})
        assert program.solve().value == pytest.approx(by_scipy(a, b, c))
    assert len(program._called) < 200


def test_what_is_bounded_only_by_rows_left_aside_is_not_called_unbounded():
    """min x leans on x >= 1; max x needs the thousand rows x <= 2 + i, which the first search left aside."""
    problem = pulp.LpProblem("aside", pulp.LpMinimize)
    x = problem.add_variable("x", 0)
    problem.addConstraint(1 * x >= 1, "low")
    for i in range(1000):
        problem.addConstraint(1 * x <= 2 + i, f"high{i}")
    problem.setObjective(1 * x)
    program = CompiledProgram(problem)
    assert program.solve().value == pytest.approx(1)
    assert program.solve().value == pytest.approx(1)
    assert len(program._called) <= 1
    program.set_objective({"x": -1.0})
    found = program.solve()
    assert (found.value, found.duals["high0"]) == (pytest.approx(-2), pytest.approx(-1))


def test_a_contradiction_is_found_and_proven_among_many_rows():
    problem, *_ = crowded()
    problem.addConstraint(pulp.lpSum(1.0 * v for v in problem.variables()) <= 1e-3, "no_room")
    program = CompiledProgram(problem)
    assert program.attempt() is None
    assert program.contradiction()["no_room"] < 0


def test_a_batch_is_the_same_to_the_last_bit_in_any_order_and_any_split():
    problem, *_ = crowded(rows=60)
    program = CompiledProgram(problem)
    at = program.places(f"x{j}" for j in range(8))
    costs = np.random.default_rng(5).random((40, 8)) + 0.1
    whole = [s.at(at).tobytes() for s in program.optima(at, costs)]
    backwards = [s.at(at).tobytes() for s in program.optima(at, costs[::-1])]
    apart = [
        next(CompiledProgram(crowded(rows=60)[0]).optima(at, costs[n : n + 1])).at(at).tobytes() for n in (0, 17, 39)
    ]
    assert whole == backwards[::-1]
    assert apart == [whole[n] for n in (0, 17, 39)]


def test_a_batch_finds_what_scipy_finds():
    problem, a, b, _ = crowded(rows=60)
    program = CompiledProgram(problem)
    costs = np.random.default_rng(6).random((10, 8)) + 0.1
    found = [s.value for s in program.optima(program.places(f"x{j}" for j in range(8)), costs)]
    assert found == pytest.approx([by_scipy(a, b, c) for c in costs])


def test_a_sweep_finds_what_single_searches_find_and_changes_nothing():
    q = random_question(6)
    program, single = (CompiledProgram(q.model().problem) for _ in range(2))
    columns = [f"w({g},{k})" for g, own in q.indicators_of.items() for k in own]
    costs = np.random.default_rng(6).normal(size=(30, len(columns)))
    values, points = program.sweep(columns, costs)
    for cost, value, point in zip(costs, values, points, strict=True):
        single.set_objective(dict(zip(columns, cost.tolist(), strict=True)))
        assert value == pytest.approx(single.solve().value, abs=1e-8)
        assert cost @ point == pytest.approx(value, abs=1e-8)
    assert program.solve().value == 0.0


def test_a_sweep_keeps_to_a_face_and_to_limits_that_were_moved():
    program = CompiledProgram(diet())
    program.stay_on_face(program.solve())
    values, _ = program.sweep(["x"], np.array([[1.0], [-1.0]]))
    assert values == pytest.approx([3, -3]), "the optimum is one point"
    other = CompiledProgram(diet())
    other.set_limit("cap", 1.0)
    assert other.sweep(["x", "y"], np.array([[0.0, 1.0], [2.0, 3.0]]))[0] == pytest.approx([3, 11])


def test_a_sweep_keeps_the_sense_of_the_model():
    problem = diet(pulp.LpMaximize)
    assert CompiledProgram(problem).sweep(["x", "y"], np.array([[-2.0, -3.0]]))[0] == pytest.approx([-9])


def test_a_sweep_of_what_cannot_be_is_refused():
    problem = pulp.LpProblem("none", pulp.LpMinimize)
    x, y = problem.add_variable("x", 0), problem.add_variable("y", 0)
    problem.addConstraint(x + y <= 1, "low")
    problem.addConstraint(x + y >= 2, "high")
    with pytest.raises(NotOptimal):
        CompiledProgram(problem).sweep(["x"], np.array([[1.0]]))
