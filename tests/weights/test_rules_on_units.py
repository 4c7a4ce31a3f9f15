"""Rules on what a unit's score is made of, and their contradictions, by hand."""

import pandas as pd
import pytest
from questions import one_group

import govperf_sim as gp
from govperf_sim.errors import WeightingError
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import EachOwnShare, OwnShare

CODES = ("a", "b", "c")


def question(*rules, scores=None):
    scores = pd.DataFrame([[0.8, 0.4, 0.4], [0.2, 0.5, 0.5]], ["u", "v"], list(CODES)) if scores is None else scores
    return one_group({"a": 0.5, "b": 0.25, "c": 0.25}, list(rules), scores)


def test_a_cap_on_own_shares_holds_for_every_unit():
    """At the reference u draws 0.4 of its 0.6 from a; a cap of one half leaves a as much weight as b and c bring:
    0.8 a = 0.4 (1 - a), that is a = 1/3.  v draws 0.2 a of 0.5 - 0.3 a, less than half."""
    found = derive_weights(question(OwnShare("half", of=["a"], at_most=0.5)), ClosestToReference())
    assert found.table.loc["g", "a"] == pytest.approx(1 / 3, abs=1e-9)
    assert found.reasons.loc["half(g,u)", "slack"] == pytest.approx(0, abs=1e-9)
    assert found.reasons.loc["half(g,v)", "slack"] > 0.1
    assert "u" in found.explain("en").loc["half(g,u)", "sentence"]


def test_own_best_and_worst_do_not_know_rules_on_units():
    q = question(EachOwnShare("each", of=CODES, at_most=0.6))
    assert q.bounds.loc["u", ["own_best", "own_worst"]].to_list() == pytest.approx([0.8, 0.4])


def test_the_certificate_holds_own_shares_too():
    q = question(EachOwnShare("each", of=CODES, at_least=0.1, at_most=0.6))
    found = derive_weights(q)
    x, w = q.scores.to_numpy(float), found.table.loc["g"].to_numpy(float)
    shares = x * w / (x @ w)[:, None]
    assert shares.min() >= 0.1 - 1e-9
    assert shares.max() <= 0.6 + 1e-9
    found.certificate.verify()


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([EachOwnShare("each", of=CODES, at_least=0.4)], "1.2"),
        ([EachOwnShare("each", of=CODES, at_most=0.3)], "0.9"),
        ([OwnShare("low", of=["a"], at_least=0.5), OwnShare("high", of=["a", "b"], at_most=0.4)], "high"),
    ],
)
def test_bounds_that_contradict_one_another_are_refused_beforehand(rules, said):
    """The rows alone would hold wherever the score is 0."""
    with pytest.raises(WeightingError) as refused:
        question(*rules)
    assert said in refused.value.text("en")


def test_a_zero_cell_under_a_floor_is_named():
    scores = pd.DataFrame([[0.8, 0.0, 0.4], [0.2, 0.5, 0.5]], ["u", "v"], list(CODES))
    with pytest.raises(WeightingError) as refused:
        question(EachOwnShare("each", of=CODES, at_least=0.05), scores=scores)
    (told,) = (f.text("en") for f in refused.value.faults)
    assert "“u” scores 0 on b" in told


def test_caps_that_a_unit_with_zero_cells_cannot_fill_are_named():
    """Two indicators of at most 0.45 each make no whole score."""
    scores = pd.DataFrame([[0.8, 0.0, 0.4], [0.2, 0.5, 0.5]], ["u", "v"], list(CODES))
    with pytest.raises(WeightingError) as refused:
        question(EachOwnShare("each", of=CODES, at_most=0.45), scores=scores)
    (told,) = (f.text("zh") for f in refused.value.faults)
    assert "u" in told
    assert "0.9" in told


def test_a_scenario_may_declare_them():
    """Written as any other rule; derivation and report then hold it."""
    towns = gp.load_scenario("six_towns")
    said = {
        "kind": "each_own_share",
        "of": {},
        "at_most": 0.6,
        "source": {"status": "assumption", "cite": "made up for this test"},
    }
    q = towns.replace("rules.own", said, because="made up for this test").weighting
    (rule,) = (r for r in q.rules if r.id == "own")
    assert len(list(rule.lines(q.indicators_of))) == sum(len(q.indicators_of[g]) for g in q.groups)
