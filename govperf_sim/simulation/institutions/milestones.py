r"""Milestones: a plan, a consultation, weights confirmed, rules issued, each due on its day and each after the last.

Step k can begin once the step before is done, and not before the step before was due.  It takes a time :math:`X_k`,
exponential with a mean common to all steps, so that in working days of the first year

.. math:: F_k = \max(F_{k-1}, D_{k-1}) + X_k, \qquad F_0 = D_0 = 0 ,

with :math:`D_k` the day it is due; it is :math:`(F_k - D_k)_+` late.  A first step of mean m with D days to go is late by
:math:`m\,e^{-D/m}` on average.  Until the last step is done nobody knows what counts, so a point of the first year's score is
worth the less, by the share of the year by which the last step is late.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.calendar import Calendar, Phase
from govperf_sim.simulation.clock import Rhythm
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting, within_the_year
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones(Institution):
    """Steps of the preparation, each due on a working day of the first year."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-2a", "VI-3a")
    measured: ClassVar[tuple[str, ...]] = ("steps_late", "preparation_delay")
    events: ClassVar[Mapping[str, Amount]] = {"step_done": "days"}

    due: Sequence[int]
    """The working days of the first year on which the steps are due, in order."""
    takes: float
    """Working days that a step takes, on average."""

    def __post_init__(self) -> None:
        values = {f"due[{k}]": day for k, day in enumerate(self.due, 1)}
        faults = outside(
            "milestones", {**values, "takes": self.takes}, dict.fromkeys(values, AT_LEAST_ONE) | {"takes": NOT_NEGATIVE}
        )
        if not faults and not all(a < b for a, b in pairwise(self.due)):
            faults = [
                fault("simulation.steps_out_of_order", parameter="milestones.due", found=", ".join(map(str, self.due)))
            ]
        refuse(faults)

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return within_the_year("milestones", {f"due[{k}]": day for k, day in enumerate(self.due, 1)}, calendar)

    def begin(self, setting: Setting) -> Course:
        return Preparations(self, setting)


class Preparations(Course):
    """The steps of all units in a batch of replications."""

    def __init__(self, rule: Milestones, setting: Setting) -> None:
        self.setting, self.due = setting, np.array(rule.due, dtype=float)
        self.done = finished(self.due, draw_times(setting.luck, setting.shape[1], rule))
        """replication x unit x step: working days of the first year"""

    def opens(self, year: int, terms: Terms) -> Terms:
        if year > 1 or not self.due.size:
            return terms
        for whose in np.ndindex(*self.setting.shape):
            self.setting.clock.start(self._steps(*whose))
        lost = np.minimum(self._late()[..., -1] / self.setting.clock.calendar.working_days, 1.0)
        return replace(terms, worth=terms.worth * (1.0 - lost)[..., None])

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.counts = 1.0 if evidence.year == 1 else 0.0
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        late = self._late()
        last = late[..., -1] if self.due.size else np.zeros(self.setting.shape)
        return {"steps_late": self.counts * totals((late > 0.0).astype(float)), "preparation_delay": self.counts * last}

    def _late(self) -> Array:
        late: Array = np.maximum(self.done - self.due, 0.0)
        return late

    def _steps(self, replication: int, unit: int) -> Rhythm:
        """The year's journal has the steps done within it; the day a step is done is the one it is finished on."""
        clock = self.setting.clock
        for late, done in zip(self._late()[replication, unit], self.done[replication, unit], strict=True):
            if done > clock.calendar.working_days:
                return
            yield clock.on(max(int(np.ceil(done)), 1), Phase.WORK)
            clock.book.note(1, clock.today, "step_done", replication, unit, amounts=float(late))


def draw_times(luck: Luck, units: int, rule: Milestones) -> Array:
    """How long each step takes, replication x unit x step."""
    return -rule.takes * np.log1p(-luck.uniform("milestones", 0, (units, len(rule.due))))


def finished(due: Array, takes: Array) -> Array:
    """When each step is done, (..., step), from what each takes.

    >>> finished(np.array([10.0, 20.0, 30.0]), np.array([4.0, 15.0, 2.0]))
    array([ 4., 25., 27.])
    """
    done, before = np.empty_like(takes), np.zeros(takes.shape[:-1])
    for k in range(due.size):
        before = np.maximum(before, due[k - 1] if k else 0.0) + takes[..., k]
        done[..., k] = before
    return done
