"""One assessment year on paper: what was decided, drawn, done, reported, found and corrected.

A year is opened with decisions and luck, and then told what happens by the processes of
:mod:`govperf_sim.simulation.cycle`, which know the day.  It knows no day itself and holds no formula: those are pure
functions of the modules it calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from govperf_sim.simulation.behaviour import best_effort, fabricate, intrinsic_gain
from govperf_sim.simulation.channels import Reports, draw_errors, draw_propensity, report
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.measures import EFFORT_ON, MEASURES, mean_level, score_measures, welfare
from govperf_sim.simulation.outcomes import Work, advance, draw_shocks, true_scores
from govperf_sim.simulation.population import Array, Flags, Population
from govperf_sim.simulation.scoring import counted, deduction, score, weighted
from govperf_sim.simulation.verification import Visits, draw_due_days, draw_finds, draw_visited


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What stays the same through the years of one replication."""

    population: Population
    weights: Array
    """unit x indicator: the weights of each unit's group"""
    work: Work
    strength: float
    reports: Reports
    visits: Visits
    luck: Luck
    motive: Array = field(init=False)
    """unit x task: the gain from effort that needs no score"""
    propensity: Array = field(init=False)
    """one number a unit"""

    def __post_init__(self) -> None:
        units = self.population
        object.__setattr__(self, "motive", intrinsic_gain(units.start, units.works, self.work))
        object.__setattr__(self, "propensity", draw_propensity(self.luck, len(units.units), self.reports.propensity))


class Year:
    """The arrays of one assessment year; ``level`` is where the year before left the units."""

    def __init__(self, number: int, level: Array, terms: Terms, working_days: int) -> None:
        units, work, reports, visits = terms.population, terms.work, terms.reports, terms.visits
        count = len(units.units)
        self.number, self.terms, self.level = number, terms, level
        gain = terms.strength * units.per_task(terms.weights) * work.productivity + terms.motive
        self.effort = best_effort(gain, work.effort_cost, work.substitution)
        self.fabrication = fabricate(
            terms.weights,
            terms.propensity,
            terms.strength,
            visits.risk(count),
            visits.penalty,
            reports.fabrication_cost,
        )
        self.shocks = draw_shocks(terms.luck, number, units.works)
        self.errors = reports.noise * draw_errors(terms.luck, number, units.measured)
        self.visited_units = draw_visited(terms.luck, number, count, visits.a_year)
        self.due_days: npt.NDArray[np.int64] = draw_due_days(terms.luck, number, count, working_days)
        self.finds = draw_finds(terms.luck, number, self.fabrication, visits.detection)
        self.visited = np.zeros(count, dtype=bool)
        self.found: Flags = np.zeros_like(units.measured)
        self.corrected: Flags = np.zeros_like(units.measured)
        self.scored = False

    def month(self, index: int) -> None:
        """The work and the reports of one month, counted from 0."""
        units = self.terms.population
        self.level = advance(self.level, self.effort, self.shocks[:, index], self.terms.work)
        self.true = true_scores(self.level, units.offset, units.task_index)
        self.honest = report(self.true, np.zeros_like(self.true), self.errors[:, index])
        self.reported = report(self.true, self.fabrication, self.errors[:, index])

    def end_visit(self, unit: int) -> npt.NDArray[np.intp]:
        """A visit is over: the positions of the indicators found fabricated.  After the score it has no effect."""
        if not self.scored:
            self.visited[unit] = True
            self.found[unit] = self.finds[unit]
        return np.flatnonzero(self.finds[unit])

    def correct(self, unit: int) -> bool:
        """Correct what a visit found; False if the year has been scored and it is too late."""
        if not self.scored:
            self.corrected[unit] = self.finds[unit]
        return not self.scored

    def reported_score(self) -> Array:
        """The weighted sum of the reports as the units made them."""
        return weighted(self.terms.weights, self.reported)

    def deducted(self) -> Array:
        return deduction(self.found, self.fabrication, self.terms.visits.penalty)

    def score(self) -> Array:
        """The score on what has been reported, found and corrected so far."""
        return score(self.terms.weights, counted(self.reported, self.honest, self.corrected), self.deducted())

    def close(self) -> Mapping[str, Array]:
        """Score the year: every measure, one array over units each, NaN where a unit does not work on a task."""
        terms, units = self.terms, self.terms.population
        self.scored = True
        measured = {
            **score_measures(terms.weights, self.true, self.honest, self.reported, self.corrected, self.deducted()),
            "true_level": mean_level(self.level, units.works),
            "welfare": welfare(
                self.level, units.works, self.effort, self.fabrication, terms.work, terms.reports.fabrication_cost
            ),
            "effort": self.effort.sum(axis=-1),
            "visited": self.visited.astype(float),
            "found": self.found.sum(axis=-1).astype(float),
            "corrected_in_time": self.corrected.sum(axis=-1).astype(float),
        }
        by_task = np.where(units.works, self.effort, np.nan)
        efforts = {EFFORT_ON + task: by_task[:, k] for k, task in enumerate(units.tasks)}
        return {name: measured[name] for name in MEASURES} | efforts
