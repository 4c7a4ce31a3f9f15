"""Years of units that work where points are missing, worked out by hand; against the simulation in test_response."""

import numpy as np
import pytest

from govperf_sim.codesign.thumb import years_of_thumb
from govperf_sim.simulation.decisions import best_response
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.scoring import MARKS
from govperf_sim.simulation.world import World
from govperf_sim.theory.worlds import alike, contract, textbook_cycle


def worth(years, **scale):
    people, (_, weights) = alike(1, np.eye(2)), contract(np.array([0.5, 0.5]))
    world = World(textbook_cycle(1.0, **scale), people, weights, Luck(1))
    now = world.situation(1, world.open(1))
    return years_of_thumb(now, best_response(now), people, world.yields, np.array([[1.0, 1.0]]), years)[0, 0]


def test_without_full_marks_as_much_is_missing_everywhere():
    """Effort is (.5, .5) every year, at a cost of .25: levels add up to 1, 2, 3."""
    assert worth(3) == pytest.approx((1 + 2 + 3) / 3 - 0.25)


def test_where_nothing_is_missing_any_more_it_is_the_best_response():
    """With full marks at 1 both levels are there after two years, and units go on."""
    assert worth(3, scale=MARKS) == pytest.approx((1 + 2 + 3) / 3 - 0.25)
