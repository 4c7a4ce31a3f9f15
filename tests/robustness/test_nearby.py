"""Where weights may be moved about although rules break."""

import dataclasses

import pandas as pd
import pytest
from questions import four_groups, plain

from govperf_sim.robustness.bands import Within, bands
from govperf_sim.robustness.nearby import keeps_ruler, simplex_of, weights_of
from govperf_sim.robustness.pools import pools_of
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.rules import CommonTotal, Comparability, Share
from govperf_sim.weights.weighting import Weighting


def test_a_group_may_go_anywhere_on_its_simplex():
    q = plain(rules=[Share("cap", of=["gdp"], at_most=0.3)])
    m = simplex_of(q, pools_of(q).known[0], {})
    program = CompiledProgram(m.problem)
    program.set_objective({"w(cities,gdp)": -1.0})
    assert program.solve().value == pytest.approx(-1.0)


def test_a_system_keeps_its_ruler_and_a_total_that_the_core_may_have():
    q, _ = four_groups()
    pool = next(pool for pool in pools_of(q).known if pool.level == "system")
    program = CompiledProgram(simplex_of(q, pool, dict(derive_weights(q).cells)).problem)
    g, h = list(dict.fromkeys(g for g, _ in pool.cells))[:2]
    core = [k for group, k in pool.cells if group == g]
    ruler = next(rule for rule in q.rules if isinstance(rule, Comparability))
    values, _ = program.sweep([f"w({g},{core[0]})", f"w({h},{core[0]})"], pd.DataFrame([[-1.0, 1.0]]).to_numpy())
    assert values[0] == pytest.approx(-2 * ruler.at_most)
    total = {f"w({g},{k})": 1.0 for k in core}
    program.set_objective(total)
    assert program.solve().value == pytest.approx(pool.total[0])
    program.set_objective(dict.fromkeys(total, -1.0))
    assert -program.solve().value == pytest.approx(pool.total[1])


def test_admissible_weights_keep_the_ruler_and_bent_ones_do_not():
    q, _ = four_groups()
    pool = next(pool for pool in pools_of(q).known if pool.level == "system")
    w = dict(derive_weights(q).cells)
    assert keeps_ruler(q, pool, w)
    assert weights_of(pool, w).sum() > 0
    (g, k), (_, j) = pool.cells[:2]
    shifted = {**w, (g, k): w[g, k] + 0.03, (g, j): w[g, j] - 0.03}
    assert not keeps_ruler(q, pool, shifted)
    assert any(isinstance(rule, CommonTotal) for rule in q.rules)
    heavier = {**w, (g, k): w[g, k] + 0.001}
    assert not keeps_ruler(q, pool, heavier)


def test_published_weights_whose_core_weighs_more_than_it_may_are_near_themselves():
    scores = pd.DataFrame({"x": [0.1, 0.9], "y": [0.8, 0.2], "own": [0.5, 0.5]}, index=["a", "b"])
    groups = pd.Series({"a": "north", "b": "south"})
    applies = pd.DataFrame(True, index=["north", "south"], columns=["x", "y", "own", "other"])
    applies.loc["north", "other"] = applies.loc["south", "own"] = False
    core = Share("core_share", of=["x", "y"], at_least=0.6, at_most=0.8)
    q = Weighting(scores=scores.assign(other=0.5), groups=groups, applies=applies,
                  rules=[Comparability("ruler", of=["x", "y"]), core])  # fmt: skip
    own = {"x": 0.5, "y": 0.45, "own": 0.05, "other": 0.05}
    w = {(g, k): own[k] for g, kept in q.indicators_of.items() for k in kept}
    pool = next(pool for pool in pools_of(q).known if pool.level == "system")
    assert pool.total == pytest.approx((0.6, 0.8))
    program = CompiledProgram(simplex_of(q, pool, w).problem)
    for sign, end in ((1.0, 0.6), (-1.0, 0.95)):
        program.set_objective({"w(north,x)": sign, "w(north,y)": sign})
        assert sign * program.solve().value == pytest.approx(end)
    table = pd.DataFrame({k: [w.get((g, k), 0.0) for g in ("north", "south")] for k in own}, index=["north", "south"])
    # The lead of a over b is 0.6 y - 0.8 x, here -0.13: a point either way leaves it, ten turn it round (0.6 (.55) - 0.8 (.40) > 0).
    found = bands(q, table, [1, 10], Within.SIMPLEX).table.loc["system"].droplevel("pool")
    assert found.loc[1, ["best", "worst"]].to_numpy().tolist() == [[2, 2], [1, 1]]
    assert found.loc[10, ["best", "worst"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_a_ruler_bent_in_one_system_still_ranks_the_other():
    units, groups = [*"abcd"], {"a": "north", "b": "south", "c": "tax", "d": "parks"}
    of = {"north": "regional", "south": "regional", "tax": "departmental", "parks": "departmental"}
    scores = pd.DataFrame({"x": [0.1, 0.9, 0.4, 0.6], "y": [0.8, 0.2, 0.5, 0.3]}, index=units)
    ruler = Comparability("ruler", of=["x", "y"])
    q = Weighting(
        scores=scores,
        groups=pd.Series(groups),
        systems=pd.Series(of),
        rules=[
            dataclasses.replace(ruler, id=s, groups=[g for g in of if of[g] == s]) for s in dict.fromkeys(of.values())
        ],
    )
    w = {(g, k): 0.5 for g in of for k in "xy"} | {("north", "x"): 0.6, ("north", "y"): 0.4}
    kept = {pool.code: keeps_ruler(q, pool, w) for pool in pools_of(q).known if pool.level == "system"}
    assert kept == {"regional": False, "departmental": True}
