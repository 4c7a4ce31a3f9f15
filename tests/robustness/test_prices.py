"""A limit swept: against derivations one by one, by theory, and with limits named as rows are."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, one_group, plain, random_question

from govperf_sim.errors import WeightingError
from govperf_sim.robustness.prices import prices
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.rules import ClassDistance, Order, Ratio, Share


def two(rules):
    scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    return one_group({"gdp": 0.5, "air": 0.5}, rules, scores)


def test_the_distance_to_the_reference_by_hand():
    """The reference has gdp 0.5; at a cap of 0.3 gdp and air move by 0.2 each."""
    found = prices(two([Share("cap", of=["gdp"], at_most=0.4)]), "cap", [0.1, 0.3, 0.5, 0.7], ClosestToReference())
    assert found.values["value"].tolist() == pytest.approx([0.8, 0.4, 0.0, 0.0])
    assert found.weights["gdp"].tolist() == pytest.approx([0.1, 0.3, 0.5, 0.5])


def test_the_yardstick_is_held_so_that_looser_is_never_worse():
    q = random_question(8)
    stem = "share0_max"
    at = max(q.rules[0].at_most.values())
    values = prices(q, stem, np.linspace(at, min(1.0, at + 0.3), 5), MinimaxRegret()).values["value"]
    assert (values.diff().dropna() <= 1e-9).all()
    limits = q.rules[0].at_most
    moved = dataclasses.replace(q.rules[0], at_most=dict.fromkeys(limits, at))
    again = dataclasses.replace(q, rules=[moved, *q.rules[1:]])
    own = derive_weights(again, MinimaxRegret()).value
    assert not (again.bounds - q.bounds).abs().max().max() < 1e-9, "the yardstick would have moved"
    assert values.iloc[0] != pytest.approx(own, abs=1e-9)


def test_a_limit_of_one_group_moves_alone():
    q = plain(rules=[Share("cap", of=["gdp"], at_most=0.3)])
    found = prices(q, "cap(cities)", [0.1], ClosestToReference()).weights["gdp"].loc[0.1]
    assert found.to_dict() == pytest.approx({"cities": 0.1, "counties": 0.3})
    both = prices(q, "cap", [0.1], ClosestToReference()).weights["gdp"].loc[0.1]
    assert both.to_dict() == pytest.approx({"cities": 0.1, "counties": 0.1})


@pytest.mark.parametrize(
    ("rule", "limit", "value", "gdp"),
    [
        (Order("first", more="air", less="gdp", gap=0.1), "first", 0.3, 0.35),
        (Ratio("twice", of="air", to="gdp", at_least=1.0), "twice", 2.0, 1 / 3),
        (Share("band", of=["gdp"], at_least=0.1, at_most=0.4), "band_max", 0.2, 0.2),
        (Share("band", of=["gdp"], at_least=0.1, at_most=0.9), "band_min", 0.6, 0.6),
    ],
    ids=["order", "ratio", "cap of a band", "floor of a band"],
)
def test_any_limit_can_be_swept(rule, limit, value, gdp):
    """The reference has gdp and air at a half each."""
    found = prices(two([rule]), limit, [value], ClosestToReference())
    assert found.weights["gdp"].tolist() == pytest.approx([gdp])


def test_a_ruler_can_be_swept_and_ranks_follow():
    q, _ = four_groups()
    found = prices(q, "ruler", [0.0, 0.02])
    assert set(found.units.loc[0.0].index) == set(q.scores.index)
    core = q.core_of[q.system_of["five"]]
    five, nine = (found.weights.loc[(0.0, g), list(core)] for g in ("five", "nine"))
    assert (five - nine).abs().max() < 1e-8


def test_a_limit_that_leaves_no_weights_costs_infinity():
    q = two([Share("cap", of=["gdp"], at_most=0.4), Share("floor", of=["gdp"], at_least=0.3)])
    found = prices(q, "cap", [0.2, 0.35])
    assert found.values["value"].loc[0.2] == np.inf
    assert list(found.weights.index.get_level_values("limit").unique()) == [0.35]
    assert prices(q, "cap", [0.2]).weights.empty


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("cup", 0.2, "cap"),
        ("cap(towns)", 0.2, "towns"),
        ("cap(", 0.2, "cap("),
        ("cap", 1.2, "1.2"),
        ("cap", float("nan"), "nan"),
    ],
)
def test_limits_that_are_not_there_or_cannot_be_are_refused(limit, value, said):
    with pytest.raises(WeightingError) as refused:
        prices(two([Share("cap", of=["gdp"], at_most=0.4)]), limit, [value])
    assert said in refused.value.text("en")


def test_a_rule_that_compares_groups_has_one_limit():
    q = plain(rules=[ClassDistance("class", of=["gdp"], at_most=0.1)])
    with pytest.raises(WeightingError):
        prices(q, "class(cities)", [0.2])
    assert prices(q, "class", [0.0]).weights["gdp"].diff().dropna().abs().max() < 1e-9


def test_the_summary_shows_itself():
    assert "<table" in prices(two([Share("cap", of=["gdp"], at_most=0.4)]), "cap", [0.3])._repr_html_()
