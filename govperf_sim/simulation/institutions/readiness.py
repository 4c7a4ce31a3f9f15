r"""Readiness: an organisation that is set up starts on time, any other starts late.

Each unit has, or lacks, a named leader, a lead office and staff, drawn once with their shares.  With q of the three
missing it starts

.. math:: d_i = X_1 + \dots + X_q, \qquad X \sim \text{Exp}(\text{mean delay}),

working days late, at most a whole year.  Until then the scheme does not reach it: of the year's D days it answers to the
score on :math:`D - d_i`, so that in its first year a point is worth the share :math:`1 - d_i/D` of what it is worth later.
On average a unit is :math:`(3 - \ell - o - s)` mean delays late, with the shares of leaders, offices and staff.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.calendar import Phase
from govperf_sim.simulation.clock import Rhythm
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, SHARE, outside, refuse

PARTS = 3
"""A leader, an office, staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness(Institution):
    """Leadership, lead office and staff of the assessment in every unit."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-1a", "III-b")
    measured: ClassVar[tuple[str, ...]] = ("start_delay",)
    events: ClassVar[Mapping[str, Amount]] = {"ready": "days"}

    leader: float
    """The share of units with a named leader."""
    office: float
    """The share with a lead office."""
    staff: float
    """The share with staff of its own."""
    delay: float
    """Working days by which each of them that is missing delays the start, on average."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("readiness", values, dict.fromkeys(values, SHARE) | {"delay": NOT_NEGATIVE}))

    def begin(self, setting: Setting) -> Course:
        return Starts(self, setting)


class Starts(Course):
    """When the units of a batch of replications are ready."""

    def __init__(self, rule: Readiness, setting: Setting) -> None:
        self.setting, self.days = setting, setting.clock.calendar.working_days
        self.late = draw_delays(setting.luck, setting.shape[1], rule, self.days)
        """replication x unit: working days"""

    def opens(self, year: int, terms: Terms) -> Terms:
        if year > 1:
            return terms
        for day in np.unique(self._within()).tolist():
            self.setting.clock.start(self._start(day))
        return replace(terms, worth=terms.worth * (1.0 - self.late / self.days)[..., None])

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.seen = self.late if evidence.year == 1 else np.zeros_like(self.late)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"start_delay": self.seen}

    def _within(self) -> Array:
        """Whole working days late, at most until the last day of the year."""
        return np.minimum(np.floor(self.late), self.days - 1.0)

    def _start(self, day: float) -> Rhythm:
        """All who are ready on one day."""
        clock = self.setting.clock
        yield clock.on(clock.calendar.first(1) + int(day), Phase.WORK)
        clock.book.note_those(1, clock.today, "ready", self._within() == day, self.late)


def draw_delays(luck: Luck, units: int, rule: Readiness, days: int) -> Array:
    """Working days late, replication x unit, at most ``days``."""
    missing = luck.uniform("readiness", 0, (units, PARTS)) >= np.array([rule.leader, rule.office, rule.staff])
    waits = -rule.delay * np.log1p(-luck.uniform("start_delay", 0, (units, PARTS)))
    return np.minimum(totals(np.where(missing, waits, 0.0)), float(days))
