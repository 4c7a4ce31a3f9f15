"""Benefit of the doubt against other programs, a published table, the textbook programs solved here, and by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from doubts import panel, question
from questions import golden, plain
from scipy.optimize import linprog

import govperf_sim as gp
from govperf_sim.errors import InfeasibleRules, WeightingError
from govperf_sim.weights.doubt.forms import Directional
from govperf_sim.weights.rules import (
    EachOwnShare,
    EachShare,
    Order,
    OwnShare,
    Parity,
    Ratio,
    SetRatio,
    Share,
    Stability,
)

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def textbook(x, i, *, more=(), lowest=0.0, highest=1.0):
    """max x_i'w, x_j'w <= 1, lowest <= w_k x_ik <= highest times the own score, more @ w <= 0: the form of textbooks."""
    own = [np.outer(-highest * np.ones(len(x[i])), x[i]) + np.diag(x[i]),
           np.outer(lowest * np.ones(len(x[i])), x[i]) - np.diag(x[i])]  # fmt: skip
    rows = np.vstack([x, *own, *([np.asarray(more)] if len(more) else [])])
    limits = np.r_[np.ones(len(x)), np.zeros(len(rows) - len(x))]
    return -linprog(-x[i], A_ub=rows, b_ub=limits, method="highs").fun


@pytest.mark.parametrize("name", ["doubt_tiny_5x3", "doubt_small_6x4_order_group"])
def test_the_scores_of_another_program(name):
    case = golden(name)
    q = question(case["scores"])
    rule = EachOwnShare("each", of=list(q.scores.columns), at_least=case["lowest"], at_most=case["highest"])
    held, free = gp.benchmark_scores(q, rules=[rule]), gp.benchmark_scores(q)
    assert held.score.to_list() == pytest.approx(case["with_own_shares"], abs=1e-9)
    assert free.score.to_list() == pytest.approx(case["without"], abs=1e-9)


@pytest.fixture(scope="module")
def tai():
    return gp.load_scenario(SCENARIOS / "tai2001")


def test_table_19_of_the_handbook(tai):
    """Published to two decimals, from logarithms rounded to two: half a unit of the last place, and a little."""
    published = pd.Series(golden("tai_table_19")["scores"])
    units = tai.framework.units
    score = gp.benchmark_scores(tai.weighting).score.rename(lambda u: units[u].name.text("en"))[published.index]
    gap = (score - published).abs()
    assert (gap <= 0.0051).sum() >= 20
    assert gap.max() < 0.0071
    ranks = (t.round(9).rank(ascending=False, method="min") for t in (score, published))
    assert sum(a == b for a, b in zip(*ranks, strict=True)) >= 21


def test_relative_weights_by_the_textbook_program(tai):
    """0.10 sum w <= w_k <= 0.15 sum w for every k, whatever the sum."""
    q = tai.weighting
    x = q.scores.to_numpy(float)
    k = x.shape[1]
    more = np.vstack([np.eye(k) - 0.15, 0.10 - np.eye(k)])
    expected = [textbook(x, i, more=more) for i in range(len(x))]
    assert gp.benchmark_scores(q).score.to_list() == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_own_shares_by_the_textbook_program(seed):
    x = panel(40, 8, seed)
    q = question(x, EachOwnShare("each", of=[f"k{j}" for j in range(8)], at_least=0.05, at_most=0.3))
    found = gp.benchmark_scores(q)
    assert found.score.to_list() == pytest.approx(
        [textbook(x, i, lowest=0.05, highest=0.3) for i in range(40)], abs=1e-9
    )
    assert (found.scores["bound"] - found.score).abs().max() <= 1e-9
    assert (found.scores["bound"] >= found.score - 1e-12).all()


def test_rules_of_every_kind_by_the_textbook_program():
    """Orders, ratios, ratios of sets and shares of groups of indicators, in proportion to the sum of the weights."""
    x = panel(25, 5, 7)
    rules = [
        Order("order", more="k0", less="k1", gap=0.05),
        Ratio("ratio", of="k2", to="k3", at_least=0.5, at_most=2.0),
        SetRatio("sets", of=["k3", "k4"], to=["k1"], at_least=1.5),
        Share("group", of=["k0", "k1"], at_most=0.4),
        OwnShare("own", of=["k3", "k4"], at_least=0.3, at_most=0.5),
    ]
    one = np.ones(5)

    def expected(i):
        own = x[i] * np.array([0, 0, 0, 1, 1])
        more = [
            0.05 * one - [1, -1, 0, 0, 0], [0, 0, -1, 0.5, 0], [0, 0, 1, -2, 0], [0, 1.5, 0, -1, -1],
            np.array([1, 1, 0, 0, 0]) - 0.4 * one, own - 0.5 * x[i], 0.3 * x[i] - own,
        ]  # fmt: skip
        return textbook(x, i, more=more)

    found = gp.benchmark_scores(question(x, *rules))
    assert found.score.to_list() == pytest.approx([expected(i) for i in range(25)], abs=1e-9)


def test_units_in_another_order_score_the_same():
    q = question(panel(30, 6, 3), EachOwnShare("each", of=[f"k{j}" for j in range(6)], at_least=0.05))
    order = np.random.default_rng(5).permutation(q.scores.index)
    other = gp.Weighting(scores=q.scores.loc[order, q.scores.columns[::-1]], groups=q.groups, rules=q.rules)
    ours, theirs = gp.benchmark_scores(q), gp.benchmark_scores(other)
    assert theirs.score[q.scores.index].to_list() == pytest.approx(ours.score.to_list(), abs=1e-12)
    pd.testing.assert_frame_equal(theirs.shares.loc[ours.shares.index], ours.shares, atol=1e-7)


def test_each_group_is_a_pool_of_its_own():
    """c is alone in its group; a and b know nothing of it."""
    found = gp.benchmark_scores(plain())
    assert found.score["c"] == 1.0
    assert found.score["b"] == pytest.approx(1.0)
    assert "cities" in " ".join(found.warnings("en"))
    assert any("single unit" in w for w in found.warnings("en"))
    assert found._repr_html_()


def test_most_units_scoring_one_is_told():
    """With as many indicators as units nearly every unit is best at something."""
    q = question(np.random.default_rng(1).uniform(0.1, 1, (21, 8)))
    found = gp.benchmark_scores(q)
    ones = int((found.score > 1 - 1e-9).sum())
    assert ones > 10
    assert any(f"{ones} of 21 units score 1" in w for w in found.warnings("en"))
    assert any(f"{ones} 个得分为 1" in w for w in found.warnings("zh"))
    assert gp.benchmark_scores(question(np.outer(np.linspace(0.1, 1, 9), [1, 0.5]))).warnings("en") == ()


def test_rules_that_know_neighbours_or_last_year_are_refused_by_name():
    q = question(panel(4, 2))
    stability = Stability("calm", last={"g": {"k0": 0.5, "k1": 0.5}}, at_most=0.1)
    with pytest.raises(WeightingError) as refused:
        gp.benchmark_scores(q, rules=[stability, Parity("fair", at_most=0.1)])
    told = refused.value.text("en")
    assert "“calm” (stability)" in told
    assert "“fair” (parity)" in told
    held = gp.Weighting(scores=q.scores, groups=q.groups, rules=[stability])
    found = gp.benchmark_scores(held)
    assert found.left_out == ("calm",)
    assert "calm" in " ".join(found.warnings("en"))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([EachOwnShare("each", of=["k0", "k1"], at_least=0.6)], "1.2"),
        ([EachOwnShare("each", of=["k0", "k1"], at_most=0.4)], "0.8"),
        ([OwnShare("a", of=["k0"], at_least=0.7), OwnShare("b", of=["k0"], at_most=0.6)], "0.6"),
    ],
)
def test_contradictory_own_shares_are_named_and_nobody_scores_0(rules, said):
    with pytest.raises(WeightingError) as refused:
        gp.benchmark_scores(question([[0.5, 0.4], [0.3, 0.6]]), rules=rules)
    assert said in refused.value.text("en")


def test_a_zero_cell_under_a_floor_is_named():
    with pytest.raises(WeightingError) as refused:
        gp.benchmark_scores(question([[0.5, 0.0], [0.3, 0.6]]), rules=[EachOwnShare("e", of=["k1"], at_least=0.1)])
    assert "“u0” scores 0 on k1" in refused.value.text("en")


def test_own_shares_that_an_order_makes_impossible_are_named():
    """No clash of own shares alone: k0 must bring nine tenths of u0's score, with less weight than k1, which is as large."""
    q = question([[0.5, 0.5], [0.3, 0.6]])
    rules = [OwnShare("own", of=["k0"], at_least=0.9), Order("order", more="k1", less="k0")]
    with pytest.raises(InfeasibleRules) as refused:
        gp.benchmark_scores(q, rules=rules)
    assert "u0" in refused.value.text("en")


def test_a_unit_with_nothing_to_show_is_named():
    with pytest.raises(WeightingError) as refused:
        gp.benchmark_scores(question([[0.5, 0.5], [0.0, 0.0]]))
    assert "“u1”" in refused.value.text("en")


def test_a_zero_cell_does_not_hurt():
    x = np.array([[0.0, 0.5, 0.4], [0.3, 0.0, 0.6], [0.2, 0.2, 0.0], [0.25, 0.2, 0.3]])
    rule = EachOwnShare("each", of=["k0", "k1", "k2"], at_most=0.7)
    found = gp.benchmark_scores(question(x), rules=[rule])
    assert found.score.to_list() == pytest.approx([textbook(x, i, highest=0.7) for i in range(4)], abs=1e-9)
    assert found.shares.loc[("u0", "k0")].to_list() == [0.0, 0.0]


def test_an_unknown_undesirable_indicator_and_a_bad_direction_are_named_together():
    with pytest.raises(WeightingError) as refused:
        gp.benchmark_scores(question([[0.5, 0.4]]), undesirable=["k7"], form=Directional({"k0": -1.0}))
    told = refused.value.text("en")
    assert "k7" in told
    assert "-1" in told
    assert "None" in told


def test_a_unit_without_anything_undesirable_is_named():
    with pytest.raises(WeightingError) as refused:
        gp.benchmark_scores(question([[0.5, 0.4], [0.6, 0.0]]), undesirable=["k1"])
    assert "“u1”" in refused.value.text("en")


def test_the_scenario_of_the_pilot_can_be_asked():
    found = gp.benchmark_scores(gp.load_scenario(SCENARIOS / "guangdong2012").weighting)
    assert found.left_out == ("one_ruler",)
    assert (found.score > 0).all()


def test_each_share_is_the_relative_weight_restriction():
    """Scores halved, weights doubled: what counts is the part of the sum."""
    x, rule = panel(10, 4, 2), EachShare("each", of=["k0", "k1", "k2", "k3"], at_least=0.1, at_most=0.4)
    ours, theirs = (gp.benchmark_scores(question(x * scale, rule)).score for scale in (1.0, 0.5))
    assert ours.to_list() == pytest.approx(theirs.to_list(), abs=1e-9)


def test_golden_files_say_where_they_come_from():
    others = Path(__file__).parents[1] / "golden" / "others"
    for name in ("doubt_tiny_5x3", "doubt_small_6x4_order_group", "tai_table_19"):
        assert json.loads((others / f"{name}.json").read_text("utf-8"))["source"]
