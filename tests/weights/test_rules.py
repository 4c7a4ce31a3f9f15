"""Each kind of rule, against its inequality."""

import dataclasses

import pytest
from questions import one_group, plain

from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import KINDS, EachShare, Order, Ratio, SetRatio, Share, admissible

P = {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}


def derived(*rules):
    return derive_weights(one_group(P, list(rules)), ClosestToReference()).table.loc["g"]


def test_a_share_bounds_a_sum():
    w = derived(Share("two", of=["a", "b"], at_most=0.5))
    assert w["a"] + w["b"] == pytest.approx(0.5)
    w = derived(Share("two", of=["c", "d"], at_least=0.5))
    assert w["c"] + w["d"] == pytest.approx(0.5)


def test_each_share_bounds_every_one():
    w = derived(EachShare("each", of=list(P), at_least=0.15, at_most=0.35))
    assert w["a"] == pytest.approx(0.35)
    assert w["d"] == pytest.approx(0.15)
    assert w.min() >= 0.15 - 1e-12


def test_an_order_keeps_its_gap():
    w = derived(Order("order", more="c", less="b", gap=0.05))
    assert w["c"] - w["b"] == pytest.approx(0.05)


def test_a_ratio_bounds_one_by_another():
    assert (w := derived(Ratio("ratio", of="a", to="b", at_most=1.0)))["a"] == pytest.approx(w["b"])
    assert (w := derived(Ratio("ratio", of="a", to="b", at_least=2.0)))["a"] == pytest.approx(2 * w["b"])


def test_a_ratio_holds_when_the_other_weighs_nothing():
    """It is never divided: with nothing on b, a must weigh nothing too."""
    w = derived(Ratio("ratio", of="a", to="b", at_most=2.0), EachShare("no_b", of=["b"], at_most=0.0))
    assert w["a"] == pytest.approx(0)


def test_a_set_ratio_bounds_one_set_by_another():
    w = derived(SetRatio("sets", of=["c", "d"], to=["a", "b"], at_least=1.5))
    assert w["c"] + w["d"] == pytest.approx(0.6)


def names_of_rows(q):
    return [r for r in admissible(q.indicators_of, q.rules).rows if not r.startswith("sum(")]


def test_rows_are_named_for_rule_group_and_indicator():
    rules = [
        Share("cap", of=["gdp"], at_most=0.5),
        Share("band", of=["gdp", "edu"], at_least=0.1, at_most={"cities": 0.9}),
        EachShare("each", of=["gdp", "edu"], at_least=0.05),
        Order("order", more="edu", less="air"),
    ]
    assert names_of_rows(plain(rules=rules)) == [
        "cap(cities)", "cap(counties)", "band_min(cities)", "band_min(counties)", "band_max(cities)",
        "each(cities,gdp)", "each(cities,edu)", "each(counties,gdp)", "order(cities)",
    ]  # fmt: skip


def test_a_limit_by_group_binds_the_groups_it_names():
    assert names_of_rows(plain(rules=[Share("cap", of=["gdp"], at_most={"counties": 0.5})])) == ["cap(counties)"]


def test_groups_restrict_a_rule():
    assert names_of_rows(plain(rules=[Share("cap", of=["gdp"], at_most=0.5, groups=["cities"])])) == ["cap(cities)"]


def test_a_comparison_binds_only_where_both_sides_apply():
    rules = [
        Order("order", more="gdp", less="edu"),
        Ratio("ratio", of="edu", to="gdp", at_least=1),
        SetRatio("sets", of=["gdp", "air"], to=["edu"], at_least=1),
    ]
    assert names_of_rows(plain(rules=rules)) == ["order(cities)", "ratio(cities)", "sets(cities)"]


def test_a_share_counts_only_what_applies():
    q = plain(rules=[Share("two", of=["air", "edu"], at_least=0.7)])
    assert derive_weights(q, ClosestToReference()).table.loc["counties", "air"] == pytest.approx(0.7)


def test_a_rule_is_a_value():
    assert Share("cap", of=["a"], at_most=0.3) == Share("cap", of=("a",), at_most=0.3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Share("cap", of=["a"], at_most=0.3).at_most = 0.4


def test_the_catalogue_goes_by_the_name_of_the_kind():
    assert list(KINDS) == [
        "share", "each_share", "order", "ratio", "set_ratio",
        "comparability", "common_total", "class_distance", "parity", "stability", "total_movement",
        "own_share", "each_own_share",
    ]  # fmt: skip
    assert all(rule.kind == kind and rule.__doc__ for kind, rule in KINDS.items())
