"""Each goal, by hand and against other programs."""

import pandas as pd
import pytest
from questions import golden, of_other_program, one_group, plain, random_question

from govperf_sim.errors import WeightingError
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import (
    KINDS,
    ClosestToReference,
    GroupBalanced,
    MaxMinScore,
    MinimaxRegret,
    Regret,
    SumOfRegrets,
    WorstTail,
)
from govperf_sim.weights.rules import Comparability, EachShare, Order, Share
from govperf_sim.weights.weighting import Weighting

P = {"a": 0.4, "b": 0.2, "c": 0.4}


def test_an_admissible_reference_is_kept():
    w = derive_weights(one_group(P, [Share("cap", of=["a"], at_most=0.5)]), ClosestToReference())
    assert w.value == pytest.approx(0)
    assert w.table.loc["g"].to_dict() == pytest.approx(P)


def test_what_a_cap_takes_is_spread_evenly():
    """The total move is 0.4 however the 0.2 are spread; the smallest largest moves are 0.1 and 0.1."""
    w = derive_weights(one_group(P, [Share("cap", of=["a"], at_most=0.2)]), ClosestToReference())
    assert w.value == pytest.approx(0.4)
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0.2, "b": 0.3, "c": 0.5})


def test_the_leximin_goes_on_below_the_largest_move():
    """c may rise by 0.02 only; of the 0.2 to spread, a third each would be too much for it."""
    rules = [Share("cap", of=["a"], at_most=0.2), Share("hold", of=["c"], at_most=0.22)]
    w = derive_weights(one_group({"a": 0.4, "b": 0.2, "c": 0.2, "d": 0.2}, rules), ClosestToReference())
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0.2, "b": 0.29, "c": 0.22, "d": 0.29})


def test_groups_count_alike_whatever_their_size():
    q = plain(rules=[Share("cap", of=["gdp"], at_most=0.3)])
    w = derive_weights(q, ClosestToReference())
    assert w.value == pytest.approx((0.2 + 0.4) / 2)


def test_without_a_reference_the_closest_has_no_meaning():
    with pytest.raises(WeightingError, match="minimax_regret"):
        derive_weights(plain(reference=None), ClosestToReference())


def test_two_opposed_units_are_wronged_alike():
    """One is good at a, the other at b, by as much: the weights meet in the middle, each loses half its range."""
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0]}, index=["u", "v"])
    w = derive_weights(one_group({"a": 0.9, "b": 0.1}, [], scores), MinimaxRegret())
    assert w.value == pytest.approx(0.5)
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0.5, "b": 0.5})


def test_where_regret_decides_nothing_the_reference_does():
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [0.5, 0.5]}, index=["u", "v"])
    w = derive_weights(one_group({"a": 0.2, "b": 0.2, "c": 0.6}, [], scores), MinimaxRegret())
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0.2, "b": 0.2, "c": 0.6})


def test_without_a_reference_equal_weights_do():
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [0.5, 0.5]}, index=["u", "v"])
    q = Weighting(scores=scores, groups=pd.Series("g", index=["u", "v"]))
    assert derive_weights(q, MinimaxRegret()).table.loc["g"].to_list() == pytest.approx([1 / 3] * 3)


def test_a_group_that_could_be_wronged_less_is():
    """The leximin goes on to the second group after the first is settled."""
    scores = pd.DataFrame({"a": [1.0, 0.0, 1.0, 0.9], "b": [0.0, 1.0, 0.0, 0.2]}, index=list("uvxy"))
    q = Weighting(scores=scores, groups=pd.Series({"u": "g", "v": "g", "x": "h", "y": "h"}))
    w = derive_weights(q, MinimaxRegret())
    assert w.units["regret"].to_list() == pytest.approx([0.5, 0.5, 0, 0], abs=1e-9)


def test_an_indifferent_unit_sways_nothing_and_is_listed():
    scores = pd.DataFrame({"a": [1.0, 0.0, 0.5], "b": [0.0, 1.0, 0.5004]}, index=["u", "v", "flat"])
    w = derive_weights(one_group({"a": 0.5, "b": 0.5}, [], scores), MinimaxRegret())
    assert w.indifferent == ("flat",)
    assert w.value == pytest.approx(0.5)
    assert pd.isna(w.units.loc["flat", "regret"])


CASES = ["weights_tiny_5x3", "weights_small_6x4_order_group", "weights_degenerate_8x5"]


@pytest.mark.parametrize("name", CASES)
def test_minimax_regret_agrees_with_another_program(name):
    q, case = of_other_program(name)
    expected = case["expected"]
    w = derive_weights(q, MinimaxRegret())
    assert w.value == pytest.approx(expected["minimax_normalised_regret"]["value"], abs=case["tolerance"]["values"])
    assert w.units["own_best"].to_list() == pytest.approx(expected["own_best"], abs=case["tolerance"]["values"])
    assert w.units["own_worst"].to_list() == pytest.approx(expected["own_worst"], abs=case["tolerance"]["values"])
    assert w.units["regret"].max() == pytest.approx(w.value, abs=1e-9)
    slack = case["tolerance"]["weights"]
    for found, (low, high) in zip(
        w.table.loc["g"], expected["minimax_normalised_regret"]["weight_ranges"], strict=True
    ):
        assert low - slack <= found <= high + slack


@pytest.mark.parametrize("name", CASES)
def test_the_closest_point_agrees_with_another_program(name):
    q, case = of_other_program(name)
    assert derive_weights(q, ClosestToReference()).value == pytest.approx(
        case["expected"]["closest_to_prior_l1"], abs=1e-7
    )


@pytest.mark.parametrize("case", golden("weights_regret_guard_kappa_0")["cases"], ids=lambda c: c["case"])
def test_the_tie_break_towards_the_reference_agrees_with_another_program(case):
    """One of the two has many minimax weights; the closest of them to the reference, evenly, is one point."""
    tolerance = golden("weights_regret_guard_kappa_0")["tolerance"]
    q, _ = of_other_program(f"weights_{case['case']}")
    w = derive_weights(q, MinimaxRegret())
    assert w.value == pytest.approx(case["t_star"], abs=tolerance["values"])
    assert w.table.loc["g"].to_list() == pytest.approx(case["w"], abs=tolerance["w"])
    assert w.units["regret"].to_list() == pytest.approx(case["regrets"], abs=tolerance["w"])


def test_four_groups_with_rules_of_their_own_agree_with_another_program():
    case = golden("weights_zones_21x12")
    codes, zones = [f"k{j}" for j in range(12)], [f"z{z}" for z in range(4)]
    scores = pd.DataFrame(case["scores"], columns=codes, index=[f"u{i}" for i in range(21)])
    rules = [EachShare("each", of=codes, at_least=0.02, at_most=0.2)]
    for n in range(3):
        rows = [zone["A_ub"][n] for zone in case["zone_polytopes"]]
        assert all(row == rows[0] for row in rows)
        of = [k for k, a in zip(codes, rows[0], strict=True) if a]
        limits = {z: abs(zone["b_ub"][n]) for z, zone in zip(zones, case["zone_polytopes"], strict=True)}
        side = "at_most" if sum(rows[0]) > 0 else "at_least"
        rules.append(Share(f"set{n}", of=of, **{side: limits}))
    q = Weighting(scores=scores, groups=pd.Series([zones[z] for z in case["zones"]], index=scores.index), rules=rules)
    w = derive_weights(q, MinimaxRegret())
    assert w.value == pytest.approx(case["minimax_normalised_regret"], abs=1e-7)
    assert w.units["own_best"].to_list() == pytest.approx(case["own_best"], abs=1e-7)
    assert w.units["own_worst"].to_list() == pytest.approx(case["own_worst"], abs=1e-7)


def test_rules_of_every_limit_in_one_group_agree_with_another_program():
    case = golden("weights_office_group")
    group, expected = case["group"], case["expected"]
    codes = group["indicators"]
    rules = [EachShare("each", of=codes, at_least=group["lb"][0], at_most=group["ub"][0])]
    for n, row in enumerate(group["rows"]):
        of = [k for k, a in zip(codes, row["coef"], strict=True) if a]
        rules.append(
            Order("order", more=codes[0], less=codes[1])
            if row["name"].startswith("order")
            else Share(f"row{n}", of=of, at_least=row["lo"], at_most=row["hi"])
        )
    for k, last in zip(codes, case["last"], strict=True):
        rules.append(Share(f"stable_{k}", of=[k], at_least=last - case["eta"], at_most=last + case["eta"]))
    scores = pd.DataFrame(group["scores"], columns=codes, index=["u0", "u1", "u2"])
    q = one_group(dict(zip(codes, group["reference_p0"], strict=True)), rules, scores)
    w = derive_weights(q, MinimaxRegret())
    assert w.value == pytest.approx(expected["t_star"], abs=1e-7)
    assert w.units["own_best"].to_list() == pytest.approx(expected["best"], abs=1e-7)
    assert w.units["own_worst"].to_list() == pytest.approx(expected["worst"], abs=1e-7)
    assert derive_weights(q, ClosestToReference()).table.loc["g"].to_list() == pytest.approx(expected["w_p"], abs=1e-6)


@pytest.mark.parametrize("goal", [ClosestToReference(), MinimaxRegret()])
def test_the_weights_obey_every_rule(goal):
    w = derive_weights(random_question(3), goal)
    assert (w.table.sum(axis=1) - 1).abs().max() < 1e-9
    assert w.table.min().min() >= 0
    assert w.reasons["slack"].min() > -1e-9


def test_the_catalogue_goes_by_the_name_of_the_kind():
    assert list(KINDS) == [
        "regret_guard", "closest_to_reference", "minimax_regret", "group_balanced",
        "sum_of_regrets", "worst_tail", "max_min_score",
    ]  # fmt: skip
    assert all(goal.kind == kind for kind, goal in KINDS.items())


OPPOSED = pd.DataFrame({"a": [1.0, 0.0, 0.0], "b": [0.0, 1.0, 1.0]}, index=list("uvx"))
EVEN = {"a": 0.5, "b": 0.5}


def test_the_least_regret_in_all_serves_the_many():
    """Two of three are good at b; each bears what they do not get."""
    w = derive_weights(one_group(EVEN, [], OPPOSED), SumOfRegrets())
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0, "b": 1})
    assert w.value == pytest.approx(1)


def test_groups_of_units_that_bear_alike_leave_the_sum_to_the_reference():
    w = derive_weights(one_group({"a": 0.3, "b": 0.7}, [], OPPOSED.loc[["u", "v"]]), SumOfRegrets())
    assert w.value == pytest.approx(1)
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0.3, "b": 0.7})


def test_a_tail_of_one_unit_is_the_worst_off():
    q = random_question(1)
    tail, worst = derive_weights(q, WorstTail(0.01)), derive_weights(q, MinimaxRegret())
    of_groups = worst.units.groupby("group")["regret"].max()
    assert tail.value == pytest.approx(of_groups.mean(), abs=1e-9)


def test_a_tail_of_all_is_the_mean():
    q = one_group(EVEN, [], OPPOSED)
    assert derive_weights(q, WorstTail(1.0)).value == pytest.approx(derive_weights(q, SumOfRegrets()).value / 3)


def test_a_tail_by_hand():
    """At a the regrets are 1 - a, a, a.  The worst two thirds: mean of a and a, or of 1 - a and a: a half at best."""
    w = derive_weights(one_group({"a": 0.9, "b": 0.1}, [], OPPOSED), WorstTail(2 / 3))
    assert w.value == pytest.approx(0.5)
    assert w.table.loc["g", "a"] == pytest.approx(0.5)


@pytest.mark.parametrize("share", [0.0, -1.0, 1.5, float("nan")])
def test_a_tail_is_a_share(share):
    with pytest.raises(WeightingError, match="WorstTail"):
        WorstTail(share)


def test_the_lowest_score_is_raised():
    """u has 0.2 a + 0.6 b, v 0.8 a + 0.1 b: equal where 0.6 a = 0.5 b."""
    scores = pd.DataFrame({"a": [0.2, 0.8], "b": [0.6, 0.1]}, index=["u", "v"])
    w = derive_weights(one_group(EVEN, [], scores), MaxMinScore())
    assert w.table.loc["g", "a"] == pytest.approx(5 / 11)
    assert w.value == pytest.approx(1 - (0.2 * 5 + 0.6 * 6) / 11)


def test_groups_are_balanced_on_average():
    """Within each group the mean regret is as low as it can be: two of three are good at b."""
    scores = pd.concat([OPPOSED, OPPOSED.set_axis(list("klm")).rename(columns={"a": "b", "b": "a"})[["a", "b"]]])
    q = Weighting(
        scores=scores,
        groups=pd.Series({**dict.fromkeys("uvx", "g"), **dict.fromkeys("klm", "h")}),
        rules=[Comparability("ruler", of=["a", "b"])],
        reference=pd.Series({"a": 0.9, "b": 0.1}),
    )
    w = derive_weights(q, GroupBalanced())
    means = w.units.groupby("group")["regret"].mean()
    assert means.to_dict() == pytest.approx({"g": 0.5, "h": 0.5})
    assert w.table.loc["g", "a"] == pytest.approx(0.5)


def test_raw_regret_counts_score_lost():
    """u has a range of 1, v of 0.25: raw regret follows u four times as far."""
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 0.25]}, index=["u", "v"])
    q = one_group(EVEN, [], scores)
    assert derive_weights(q, MinimaxRegret()).table.loc["g", "a"] == pytest.approx(0.5)
    w = derive_weights(q, MinimaxRegret(Regret.RAW))
    assert w.table.loc["g", "a"] == pytest.approx(0.8)
    assert w.value == pytest.approx(0.2)


@pytest.mark.parametrize("goal", [kind() for kind in KINDS.values()], ids=lambda g: g.kind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_goal_obeys_the_rules_and_is_explained(goal, language):
    w = derive_weights(random_question(4), goal)
    assert w.reasons["slack"].min() > -1e-9
    assert not w.explain(language)["sentence"].str.contains(r"[{}]").any()
