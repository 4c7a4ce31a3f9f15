"""Own best and own worst, by hand."""

import pandas as pd
import pytest
from questions import one_group, plain

from govperf_sim.weights.benchmark import indifferent, own_bounds, regrets
from govperf_sim.weights.rules import EachShare, Share


def test_own_best_and_worst_under_bounds():
    """0.1 each is fixed, the remaining 0.7 goes where the unit is best (worst), as far as the cap of 0.6."""
    scores = pd.DataFrame({"a": [1.0], "b": [0.5], "c": [0.0]}, index=["u"])
    q = one_group(
        {"a": 0.4, "b": 0.3, "c": 0.3}, [EachShare("each", of=list("abc"), at_least=0.1, at_most=0.6)], scores
    )
    bounds = own_bounds(q).loc["u"]
    assert bounds["own_best"] == pytest.approx(0.6 * 1 + 0.3 * 0.5)
    assert bounds["own_worst"] == pytest.approx(0.1 * 1 + 0.3 * 0.5)


def test_a_unit_is_held_to_the_rules_of_its_own_group():
    bounds = own_bounds(plain(rules=[Share("cap", of=["gdp"], at_most=0.5, groups=["cities"])]))
    assert bounds.loc["a", "own_best"] == pytest.approx(0.5 * 0.9 + 0.5 * 0.3)
    assert bounds.loc["c", ["own_best", "own_worst"]].to_list() == pytest.approx([0.6, 0.5])


def test_regret_is_the_share_of_the_range_that_is_lost():
    bounds = pd.DataFrame({"own_best": [0.8, 0.5], "own_worst": [0.4, 0.4996]}, index=["u", "flat"])
    found = regrets(bounds, pd.Series({"u": 0.7, "flat": 0.4998}))
    assert found["u"] == pytest.approx(0.25)
    assert pd.isna(found["flat"])
    assert indifferent(bounds) == ("flat",)
