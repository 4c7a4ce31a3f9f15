"""What the answer says about units, and its sentences."""

import re

import pandas as pd
import pytest
from questions import GROWTH, one_group, plain

from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.rules import Order, Ratio, SetRatio, Share
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Name

P = {"a": 0.4, "b": 0.2, "c": 0.4}
CAP = Share("cap_growth", of=["a"], at_most=0.2, source=GROWTH)


def test_a_score_is_the_weighted_sum():
    w = derive_weights(plain(), ClosestToReference())
    assert w.units.loc["a", "score"] == pytest.approx(0.4 * 0.9 + 0.2 * 0.2 + 0.4 * 0.3)
    assert w.units.loc["c", "score"] == pytest.approx(0.5 * 0.5 + 0.5 * 0.6)
    assert w.units["group"].to_dict() == {"a": "cities", "b": "cities", "c": "counties"}


def test_the_core_score_is_the_mean_on_what_all_groups_of_the_system_share():
    units = derive_weights(plain(), ClosestToReference()).units
    assert units.loc["a", "core_score"] == pytest.approx((0.4 * 0.9 + 0.2 * 0.2) / 0.6)
    assert units["rank_in_system"].to_dict() == {"a": 1, "b": 3, "c": 2}


def test_systems_are_ranked_apart():
    w = derive_weights(plain(systems=pd.Series({"cities": "r", "counties": "d"})), ClosestToReference())
    assert w.units["system"].to_dict() == {"a": "r", "b": "r", "c": "d"}
    assert w.units.loc["c", "rank_in_system"] == 1
    assert w.units.loc["c", "core_score"] == pytest.approx(w.units.loc["c", "score"])


def test_units_of_a_pool_are_ranked_with_one_another_only():
    """By core score a is first, c second, b third; with a and b set apart, c is alone with its system."""
    units = derive_weights(plain(pools=pd.Series({"a": "vertical", "b": "vertical"})), ClosestToReference()).units
    assert units["pool"].to_dict() == {"a": "vertical", "b": "vertical", "c": "all"}
    assert units["rank_in_pool"].to_dict() == {"a": 1, "b": 2, "c": 1}
    assert units["rank_in_system"].to_dict() == {"a": 1, "b": 3, "c": 2}


def test_without_pools_a_pool_is_the_system():
    units = derive_weights(plain(), ClosestToReference()).units
    assert units["pool"].to_list() == units["system"].to_list()
    assert units["rank_in_pool"].to_list() == units["rank_in_system"].to_list()


def test_a_system_whose_groups_share_nothing_has_no_core_score():
    scores = pd.DataFrame({"gdp": [0.5, None], "air": [None, 0.5]}, index=["a", "b"], dtype=float)
    q = Weighting(
        scores=scores,
        groups=pd.Series({"a": "g", "b": "h"}),
        applies=pd.DataFrame({"gdp": [True, False], "air": [False, True]}, index=["g", "h"]),
    )
    assert derive_weights(q, MinimaxRegret()).units[["core_score", "rank_in_system"]].isna().all().all()


def test_equal_scores_share_the_better_rank():
    scores = pd.DataFrame({"a": [0.3, 0.6, 0.3, 0.1]}, index=list("uvxy"))
    w = derive_weights(one_group({"a": 1.0}, [], scores), ClosestToReference())
    assert w.units["rank_in_group"].to_dict() == {"u": 2, "v": 1, "x": 2, "y": 4}


def test_a_binding_rule_is_explained_in_a_sentence():
    told = derive_weights(one_group(P, [CAP]), ClosestToReference()).explain("en")
    assert told.loc["cap_growth(g)", "sentence"] == (
        "cap_growth, g: a at most 0.2; binds, loosening it lowers the total move from the reference (mean of groups) "
        "by 2 per unit of weight; clause V-1d (rules.yaml:6)"
    )
    assert told.loc["cap_growth(g)", "worth"] == pytest.approx(2)


def test_names_are_used_where_they_are_given():
    names = {"a": Name(zh="经济增长", en="growth"), "g": Name(zh="中心城区", en="core urban")}
    q = one_group(P, [CAP])
    told = derive_weights(
        Weighting(scores=q.scores, groups=q.groups, rules=q.rules, reference=q.reference, names=names),
        ClosestToReference(),
    )
    assert told.explain("zh").loc["cap_growth(g)", "sentence"] == (
        "cap_growth（中心城区）：经济增长 不高于 0.2；起约束作用，每放宽一个单位权重，"
        "对基准权重的总变动（各类别平均）减少 2；依据条款 V-1d（rules.yaml:6）"
    )


def test_only_what_binds_is_explained_dearest_first():
    rules = [
        Share("loose", of=["b"], at_most=0.9),
        Share("met", of=["c"], at_least=0.5),
        Order("order", more="c", less="b", gap=0.1),
        CAP,
    ]
    told = derive_weights(one_group(P, rules), ClosestToReference()).explain("en")
    assert "loose(g)" not in told.index
    assert told.index[0] == "cap_growth(g)"
    assert told["worth"].is_monotonic_decreasing
    assert "met exactly, but loosening it would not lower" in told.loc["met(g)", "sentence"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_rule_has_a_sentence(language):
    rules = [
        Ratio("ratio", of="a", to="b", at_least=1, at_most=1),
        SetRatio("sets", of=["a", "b"], to=["c"], at_least=1),
        Order("order", more="c", less="b", gap=0.25),
        Share("two", of=["a", "b"], at_least=0.5, at_most=0.5),
        Share("one", of=["a"], at_least=0.25, at_most=0.25),
    ]
    told = derive_weights(one_group(P, rules), ClosestToReference()).explain(language)
    assert len(told) == 8
    assert not told["sentence"].str.contains(r"[{}]").any()


def test_the_language_is_the_one_of_the_run(monkeypatch):
    w = derive_weights(one_group(P, [CAP]), ClosestToReference())
    monkeypatch.setenv("GOVPERF_LANG", "zh")
    assert "起约束作用" in w.explain().loc["cap_growth(g)", "sentence"]
    monkeypatch.setenv("GOVPERF_LANG", "en")
    assert "binds" in w.explain().loc["cap_growth(g)", "sentence"]


def test_a_notebook_shows_the_weights_as_a_table():
    shown = derive_weights(plain(), MinimaxRegret())._repr_html_()
    assert re.search(r"<td>0\.\d{3}</td>", shown)
    assert "cities" in shown


def test_the_formulation_is_the_program():
    text = derive_weights(one_group(P, [CAP]), ClosestToReference()).formulation().lp
    assert " cap_growth(g): w(g,a) <= 0.2\n" in text
