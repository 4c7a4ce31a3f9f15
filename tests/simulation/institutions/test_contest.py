"""Contests: chances against drawn ranks, beliefs against Stein, and the chance without which nobody has a best answer."""

import math

import numpy as np
import pytest
from assessed import cycle, population, weights, work
from hypothesis import given
from hypothesis import strategies as st

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.institutions.contest import (
    AHEAD,
    among_first,
    among_last,
    curvature,
    places,
    pools_of,
    slope,
    steepness,
)
from govperf_sim.simulation.institutions.institution import Setting
from govperf_sim.simulation.world import World


@pytest.mark.parametrize(("n", "k"), [(2, 1), (5, 2), (7, 6), (21, 2)])
def test_a_place_moves_with_the_score_as_drawn_ranks_do(n, k):
    """Cov(place, score) of drawn contests is the slope (Stein)."""
    drawn = np.random.default_rng(n * 100 + k).standard_normal((40_000, n))
    best = drawn.argsort(axis=1).argsort(axis=1) >= n - k
    sample = ((best - k / n) * drawn).mean(axis=1)
    assert abs(sample.mean() - slope(n, k)) < 4 * sample.std() / math.sqrt(len(sample))


def test_two_are_the_normal_difference():
    """P = Phi(d / sqrt 2): slope 1 / (2 sqrt pi), bent most by exp(-1/2) / (2 sqrt(2 pi)), at sqrt 2 behind."""
    assert slope(2, 1) == pytest.approx(1 / (2 * math.sqrt(math.pi)), abs=1e-12)
    bent = curvature(2, 1)
    assert bent.max() == pytest.approx(math.exp(-0.5) / (2 * math.sqrt(2 * math.pi)), rel=1e-4)
    assert AHEAD[bent.argmax()] == pytest.approx(-math.sqrt(2), abs=(AHEAD[1] - AHEAD[0]) / 2)
    exact = -AHEAD / 2 * np.exp(-(AHEAD**2) / 4) / math.sqrt(4 * math.pi)
    np.testing.assert_allclose(bent, np.maximum(exact, 0.0), rtol=0, atol=1e-10)


@given(n=st.integers(2, 30), k=st.integers(1, 29))
def test_not_to_be_last_is_worth_what_it_is_to_be_first(n, k):
    assert slope(n, min(k, n)) == pytest.approx(slope(n, n - min(k, n)), abs=1e-12)


def test_an_only_child_wins_whatever_it_does():
    assert slope(1, 1) == slope(3, 3) == slope(3, 0) == 0.0
    assert not curvature(1, 1).any()


def test_places_are_counted_in_each_pool_and_lots_part_equals():
    score = np.array([[0.5, 0.5, 0.9, 0.1, 0.2], [0.5, 0.5, 0.4, 0.2, 0.1]])
    lots = np.array([[0.1, 0.9, 0.0, 0.0, 0.0], [0.9, 0.1, 0.0, 0.0, 0.0]])
    pools = [np.array([0, 1, 2]), np.array([3, 4])]
    assert places(score, lots, pools).tolist() == [[3, 2, 1, 2, 1], [1, 2, 3, 1, 2]]
    assert among_first(score, lots, pools, [2, 0]).tolist() == [
        [False, True, True, False, False],
        [True, True] + [False] * 3,
    ]
    assert among_last(score, lots, pools, [1, 1]).tolist() == [
        [True, False, False, True, False],
        [False, False, True, False, True],
    ]


def test_pools_are_systems_or_groups():
    people = population()
    assert {k: v.tolist() for k, v in pools_of(people, "systems").items()} == {"regional": list(range(7))}
    assert {k: v.tolist() for k, v in pools_of(people, "groups").items()} == {
        "cities": [0, 2, 4, 6],
        "counties": [1, 3, 5],
    }


def test_a_score_answers_a_prize_as_the_inverse_of_the_cost_says():
    """a'(cC)^{-1}a by inverting the matrix of each unit's own tasks."""
    seen = []

    class Watch(Awards):
        def begin(self, setting: Setting):
            seen.append(setting)
            return super().begin(setting)

    how = cycle(
        work=work(effort_cost=3.0, productivity=2.0), institutions={"awards": Watch(top=1, prize=0.0, noise=0.1)}
    )
    World(how, population(), weights(), Luck(1))
    people, w = population(), weights()
    for unit, answer in enumerate(steepness(seen[0])):
        a = 2.0 * people.per_task(w.loc[people.groups.iloc[unit]].to_numpy())[people.works[unit]]
        cost = 3.0 * (0.8 * np.eye(a.size) + 0.2)
        assert answer == pytest.approx(a @ np.linalg.inv(cost) @ a, rel=1e-12)


def test_too_little_chance_is_refused_by_name_at_the_very_limit():
    """Two units: prize x max|g'| = c, with one task of weight 1 (in the theory world of t03 the stored condition)."""
    people = population(units=2, groups=("cities",))
    table = weights().loc[["cities"]] * 0.0
    table["gdp"] = 1.0
    bend = math.exp(-0.5) / (2 * math.sqrt(2 * math.pi))
    least = math.sqrt(0.7 * bend / 2.0)

    def run(noise):
        how = cycle(
            work=work(substitution=0.0, effort_cost=2.0), reward=Reward(strength=0.0), visits=None,
            institutions={"awards": Awards(top=1, prize=0.7, noise=noise)},
        )  # fmt: skip
        return play(how, people, table, Luck(1), 1)

    run(least * 1.001)
    with pytest.raises(CycleError, match=r"awards\.noise.*second-order"):
        run(least * 0.999)
