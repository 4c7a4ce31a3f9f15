r"""Progress reports to the joint-conference office: each is due on its day, some come late, and lateness costs points.

Every unit files each report on time with chance p, else late by a number of days that is geometric with the mean m (at
least one).  It loses F score points for each late one, of R reports

.. math:: \mathrm E\,\text{points lost} = F\,R\,(1-p) .

Units do not reckon with it when they decide on effort.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault
from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.calendar import Calendar, Phase
from govperf_sim.simulation.clock import Rhythm
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting, within_the_year
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, SHARE, Range, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReports(Institution):
    """Reports of every unit to the office, each year."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-6b",)
    measured: ClassVar[tuple[str, ...]] = ("reports_late", "report_days_late")
    events: ClassVar[Mapping[str, Amount]] = {"report_filed": "days"}

    due: Sequence[int]
    """The working days of the year on which reports are due."""
    on_time: float
    """The chance that a report comes on its day."""
    late_days: float
    """Working days by which a late one is late, on average; at least 1."""
    deduction: float = 0.0
    """Score points (of 1) lost for each that is late."""

    def __post_init__(self) -> None:
        days: dict[str, float] = {f"due[{k}]": day for k, day in enumerate(self.due, 1)}
        ranges = dict.fromkeys(days, AT_LEAST_ONE) | {
            "on_time": SHARE,
            "late_days": Range(1, float("inf"), "[)"),
            "deduction": NOT_NEGATIVE,
        }
        values = {"on_time": self.on_time, "late_days": self.late_days, "deduction": self.deduction}
        refuse(outside("progress_reports", days | values, ranges))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return within_the_year("progress_reports", {f"due[{k}]": day for k, day in enumerate(self.due, 1)}, calendar)

    def begin(self, setting: Setting) -> Course:
        return Filings(self, setting)


class Filings(Course):
    """The reports that come in, in a batch of replications."""

    def __init__(self, rule: ProgressReports, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        self.late: dict[int, Array] = {}
        """by year: replication x unit x report, working days"""

    def opens(self, year: int, terms: Terms) -> Terms:
        self.late[year] = draw_lateness(self.setting.luck, year, self.setting.shape[1], self.rule)
        for report in range(len(self.rule.due)):
            for days in np.unique(self.late[year][..., report]):
                self.setting.clock.start(self._file(year, report, int(days)))
        return terms

    def points(self, evidence: Evidence) -> Array:
        return -self.rule.deduction * totals((self.late[evidence.year] > 0.0).astype(float))

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.seen = self.late.pop(evidence.year)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"reports_late": totals((self.seen > 0.0).astype(float)), "report_days_late": totals(self.seen)}

    def _file(self, year: int, report: int, days: int) -> Rhythm:
        """All reports of one due day that are equally late come in together."""
        clock, late = self.setting.clock, self.late[year][..., report]
        yield clock.on(clock.calendar.first(year) - 1 + self.rule.due[report] + days, Phase.WORK)
        clock.book.note_those(year, clock.today, "report_filed", late == days, late)


def draw_lateness(luck: Luck, year: int, units: int, rule: ProgressReports) -> Array:
    """Working days late, replication x unit x report; 0 on time."""
    lots = luck.uniform("progress_reports", year, (units, len(rule.due)))
    within = np.clip((lots - rule.on_time) / max(1.0 - rule.on_time, 1e-300), 0.0, 1.0 - 1e-12)
    stays = 1.0 - 1.0 / rule.late_days
    days = 1.0 + (np.floor(np.log1p(-within) / np.log(stays)) if stays > 0.0 else np.zeros_like(lots))
    return np.where(lots >= rule.on_time, days, 0.0)
