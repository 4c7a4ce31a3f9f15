"""Batches of programs: what the compiled program finds, from nothing, each with a bound that its duals prove."""

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.errors import NotOptimal
from govperf_sim.weights.batch import Batch
from govperf_sim.weights.compiled import CompiledProgram


def stated(own, rows, cost, high):
    """min cost'x, own'x = 1, rows x <= 1, 0 <= x <= high."""
    problem = pulp.LpProblem("small", pulp.LpMinimize)
    columns = [problem.add_variable(f"x{j}", 0, h) for j, h in enumerate(high)]
    problem.setObjective(pulp.lpSum(float(c) * x for c, x in zip(cost, columns, strict=True)))
    problem.addConstraint(pulp.lpSum(float(a) * x for a, x in zip(own, columns, strict=True)) == 1, "own")
    for i, row in enumerate(rows):
        problem.addConstraint(pulp.lpSum(float(a) * x for a, x in zip(row, columns, strict=True)) <= 1, f"row{i}")
    return problem, [f"row{i}" for i in range(len(rows))]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_any_moves_find_what_a_fresh_statement_finds(seed):
    rng = np.random.default_rng(seed)
    rows = rng.uniform(0, 1, (12, 4)) * (rng.random((12, 4)) < 0.8)
    batch = Batch(*stated(rng.uniform(0.5, 1, 4), rows, rng.random(4), np.full(4, 3.0)))
    at = np.array([batch.column[f"x{j}"] for j in range(4)])
    for _ in range(3):
        own, cost, high = rng.uniform(0, 1, 4), rng.random(4), rng.uniform(0.2, 3, 4)
        row = rng.uniform(0, 1, 4)
        batch.fill_row(batch.row["own"], at, own)
        batch.fill_row(batch.row["row3"], at, row)
        batch.bound_columns(at, np.zeros(4), high)
        batch.price_columns(at, cost)
        rows[3] = row
        fresh = CompiledProgram(stated(own, rows, cost, high)[0]).attempt()
        found = batch.solve()
        assert (found is None) == (fresh is None)
        if found is not None:
            assert found.value == pytest.approx(fresh.value, abs=1e-9)
            assert found.bound == pytest.approx(found.value, abs=1e-9)
            assert found.bound <= found.value + 1e-12


def test_what_was_solved_before_leaves_no_trace():
    rng = np.random.default_rng(1)
    problem, waiting = stated(rng.random(6), 0.4 * rng.random((30, 6)), rng.random(6), np.full(6, 4.0))
    batch = Batch(problem, waiting)
    at = np.array([batch.column[f"x{j}"] for j in range(6)])
    cases = [(rng.random(6), rng.random(6)) for _ in range(6)]

    def solve(own, cost):
        batch.fill_row(batch.row["own"], at, own)
        batch.price_columns(at, cost)
        return batch.solve().value

    there, back = [solve(*c) for c in cases], [solve(*c) for c in reversed(cases)][::-1]
    assert there == pytest.approx(back, abs=1e-14)


def test_one_point_and_many():
    """min x0 on x0 + x1 = 1 is x1 = 1 alone; min 0 is everywhere."""
    batch = Batch(*stated([1, 1], [], [1, 0], [1, 1]))
    found = batch.solve()
    assert (found.value, batch.is_one_point(found)) == (pytest.approx(0), True)
    batch.price_columns(np.array([0, 1]), np.zeros(2))
    assert not batch.is_one_point(batch.solve())


def test_nothing_that_satisfies_all_rows_is_nothing():
    batch = Batch(*stated([1.0, 1.0], [[2.0, 2.0]], [1.0, 0.0], [1.0, 1.0]))
    assert batch.solve() is None
    batch.limit_row(batch.row["row0"], -np.inf, 2.0)
    assert batch.solve().value == pytest.approx(0)


def test_an_unbounded_program_has_no_answer():
    problem = pulp.LpProblem("open", pulp.LpMinimize)
    x = problem.add_variable("x", 0)
    y = problem.add_variable("y", 0)
    problem.setObjective(1.0 * x - 1.0 * y)
    problem.addConstraint(x + 0.0 * y == 1, "own")
    with pytest.raises(NotOptimal):
        Batch(problem, []).solve()
