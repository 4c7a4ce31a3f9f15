"""What a reader of weights has to be told."""

import pandas as pd
import pytest
from questions import one_group, plain

from govperf_sim.weights.cautions import loose_groups, raised
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.guard import RegretGuard
from govperf_sim.weights.rules import CommonTotal, Comparability, Share, Stability, TotalMovement

LAST = {"cities": {"gdp": 0.4, "air": 0.2, "edu": 0.4}}
SIDES = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0]}, index=["u", "v"])


def test_groups_of_fewer_units_than_indicators_are_loose():
    # cities: two units, three indicators; counties: one unit, two indicators
    assert loose_groups(plain()) == ("cities", "counties")
    assert loose_groups(plain(rules=[Share("cap", of=["gdp"], at_most=0.5)])) == ("cities", "counties")


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        (Comparability("ruler", of=["gdp", "air"]), ()),
        (CommonTotal("total", of=["gdp", "air"]), ()),
        (Comparability("ruler", of=["gdp", "air"], groups=["cities"]), ("cities", "counties")),
        (Stability("calm", last=LAST, at_most=0.2), ("counties",)),
        (TotalMovement("calm", last=LAST, at_most=0.2), ("counties",)),
    ],
    ids=["comparability", "common_total", "with_nobody", "stability", "total_movement"],
)
def test_a_rule_that_ties_a_group_to_others_or_to_last_year_holds_it(rule, left):
    assert loose_groups(plain(rules=[rule])) == left


def test_as_many_units_as_indicators_are_enough():
    assert loose_groups(one_group({"a": 0.5, "b": 0.5}, [], SIDES)) == ()


def tied():
    """Group g has two opposed units, h one unit that wants b; the ruler gives both groups the same weights.

    Starting from 0 for a, h has no regret, and v has none, but u has all it can.
    """
    scores = pd.DataFrame({"a": [1.0, 0.0, 0.0], "b": [0.0, 1.0, 1.0]}, index=["u", "v", "x"])
    p = pd.DataFrame({"a": [0.0, 0.0], "b": [1.0, 1.0]}, index=["g", "h"])
    return plain(
        scores=scores, groups=pd.Series({"u": "g", "v": "g", "x": "h"}), applies=None, reference=p,
        rules=[Comparability("ruler", of=["a", "b"])],
    )  # fmt: skip


def test_a_group_that_pays_for_the_guard_of_another_is_named():
    # Weight w on a: u regrets 1 - w, v and x regret w.  T*_g is a half, so at kappa 0 w = 1/2 and h rises from 0 to 1/2.
    answer = derive_weights(tied(), RegretGuard(0.0))
    assert raised(answer.weighting, answer.cells, answer.guard) == {"h": pytest.approx((0.0, 0.5))}
    told = [c.text("en") for c in answer.cautions]
    assert any("“h” rises from 0.000" in sentence and "0.500" in sentence for sentence in told)


def test_nothing_rises_where_only_the_rules_move_the_weights():
    answer = derive_weights(tied(), RegretGuard(1.0))
    assert raised(answer.weighting, answer.cells, answer.guard) == {}
    assert raised(answer.weighting, answer.cells, derive_weights(tied(), ClosestToReference()).guard) == {}


@pytest.mark.parametrize(("domains", "said"), [(None, "equal weights"), ({"a": "one", "b": "two"}, "equal domains")])
def test_weights_without_a_reference_say_what_they_started_from(domains, said):
    q = plain(
        scores=SIDES, groups=pd.Series("g", index=["u", "v"]), applies=None, reference=None,
        domains=None if domains is None else pd.Series(domains),
    )  # fmt: skip
    (caution,) = derive_weights(q).cautions
    assert said in caution.text("en")
    assert "没有基准权重" in caution.text("zh")


def test_cautions_stand_in_a_notebook():
    assert "no rule ties it" in derive_weights(plain())._repr_html_()
