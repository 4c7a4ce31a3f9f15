"""Given weights held against every row of every rule."""

import pytest
from questions import GROWTH, one_group

from govperf_sim.weights.conflicts import conflicts
from govperf_sim.weights.kept import kept
from govperf_sim.weights.rules import Order, Share

W = {("g", "a"): 0.5, ("g", "b"): 0.3, ("g", "c"): 0.2}


def held(*rules):
    return kept(one_group({"a": 0.4, "b": 0.3, "c": 0.3}, rules), W)


def test_each_row_has_its_side_its_slack_and_its_source():
    found = held(
        Share("cap", of=["a"], at_most=0.4, source=GROWTH), Share("band", of=["b", "c"], at_least=0.2, at_most=0.6)
    )
    assert list(found.index) == ["cap(g)", "band_min(g)", "band_max(g)"]
    assert found["side"].to_list() == ["at_most", "at_least", "at_most"]
    assert found["value"].to_list() == pytest.approx([0.5, 0.5, 0.5])
    assert found["slack"].to_list() == pytest.approx([-0.1, 0.3, 0.1])
    assert found["kept"].to_list() == [False, True, True]
    told = found.loc["cap(g)", ["status", "clause", "place"]].to_list()
    assert told == ["assumption", "V-1d", "rules.yaml:6"]
    assert found.loc["band_min(g)", ["status", "clause", "cite", "place"]].to_list() == [""] * 4


def test_an_order_is_broken_by_what_it_lacks():
    assert held(Order("order", more="c", less="b", gap=0.05))["slack"].to_list() == pytest.approx([0.2 - 0.3 - 0.05])


def test_rules_that_admit_no_weights_can_still_be_held_against_some():
    rules = [
        Order("order", more="c", less="b"),
        Share("floor", of=["b"], at_least=0.3),
        Share("cap", of=["c"], at_most=0.2),
    ]
    assert conflicts({"g": ("a", "b", "c")}, rules) is not None
    assert held(*rules)["kept"].to_dict() == {"order(g)": False, "floor(g)": True, "cap(g)": True}
