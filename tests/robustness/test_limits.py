"""How far weights and ranks may move, against another program, by hand, and in cases that are not regular."""

import numpy as np
import pandas as pd
import pytest
from corners import corners
from questions import four_groups, golden, of_other_program, one_group, plain, random_question

from govperf_sim.errors import InfeasibleRules
from govperf_sim.robustness.limits import rank_limits, weight_limits
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret, SumOfRegrets, WorstTail
from govperf_sim.weights.rules import CommonTotal, Comparability, EachShare, Order, Share

CASES = ["tiny_5x3", "small_6x4_order_group", "degenerate_8x5"]


def ranks(q, level="group", pool="g"):
    table = rank_limits(q).table
    assert table["proven"].all()
    return table.loc[(level, pool)][["best", "worst"]].to_numpy().tolist()


@pytest.mark.parametrize("name", CASES)
def test_rank_limits_agree_with_another_program(name):
    q, _ = of_other_program(f"weights_{name}")
    assert ranks(q) == golden(f"robustness_{name}")["expected"]["rank_intervals"]


def test_rank_limits_of_a_published_example():
    case = golden("robustness_ror_vfranking")
    q = one_group({"k0": 0.5, "k1": 0.5}, [], pd.DataFrame(case["scores"], columns=["k0", "k1"]).set_axis(list("abcd")))
    assert ranks(q)[1] == [1, 4], "before the statement the second is anywhere: best on k1, last on k0"
    stated = one_group({"k0": 0.6, "k1": 0.4}, [Share("a1_over_a2", of=["k0"], at_least=4 / 7)], q.scores)
    # At the very edge of the statement, k0 = 4/7, the first two are level: a tie, and so no rank of a random draw.
    assert ranks(stated) == [[2, 3], [2, 4], [3, 4], [1, 1]]
    for (best, worst), drawn in zip(ranks(stated), case["ranks_that_occur"], strict=True):
        assert best <= min(drawn) <= max(drawn) <= worst


@pytest.mark.parametrize("name", CASES)
def test_weights_as_good_agree_with_another_program(name):
    q, case = of_other_program(f"weights_{name}")
    found = weight_limits(q, derive_weights(q, MinimaxRegret())).table
    expected = np.array(case["expected"]["minimax_normalised_regret"]["weight_ranges"])
    assert found[["as_good_least", "as_good_most"]].to_numpy() == pytest.approx(expected, abs=1e-6)
    assert (found["weight"] >= found["as_good_least"] - 1e-8).all()
    assert (found["weight"] <= found["as_good_most"] + 1e-8).all()


@pytest.mark.parametrize("seed", range(6))
def test_rank_limits_agree_with_all_corners_of_the_arrangement(seed):
    """Ties help, so some corner, where the set meets planes on which the unit ties with others, has its best rank."""
    rng = np.random.default_rng(seed)
    x = rng.random((6, 3)).round(2)
    q = one_group(
        {"a": 0.4, "b": 0.3, "c": 0.3},
        [EachShare("each", of=["a", "b", "c"], at_least=0.05), Order("ab", more="a", less="b")],
        pd.DataFrame(x, [f"u{i}" for i in range(6)], ["a", "b", "c"]),
    )
    below, limit = np.vstack([-np.eye(3), [[-1.0, 1.0, 0.0]]]), np.array([-0.05, -0.05, -0.05, 0.0])
    expected = []
    for i in range(6):
        s = corners(np.ones((1, 3)), np.ones(1), below, limit, np.delete(x - x[i], i, axis=0)) @ x.T
        best, worst = (s > s[:, [i]] + 1e-9).sum(axis=1).min() + 1, (s >= s[:, [i]] - 1e-9).sum(axis=1).max()
        expected.append([int(best), int(worst)])
    assert ranks(q) == expected


def test_weight_limits_of_a_box():
    """Each of three weights in [0.1, 0.6]: the others leave room for all of it."""
    q, _ = of_other_program("weights_tiny_5x3")
    assert weight_limits(q).table["least"].tolist() == pytest.approx([0.1] * 3)
    assert weight_limits(q).table["most"].tolist() == pytest.approx([0.6] * 3)


def test_weight_limits_reach_through_other_rules():
    """Air at least 0.4 and more than gdp, gdp at least 0.1: gdp can be a half less nothing, edu 0.5."""
    rules = [Share("air_floor", of=["air"], at_least=0.4), Order("air_first", more="air", less="gdp"),
             Share("gdp_floor", of=["gdp"], at_least=0.1)]  # fmt: skip
    q = one_group({"gdp": 0.2, "air": 0.5, "edu": 0.3}, rules)
    expected = {"gdp": (0.1, 0.5), "air": (0.4, 0.9), "edu": (0.0, 0.5)}
    found = weight_limits(q).table.loc["g"]
    assert {k: (row["least"], row["most"]) for k, row in found.iterrows()} == {
        k: pytest.approx(ends) for k, ends in expected.items()
    }


@pytest.mark.parametrize(
    "goal", [None, ClosestToReference(), SumOfRegrets(), WorstTail(0.3), MinimaxRegret()], ids=repr
)
@pytest.mark.parametrize("question", [lambda: four_groups()[0], lambda: random_question(3)], ids=["four", "random"])
def test_an_answer_is_among_the_weights_as_good_and_these_among_all(goal, question):
    q = question()
    table = weight_limits(q, derive_weights(q, goal)).table
    order = table[["least", "as_good_least", "weight", "as_good_most", "most"]].to_numpy()
    assert (np.diff(order, axis=1) >= -1e-7).all()


def test_a_system_is_ranked_on_its_core_with_each_groups_own_weights():
    """One ruler over gdp and air with d = 0.1: the county may weigh gdp 0.1 or 0.2 away from the city's."""
    scores = pd.DataFrame({"gdp": [1.0, 0.0], "air": [0.0, 1.0], "own": [0.5, 0.5]}, index=["city", "county"])
    q = {
        "scores": scores,
        "groups": pd.Series({"city": "cities", "county": "counties"}),
        "reference": None,
        "applies": None,
    }
    together = [
        EachShare("each", of=["gdp", "air", "own"], at_least=0.1),
        CommonTotal("total", of=["gdp", "air", "own"]),
    ]
    free = plain(**q, rules=[*together, Comparability("ruler", of=["gdp", "air"], at_most=0.1)])
    assert ranks(free, "system", "all") == [[1, 2], [1, 2]]
    settled = [Share("gdp_leads", of=["gdp"], at_least={"cities": 0.5}), Share("air_low", of=["air"], at_most=0.3)]
    # city: gdp + own / 2, county: air + own / 2 by its own weights.
    led = plain(**q, rules=[*together, *settled, Comparability("ruler", of=["gdp", "air"], at_most=0.0)])
    assert ranks(led, "system", "all") == [[1, 1], [2, 2]]


def test_a_system_that_cannot_be_ranked_together_is_listed():
    found = rank_limits(plain())
    assert set(found.table.index.get_level_values("level")) == {"group"}
    assert set(found.apart) == {"all"}


def test_rules_that_admit_no_weights_are_named():
    rules = [Order("first", more="a", less="b", gap=0.4), Order("second", more="b", less="a", gap=0.4)]
    q = one_group({"a": 0.5, "b": 0.5}, rules)
    for asked in (weight_limits, rank_limits):
        with pytest.raises(InfeasibleRules) as found:
            asked(q)
        assert set(found.value.conflict) == {"first", "second"}


def test_where_the_rules_leave_one_point_ranks_are_its_ranks():
    q = one_group({"a": 0.5, "b": 0.5}, [Share("a", of=["a"], at_least=0.5, at_most=0.5)], scores(4))
    assert weight_limits(q).table.to_numpy() == pytest.approx(0.5)
    order = (q.scores.mean(axis=1)).rank(ascending=False).astype(int).tolist()
    assert ranks(q) == [[r, r] for r in order]


def test_where_the_rules_leave_a_segment_only():
    """a = b, so w = (t, t, 1 - 2t): the ranks are those found by walking along it."""
    rules = [Order("ab", more="a", less="b"), Order("ba", more="b", less="a")]
    q = one_group({"a": 0.3, "b": 0.3, "c": 0.4}, rules, scores(6, ["a", "b", "c"]))
    t = np.linspace(0, 0.5, 20001)
    s = q.scores.to_numpy() @ np.array([t, t, 1 - 2 * t])
    best = 1 + (s[:, None] > s[None] + 1e-12).sum(axis=0)
    worst = (s[:, None] >= s[None] - 1e-12).sum(axis=0)
    assert ranks(q) == [[int(b), int(w)] for b, w in zip(best.min(axis=1), worst.max(axis=1), strict=True)]


def test_a_duplicate_indicator_changes_no_rank():
    q = one_group({"a": 0.4, "b": 0.6}, [Share("a", of=["a"], at_most=0.7)], scores(5))
    twice = q.scores.assign(again=q.scores["a"])
    doubled = one_group({"a": 0.2, "b": 0.6, "again": 0.2}, [Share("a", of=["a", "again"], at_most=0.7)], twice)
    assert ranks(doubled) == ranks(q)


def test_one_unit_is_first_and_last():
    q = one_group({"a": 0.5, "b": 0.5}, [], scores(1))
    assert ranks(q) == [[1, 1]]


def test_units_alike_share_the_best_place_and_the_worst():
    alike = pd.DataFrame({"a": [0.5] * 3, "b": [0.2] * 3}, index=list("xyz"))
    assert ranks(one_group({"a": 0.5, "b": 0.5}, [], alike)) == [[1, 3]] * 3


def test_results_show_themselves():
    q, _ = of_other_program("weights_tiny_5x3")
    assert "<table" in weight_limits(q)._repr_html_()
    assert "<table" in rank_limits(q)._repr_html_()


def scores(units, codes=("a", "b"), seed=4):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(rng.random((units, len(codes))), [f"u{i}" for i in range(units)], list(codes))
