"""What lasts from year to year in a batch of replications: the terms, and the stocks that the years leave behind.

What was laid down (population, cycle, weights, luck) never changes while the years are played.  The stocks do: each is an
array replication x unit x ..., moved by :class:`~govperf_sim.simulation.year.Year` and by institutions.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govperf_sim.simulation.arrays import Array, through
from govperf_sim.simulation.behaviour import intrinsic_gain
from govperf_sim.simulation.casebook import Casebook
from govperf_sim.simulation.channels import TRUTHFUL, draw_propensity
from govperf_sim.simulation.checks import UNCHECKED
from govperf_sim.simulation.clock import Clock
from govperf_sim.simulation.decisions import Decisions, Situation, best_response
from govperf_sim.simulation.institutions.institution import Course, Institution, Setting
from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.simulation.institutions.standing import Standing
from govperf_sim.simulation.institutions.terms import Terms, neutral
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.minds import Memory
from govperf_sim.simulation.outcomes import true_scores
from govperf_sim.simulation.people import Ask, People
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.scoring import weighted
from govperf_sim.simulation.services import Coming, none_waiting
from govperf_sim.simulation.settings import Cycle
from govperf_sim.simulation.spillovers import ALONE
from govperf_sim.simulation.stage import ANNUAL_ALONE
from govperf_sim.simulation.vanity import PLAIN
from govperf_sim.simulation.verification import UNVISITED

if TYPE_CHECKING:
    from govperf_sim.weights.weighting import Weighting


class World:
    """The units, the rules they live under, and how they stand."""

    def __init__(
        self,
        cycle: Cycle,
        population: Population,
        weights: pd.DataFrame,
        luck: Luck,
        decide: Callable[[Situation], Decisions] = best_response,
        people: Ask | None = None,
        watch: Sequence[str] = (),
        question: Weighting | None = None,
    ) -> None:
        self.cycle, self.population, self.luck = cycle, population, luck
        self._decide, self._question = decide, question
        self.clock = Clock(cycle.calendar, population.units, population.indicators, luck.replications)
        self._people = None if people is None else People(people, cycle, population, luck.replications)
        self.work, self.strength = cycle.work, cycle.reward.strength
        self.reports, self.visits = cycle.reports or TRUTHFUL, cycle.visits or UNVISITED
        self.checks, self.vanity = cycle.checks or UNCHECKED, cycle.vanity or PLAIN
        self.stage = cycle.stage or ANNUAL_ALONE
        self.yields = (cycle.spillovers or ALONE).yields(population.tasks, self.work.productivity)
        """task x task: what a unit of effort on the second adds in a year to the first"""
        self.lie_cost = self.reports.costs(population.indicators)
        """one number an indicator"""
        self.visible = self.vanity.shows_in(population.indicators)
        count = len(population.units)
        self.shape = (len(luck), count)
        self.weights = weights_of_units(population, weights)[None]
        """1 x unit x indicator"""
        self.motive = intrinsic_gain(population.start, population.works, self.work, self.yields)[None]
        """1 x unit x task: the gain from effort that needs no score"""
        self.propensity = draw_propensity(luck, count, self.reports.propensity)
        """replication x unit"""
        self.level = np.repeat(population.start[None], len(luck), axis=0)
        """replication x unit x task: the outcome stocks"""
        self.debt = np.zeros(self.shape)
        """replication x unit: what image projects still cost"""
        self.owed = np.zeros((*self.shape, len(population.indicators)))
        """replication x unit x indicator: output of the coming year booked already"""
        self.behind = np.zeros(self.shape)
        """replication x unit: progress of the coming year booked already"""
        self.waiting = none_waiting(self.shape, cycle.calendar.working_days)
        """cases that wait when a year opens"""
        self.casebook = Casebook([population.units.index(unit) for unit in dict.fromkeys(watch)])
        """the cases of watched units, one by one"""
        self.self_reported = cycle.self_reported(population.indicators)
        """one flag an indicator: whether units report on it themselves, and can fabricate and shift"""
        start = true_scores(population.start, population.offset, population.loading, cycle.scale)
        self.known = np.repeat(weighted(self.weights, start[None]), len(luck), axis=0)
        """replication x unit: what a unit reported when somebody last looked"""
        self.suspicion = np.zeros(self.shape)
        """replication x unit: how much it is suspected when a year opens"""
        self.hosts = np.zeros(self.shape)
        """replication x unit: verification visits that a unit hosts now"""
        self.comings: deque[Coming] = deque()
        """visits that have come or gone and that no working day has met yet"""
        kept_up = np.where(population.works, self.work.depreciation * self.level / self.work.productivity, 0.0)
        announced = self.visits.a_year / count
        self.memory = None if cycle.minds is None else Memory(cycle.minds, population, luck, kept_up, announced)
        self.standing = Standing(*self.shape, len(population.tasks))
        self.courses = self._institutions()

    def open(self, year: int) -> Terms:
        """The terms of a year that opens now."""
        able = self.standing.skill * self.standing.morale[..., None]
        terms = replace(neutral(self.weights, self.visits, self.strength), skill=able)
        for course in self.courses:
            terms = course.opens(year, terms)
        return terms

    def decide(self, year: int, terms: Terms) -> Decisions:
        """What the units do in a year that opens now."""
        now = self.situation(year, terms)
        decided = self._decide(now) if self.memory is None else self.memory.decide(now, self._decide)
        if self._people is not None:
            anybody = np.ones(self.shape, dtype=bool)
            decided = self._people.decide(now, decided, anybody if self.memory is None else self.memory.human)
        return decided

    def situation(self, year: int, terms: Terms) -> Situation:
        """What the units know now."""
        felt = terms.weights * terms.lasting + terms.beside / np.where(terms.worth > 0.0, terms.worth, np.inf)
        task_weights = self.population.per_task(felt)
        visits = terms.visits.scrutiny(len(self.population.units))
        brings = terms.worth * through(self.yields.T, terms.skill * task_weights) + terms.skill * self.motive
        return Situation(
            year=year,
            weights=felt,
            task_weights=task_weights,
            strength=terms.worth,
            gain=np.where(self.population.works, brings, -np.inf),
            propensity=np.minimum(self.propensity * terms.propensity, 1.0),
            scrutiny=replace(
                visits, checked=self.checks.chance, check_penalty=self.checks.penalty, loss=terms.find_loss
            ),
            level=self.level,
            work=self.work,
            reports=self.reports,
            lie_cost=self.lie_cost,
            vanity=self.vanity,
            image_price=terms.image_price,
            visible=self.visible,
            shifting=self.cycle.shifting,
            annual_share=1.0 - self.stage.share,
            scale=self.cycle.scale,
            reckonings=tuple(course.decides for course in self.courses),
        )

    def _institutions(self) -> tuple[Course, ...]:
        """The institutions set up, in the order of the register."""
        services = self.cycle.services
        setting = Setting(
            population=self.population,
            luck=self.luck,
            clock=self.clock,
            strength=self.strength,
            scale=self.cycle.scale,
            propensity=self.propensity,
            mean_propensity=self.reports.propensity,
            self_reported=self.self_reported,
            staff_days=0.0 if services is None else services.staff * self.cycle.calendar.working_days,
            question=self._question,
            work=self.work,
            yields=self.yields,
            weights=self.weights,
            standing=self.standing,
        )
        asked: Mapping[str, Institution] = self.cycle.institutions
        return tuple(asked[name].begin(setting) for name in INSTITUTIONS if name in asked)


def weights_of_units(population: Population, weights: pd.DataFrame) -> Array:
    """The weights of each unit's group: unit x indicator."""
    groups = [population.groups[u] for u in population.units]
    return weights.loc[groups, list(population.indicators)].to_numpy(float)
