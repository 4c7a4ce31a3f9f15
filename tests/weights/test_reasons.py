"""Shadow prices by hand, by a finite step, and at a corner where left and right differ."""

import numpy as np
import pytest
from questions import GROWTH, one_group, random_question

from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.reasons import COLUMNS
from govperf_sim.weights.rules import EachShare, Order, Share

P = {"a": 0.4, "b": 0.2, "c": 0.4}


def reasons(*rules, goal=None, reference=P):
    return derive_weights(one_group(reference, list(rules)), goal).reasons


def test_a_cap_is_worth_two_per_unit_of_weight():
    """What a gives up, others take up: the total move falls by 2 for each unit the cap rises."""
    row = reasons(Share("cap", of=["a"], at_most=0.2, source=GROWTH)).loc["cap(g)"]
    assert row["shadow_price_left"] == pytest.approx(-2)
    assert row["shadow_price_right"] == pytest.approx(-2)
    assert (row["limit"], row["value"], row["slack"]) == pytest.approx((0.2, 0.2, 0))
    assert (row["rule"], row["group"], row["stage"]) == ("cap", "g", "total_move")
    assert (row["source"], row["clause"], row["place"]) == (GROWTH.cite, "V-1d", "rules.yaml:6")


def test_a_floor_has_a_price_of_the_other_sign():
    row = reasons(Share("floor", of=["b"], at_least=0.3)).loc["floor(g)"]
    assert (row["shadow_price_left"], row["shadow_price_right"]) == pytest.approx((2, 2))


def test_a_rule_with_slack_costs_nothing():
    row = reasons(Share("cap", of=["a"], at_most=0.2), Share("loose", of=["b"], at_most=0.9)).loc["loose(g)"]
    assert (row["shadow_price_left"], row["shadow_price_right"], row["stage"]) == (0, 0, "")
    assert row["slack"] == pytest.approx(0.9 - 0.3)


def test_at_a_corner_left_and_right_differ():
    """The cap is exactly the reference: raising it gains nothing, lowering it costs two."""
    row = reasons(Share("cap", of=["a"], at_most=0.4)).loc["cap(g)"]
    assert (row["shadow_price_left"], row["shadow_price_right"]) == pytest.approx((-2, 0))


def test_tightening_that_leaves_nothing_costs_infinity():
    table = reasons(EachShare("each", of=list(P), at_most=0.4), Share("two", of=["a", "b"], at_least=0.6))
    assert table.loc["two(g)", "shadow_price_right"] == pytest.approx(2)
    table = reasons(EachShare("each", of=list(P), at_most=0.4), Share("two", of=["a", "b"], at_least=0.8))
    assert table.loc["two(g)", "shadow_price_right"] == np.inf
    assert table.loc["each(g,a)", "shadow_price_left"] == -np.inf


def test_a_rule_that_only_evens_out_is_of_the_later_stage():
    """The order does not add to the total move, but pins how it is spread."""
    row = reasons(Share("cap", of=["a"], at_most=0.2), Order("order", more="c", less="b", gap=0.25)).loc["order(g)"]
    assert row["stage"] == "largest_move"
    assert (row["shadow_price_left"], row["shadow_price_right"]) == (0, 0)


def test_there_is_a_row_for_every_line_of_every_rule():
    q = random_question(5)
    table = derive_weights(q, ClosestToReference()).reasons
    assert list(table.index) == [line.name for rule in q.rules for line in rule.lines(q.indicators_of)]
    assert table.index.name == COLUMNS[0]
    assert tuple(table.columns) == COLUMNS[1:]


@pytest.mark.parametrize("goal", [ClosestToReference(), MinimaxRegret()])
def test_the_prices_on_both_sides_are_in_order(goal):
    """The value is convex in a limit: the slope does not fall."""
    table = derive_weights(random_question(8), goal).reasons
    assert (table["shadow_price_left"] <= table["shadow_price_right"] + 1e-9).all()


def test_without_rules_there_are_no_reasons():
    table = reasons()
    assert table.empty
    assert tuple(table.columns) == COLUMNS[1:]
