r"""What targets have in common: how they move with results, and what units make of that.

The *target* of a unit on an indicator is its score at the start, :math:`x_0`, and what is asked above that, q: marks
count from it.  In the first year q = 0.  When a later year opens the results known by then, those of the year :math:`\ell`
years before (:math:`\ell = 1` where scores exist when the year ends, 2 where they are late), move it by the *rule* of the
institution.  A result is what counted in the score, as far as the scale lets it be seen.

**Ratchet effect** (Weitzman, 1980).  Who looks ahead reckons with what a better result makes harder later, while still in
office.  A rule that closes the share :math:`\lambda` of the distance between result and target every year leaves of a
point

.. math:: R_t = 1 - \lambda\beta^\ell\,\frac{1 - (\beta(1-\lambda))^{n}}{1 - \beta(1-\lambda)},
          \qquad n = [T - t - \ell + 1]_+,

with T - t the years of office that will be scored after this one and :math:`\beta` the discount factor, times the chance
1 - h of still being there.  Who does not look ahead has :math:`\beta = 0` and R = 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.institution import Course, Evidence, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.outcomes import true_scores
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.scoring import weighted


class Rule(Protocol):
    """How a target moves; arrays are replication x unit x indicator, counted from the start."""

    def asks(self, asked: Array, shown: Array) -> Array:
        """What is asked next, after so much was asked and the last known results stand so high."""

    def costs(self, discount: Array, years: Array, delay: int) -> Array:
        """What a point costs later, as a share of it: 1 - R; discount and years are replication x unit x 1."""


def lost_later(pull: float, discount: Array, years: Array, delay: int) -> Array:
    r"""1 - R of a target that closes the share ``pull`` of its distance to the result every year.

    ``discount`` is below 1; ``years`` counts the later years of office that it can still harm.

    >>> lost_later(0.5, np.array([0.9]), np.array([0.0, 1.0, np.inf]), 1).round(4)
    array([0.    , 0.45  , 0.8182])
    """
    kept = discount * (1.0 - pull)
    lost: Array = pull * discount**delay * (1.0 - kept**years) / (1.0 - kept)
    return lost


def years_until_known(calendar: Calendar) -> int:
    """From the year of a result to the first year that opens after its score.

    >>> import datetime
    >>> [years_until_known(Calendar(first_day=datetime.date(2012, 1, 4), score_delay=d)) for d in (0, 45, 251)]
    [1, 2, 3]
    """
    return 1 + math.ceil(calendar.score_delay / calendar.working_days)


def dangling(name: str, indicators: Sequence[str] | None, population: Population) -> list[Fault]:
    """A fault for each indicator that does not exist."""
    return [
        fault("simulation.dangling", nearest(code, population.indicators), where=f"{name}.indicators", named=code)
        for code in indicators or ()
        if code not in population.indicators
    ]


class Asking(Course):
    """The targets of a batch of replications that move by a rule."""

    def __init__(
        self, name: str, rule: Rule, indicators: Sequence[str] | None, discount: float, setting: Setting
    ) -> None:
        people = setting.population
        chosen = np.isin(people.indicators, people.indicators if indicators is None else list(indicators))
        self.name, self.rule, self.discount, self.setting = name, rule, discount, setting
        self.on = people.measured & chosen
        """unit x indicator: whether the target moves"""
        self.start = true_scores(people.start, people.offset, people.loading, setting.scale)
        self.delay = years_until_known(setting.clock.calendar)
        self.shown = np.zeros((len(setting.luck), *self.on.shape))
        """how far the last known results stand above the start"""
        self.asked = {1: np.zeros_like(self.shown)}
        """by year: how far its targets stand above the start"""

    def opens(self, year: int, terms: Terms) -> Terms:
        if year > 1:
            self.asked[year] = np.where(self.on, self.rule.asks(self.asked[year - 1], self.shown), 0.0)
        clock, asked = self.setting.clock, self.asked[year]
        everyone = np.broadcast_to(self.on, asked.shape)
        clock.book.note_where(year, clock.today, f"{self.name}_set", everyone, asked)
        return replace(
            terms, raised=terms.raised + asked, lasting=terms.lasting - np.where(self.on, self.lost(year), 0.0)
        )

    def lost(self, year: int) -> Array:
        """What a point of the year that opens costs those in office later."""
        standing, unscored = self.setting.standing, min(self.delay, year) - 1
        staying = self.discount * (1.0 - standing.leaving)
        left = np.maximum(standing.horizon - standing.tenure - unscored - self.delay, 0.0)
        return self.rule.costs(staying[..., None], left[..., None], self.delay)

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.shown = np.where(self.on, evidence.marks + evidence.terms.raised - self.start, 0.0)
        asked, weights = self.asked[evidence.year], np.where(self.on, evidence.terms.weights, 0.0)
        self.seen = {
            f"{self.name}_asked": weighted(weights, asked),
            f"{self.name}_gap": weighted(weights, self.shown - asked),
        }
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return self.seen
