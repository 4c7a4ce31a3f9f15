"""What units decide when a year opens."""

import numpy as np
from assessed import cycle, population, reports, weights, work

from govperf_sim.simulation import Luck, Shifting
from govperf_sim.simulation.behaviour import effort_cost
from govperf_sim.simulation.decisions import best_response
from govperf_sim.simulation.world import World


def test_the_best_response_beats_every_small_change_of_it():
    """The utility of the year, written down again, is highest at the decisions taken."""
    how = cycle(work=work(), reports=reports(propensity=1.0), shifting=Shifting(cost=2.0, discount=0.6))
    world = World(how, population(), weights(), Luck(1, range(3)))
    now = world.situation(1, world.open(1))
    best = best_response(now)
    rng = np.random.default_rng(3)
    risk = now.scrutiny.visited * now.scrutiny.detection

    def utility(effort, fabrication, moved):
        worked = (np.where(np.isneginf(now.gain), 0.0, now.gain) * effort).sum(axis=-1)
        lies = now.strength * (now.weights * (1 - risk) - risk * now.scrutiny.penalty) * fabrication
        lies = lies - 0.5 * now.reports.fabrication_cost * fabrication**2
        early = now.strength * now.weights * (1 - 0.6) * moved - 0.5 * 2.0 * moved**2
        return worked - effort_cost(effort, 1.0, 0.2) + lies.sum(axis=-1) + early.sum(axis=-1)

    highest = utility(best.effort, best.fabrication, best.shift)
    for _ in range(50):
        nudged = (
            np.where(x > 0, np.maximum(x + 0.02 * rng.standard_normal(x.shape), 0.0), x)
            for x in (best.effort, best.fabrication, best.shift)
        )
        assert np.all(utility(*nudged) <= highest + 1e-12)


def test_nobody_works_where_it_is_not_their_business():
    units = population()
    world = World(cycle(), units, weights(), Luck(1))
    best = best_response(world.situation(1, world.open(1)))
    assert np.all(best.effort[0][~units.works] == 0.0)
