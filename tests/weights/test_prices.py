"""What a row costs in each step of the guard, and whom: by hand, and against the whole step solved again."""

import pandas as pd
import pytest
from questions import four_groups, one_group, random_question

from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.levels import lowest_levels, write_highest, write_worst
from govperf_sim.weights.rules import Comparability, Share
from govperf_sim.weights.weighting import Weighting

OPPOSED = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0]}, index=["u", "v"])
STEP = 1e-4


def line(w, row, stage):
    """The first line of the row in that stage."""
    return w.prices.loc[[(row, stage)]].iloc[0]


def test_a_ruler_has_its_price_in_the_least_regret_of_those_it_ties_and_names_the_worst_off():
    """u would have all on a, y all on b; their groups may differ by 0.2 on a, so each bears 0.4: half for each."""
    q = Weighting(
        scores=pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 1.0]}, index=["u", "y"]),
        groups=pd.Series({"u": "g", "y": "h"}),
        rules=[Comparability("ruler", of=["a"], at_most=0.1)],
        reference=pd.Series({"a": 0.5, "b": 0.5}),
    )
    w = derive_weights(q)
    assert dict(w.guard.least_regret) == pytest.approx({"g": 0.4, "h": 0.4})
    row = line(w, "ruler_max(g,a)", "worst_regret")
    assert (row["groups"], row["units"]) == (("g", "h"), ("u", "y"))
    assert (row["left"], row["right"]) == pytest.approx((-0.5, -0.5))
    told = w.reasons.loc["ruler_max(g,a)"]
    assert (told["stage"], told["shadow_price_right"]) == ("worst_regret", pytest.approx(-0.5))
    assert (
        "lowers the least regret of g, h (borne by u, y) by 0.5 per" in w.explain("en").at["ruler_max(g,a)", "sentence"]
    )
    assert "g、h的最小遗憾值（取决于最吃亏的u、y）减少 0.5" in w.explain("zh").at["ruler_max(g,a)", "sentence"]


def test_a_cap_that_moves_the_reference_has_its_price_in_the_projection():
    w = derive_weights(one_group({"a": 0.7, "b": 0.3}, [Share("cap", of=["a"], at_most=0.6)], OPPOSED))
    row = line(w, "cap(g)", "total_move")
    assert (row["left"], row["right"]) == pytest.approx((-2, -2))
    assert row["groups"] == ()


def test_a_band_of_no_width_cannot_be_tightened():
    rules = [Share("exact", of=["a"], at_least=0.5, at_most=0.5)]
    w = derive_weights(one_group({"a": 0.7, "b": 0.3}, rules, OPPOSED), ClosestToReference())
    row = line(w, "exact_max(g)", "total_move")
    assert (row["left"], row["right"]) == (-float("inf"), pytest.approx(-2))


def test_a_goal_without_a_guard_has_one_step():
    w = derive_weights(one_group({"a": 0.7, "b": 0.3}, [Share("cap", of=["a"], at_most=0.6)]), ClosestToReference())
    assert w.prices.index.to_list() == [("cap(g)", "total_move")]


def levels(q, row, by):
    """The least regret of every group with one limit moved, own best and worst held: the whole leximin again."""
    found = {}
    for part in q.parts:
        m = q.model(part)
        write_worst(m, q, yardsticks(q))
        write_highest(m)
        program = CompiledProgram(m.problem, m.waiting)
        if row in m.rows:
            program.set_limit(row, -m.rows[row].constant + by)
        last = list(lowest_levels(m, program))[-1]
        found |= {g: last.columns[f"T({g})"] for g in part}
    return found


@pytest.mark.parametrize("question", [lambda: four_groups()[0], lambda: random_question(2)], ids=["coupled", "apart"])
def test_a_price_of_a_least_regret_is_what_the_whole_leximin_gains(question):
    """Also of the groups that come later in the chain, whose level moves because earlier ones do."""
    q = question()
    w = derive_weights(q)
    table = w.prices.xs("worst_regret", level="stage")
    before, tried = levels(q, "", 0.0), 0
    for row in table.index.unique()[:12]:
        for side, sign in (("left", -1), ("right", 1)):
            priced = {g: p for groups, p in zip(table.loc[[row], "groups"], table.loc[[row], side], strict=True)
                      for g in groups}  # fmt: skip
            if not all(abs(p) < float("inf") for p in priced.values()):
                continue
            after = levels(q, row, sign * STEP)
            for g, price in priced.items():
                assert sign * (after[g] - before[g]) / STEP == pytest.approx(price, abs=2e-4), (row, side, g)
                tried += 1
    assert tried > 8
