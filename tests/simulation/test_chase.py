"""A year's run at a target, on paper."""

import numpy as np
import pytest
from assessed import cycle, population, weights

from govperf_sim.simulation import Deadline, Luck, Shifting
from govperf_sim.simulation.chase import Chase
from govperf_sim.simulation.world import World

RULE = Deadline(target=0.3, bonus=1.0, cost=2.0, noise=0.5, decisions=4)


def run(**mechanisms):
    world = World(cycle(deadline=RULE, **mechanisms), population(), weights(), Luck(1, range(50)))
    chase = Chase(1, world, RULE)
    for decision in range(4):
        chase.decide(decision)
        chase.work(decision)
    chase.end()
    return world, chase


def test_progress_is_effort_and_chance_added_up():
    _, chase = run()
    expected = chase.efforts.sum(axis=-1) / 4 + 0.5 * chase.chance.sum(axis=-1) / 2
    np.testing.assert_allclose(chase.progress, expected, rtol=0, atol=1e-14)


def test_the_run_costs_half_its_squared_effort_and_the_shift():
    world, chase = run(shifting=Shifting(cost=3.0, discount=0.5))
    expected = 0.5 * 2.0 * (chase.efforts**2).sum(axis=-1) / 4 + 0.5 * 3.0 * chase.moved**2
    np.testing.assert_allclose(chase.spent(), expected, rtol=1e-13)
    assert np.array_equal(world.behind, chase.moved)
    assert chase.moved.max() > 0


def test_the_next_year_starts_behind_by_what_was_booked_early():
    world, chase = run(shifting=Shifting(cost=3.0, discount=0.5))
    assert np.array_equal(Chase(2, world, RULE).progress, -chase.moved)


def test_a_gap_that_is_closed_counts_as_reached():
    _, chase = run(shifting=Shifting(cost=3.0, discount=0.5))
    measured = chase.measures()
    closed = chase.moved > 0
    assert (measured["target_reached"][closed] == 1).all()
    assert measured["target_progress"][closed] == pytest.approx(0.3)
    assert (measured["target_reached"] == ((chase.progress >= 0.3) | closed)).all()
