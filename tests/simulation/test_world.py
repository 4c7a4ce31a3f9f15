"""What lasts from year to year."""

import numpy as np
from assessed import cycle, population, weights

from govperf_sim.simulation import Luck
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year


def test_every_replication_starts_alike_and_owes_nothing():
    world = World(cycle(), population(), weights(), Luck(1, range(3)))
    assert world.level.shape == (3, 7, 3)
    assert np.array_equal(world.level[0], world.level[2])
    assert not world.debt.any()
    assert not world.owed.any()


def test_levels_pass_from_year_to_year():
    world = World(cycle(), population(), weights(), Luck(1, range(3)))
    year = Year(1, world)
    for month in range(12):
        year.month(month)
    assert np.array_equal(world.level, year.level)
    before = world.level
    Year(2, world).month(0)
    assert not np.array_equal(world.level, before)
    assert np.array_equal(year.level, before)
