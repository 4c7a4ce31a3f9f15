"""Exchange meetings: gaps close geometrically within a pool."""

import numpy as np
import pytest
from assessed import cycle, population, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck
from govperf_sim.simulation.institutions.exchange import Exchange
from govperf_sim.simulation.world import World


def test_meetings_of_equals_change_nothing():
    assert unchanged_by(exchange=Exchange(day=100, learnt=0.0))
    assert unchanged_by(exchange=Exchange(day=100, learnt=0.7))


def test_the_gap_to_the_ablest_closes_geometrically():
    people = population()
    world = World(cycle(institutions={"exchange": Exchange(day=10, learnt=0.25)}), people, weights(), Luck(1, range(2)))
    skill = world.courses[0].setting.standing.skill
    skill[:, 2] = 2.0
    for year in range(1, 5):
        world.courses[0].opens(year, world.open(year))
    world.clock.run()
    gap = np.where(people.works, 2.0 - skill, 0.0)
    # Eight meetings: world.open sets a meeting going, and so does the test.
    np.testing.assert_allclose(gap[:, [0, 1, 3]], np.where(people.works[[0, 1, 3]], 0.75**8, 0.0)[None].repeat(2, 0))
    np.testing.assert_allclose(skill[:, 2], 2.0)
    assert np.all(skill[:, ~people.works] == 1.0)


@pytest.mark.parametrize("nonsense", [{"day": 0}, {"learnt": 1.5}, {"learnt": np.nan}])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"exchange\.{next(iter(nonsense))}"):
        Exchange(**{"day": 5, "learnt": 0.5, **nonsense})
