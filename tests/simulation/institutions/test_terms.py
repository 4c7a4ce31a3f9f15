"""Neutral terms are those of a year without institutions."""

import numpy as np
import pytest
from assessed import cycle, population, weights

from govperf_sim.simulation import Luck
from govperf_sim.simulation.institutions.standing import Standing
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year
from govperf_sim.theory.worlds import PROMPT


def test_neutral_terms_multiply_by_one_and_add_nothing():
    world = World(cycle(), population(), weights(), Luck(1, range(2)))
    terms = world.open(1)
    assert terms.weights is world.weights
    assert np.all(terms.worth == world.strength)
    for factor in ("lasting", "skill", "honest_error", "propensity", "inflation"):
        assert np.all(getattr(terms, factor) == 1.0)
    for more in ("beside", "raised", "burden", "find_loss", "image_price"):
        assert not getattr(terms, more).any()


def test_a_standing_begins_with_nobody_known():
    standing = Standing(2, 3, 4)
    assert standing.skill.shape == (2, 3, 4)
    assert standing.morale.min() == standing.morale.max() == 1.0
    assert not standing.tenure.any()
    assert np.isinf(standing.horizon).all()
    assert not standing.leaving.any()


def test_skill_and_morale_multiply_what_effort_brings():
    world = World(cycle(), population(), weights(), Luck(1, range(2)))
    world.standing.skill[0, 1, 2], world.standing.morale[0, 1] = 1.5, 0.8
    skill = world.open(1).skill
    assert skill[0, 1] == pytest.approx([0.8, 0.8, 1.2])
    assert np.all(skill[1] == 1.0)
    world.standing.skill[1] = 2.0
    assert np.all(skill[1] == 1.0), "a year that is open does not change"


def test_several_ways_out_of_office_add_up_like_chances():
    standing = Standing(1, 2, 1)
    standing.exits["rotation"] = np.array([[0.5, 0.0]])
    standing.exits["promotion"] = np.array([[0.2, 0.1]])
    np.testing.assert_allclose(standing.leaving, [[0.6, 0.1]], rtol=0, atol=1e-15)


def test_a_year_in_office_is_counted_when_it_is_scored_and_who_comes_has_none():
    world = World(cycle(calendar=PROMPT), population(), weights(), Luck(1, range(2)))
    for number in (1, 2):
        year = Year(number, world)
        for month in range(12):
            year.month(month)
        year.publish()
        year.close()
    assert np.all(world.standing.tenure == 2.0)
    world.standing.replace(np.arange(14).reshape(2, 7) == 3)
    assert world.standing.tenure.ravel().tolist() == [2.0] * 3 + [0.0] + [2.0] * 10
