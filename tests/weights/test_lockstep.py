"""Many objectives in step, against HiGHS asked one by one, by hand, and in sets with corners of every kind."""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from govperf_sim.weights import lockstep as steps
from govperf_sim.weights.boxes import Box
from govperf_sim.weights.folded import Folded
from govperf_sim.weights.lockstep import lockstep

INF = np.inf
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


def program(a, row_low, row_high, low, high):
    a, ends = np.array(a, float), [np.array(end, float) for end in (row_low, row_high, low, high)]
    return Folded(csr_array(a), *ends, np.arange(a.shape[1]))


def simplex(n, high=1.0):
    return program(np.ones((1, n)), [1], [1], np.zeros(n), np.full(n, high))


def around_a_point(seed):
    """Weights with rows near or on one of them: sums, orders and any numbers; repeated, equalities, columns held."""
    rng = np.random.default_rng(seed)
    n, rows = int(rng.integers(1, 16)), int(rng.integers(1, 12))
    kind = rng.choice(["sums", "orders", "any"])
    a = rng.normal(size=(rows, n)) if kind == "any" else rng.integers(-2, 3, (rows, n)).astype(float)
    a = np.sign(np.abs(a)) if kind == "sums" else a
    a[0] = 1
    a[-1] = a[rng.integers(rows)]
    inside = rng.dirichlet(np.full(n, rng.choice([0.2, 1.0, 5.0])))
    row_low = a @ inside - rng.choice([0.0, 0.05, 0.3, INF], rows)
    row_high = a @ inside + rng.choice([0.0, 0.05, 0.3, INF], rows)
    row_low[0] = row_high[0] = 1.0
    low, high = np.maximum(inside - rng.choice([0.0, 0.1, 1.0], n), 0.0), inside + rng.choice([0.0, 0.1, INF], n)
    cost = np.vstack([np.zeros(n), rng.integers(-1, 2, (7, n)), rng.normal(size=(7, n))])
    return program(a, row_low, row_high, low, high), cost


def by_highs(said, cost):
    a = said.a.toarray()
    above, below = np.isfinite(said.row_high), np.isfinite(said.row_low)
    sides = np.vstack([a[above], -a[below]]), np.concatenate([said.row_high[above], -said.row_low[below]])
    found = linprog(cost, *sides, bounds=np.column_stack([said.low, said.high]), options=EXACT)
    assert found.status == 0
    return found.fun


@pytest.mark.parametrize("seed", range(40))
def test_every_optimum_is_proven_and_is_what_highs_finds(seed):
    said, cost = around_a_point(seed)
    x, y = lockstep(said, cost)
    assert said.violations(cost, x, y).max() <= 1e-9
    assert np.einsum("nj,nj->n", cost, x) == pytest.approx([by_highs(said, c) for c in cost], abs=1e-9)


def test_the_duals_prove_that_nothing_is_better():
    """Weak duality, from the numbers alone: the prices of the ends, each where it counts, add up to the optimum."""
    said, cost = around_a_point(3)
    x, y = lockstep(said, cost)
    price = np.hstack([cost - y @ said.a, y])
    low, high = np.concatenate([said.low, said.row_low]), np.concatenate([said.high, said.row_high])
    for value, p in zip(np.einsum("nj,nj->n", cost, x), price, strict=True):
        up, down = p > 1e-12, p < -1e-12
        assert p[up] @ low[up] + p[down] @ high[down] == pytest.approx(value, abs=1e-9)


def test_a_box_cut_by_the_sum_is_settled_in_one_step(monkeypatch):
    rng = np.random.default_rng(1)
    box = Box(tuple("abcdefghij"), rng.uniform(0.0, 0.05, 10), rng.uniform(0.15, 0.3, 10))
    cost = rng.normal(size=(50, 10))
    monkeypatch.setattr(steps, "STEPS", 2)  # the second finds that all have arrived
    x, _ = lockstep(program(np.ones((1, 10)), [1], [1], box.low, box.high), cost)
    assert np.einsum("nj,nj->n", cost, x) == pytest.approx(box.extremes(cost)[0], abs=1e-12)


def test_two_weights_by_hand():
    """w1 + w2 = 1, w1 <= 0.6, w1 - w2 >= 0: w1 goes from 0.5 to 0.6."""
    said = program([[1, 1], [1, -1]], [1, 0], [1, INF], [0, 0], [0.6, 1])
    x, y = lockstep(said, np.array([[1.0, 0.0], [-1.0, 0.0]]))
    assert x == pytest.approx(np.array([[0.5, 0.5], [0.6, 0.4]]))
    assert y == pytest.approx(np.array([[0.5, 0.5], [0.0, 0.0]])), "half of the sum and half of the order make w1"


def test_a_set_of_one_point():
    """The second row says the first again, up to rounding: the weight gets there as it reaches its end."""
    said = program([[1.0], [1.878834563347447]], [1, 1.878834563347447], [1, 1.93], [0.9], [1.0])
    x, _ = lockstep(said, np.array([[0.3], [-1.2], [0.0]]))
    assert x == pytest.approx(np.ones((3, 1)))


def test_without_rows_every_column_is_at_its_cheaper_end():
    said = program(np.zeros((0, 3)), [], [], [0, 0.1, 0.2], [1, 1, 0.9])
    x, y = lockstep(said, np.array([[1.0, -1.0, 2.0], [-1.0, 1.0, -2.0]]))
    assert x.tolist() == [[0, 1, 0.2], [1, 0.1, 0.9]]
    assert y.shape == (2, 0)


def test_without_objectives_nothing_is_found():
    x, y = lockstep(simplex(3), np.zeros((0, 3)))
    assert (x.shape, y.shape) == ((0, 3), (0, 1))


def test_columns_without_ends_are_found_where_rows_hold_them():
    """A level c that three weights keep within 0.1 of; it costs nothing or itself, and may be any number."""
    apart = [[*row, -1.0] for row in np.eye(3)]
    said = program([[1, 1, 1, 0], *apart], [1, *[-0.1] * 3], [1, *[0.1] * 3], [0, 0, 0, -INF], [INF] * 4)
    cost = np.array([[1.0, 0, 0, 0], [0, 0, 0, 1.0], [0, 0, 0, -1.0], [1, 2, 3, 0]])
    x, y = lockstep(said, cost)
    assert said.violations(cost, x, y).max() <= 1e-9
    least = [0.2, 1 / 3 - 0.1, -1 / 3 - 0.1, by_highs(said, cost[3])]
    assert np.einsum("nj,nj->n", cost, x) == pytest.approx(least)


def test_what_has_no_end_is_not_proven():
    said = program([[1.0, -1.0]], [0.0], [0.0], [0.0, 0.0], [INF, INF])
    x, y = lockstep(said, np.array([[-1.0, 0.0], [1.0, 0.0]]))
    assert (said.violations(np.array([[-1.0, 0.0], [1.0, 0.0]]), x, y) > 0.5).tolist() == [True, False]


def test_what_cannot_be_is_given_up():
    x, y = lockstep(simplex(3, high=0.3), np.eye(3))
    assert np.isnan(x).all()
    assert np.isnan(y).all()


def test_what_takes_too_many_steps_is_given_up_alone(monkeypatch):
    """w1 as cheap as it can be needs the order w1 >= w2 as well as the sum; as dear as it can be, only the sum."""
    said = program([[1, 1], [1, -1]], [1, 0], [1, INF], [0, 0], [0.6, 1])
    monkeypatch.setattr(steps, "STEPS", 2)
    x, _ = lockstep(said, np.array([[1.0, 0.0], [-1.0, 0.0]]))
    assert np.isnan(x).all(axis=1).tolist() == [True, False]


def test_some_at_a_time_find_what_all_find_at_once(monkeypatch):
    said, cost = around_a_point(12)
    at_once = lockstep(said, cost)
    monkeypatch.setattr(steps, "WORK", 1)
    for one, other in zip(lockstep(said, cost), at_once, strict=True):
        assert one == pytest.approx(other, abs=1e-12)
