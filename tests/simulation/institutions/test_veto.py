"""Veto items: the best response against brute force, and what a failure costs."""

import itertools

import numpy as np
import pytest
from assessed import cycle, eventful, population, table, weights, work
from hypothesis import given, settings
from hypothesis import strategies as st
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.behaviour import best_effort, effort_cost
from govperf_sim.simulation.institutions.veto import Veto, guarded


def veto(**changed):
    return Veto(**{"tasks": ("care", "law"), "guard": 3.0, "bonus": 1.0, **changed})


def test_a_veto_without_a_bonus_changes_nothing():
    assert unchanged_by(veto=veto(bonus=0.0))


def worth(gain, effort, items, guard, bonus, cost, substitution):
    clear = np.where(items, 1.0 - np.exp(-guard * effort), 1.0).prod(axis=-1)
    return effort @ gain - effort_cost(effort, cost, substitution) + bonus * clear


@settings(max_examples=20, deadline=None)
@given(
    st.integers(1, 2), st.integers(1, 3), st.floats(0.5, 4), st.floats(0, 2), st.floats(0.3, 2),
    st.sampled_from([0.0, 0.0, 0.3]), st.integers(0, 999),
)  # fmt: skip
def test_no_effort_on_a_grid_is_worth_more(count, tasks, guard, bonus, cost, substitution, seed):
    count = min(count, tasks)
    gain = 0.8 * Luck(seed).uniform("test", 1, (tasks,))[0] - 0.2
    items = np.arange(tasks) < count
    plain = best_effort(gain[None], cost, substitution)
    found = guarded(gain[None], plain, items[None], guard, bonus, cost, substitution)
    side = np.linspace(0.0, 2.0, 41)
    grid = np.array(list(itertools.product(side, repeat=tasks)))
    best = worth(gain, grid, items, guard, bonus, cost, substitution).max()
    assert worth(gain, found, items, guard, bonus, cost, substitution)[0] >= best - 1e-9


@pytest.mark.parametrize("items", [1, 2, 3, 4])
def test_where_little_is_at_stake_nothing_is_done(items):
    """With gains of 0 effort starts at no bonus that is smaller than what all items cost."""
    nothing, all_of_them = np.zeros((1, items)), np.ones((1, items), dtype=bool)
    for bonus in np.linspace(0.01, 3.0, 24):
        effort = guarded(nothing, nothing, all_of_them, 2.0, float(bonus), 0.5, 0.0)
        assert np.ptp(effort) < 1e-6
        e = effort[0, 0]
        clear = 1.0 - np.exp(-2.0 * e)
        assert 0.5 * e == pytest.approx(2.0 * bonus * (1 - clear) * clear ** (items - 1), abs=1e-6)
        assert bonus * clear**items - items * 0.25 * e**2 >= -1e-12


def test_units_guard_the_items_they_answer_for_and_no_others():
    how = {"work": work(substitution=0.0, shock=0.0)}
    rule = veto(tasks=("law",))
    plain, wary = (
        play(cycle(**how, institutions=set_up), population(), weights(), Luck(1), 1) for set_up in ({}, {"veto": rule})
    )
    law, answers = [table(j, "effort:law") for j in (plain, wary)], table(wary, "vetoed").index
    assert (law[1][1] > law[0][1]).all()
    assert list(answers) == list(law[0].index) != list(population().units)  # counties have no law cases
    for task in ("growth", "care"):
        np.testing.assert_array_equal(table(wary, f"effort:{task}"), table(plain, f"effort:{task}"))


def test_items_fail_as_often_as_effort_says_and_every_veto_is_told():
    journal = play(eventful(institutions={"veto": veto()}), population(), weights(), Luck(2, range(120)), 2)
    rows = journal.measures.pivot(index=["replication", "year", "unit"], columns="measure", values="value")
    chance = np.exp(-3.0 * rows["effort:care"]) + np.exp(-3.0 * rows["effort:law"]).fillna(0.0)
    spread = np.sqrt((chance * (1 - chance / 2)).sum())
    assert abs((rows["veto_items"] - chance).sum()) < 4 * spread
    told = journal.events[journal.events["event"] == "vetoed"]
    assert len(told) == rows["vetoed"].sum() > 0
    assert told["amount"].sum() == rows["veto_items"].sum()
    assert set(rows.loc[rows["vetoed"] == 0.0, "veto_items"]) == {0.0}


@pytest.mark.parametrize(
    ("named", "nonsense"), [("guard", {"guard": 0.0}), ("bonus", {"bonus": -1.0}), ("bonus", {"bonus": np.nan})]
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"veto\.{named}"):
        veto(**nonsense)


def test_a_task_that_does_not_exist_is_refused():
    with pytest.raises(CycleError, match="laws"):
        play(cycle(institutions={"veto": veto(tasks=("laws",))}), population(), weights(), Luck(1), 1)
