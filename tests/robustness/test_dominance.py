"""Which pairs are settled, against another program, by brute force, and in cases that are not regular."""

import re

import numpy as np
import pandas as pd
import pytest
from corners import corners
from questions import golden, of_other_program, one_group, random_question

from govperf_sim.errors import InfeasibleRules
from govperf_sim.robustness.dominance import dominance, reduced
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import EachShare, Order, Share

CASES = ["tiny_5x3", "small_6x4_order_group", "degenerate_8x5"]


def matrix(q, column="least"):
    units = list(q.scores.index)
    table = (
        dominance(q).leads.loc[("group", "g")][column].unstack("other").reindex(units, axis=0).reindex(units, axis=1)
    )
    return table.to_numpy()


@pytest.mark.parametrize("name", CASES)
def test_leads_and_settled_pairs_agree_with_another_program(name):
    q, _ = of_other_program(f"weights_{name}")
    case = golden(f"robustness_{name}")
    off = ~np.eye(len(q.scores), dtype=bool)
    assert matrix(q)[off] == pytest.approx(
        np.array(case["expected"]["pairwise_min_diff"])[off], abs=case["tolerance"]["leads"]
    )
    ahead = np.isin(matrix(q, "settled"), ["ahead", "tied"])
    assert ahead[off].tolist() == np.array(case["expected"]["necessary"])[off].tolist()


def test_settled_pairs_of_a_published_example():
    case = golden("robustness_ror_vfranking")
    scores = pd.DataFrame(case["scores"], columns=["k0", "k1"]).set_axis(["a1", "a2", "a3", "a4"])
    q = one_group({"k0": 0.6, "k1": 0.4}, [Share("a1_over_a2", of=["k0"], at_least=4 / 7)], scores)
    found = dominance(q).leads.loc[("group", "g")]["settled"]
    for pair, expected in case["published"]["necessary"].items():
        assert (found[tuple(pair.split(">="))] in ("ahead", "tied")) is expected
    for pair, expected in case["published"]["possible"].items():
        assert (found[tuple(pair.split(">="))] != "behind") is expected


@pytest.mark.parametrize("seed", range(5))
def test_leads_agree_with_all_corners(seed):
    rng = np.random.default_rng(seed)
    x = rng.random((5, 4))
    codes = list("abcd")
    rules = [
        EachShare("each", of=codes, at_least=0.05, at_most=0.5),
        Order("ab", more="a", less="b", gap=0.02),
        Share("cd", of=["c", "d"], at_most=0.45),
    ]
    q = one_group(dict.fromkeys(codes, 0.25), rules, pd.DataFrame(x, [f"u{i}" for i in range(5)], codes))
    below = np.vstack([-np.eye(4), np.eye(4), [[-1, 1, 0, 0]], [[0, 0, 1, 1]]])
    limit = np.array([-0.05] * 4 + [0.5] * 4 + [-0.02, 0.45])
    s = corners(np.ones((1, 4)), np.ones(1), below, limit) @ x.T
    expected = (s[:, :, None] - s[:, None, :]).min(axis=0)
    off = ~np.eye(5, dtype=bool)
    assert matrix(q)[off] == pytest.approx(expected[off], abs=1e-9)


def test_the_reduction_tells_the_whole_relation():
    rng = np.random.default_rng(5)
    for _ in range(20):
        x = rng.integers(0, 4, (9, 3))
        ahead = (x[:, None] >= x[None]).all(axis=2)
        edges = reduced(ahead)
        reach = edges.copy()
        for _ in range(9):
            reach |= (reach.astype(int) @ edges.astype(int)) > 0
        first = [i for i in range(9) if not any((x[i] == x[j]).all() for j in range(i))]
        strictly = ahead & ~ahead.T
        assert (reach[np.ix_(first, first)] == strictly[np.ix_(first, first)]).all()
        for i, j in np.argwhere(edges):
            without = edges.copy()
            without[i, j] = False
            again = without.copy()
            for _ in range(9):
                again |= (again.astype(int) @ without.astype(int)) > 0
            assert not again[i, j], "an edge that follows from others is none"


def test_settled_pairs_are_in_that_order_under_derived_weights():
    q = random_question(4, groups=2, units=16)
    units, found = derive_weights(q).units["score"], dominance(q).leads
    settled = found[found["settled"] == "ahead"]
    assert len(settled)
    for _, _, ahead, behind in settled.index:
        assert units[ahead] >= units[behind] - 1e-9


def test_units_alike_are_tied_and_one_stands_for_both():
    q, _ = of_other_program("weights_degenerate_8x5")
    found = dominance(q)
    assert found.leads.loc[("group", "g", "u2", "u3"), "settled"] == "tied"
    assert "u3" not in found.hasse.reset_index()[["ahead", "behind"]].to_numpy()


def test_one_unit_has_nobody_to_be_ahead_of():
    q = one_group({"a": 0.5, "b": 0.5}, [], pd.DataFrame({"a": [0.3], "b": [0.4]}, index=["u"]))
    assert dominance(q).leads.empty
    assert dominance(q).hasse.empty


def test_where_the_rules_leave_one_point_every_pair_is_settled():
    scores = pd.DataFrame({"a": [0.1, 0.9, 0.5], "b": [0.8, 0.2, 0.5]}, index=list("xyz"))
    q = one_group({"a": 0.5, "b": 0.5}, [Share("a", of=["a"], at_least=0.5, at_most=0.5)], scores)
    found = dominance(q).leads.loc[("group", "g")]
    assert (found["least"] - found["most"]).abs().max() < 1e-12
    assert found.loc[("y", "x"), "settled"] == "ahead"
    assert found.loc[("y", "x"), "least"] == pytest.approx(0.1)


def test_rules_that_admit_no_weights_are_named():
    rules = [Order("first", more="a", less="b", gap=0.4), Order("second", more="b", less="a", gap=0.4)]
    with pytest.raises(InfeasibleRules) as found:
        dominance(one_group({"a": 0.5, "b": 0.5}, rules))
    assert set(found.value.conflict) == {"first", "second"}


def test_the_summary_counts_each_pair_once():
    q, _ = of_other_program("weights_tiny_5x3")
    counts = [int(n) for n in re.findall(r"<td>(\d+)</td>", dominance(q)._repr_html_())]
    assert sum(counts) == 10
