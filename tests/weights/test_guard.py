"""Minimum change with a guard on the regret of every group, against another program and by its own promises."""

from dataclasses import replace

import pandas as pd
import pytest
from questions import four_groups, golden, of_other_program, one_group, plain, random_question

from govperf_sim.errors import WeightingError
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.guard import RegretGuard
from govperf_sim.weights.rules import Share

SINGLE = golden("weights_regret_guard")


@pytest.mark.parametrize("case", SINGLE["cases"], ids=lambda c: f"{c['case']}-{c['kappa']}")
def test_one_group_agrees_with_another_program(case):
    q, _ = of_other_program(f"weights_{case['case']}")
    w = derive_weights(q, RegretGuard(case["kappa"]))
    near = {"abs": SINGLE["tolerance"]["values"]}
    assert w.guard.least_regret["g"] == pytest.approx(case["t_star"], **near)
    assert w.guard.projected_regret["g"] == pytest.approx(case["t_p"], **near)
    assert w.guard.caps["g"] == pytest.approx(case["cap"], **near)
    assert w.table.loc["g"].to_list() == pytest.approx(case["w"], abs=SINGLE["tolerance"]["w"])
    assert w.units["regret"].to_list() == pytest.approx(case["regrets"], abs=SINGLE["tolerance"]["w"])
    assert list(w.guard.projected.values()) == pytest.approx(case["w_p"], abs=SINGLE["tolerance"]["w"])


@pytest.mark.parametrize("n", range(5))
def test_four_coupled_groups_agree_with_another_program(n):
    q, case = four_groups()
    expected, names = case["expected"]["kappa_curve"][n], [g["name"] for g in case["groups"]]
    w = derive_weights(q, RegretGuard(expected["kappa"]))
    for g, row in zip(case["groups"], expected["weights"], strict=True):
        found = w.table.loc[g["name"], g["indicators"]].to_list()
        assert found == pytest.approx(row, abs=case["tolerance"]["weights"])
    near = {"abs": case["tolerance"]["values"]}
    assert [w.guard.caps[g] for g in names] == pytest.approx(expected["cap"], **near)
    assert [w.guard.least_regret[g] for g in names] == pytest.approx(case["expected"]["t_star_group"], **near)
    assert w.value == pytest.approx(case["expected"]["S2_L1"], **near)
    moved = sum(abs(w.cells[cell] - p) for cell, p in w.guard.projected.items()) / len(names)
    assert moved == pytest.approx(expected["S4_L1"], **near)
    assert w.guard.slack == 0


def test_it_is_the_default():
    assert derive_weights(plain()).goal == RegretGuard(kappa=0.5)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kappa", [0.0, 0.3, 1.0])
def test_no_group_is_wronged_more_than_its_cap(seed, kappa):
    w = derive_weights(random_question(seed), RegretGuard(kappa))
    worst = w.units.groupby("group")["regret"].max()
    assert all(worst[g] <= w.guard.caps[g] + w.guard.slack + 1e-9 for g in worst.index)


def test_at_one_the_guard_keeps_the_closest_point():
    q = random_question(5)
    closest = derive_weights(q, ClosestToReference())
    pd.testing.assert_frame_equal(derive_weights(q, RegretGuard(1.0)).table, closest.table, atol=1e-9, rtol=0)


def test_at_nought_every_group_has_its_least_regret():
    q = random_question(5)
    w, least = derive_weights(q, RegretGuard(0.0)), derive_weights(q, MinimaxRegret())
    worst = {g: least.units.groupby("group")["regret"].max()[g] for g in q.indicators_of}
    assert w.units.groupby("group")["regret"].max().to_dict() == pytest.approx(worst, abs=1e-8)


def test_two_opposed_units_meet_half_way():
    """The reference wrongs v by 0.9, the least is 0.5: the cap is 0.7, and the weights just keep it."""
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0]}, index=["u", "v"])
    w = derive_weights(one_group({"a": 0.9, "b": 0.1}, [], scores))
    assert w.guard.caps["g"] == pytest.approx(0.7)
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0.7, "b": 0.3})


def test_without_a_reference_regret_comes_first_then_equal_weights():
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [0.5, 0.5]}, index=["u", "v"])
    q = replace(
        one_group({"a": 0.4, "b": 0.3, "c": 0.3}, [Share("some_c", of=["c"], at_least=0.4)], scores), reference=None
    )
    w = derive_weights(q)
    assert w.value == pytest.approx(0.5)
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 0.3, "b": 0.3, "c": 0.4})
    assert w.said_as == "regret_guard_alone"


def test_without_a_reference_and_with_domains_it_is_equal_domains_that_come_second():
    """b, c and d are one domain, a the other: the start is a half for a and a sixth for each of them.

    The least regret is a half wherever a and b weigh the same, whatever c and d.  From the start a gives a sixth to b, and
    that is the smallest move that lets them meet: a total of a third, with c and d where they were.
    """
    scores = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0], "c": [0.5, 0.5], "d": [0.5, 0.5]}, index=["u", "v"])
    q = replace(
        one_group(dict.fromkeys("abcd", 0.25), [], scores),
        reference=None,
        domains=pd.Series({"a": "one", "b": "two", "c": "two", "d": "two"}),
    )
    w = derive_weights(q)
    assert w.value == pytest.approx(0.5)
    assert w.table.loc["g"].to_dict() == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 6, "d": 1 / 6})
    assert "equal domains" in w.cautions[-1].text("en")
    w.certificate.verify()


@pytest.mark.parametrize("kappa", [-0.1, 1.1, float("nan")])
def test_kappa_is_a_share(kappa):
    with pytest.raises(WeightingError, match="kappa"):
        RegretGuard(kappa)
