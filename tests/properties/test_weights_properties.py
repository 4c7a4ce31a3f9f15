"""What must not change the weights does not, and what a price promises is paid."""

import itertools
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from questions import random_question, shuffled

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.curves import comparability_curve
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret, RegretGuard
from govperf_sim.weights.reasons import TIGHT, lines_of
from govperf_sim.weights.rules import Comparability, admissible

GOALS = [RegretGuard(), RegretGuard(kappa=0.0), ClosestToReference(), MinimaxRegret()]
SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def apart(one, other):
    """The largest difference between two tables of weights, cell by cell."""
    return float((one.table - other.table.loc[one.table.index, one.table.columns]).abs().max().max())


@FEW
@given(SEEDS, st.sampled_from(GOALS))
def test_the_order_of_units_indicators_groups_and_rules_changes_nothing(seed, goal):
    """Twelve or more of each."""
    q = random_question(seed, groups=12, units=24, indicators=13)
    assert len(q.rules) >= 10
    assert apart(derive_weights(q, goal), derive_weights(shuffled(q, seed + 1), goal)) < 1e-7


@FEW
@given(SEEDS, st.sampled_from(GOALS))
def test_a_unit_counted_twice_changes_nothing(seed, goal):
    q = random_question(seed, units=9, indicators=7)
    twin = q.scores.iloc[[0]].set_axis(["twin"])
    doubled = replace(
        q, scores=pd.concat([q.scores, twin]), groups=pd.concat([q.groups, pd.Series({"twin": q.groups.iloc[0]})])
    )
    assert apart(derive_weights(q, goal), derive_weights(doubled, goal)) < 1e-7


@FEW
@given(SEEDS, SEEDS)
def test_under_the_closest_goal_scores_do_not_matter(seed, other):
    q = random_question(seed, units=9, indicators=7)
    scores = random_question(other, units=9, indicators=7).scores
    assert (
        apart(derive_weights(q, ClosestToReference()), derive_weights(replace(q, scores=scores), ClosestToReference()))
        < 1e-12
    )


@FEW
@given(SEEDS, st.sampled_from(GOALS))
def test_strong_duality(seed, goal):
    """The value of the first stage is the priced sum of the right-hand sides."""
    q = random_question(seed, units=9, indicators=7)
    m = admissible(q.indicators_of, q.rules)
    goal.write(m, q)
    found = CompiledProgram(m.problem).solve()
    priced = sum(found.duals[name] * -row.constant for name, row in m.rows.items())
    assert priced == pytest.approx(found.value, abs=1e-9)


@FEW
@given(SEEDS, st.sampled_from(GOALS))
def test_a_finite_step_pays_its_shadow_price(seed, goal):
    q = random_question(seed, units=9, indicators=7)
    w = derive_weights(q, goal)
    m = admissible(q.indicators_of, q.rules)
    goal.write(m, q)
    program = CompiledProgram(m.problem)
    step = 3e-6
    firsts = (
        w.prices.xs(w.stages[0].name, level="stage")[["left", "right"]].groupby(level="row").first().to_dict("index")
    )
    for line in lines_of(q):
        row = firsts.get(line.name, {"left": 0.0, "right": 0.0})
        if w.reasons.at[line.name, "slack"] > TIGHT:
            continue
        right = -m.rows[line.name].constant
        for side, sign in (("left", -1), ("right", 1)):
            program.set_limit(line.name, right + sign * step)
            moved = program.attempt()
            if moved is None:
                assert row[side] == sign * float("inf")
            else:
                gained = sign * row[side] * step
                assert moved.value - w.value == pytest.approx(gained, abs=1e-9)
        program.set_limit(line.name, right)


@FEW
@given(SEEDS, st.sampled_from(GOALS))
def test_loosening_a_rule_never_raises_the_value(seed, goal):
    """With own best and worst held fixed."""
    worth = derive_weights(random_question(seed, units=9, indicators=7), goal).explain("en")["worth"]
    assert (worth >= -1e-9).all()


@FEW
@given(SEEDS, st.sampled_from(GOALS))
def test_an_indicator_and_its_goalposts_in_another_unit_change_nothing(seed, goal):
    q = random_question(seed, units=9, indicators=7)
    values = q.scores * 80 + 10
    again = replace(q, scores=q.scores.assign(k0=(values["k0"] * 1e4 - 1e5) / 8e5))
    assert apart(derive_weights(q, goal), derive_weights(again, goal)) < 1e-7


@FEW
@given(SEEDS)
def test_the_least_regret_never_rises_as_a_rule_is_loosened(seed):
    """The benchmarks are held fixed: the program is the same but for one limit."""
    q = random_question(seed, units=9, indicators=7)
    m = q.model()
    MinimaxRegret().write(m, q)
    program = CompiledProgram(m.problem, m.waiting)
    value = program.solve().value
    for line in list(lines_of(q))[:20]:
        right = -m.rows[line.name].constant
        program.set_limit(line.name, right + (0.02 if line.side == "at_most" else -0.02))
        assert program.solve().value <= value + 1e-9
        program.set_limit(line.name, right)


@FEW
@given(SEEDS)
def test_the_least_regret_never_rises_with_the_tolerance_of_comparability(seed):
    q = random_question(seed, units=9, indicators=7)
    core = q.core_of["all"]
    coupled = replace(q, rules=[*q.rules, Comparability("ruler", of=core, at_most=1.0)])
    found = comparability_curve(coupled, "ruler", [0.0, 0.02, 0.05, 0.1, 0.3, 1.0])["worst_regret"].to_list()
    assert all(later <= earlier + 1e-9 for earlier, later in itertools.pairwise(found))
    assert found[-1] == pytest.approx(derive_weights(q, MinimaxRegret()).value, abs=1e-8)
