"""Which rows of a design share a value, and with which they are compared."""

import math

import numpy as np

from govperf_sim.experiments.design.distributions import Normal, Triangular
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial, LatinHypercube, OneAtATime
from govperf_sim.experiments.findings.levels import left, levels

A = Lever(code="a", path="a", values=(1, 2), because="a test")
B = Lever(code="b", path="b", values=("x", "y"), because="a test")


def told(found):
    return [(level.factor.code, level.value, level.rows.tolist(), found[level.against].value) for level in found]


def test_as_it_is_is_what_values_are_compared_with_where_it_is_listed():
    rows = [(2, "z"), (1, "x"), (1, "y"), (2, "x"), (2, "y")]
    assert told(levels([A, B], rows, Factorial(), rows[0])) == [
        ("a", 1, [False, True, True, False, False], 2),
        ("a", 2, [False, False, False, True, True], 2),
        ("b", "x", [False, True, False, True, False], "x"),
        ("b", "y", [False, False, True, False, True], "x"),
    ]


def test_one_at_a_time_each_value_has_its_row():
    rows = [(2, "x"), (1, "x"), (2, "y")]
    assert told(levels([A, B], rows, OneAtATime(), rows[0])) == [
        ("a", 2, [True, False, False], 2),
        ("a", 1, [False, True, False], 2),
        ("b", "x", [True, False, False], "x"),
        ("b", "y", [False, False, True], "x"),
    ]


def test_fifths_share_the_rows_of_a_distribution_among_them():
    for spread in (Normal(3.0, 2.0), Triangular(0.0, 1.0, 5.0)):
        factor = Uncertainty(code="u", path="u", spread=spread, because="a test")
        rows = [(spread.at(u),) for u in (np.arange(50) + 0.5) / 50]
        found = levels([factor], rows, LatinHypercube(50), None)
        assert [level.rows.sum() for level in found] == [10] * 5
        assert found[0].value.left == (-math.inf if isinstance(spread, Normal) else 0.0)
        assert all(row[0] in found[n // 10].value for n, row in enumerate(rows))


def test_of_what_was_not_played_nothing_is_left():
    rows = [(1, "x"), (1, "y"), (2, "x"), (2, "y")]
    places, there = left(levels([A, B], rows, Factorial(), rows[0]), np.array([False, False, True, True]))
    assert places == [1, 2, 3]
    assert told(there)[0] == ("a", 2, [False, False, True, True], 2)
    assert there[2].against == 1
