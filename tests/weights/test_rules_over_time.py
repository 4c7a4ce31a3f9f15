"""Rules from year to year, against their inequalities."""

import pytest
from questions import one_group, plain

from govperf_sim.errors import WeightingError
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import Share, Stability, TotalMovement

P = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}
LAST = {"g": {"a": 0.4, "b": 0.3, "c": 0.3}}


def derived(*rules):
    return derive_weights(one_group(P, list(rules)), ClosestToReference()).table.loc["g"]


def test_no_weight_moves_farther_than_said_from_last_year():
    w = derived(Stability("calm", last=LAST, at_most=0.1))
    assert w["a"] == pytest.approx(0.3)
    assert (w - 0.0)[["b", "c"]].between(0.2 - 1e-12, 0.4 + 1e-12).all()


def test_a_new_indicator_is_exempt():
    w = derived(Stability("calm", last=LAST, at_most=0.1))
    assert w.to_dict() == pytest.approx({"a": 0.3, "b": 0.2, "c": 0.2, "d": 0.3})
    w = derived(TotalMovement("little", last=LAST, at_most=0.1))
    assert sum(abs(w[k] - p) for k, p in LAST["g"].items()) <= 0.2 + 1e-12
    assert w["d"] == pytest.approx(0.2)


def test_little_changes_hands():
    """Every indicator has a last weight: the movement is twice what is handed over."""
    last = {"g": {"a": 0.4, "b": 0.2, "c": 0.3, "d": 0.1}}
    w = derived(TotalMovement("little", last=last, at_most=0.05))
    assert sum(abs(w[k] - p) for k, p in last["g"].items()) == pytest.approx(0.1)


def test_a_limit_may_differ_by_group():
    last = {"cities": {"gdp": 0.2, "air": 0.4}, "counties": {"gdp": 0.9}}
    rule = Stability("calm", last=last, at_most={"cities": 0.05, "counties": 0.1})
    assert [line.name for line in rule.lines(plain().indicators_of)] == [
        "calm_max(cities,gdp)", "calm_min(cities,gdp)", "calm_max(cities,air)", "calm_min(cities,air)",
        "calm_max(counties,gdp)", "calm_min(counties,gdp)",
    ]  # fmt: skip
    w = derive_weights(plain(rules=[rule]), ClosestToReference()).table
    assert w.loc["cities", "gdp"] == pytest.approx(0.25)
    assert w.loc["counties", "gdp"] == pytest.approx(0.8)


def test_stability_against_a_floor_is_refused_with_the_numbers():
    with pytest.raises(WeightingError) as caught:
        one_group(P, [Stability("calm", last=LAST, at_most=0.02), Share("low", of=["a"], at_least=0.5)])
    assert "rule “low” asks for at least 0.5, above the 0.42 that rule “calm” allows" in caught.value.text("en")


@pytest.mark.parametrize("wrong", [float("nan"), -0.1, 1.2, "0.3"])
def test_last_year_must_be_numbers(wrong):
    with pytest.raises(WeightingError, match=r"last year's weight of “a”|上年权重"):
        one_group(P, [Stability("calm", last={"g": {"a": wrong}}, at_most=0.02)])


def test_last_year_of_unknown_groups_and_indicators_is_refused():
    with pytest.raises(WeightingError) as caught:
        one_group(P, [Stability("calm", last={"gg": {"aa": 0.1}}, at_most=0.02)])
    assert "aa" in caught.value.text("en")
    with pytest.raises(WeightingError, match="gg"):
        one_group(P, [TotalMovement("calm", last={"g": {"a": 0.1}, "gg": {"a": 0.1}}, at_most=0.02)])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_over_time_has_a_sentence(language):
    last = {"g": {"a": 0.2, "b": 0.2, "c": 0.3, "d": 0.3}}
    rules = [Stability("calm", last=last, at_most=0.05), TotalMovement("little", last=last, at_most=0.05)]
    told = derive_weights(one_group(P, rules), ClosestToReference()).explain(language)
    assert set(told["rule"]) == {"calm", "little"}
    assert not told["sentence"].str.contains(r"[{}]").any()
