"""What can be refused by adding up is refused with the sum."""

import pytest
from questions import GROWTH, one_group

from govperf_sim.errors import WeightingError
from govperf_sim.weights.rules import EachShare, Order, Share

P = {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}


def said(*rules):
    with pytest.raises(WeightingError) as caught:
        one_group(P, list(rules))
    return caught.value.text("en")


def test_a_floor_above_the_cap_of_another_rule():
    told = said(Share("floor", of=["a"], at_least=0.3, source=GROWTH), EachShare("caps", of=list(P), at_most=0.28))
    assert told == (
        "rules.yaml:6: group “g”: rule “floor” asks for at least 0.3, above the 0.28 that rule “caps” allows"
    )


def test_a_floor_above_the_cap_of_a_larger_set():
    told = said(Share("floor", of=["a"], at_least=0.3), Share("cap", of=["a", "b"], at_most=0.2))
    assert "asks for at least 0.3, above the 0.2 that rule “cap” allows" in told


def test_floors_of_disjoint_sets_that_add_up_to_more_than_one():
    told = said(
        Share("first", of=["a", "b"], at_least=0.6),
        Share("second", of=["c"], at_least=0.35),
        EachShare("each", of=list(P), at_least=0.1),
    )
    assert "the floors add up to first 0.6 + second 0.35 + each 0.1 = 1.05, more than 1" in told


def test_equal_floors_are_counted():
    assert "each 4 × 0.3 = 1.2, more than 1" in said(EachShare("each", of=list(P), at_least=0.3))


def test_caps_that_leave_something_unshared():
    told = said(Share("two", of=["a", "b"], at_most=0.3), EachShare("each", of=list(P), at_most=0.3))
    assert "the caps add up to two 0.3 + each 2 × 0.3 = 0.9, less than the 1 to be shared out" in told


def test_limits_that_just_meet_are_accepted():
    one_group(P, [EachShare("each", of=list(P), at_least=0.25, at_most=0.25)])
    one_group(P, [Share("low", of=["a"], at_least=0.3), Share("high", of=["a"], at_most=0.3)])
    one_group({f"k{i}": 0.1 for i in range(10)}, [EachShare("each", of=[f"k{i}" for i in range(10)], at_least=0.1)])


def test_rules_that_compare_are_left_to_the_program():
    one_group(P, [Order("order", more="a", less="b", gap=0.9), EachShare("each", of=["b"], at_least=0.2)])
