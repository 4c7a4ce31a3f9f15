r"""What the years are worth of units that work where points are missing.

What is missing changes from year to year, so their years are gone through one by one, with the simulation's own steps
(:func:`~govperf_sim.simulation.rule_of_thumb.rule_of_thumb`, :func:`~govperf_sim.simulation.outcomes.advance`) and without
chance.  Fabrication, image projects and shifts are those of the best response.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array, through, totals
from govperf_sim.simulation.behaviour import effort_cost
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.outcomes import advance
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.rule_of_thumb import rule_of_thumb
from govperf_sim.simulation.vanity import served


def years_of_thumb(
    now: Situation, best: Decisions, people: Population, yields: Array, values: Array, years: int
) -> Array:
    """The mean over years of what levels are worth less what effort costs, (..., unit); ``values`` is unit x task."""
    work, image = now.work, now.vanity
    level, debt, worth = people.start, np.zeros_like(best.vanity), np.zeros(1)
    for _ in range(years):
        missing_led = rule_of_thumb(best.effort, now.task_weights, level, now.scale.full)
        effort = np.where(people.works, missing_led, 0.0)
        gained = through(yields, effort) * people.works
        drain = image.debt_service * debt[..., None] * people.works
        for _ in range(MONTHS):
            level = advance(level, gained, np.zeros(1), work, drain)
        debt = served(debt, best.vanity, image.debt_service)
        worth = worth + totals(level * values) - effort_cost(effort, work.effort_cost, work.substitution)
    mean: Array = worth / years
    return mean
