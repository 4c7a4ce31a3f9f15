"""Rules across groups, against their inequalities."""

import dataclasses

import pandas as pd
import pytest
from questions import one_group, plain

from govperf_sim.errors import WeightingError
from govperf_sim.weights.benchmark import own_bounds
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.rules import (
    ClassDistance,
    CommonTotal,
    Comparability,
    EachShare,
    Parity,
    Share,
    Stability,
)
from govperf_sim.weights.weighting import Weighting

CLOSEST = ClosestToReference()


def table(*rules, **changed):
    return derive_weights(plain(rules=list(rules), **changed), CLOSEST).table


def test_with_no_tolerance_there_is_one_ruler():
    w = table(Comparability("ruler", of=["gdp", "air"]))
    assert w.loc["cities", ["gdp", "air"]].to_list() == pytest.approx(w.loc["counties", ["gdp", "air"]].to_list())
    assert w.loc["cities", "edu"] == pytest.approx(0)


def test_two_groups_may_lie_twice_the_tolerance_apart():
    w = table(Comparability("ruler", of=["gdp", "air"], at_most=0.1))
    assert w.loc["counties", "air"] - w.loc["cities", "air"] == pytest.approx(0.2)


def test_what_only_one_group_has_is_nobodys_ruler():
    assert not list(Comparability("ruler", of=["edu"]).lines(plain().indicators_of))


def test_a_common_total_leaves_the_items_free():
    w = table(CommonTotal("core", of=["gdp", "air"]), Share("some", of=["edu"], at_least={"cities": 0.0}))
    assert w.loc["cities", ["gdp", "air"]].sum() == pytest.approx(w.loc["counties", ["gdp", "air"]].sum())
    w = table(CommonTotal("core", of=["gdp", "air"], at_most=0.1))
    assert w.loc["counties"].sum() - w.loc["cities", ["gdp", "air"]].sum() == pytest.approx(0.2)


def test_systems_have_totals_of_their_own():
    codes = ["a", "b", "c", "d"]
    applies = pd.DataFrame([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]], index=["g", "h", "o"], columns=codes).astype(
        bool
    )
    scores = pd.DataFrame(0.5, index=["u", "v", "x"], columns=codes)
    q = Weighting(
        scores=scores,
        groups=pd.Series({"u": "g", "v": "h", "x": "o"}),
        applies=applies,
        rules=[CommonTotal("core", of=["a", "c"]), Comparability("ruler", of=["a", "c"])],
    )
    assert q.parts == (("g", "h"), ("o",))
    assert {line.group for rule in q.rules for line in rule.lines(q.indicators_of)} == {"g", "h"}


def test_groups_of_a_class_lie_no_farther_apart_than_said():
    """Last year's distance over gdp and air is 0.1 + 0.3; it must shrink to 0.25."""
    w = table(ClassDistance("alike", of=["gdp", "air", "edu"], at_most=0.25))
    distance = (w.loc["cities", ["gdp", "air"]] - w.loc["counties", ["gdp", "air"]]).abs().sum()
    assert distance == pytest.approx(0.25)


def test_a_class_is_the_groups_it_names():
    assert not list(ClassDistance("alike", of=["gdp"], at_most=0.1, groups=["cities"]).lines(plain().indicators_of))


OPPOSED = pd.DataFrame({"a": [1.0, 0.0, 1.0, 1.0], "b": [0.0, 1.0, 0.0, 0.4]}, index=list("uvxy"))


def parity(limit):
    return Weighting(
        scores=OPPOSED,
        groups=pd.Series({"u": "g", "v": "g", "x": "h", "y": "h"}),
        rules=[Parity("fair", at_most=limit)],
        reference=pd.Series({"a": 0.2, "b": 0.8}),
    )


def test_parity_brings_mean_regrets_together():
    """In g the mean regret is a half whatever the weights; in h it is 1 - a, 0.8 at the reference."""
    w = derive_weights(parity(0.1), CLOSEST)
    assert w.table.loc["h", "a"] == pytest.approx(0.4)
    assert w.units.groupby("group")["regret"].mean().to_dict() == pytest.approx({"g": 0.5, "h": 0.6})
    assert w.reasons.loc["fair_min(g,h)", "slack"] == pytest.approx(0)


def test_loose_parity_moves_nothing():
    assert derive_weights(parity(0.5), CLOSEST).value == pytest.approx(0)


def test_coupling_does_not_move_the_yardstick():
    rules = [
        Comparability("ruler", of=["gdp", "air"]),
        Parity("fair", at_most=0.9),
        Share("cap", of=["gdp"], at_most=0.6),
    ]
    bare = own_bounds(plain(rules=rules[2:]))
    pd.testing.assert_frame_equal(own_bounds(plain(rules=rules)), bare)


def test_parts_are_what_rules_tie_together():
    assert plain().parts == (("cities",), ("counties",))
    assert plain(rules=[Parity("fair", at_most=0.9)]).parts == (("cities", "counties"),)


def test_groups_that_cannot_meet_are_refused_with_the_numbers():
    rules = [
        Share("low", of=["gdp"], at_least={"cities": 0.5}),
        Share("high", of=["gdp"], at_most={"counties": 0.3}),
        Comparability("ruler", of=["gdp", "air"], at_most=0.05),
    ]
    with pytest.raises(WeightingError) as caught:
        plain(rules=rules)
    assert caught.value.text("en") == (
        "rule “ruler” lets the weight of gdp differ by 0.1 between groups, but group “cities” asks for at least 0.5 "
        "(rule “low”) and group “counties” allows at most 0.3 (rule “high”)"
    )
    plain(rules=[*rules[:2], dataclasses.replace(rules[2], at_most=0.1)])


def test_totals_that_cannot_meet_are_refused():
    rules = [
        Share("low", of=["gdp", "air"], at_most={"cities": 0.8}),
        Share("all", of=["gdp", "air"], at_least={"counties": 1.0}),
        CommonTotal("core", of=["air", "gdp"]),
    ]
    with pytest.raises(WeightingError, match=r"gdp.* at least 1 "):
        plain(rules=rules)


def test_stability_that_cannot_meet_comparability_is_refused_with_the_spread():
    last = {"cities": {"gdp": 0.3}, "counties": {"gdp": 0.5}}
    rules = [Stability("calm", last=last, at_most=0.03), Comparability("ruler", of=["gdp"], at_most=0.01)]
    with pytest.raises(WeightingError) as caught:
        plain(rules=rules)
    assert "0.2 apart, more than the 0.03 + 0.03 + 0.01 + 0.01 = 0.08 that can be bridged" in caught.value.text("en")


def test_a_core_too_small_for_the_individual_caps_is_refused():
    """One individual indicator with a cap of 10 points cannot take up what a core of at most 85 leaves."""
    p = {"core1": 0.4, "core2": 0.4, "own": 0.2}
    with pytest.raises(WeightingError, match=r"each 0\.1 \+ core 0\.85 = 0\.95, less than"):
        one_group(p, [Share("core", of=["core1", "core2"], at_most=0.85), EachShare("each", of=["own"], at_most=0.1)])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_across_groups_has_a_sentence(language):
    rules = [
        Comparability("ruler", of=["gdp", "air"]),
        CommonTotal("core", of=["gdp", "air"]),
        ClassDistance("alike", of=["gdp"], at_most=0.0),
        Parity("fair", at_most=0.5),
    ]
    told = derive_weights(plain(rules=rules), MinimaxRegret()).explain(language)
    assert {"ruler", "core", "alike"} <= set(told["rule"])
    assert not told["sentence"].str.contains(r"[{}]").any()
