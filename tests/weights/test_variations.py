"""Questions put again with one thing changed."""

import pytest
from questions import one_group, plain, random_question

from govperf_sim.errors import WeightingError
from govperf_sim.weights.benchmark import own_bounds
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import Share
from govperf_sim.weights.variations import under, under_same_yardstick, without_indicator, without_unit


def test_without_a_unit_the_others_are_measured_as_before():
    q = random_question(5)
    left = without_unit(q, "u3")
    assert "u3" not in left.scores_of
    assert (left.bounds - own_bounds(left)).abs().max().max() < 1e-9
    assert "u3" in q.scores_of, "the question itself stays"


def test_other_rules_move_the_yardstick_or_not():
    q = plain(rules=[Share("cap", of=["gdp"], at_most=0.3)])
    rules = [Share("cap", of=["gdp"], at_most=0.1)]
    assert under(q, rules).bounds.loc["a", "own_best"] < q.bounds.loc["a", "own_best"] - 0.01
    assert under_same_yardstick(q, rules).bounds.equals(q.bounds)


def test_without_an_indicator_the_reference_is_scaled_up_where_it_applied():
    q = without_indicator(plain(), "edu")
    assert q.start == pytest.approx({("cities", "gdp"): 2 / 3, ("cities", "air"): 1 / 3, ("counties", "gdp"): 0.5, ("counties", "air"): 0.5})  # fmt: skip
    assert q.indicators_of["cities"] == ("gdp", "air")


def test_an_indicator_that_had_all_the_weight_leaves_it_to_the_others_alike():
    q = without_indicator(one_group({"a": 1.0, "b": 0.0, "c": 0.0}, []), "a")
    assert q.start == {("g", "b"): 0.5, ("g", "c"): 0.5}


def test_a_rule_about_an_indicator_that_is_gone_says_nothing():
    q = one_group({"a": 0.2, "b": 0.3, "c": 0.5}, [Share("a_floor", of=["a"], at_least=0.9)])
    assert derive_weights(without_indicator(q, "a")).table.loc["g", "c"] == pytest.approx(0.625)


def test_a_groups_only_indicator_stays():
    with pytest.raises(WeightingError):
        without_indicator(one_group({"a": 1.0}, []), "a")
