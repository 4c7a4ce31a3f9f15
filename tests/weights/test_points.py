"""Whole points out of 100: admissible, as close as can be, and always the same."""

import pandas as pd
import pytest
from questions import four_groups, golden, of_other_program, one_group, random_question, shuffled

from govperf_sim.errors import NotOptimal
from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.guard import RegretGuard
from govperf_sim.weights.points import published
from govperf_sim.weights.reasons import activities
from govperf_sim.weights.rules import EachShare, Ratio, Share

SINGLE = golden("weights_regret_guard")


def require_admissible(w):
    """The points obey every rule and every cap, and add up to 100."""
    points = w.points
    assert (points.sum(axis=1) - 100).abs().max() < 1e-9
    q = w.weighting
    cells = {(g, k): points.at[g, k] / 100 for g, k in w.cells}
    assert min((slack for *_, slack in activities(q, q.model(), cells)), default=0) > -1e-9
    if w.guard is not None:
        for unit, (best, worst) in q.bounds[["own_best", "own_worst"]].iterrows():
            g = q.groups[unit]
            score = sum(cells[g, k] * q.scores_of[unit][k] for k in q.indicators_of[g])
            assert best - score <= (best - worst) * (w.guard.caps[g] + w.rounding.slack) + 1e-9


@pytest.mark.parametrize("case", SINGLE["cases"], ids=lambda c: f"{c['case']}-{c['kappa']}")
def test_one_group_comes_as_close_as_another_program(case):
    q, _ = of_other_program(f"weights_{case['case']}")
    w = derive_weights(q, RegretGuard(case["kappa"]))
    require_admissible(w)
    assert w.rounding.slack <= case["points_slack_needed"]  # its ladder had fewer rungs
    assert w.rounding.gap == 0
    found = published(q, w.cells, w.guard, slacks=[case["points_slack_needed"]])
    assert found.moved / 100 == pytest.approx(case["points_l1"], abs=2e-6)


def test_four_coupled_groups_come_as_close_as_another_program():
    q, case = four_groups()
    w = derive_weights(q)
    require_admissible(w)
    assert w.rounding.slack == case["expected"]["points_slack"]
    assert w.rounding.moved == pytest.approx(case["expected"]["points_objective"], abs=1e-4)


def test_what_each_group_is_above_its_cap_is_listed():
    q, _ = four_groups()
    w = derive_weights(q)
    regret = {g: max((best - sum(w.points.loc[g, k] / 100 * q.scores_of[u][k] for k in q.indicators_of[g])) / span
                     for u, (best, span) in yardsticks(q).items() if q.groups[u] == g) for g in q.units_of}  # fmt: skip
    assert w.rounding.excess == pytest.approx({g: max(t - w.guard.caps[g], 0.0) for g, t in regret.items()})
    assert max(w.rounding.excess.values()) <= w.rounding.slack + 1e-9


def test_without_a_guard_there_is_no_cap_to_exceed():
    w = derive_weights(one_group({"a": 0.305, "b": 0.395, "c": 0.3}, []), ClosestToReference())
    assert w.rounding.excess == {}


def test_of_equally_close_points_later_codes_get_fewer():
    w = derive_weights(one_group({"a": 0.305, "b": 0.395, "c": 0.3}, []), ClosestToReference())
    assert w.points.loc["g"].to_dict() == {"a": 31, "b": 39, "c": 30}


def test_where_whole_points_cannot_do_tenths_are_used():
    rules = [Share("exact", of=["a"], at_least=0.333, at_most=0.333)]
    w = derive_weights(one_group({"a": 0.333, "b": 0.667}, rules), ClosestToReference())
    assert w.points.loc["g"].to_dict() == pytest.approx({"a": 33.3, "b": 66.7})
    assert w.rounding.step == 0.1


def test_where_tenths_cannot_do_it_is_said():
    rules = [Ratio("third", of="a", to="b", at_least=0.5, at_most=0.5)]
    w = derive_weights(one_group({"a": 0.333, "b": 0.667}, rules), ClosestToReference())
    with pytest.raises(NotOptimal, match=r"tenths of a point|十分之一"):
        w.rounding  # noqa: B018


def test_rounding_each_on_its_own_would_break_the_sum():
    p = {"a": 0.334, "b": 0.333, "c": 0.333}
    w = derive_weights(one_group(p, [EachShare("each", of=list(p), at_most=0.34)]), ClosestToReference())
    assert w.points.loc["g"].sum() == 100
    assert w.points.loc["g", "a"] == 34


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0])
def test_the_order_of_rows_changes_no_point(seed):
    q = random_question(seed, groups=12, units=24, indicators=13)
    points = derive_weights(q).points
    again = derive_weights(shuffled(q, seed + 1)).points
    pd.testing.assert_frame_equal(again.loc[points.index, points.columns], points)


def test_a_search_cut_short_states_its_gap():
    w = derive_weights(random_question(1, groups=2, units=8, indicators=8))
    found = published(w.weighting, w.cells, w.guard, seconds=30.0)
    assert 0 <= found.gap < 1
