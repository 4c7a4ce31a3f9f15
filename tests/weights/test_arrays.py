"""A model written out: the numbers by hand, in the order of names, whatever the order of statement."""

import numpy as np
import pulp
import pytest

from govperf_sim.weights.arrays import written_out


def stated(backwards=False):
    """max 3a + 2b + 7 with a + 4b <= 8, b >= 1, a - b = 2; a at most 5, b whole."""
    problem = pulp.LpProblem("p", pulp.LpMaximize)
    new = {
        "a": lambda: problem.add_variable("a", 0, 5),
        "b": lambda: problem.add_variable("b", None, None, pulp.LpInteger),
    }
    v = {name: new[name]() for name in sorted(new, reverse=backwards)}
    rows = {"r1": v["a"] + 4 * v["b"] <= 8, "r2": 1 * v["b"] >= 1, "r3": v["a"] - v["b"] == 2}
    for name in sorted(rows, reverse=backwards):
        problem.addConstraint(rows[name], name)
    problem.setObjective(3 * v["a"] + 2 * v["b"] + 7)
    return written_out(problem)


@pytest.mark.parametrize("backwards", [False, True])
def test_the_numbers_by_hand(backwards):
    p = stated(backwards)
    assert (p.columns, p.rows) == (("a", "b"), ("r1", "r2", "r3"))
    assert (p.sign, p.constant, p.cost.tolist()) == (-1, 7, [-3, -2])
    assert (p.low.tolist(), p.high.tolist()) == ([0, -np.inf], [5, np.inf])
    assert p.row_low.tolist() == [-np.inf, 1, 2]
    assert p.row_high.tolist() == [8, np.inf, 2]
    assert p.a.toarray().tolist() == [[1, 4], [0, 1], [1, -1]]
    assert p.whole.tolist() == [1]


def test_not_a_bit_depends_on_the_order_of_statement():
    one, other = stated(), stated(backwards=True)
    for part in ("data", "indices", "indptr"):
        assert getattr(one.a, part).tobytes() == getattr(other.a, part).tobytes()


def test_a_model_without_rows_or_objective():
    problem = pulp.LpProblem("p", pulp.LpMinimize)
    x = problem.add_variable("x", 1)
    problem.setObjective(0 * x + 0)
    assert written_out(problem).a.shape[0] == 0
