"""What turns a pair round, against another program, by hand, and in systems with one ruler."""

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, golden, of_other_program, one_group, plain

from govperf_sim.errors import WeightingError
from govperf_sim.robustness.flips import Pairs, flips
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import CommonTotal, Comparability, EachShare, Order, Share


@pytest.mark.parametrize("name", ["tiny_5x3", "small_6x4_order_group", "degenerate_8x5"])
def test_the_smallest_changes_agree_with_another_program(name):
    q, _ = of_other_program(f"weights_{name}")
    case = golden(f"robustness_{name}")["expected"]["adjacent_swap_radius"]
    w = pd.DataFrame([case["w0"]], index=["g"], columns=q.scores.columns)
    found = flips(q, w).pairs
    assert len(found) == len(case["pairs"])
    for pair in case["pairs"]:
        row = found.loc[("group", "g", f"u{pair['ahead']}", f"u{pair['behind']}")]
        assert row["gap"] == pytest.approx(pair["gap"], abs=1e-8)
        for ours, theirs in (
            ("total_simplex", "l1_simplex"),
            ("each_simplex", "linf_simplex"),
            ("total_rules", "l1_in_W"),
        ):
            expected = np.inf if pair[theirs] is None else pair[theirs]
            assert row[ours] == pytest.approx(expected, abs=case["tolerance"])


def three(**changed):
    scores = pd.DataFrame({"a": [0.9, 0.5], "b": [0.4, 0.7], "c": [0.5, 0.5]}, index=["x", "y"])
    return one_group({"a": 0.5, "b": 0.3, "c": 0.2}, **{"rules": [], "scores": scores, **changed})


W = pd.DataFrame([[0.5, 0.3, 0.2]], index=["g"], columns=["a", "b", "c"])


def test_one_weight_alone_by_hand():
    """x leads y by 0.4 a - 0.3 b = 0.11.

    Along a the lead changes by 0.4 + 0.3 * 0.3 / 0.5 = 0.58 per unit, along b by -0.3 - 0.4 * 0.5 / 0.7 = -0.5857,
    along c by -(0.4 * 0.5 - 0.3 * 0.3) / 0.8 = -0.1375, which would need c = 1, when all are level.
    """
    row = flips(three(), W).pairs.iloc[0]
    assert row["gap"] == pytest.approx(0.11)
    assert row["one_simplex"] == pytest.approx(0.11 / 0.5857142857)
    assert row["indicator_simplex"] == "b"
    assert row["one_rules"] == pytest.approx(row["one_simplex"], abs=1e-6)


def test_one_weight_is_held_back_by_rules():
    """b may be 0.45 at most, so it cannot make up 0.1878; a can fall by 0.11 / 0.58 = 0.1897, if c may grow to it."""
    q = three(rules=[Share("b_cap", of=["b"], at_most=0.45)])
    row = flips(q, W).pairs.iloc[0]
    assert row["one_rules"] == pytest.approx(0.11 / 0.58, abs=1e-6)
    assert row["indicator_rules"] == "a"
    q = three(rules=[Share("b_cap", of=["b"], at_most=0.3), Share("a_floor", of=["a"], at_least=0.4)])
    row = flips(q, W).pairs.iloc[0]
    assert row["one_rules"] == np.inf
    assert row["indicator_rules"] == ""


def test_the_total_by_hand():
    """Taking t from a and giving it to b costs the lead 0.7 t: t = 0.11 / 0.7, and both change by it."""
    row = flips(three(), W).pairs.iloc[0]
    assert row["total_simplex"] == pytest.approx(2 * 0.11 / 0.7)


def test_a_turn_inside_one_point_is_a_tie():
    """a and b exchange t at 0.7 of lead a unit: a lead of 0.0069 turns inside one point, one of 0.0071 does not."""
    for lead, tie in ((0.0069, True), (0.0071, False)):
        a = (lead + 0.24) / 0.7
        found = flips(three(), pd.DataFrame([[a, 0.8 - a, 0.2]], index=["g"], columns=["a", "b", "c"]))
        assert found.pairs["gap"].iloc[0] == pytest.approx(lead)
        assert found.pairs["tie"].iloc[0] == tie
        assert found.rankings["ties"].iloc[0] == int(tie)


def test_a_ranking_turns_where_its_weakest_pair_does():
    q, _ = of_other_program("weights_small_6x4_order_group")
    found = flips(q, derive_weights(q))
    everyone = flips(q, derive_weights(q), Pairs.ALL)
    assert len(everyone.pairs) == 15
    for column in ("total_simplex", "each_simplex", "total_rules", "each_rules"):
        assert found.rankings[column].iloc[0] == found.pairs[column].min()
        assert everyone.pairs[column].min() == pytest.approx(found.pairs[column].min(), abs=1e-9)


def test_changes_within_rules_are_no_smaller_than_without():
    q, _ = four_groups()
    found = flips(q, derive_weights(q))
    assert {"group", "system"} <= set(found.pairs.index.get_level_values("level"))
    assert (found.pairs["total_rules"] >= found.pairs["total_simplex"] - 1e-7).all()
    assert (found.pairs["each_rules"] >= found.pairs["each_simplex"] - 1e-7).all()


def test_a_system_turns_with_its_ruler():
    """gdp and air weigh alike in both groups and 0.8 together: city 0.5 against county 0.3; 0.1 from gdp to air in both."""
    scores = pd.DataFrame(
        {"gdp": [1.0, 0.0], "air": [0.0, 1.0], "port": [0.5, 0.5], "farm": [0.5, 0.5]}, ["city", "county"]
    )
    applies = pd.DataFrame(
        [[True, True, True, False], [True, True, False, True]], ["cities", "counties"], scores.columns
    )
    core = ["gdp", "air"]
    q = plain(
        scores=scores,
        groups=pd.Series({"city": "cities", "county": "counties"}),
        applies=applies,
        reference=None,
        rules=[
            Comparability("ruler", of=core),
            CommonTotal("total", of=core),
            EachShare("each", of=core, at_least=0.1),
            Order("gdp", more="gdp", less="air", gap=0.05),
        ],
    )
    w = pd.DataFrame([[0.5, 0.3, 0.2, 0.0], [0.5, 0.3, 0.0, 0.2]], ["cities", "counties"], scores.columns)
    row = flips(q, w).pairs.loc[("system", "all")].iloc[0]
    assert row["gap"] == pytest.approx(0.2)
    assert row["total_simplex"] == pytest.approx(0.2)
    assert row["each_simplex"] == pytest.approx(0.1)
    assert row["one_simplex"] == pytest.approx(0.1)
    assert row["total_rules"] == np.inf
    bent = w.assign(gdp=[0.5, 0.4], air=[0.3, 0.4])
    assert "cities" not in flips(q, bent).apart
    assert "all" in flips(q, bent).apart


def test_weights_that_do_not_add_up_are_refused():
    with pytest.raises(WeightingError):
        flips(three(), W * 2)


def test_the_summary_shows_itself():
    assert "<table" in flips(three(), W)._repr_html_()
