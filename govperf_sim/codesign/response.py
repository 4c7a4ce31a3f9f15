r"""What given weights are worth once the units have answered them, and how that changes with each weight.

The units do what pays best, by the closed forms of the simulation, which is asked for them and nothing else
(:func:`govperf_sim.simulation.decisions.best_response`).  Without institutions it is the same in every year, so that the
mean welfare of years 1 to T is, unit by unit,

.. math:: V(w) = \bar V_0 + \frac1K\Bigl[\bar h\,\nu'Me - \tfrac12 c\,e'Ce - \tfrac12\sum_j \kappa_j m_j^2
          - \tfrac12 k \sum_j s_j^2 - (c_v v + \tfrac12 \kappa_v v^2) - \bar d\,(\nu'1)\,v\Bigr]

with :math:`\nu` what a level of each task is worth, :math:`\bar V_0` what is left of the start, :math:`\bar h` the mean level
that a unit of effort kept up leaves at the years' ends, and :math:`\bar d` the mean level that a unit of image projects every
year takes.

**Derivatives.**  Decisions are piecewise linear in the weights, so between the kinks the slope of V is exact.  Effort e
answers the gains a with :math:`D = \partial e/\partial a`; A are the tasks worked on, r of them, s the substitution:

.. math:: D = \frac{1}{c(1-s)}\Bigl(I_A - \frac{s}{1-s+rs} 1_A 1_A'\Bigr), \qquad
          \nabla_w = b\,G M D\,(\bar h M'\nu - c\,Ce) .

A lie, an image project or a shift answers its own weight with the slope it has where it is above 0 and below its end.

**Decision types.**  Of units a share q works where points are missing, as the scenario says; V is then
:math:`(1-q)V + qV_q`, with :math:`V_q` from :mod:`govperf_sim.codesign.thumb`.  Adaptive units and imitators are taken for the
best responders they become, and human units for such as well.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from govperf_sim.codesign.thumb import years_of_thumb
from govperf_sim.simulation.arrays import Array, through, totals
from govperf_sim.simulation.behaviour import effort_cost
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.decisions import Decisions, Situation, best_response
from govperf_sim.simulation.fabrication import fabrication_cost
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.settings import Cycle
from govperf_sim.simulation.shifting import shifting_cost
from govperf_sim.simulation.vanity import Vanity, vanity_cost
from govperf_sim.simulation.world import World

HAIR = 1e-6
"""How far a weight is moved where a slope has no closed form."""


class Response:
    """Units that answer weights, for years 1 to ``years`` and every replication of ``luck``; arrays are replication x unit x ...

    ``values`` says what a level of each task is worth, 1 unless said otherwise.  Institutions are left out.
    """

    def __init__(
        self,
        cycle: Cycle,
        population: Population,
        years: int,
        luck: Luck,
        values: Mapping[str, float] | None = None,
    ) -> None:
        alone = dataclasses.replace(cycle, institutions={}, minds=None)
        own = population.applies.groupby(population.groups).any().astype(float)
        self.groups = tuple(str(g) for g in own.index)
        self._world = World(alone, population, own, luck)
        self.indicators = population.indicators
        self._group = np.array([self.groups.index(population.groups[u]) for u in population.units])
        self._years, self._effort_lasts = years, kept(alone.work, years)
        self._by_thumb = 0.0 if cycle.minds is None else cycle.minds.rule_of_thumb
        self._tasks = population.works.sum(axis=-1)
        self._values = population.works * np.array([(values or {}).get(task, 1.0) for task in population.tasks])
        self._debt_takes = owed(alone.work, self._world.vanity, years) * totals(self._values) / self._tasks
        self._left = remaining(alone.work, years) * totals(population.start * self._values) / self._tasks

    def welfare(self, weights: Array) -> float:
        """The mean over units, years and replications; ``weights`` is group x indicator."""
        return float(self._by_unit(weights[self._group]).mean())

    def slope(self, weights: Array) -> Array:
        """Group x indicator: how welfare changes with each weight."""
        own = weights[self._group]
        now = self._situation(own)
        done = best_response(now)
        by_unit = (1.0 - self._by_thumb) * self._slope_of_best(now, done)
        if self._by_thumb:
            by_unit = by_unit + self._by_thumb * self._slope_of_thumb(own)
        by_unit = np.where(self._world.population.measured, by_unit, 0.0).mean(axis=0)
        slope = np.zeros_like(weights)
        np.add.at(slope, self._group, by_unit / len(self._group))
        return slope

    def _situation(self, weights: Array) -> Situation:
        """What units know under weights (..., unit, indicator)."""
        self._world.weights = weights[..., None, :, :]
        return self._world.situation(1, self._world.open(1))

    def _by_unit(self, weights: Array) -> Array:
        """Welfare (..., replication, unit) under weights (..., unit, indicator)."""
        now = self._situation(weights)
        done = best_response(now)
        best = self._of_best(now, done)
        if not self._by_thumb:
            return best
        mixed: Array = best + self._by_thumb * (self._of_thumb(now, done) - best)
        return mixed

    def _of_best(self, now: Situation, done: Decisions) -> Array:
        remains = self._effort_lasts * totals(through(self._world.yields, done.effort) * self._values)
        spent = effort_cost(done.effort, now.work.effort_cost, now.work.substitution) + self._untrue(now, done)
        welfare: Array = self._left + (remains - spent) / self._tasks - self._debt_takes * done.vanity
        return welfare

    def _of_thumb(self, now: Situation, done: Decisions) -> Array:
        world = self._world
        years = years_of_thumb(now, done, world.population, world.yields, self._values, self._years)
        worth: Array = (years - self._untrue(now, done)) / self._tasks
        return worth

    def _untrue(self, now: Situation, done: Decisions) -> Array:
        """What lies, shifts and image projects cost."""
        own = self._world.self_reported
        lies, shifts = np.where(own, done.fabrication, 0.0), np.where(own, done.shift, 0.0)
        cost = totals(fabrication_cost(lies, now.lie_cost)) + totals(shifting_cost(shifts, now.shifting))
        spent: Array = cost + vanity_cost(done.vanity, now.vanity)
        return spent

    def _slope_of_thumb(self, own: Array) -> Array:
        """Replication x unit x indicator, each indicator's weight moved by a hair in all units at once."""
        hair = HAIR * np.eye(len(self.indicators))[:, None, :]
        up, down = (self._welfare_of_thumb(own + h) for h in (hair, -hair))
        moved: Array = np.moveaxis((up - down) / (2.0 * HAIR), 0, -1)
        return moved

    def _welfare_of_thumb(self, weights: Array) -> Array:
        now = self._situation(weights)
        return self._of_thumb(now, best_response(now))

    def _slope_of_best(self, now: Situation, done: Decisions) -> Array:
        """Replication x unit x indicator."""
        whole = self._through_effort(now, done) + self._through_lies(now, done) + self._through_image(now, done)
        by_unit: Array = whole / self._tasks[:, None]
        return by_unit

    def _through_effort(self, now: Situation, done: Decisions) -> Array:
        world, c, s = self._world, now.work.effort_cost, now.work.substitution
        effort = done.effort
        worked = effort > now.work.least_effort
        worth = self._effort_lasts * through(world.yields.T, self._values)
        left = np.where(worked, worth - c * ((1.0 - s) * effort + s * totals(effort)[..., None]), 0.0)
        crowding = s / (1.0 - s + s * worked.sum(axis=-1, keepdims=True)) * totals(left)[..., None]
        answer = np.where(worked, left - crowding, 0.0) / (c * (1.0 - s))
        return now.strength * through(world.population.loading, through(world.yields, answer))

    def _through_lies(self, now: Situation, done: Decisions) -> Array:
        """Each lie and each shift answers its own weight alone, so all weights may be moved by a hair at once."""
        up, down = (best_response(dataclasses.replace(now, weights=now.weights + h)) for h in (HAIR, -HAIR))
        lies, shifts = ((a - b) / (2.0 * HAIR) for a, b in ((up.fabrication, down.fabrication), (up.shift, down.shift)))
        dearer = now.lie_cost * done.fabrication * lies
        if now.shifting is not None:
            dearer = dearer + now.shifting.cost * done.shift * shifts
        return np.where(self._world.self_reported, -dearer, 0.0)

    def _through_image(self, now: Situation, done: Decisions) -> Array:
        image, built = now.vanity, done.vanity[..., None]
        owed_for = image.discount * image.debt_service * totals(self._world.population.loading)
        answer = now.strength * (image.lift * now.visible - owed_for) / image.curvature
        dearer = image.cost + image.curvature * built + (self._tasks * self._debt_takes)[:, None]
        return np.where(built > 0.0, -dearer * answer, 0.0)


def remaining(work: Work, years: int) -> float:
    """The mean over the ends of years of what is left of a level of 1 at the start."""
    a_year = (1.0 - work.depreciation / MONTHS) ** MONTHS
    return float(np.mean(a_year ** np.arange(1, years + 1)))


def kept(work: Work, years: int) -> float:
    r"""The mean over the ends of years t of the level that a yield of 1 a year leaves,
    :math:`\sum_{m < 12t} (1 - \delta/12)^m / 12`.

    >>> work = Work(productivity=1, depreciation=12, effort_cost=1, substitution=0, shock=0)
    >>> kept(work, 3) * 12
    1.0
    """
    levels = np.cumsum((1.0 - work.depreciation / MONTHS) ** np.arange(MONTHS * years)) / MONTHS
    return float(levels[MONTHS - 1 :: MONTHS].mean())


def owed(work: Work, vanity: Vanity, years: int) -> float:
    """The mean over the ends of years of the level that building 1 every year takes from each task."""
    month = 1.0 - work.depreciation / MONTHS
    level, debt, taken = 0.0, 0.0, 0.0
    for _ in range(years):
        for _ in range(MONTHS):
            level = month * level + vanity.debt_service * debt / MONTHS
        debt = (1.0 - vanity.debt_service) * debt + 1.0
        taken += level / years
    return taken
