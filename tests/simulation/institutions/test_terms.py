"""Neutral terms are those of a year without institutions."""

import numpy as np
from assessed import cycle, population, weights

from govperf_sim.simulation import Luck
from govperf_sim.simulation.institutions.standing import Standing
from govperf_sim.simulation.world import World


def test_neutral_terms_multiply_by_one_and_add_nothing():
    world = World(cycle(), population(), weights(), Luck(1, range(2)))
    terms = world.open(1)
    assert terms.weights is world.weights
    assert np.all(terms.worth == world.strength)
    for factor in ("lasting", "skill", "honest_error", "propensity", "inflation"):
        assert np.all(getattr(terms, factor) == 1.0)
    for more in ("raised", "burden", "find_loss", "image_price"):
        assert not getattr(terms, more).any()


def test_a_standing_begins_with_nobody_known():
    standing = Standing(2, 3, 4)
    assert standing.skill.shape == (2, 3, 4)
    assert standing.morale.min() == standing.morale.max() == 1.0
    assert not standing.tenure.any()
    assert np.isinf(standing.horizon).all()
