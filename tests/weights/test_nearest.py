"""The nearest admissible weights, and what forces each change; every answer worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from questions import one_group, random_question
from scipy.optimize import linprog

from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.kept import kept
from govperf_sim.weights.nearest import nearest_admissible
from govperf_sim.weights.rules import Comparability, Share, TotalMovement
from govperf_sim.weights.schemes import cells_of
from govperf_sim.weights.weighting import Weighting


def cells(**given):
    return {("g", k): x for k, x in given.items()}


def told(found, column):
    return found.moves[column].droplevel("group").to_dict()


def test_a_row_that_resists_a_move_does_not_force_it():
    """The floor lifts a to 0.4 and the cap on both leaves b 0.1; what is left over goes to c and d alike.

    The floor costs 2 a unit (a up, b down), the cap is worth 2 (b up, c or d down): on a they cancel, and the sum, worth
    1, closes the account.  The cap holds a back, it does not lift it.
    """
    rules = [Share("floor", of=["a"], at_least=0.4), Share("cap", of=["a", "b"], at_most=0.5)]
    q = one_group(dict.fromkeys("abcd", 0.25), rules)
    found = nearest_admissible(q, cells(a=0.1, b=0.45, c=0.25, d=0.2))
    assert told(found, "change") == pytest.approx({"a": 0.3, "b": -0.35, "c": 0.025, "d": 0.025})
    assert told(found, "rows") == {"a": ("floor(g)",), "b": ("cap(g)",), "c": (), "d": ()}
    assert told(found, "why") == {"a": "rows", "b": "rows", "c": "balance", "d": "balance"}
    assert found.distance == pytest.approx(0.7)


def test_one_ruler_moves_two_groups_half_way():
    scores = pd.DataFrame({"a": [0.5, 0.2], "b": [0.4, 0.9]}, index=["u", "v"])
    groups = pd.Series({"u": "g", "v": "h"})
    q = Weighting(scores=scores, groups=groups, rules=[Comparability("ruler", of=["a"])])
    found = nearest_admissible(q, {("g", "a"): 0.6, ("g", "b"): 0.4, ("h", "a"): 0.2, ("h", "b"): 0.8})
    assert found.table["a"].to_dict() == pytest.approx({"g": 0.4, "h": 0.4})
    assert found.distance == pytest.approx((0.4 + 0.4) / 2)
    assert found.moves.loc[("g", "a"), "rows"] == ("ruler_max(g,a)",)
    assert found.moves.loc[("h", "a"), "rows"] == ("ruler_min(h,a)",)
    assert found.moves.loc[("g", "b"), "why"] == "balance"


def test_what_only_measures_a_movement_is_told_as_the_rule_on_it():
    rule = TotalMovement("steady", last={"g": {"a": 0.5, "b": 0.5}}, at_most=0.1)
    q = one_group({"a": 0.5, "b": 0.5}, [rule])
    found = nearest_admissible(q, cells(a=0.9, b=0.1))
    assert told(found, "nearest") == pytest.approx({"a": 0.6, "b": 0.4})
    assert {row for rows in found.moves["rows"] for row in rows} == {"steady(g)"}


def test_admissible_weights_stay_where_they_are():
    q = one_group({"a": 0.5, "b": 0.5}, [Share("cap", of=["a"], at_most=0.5)])
    found = nearest_admissible(q, cells(a=0.5, b=0.5))
    assert (found.distance, len(found.moves)) == (0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_the_distance_is_that_of_another_solver_and_falls_without_any_row_that_is_named(seed):
    q = random_question(seed)
    rng = np.random.default_rng(seed + 100)
    rows = {g: dict(zip(own, rng.dirichlet(np.ones(len(own))), strict=True)) for g, own in q.indicators_of.items()}
    given = pd.DataFrame.from_dict(rows, orient="index").fillna(0.0)
    w = cells_of(q, "given", given)
    found = nearest_admissible(q, w)
    assert found.distance == pytest.approx(_distance(q, w), abs=1e-7)
    assert kept(q, cells_of(q, "mended", found.table))["kept"].all()
    lines = kept(q, w)
    for rule in {lines.at[row, "rule"] for rows in found.moves["rows"] for row in rows}:
        without = Weighting(
            scores=q.scores, groups=q.groups, applies=q.applies, rules=[r for r in q.rules if r.id != rule]
        )
        assert compare_schemes(without, {"given": given}).distance["given"] < found.distance - 1e-6


def _distance(q, w):
    """The smallest total move by SciPy's own reader of the rows, columns and moves."""
    m = q.model()
    columns = {name: n for n, name in enumerate(m.columns)}
    width, moves = len(columns), [f"w({g},{k})" for g, k in w]
    cost = np.concatenate([np.zeros(width), np.full(len(moves), 1 / len(q.indicators_of))])
    less, most, equal, right = [], [], [], []
    for row in m.rows.values():
        a = np.zeros(len(cost))
        for column, x in row.items():
            a[columns[column.name]] = x
        if row.sense == 0:
            equal.append(a)
            right.append(-row.constant)
        else:
            less.append(a * -row.sense)
            most.append(-row.constant * -row.sense)
    for n, (name, x) in enumerate(zip(moves, w.values(), strict=True)):
        for sign in (1.0, -1.0):
            a = np.zeros(len(cost))
            a[columns[name]], a[width + n] = sign, -1.0
            less.append(a)
            most.append(sign * x)
    return linprog(cost, A_ub=less, b_ub=most, A_eq=equal, b_eq=right, method="highs-ipm").fun
