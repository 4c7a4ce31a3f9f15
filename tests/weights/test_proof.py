"""Bounds by weak duality, by hand."""

from fractions import Fraction

import pytest

from govperf_sim.weights.proof import Row, completed, lower_bound, violation

CAP = {"cap": Row({"a": 1.0}, "<=", 0.25)}


def test_prices_of_nothing_prove_the_least_cost_of_any_one_share():
    assert lower_bound({"a": 3.0, "b": 2.0}, CAP, {}, [("a", "b")]).value == 2


def test_the_right_prices_prove_the_optimum():
    """min 1 a + 3 b with a <= 1/4: the optimum is 1/4 + 9/4."""
    bound = lower_bound({"a": 1.0, "b": 3.0}, CAP, {"cap": -2.0}, [("a", "b")])
    assert bound.value == Fraction(5, 2)
    assert bound.left == {"a": 3, "b": 3}
    assert not bound.wrong


@pytest.mark.parametrize("price", [-5.0, -1.9, -0.1])
def test_no_price_of_the_right_sign_proves_more_than_the_truth(price):
    assert lower_bound({"a": 1.0, "b": 3.0}, CAP, {"cap": price}, [("a", "b")]).value <= Fraction(5, 2)


def test_a_price_of_the_wrong_sign_proves_nothing():
    assert lower_bound({"a": 1.0, "b": 3.0}, CAP, {"cap": 2.0}, [("a", "b")]).wrong == ("cap",)


def test_what_is_no_weight_counts_at_its_worst():
    assert lower_bound({"a": 0.0, "d": -0.5}, {}, {}, [("a",)]).value == -1


def test_arithmetic_is_exact():
    rows = {"r": Row({"a": 0.1}, "=", 0.3)}
    assert lower_bound({"a": 0.3}, rows, {"r": 3.0}, [("a",)]).value == 3 * Fraction(0.3) + Fraction(
        0.3
    ) - 3 * Fraction(0.1)


def test_a_distance_is_the_least_that_its_rows_allow():
    rows = {"up": Row({"w": 1.0, "d": -1.0}, "<=", 0.4), "down": Row({"w": 1.0, "d": 1.0}, ">=", 0.4)}
    assert completed({"w": 0.7}, rows)["d"] == pytest.approx(0.3)
    assert completed({"w": 0.1}, rows)["d"] == pytest.approx(0.3)


def test_a_miss_is_measured_in_the_units_of_the_row():
    total = {"total": Row({"d": 0.5}, "<=", 0.1), "up": Row({"w": 1.0, "d": -1.0}, "<=", 0.4)}
    assert violation({"w": 0.7}, total) == pytest.approx(0.05)
    assert violation({"w": 0.5}, total) == 0
    assert violation({"w": 0.5}, {"is": Row({"w": 1.0}, "=", 0.6)}) == pytest.approx(0.1)
