r"""Accountability: units are investigated on four grounds, and sanctioned if the investigation has opened.

**Grounds and errors** are those of :mod:`~govperf_sim.simulation.institutions.grounds`: an investigation opens with
chance t where there is cause, with chance f where there is none.  A ground that is absent is not pursued.  Whether there
was cause is judged on the day a year is scored; a case of misconduct comes up on a day of its own.
**Investigations** take their time (:mod:`~govperf_sim.simulation.institutions.investigations`) and end in a sanction.

**A sanction** takes d points from the next score, may do more, and hurts morale where there was no cause
(:mod:`~govperf_sim.simulation.institutions.sanctions`).  To the leader it costs :math:`S = b\,d + z`, b the worth of a whole score and z all
that is no score.  **What units reckon with** is :math:`L = (t - f)_+ (\beta(1-h))^\Delta S`
(:mod:`~govperf_sim.simulation.institutions.deterrence`), :math:`\Delta` being the mean length of an investigation in years:
it is what the find of a lie costs besides, and they compare it with the cost of holding back image projects and of working
as much as is asked.  They look at their true score as it stands when the year opens, weigh each lie as if it were the
only one, and do not reckon with slowness: how late cases run has no closed form in effort.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.institutions.deterrence import deterring, held_back, roused
from govperf_sim.simulation.institutions.grounds import GROUNDS, idle, image_projects, incidents, suspected
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.investigations import LONGEST, Investigations, Suspicion, lengths
from govperf_sim.simulation.institutions.sanctions import Sanctions, Severity
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.outcomes import true_scores
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, COUNT, NOT_NEGATIVE, SHARE, Range, outside, refuse
from govperf_sim.simulation.scoring import weighted


@dataclass(frozen=True, slots=True, kw_only=True)
class Accountability(Institution):
    """Who is held to account, for what, and how."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-4d", "VI-1b", "VI-3e", "I-d")
    measured: ClassVar[tuple[str, ...]] = (
        "deserving",
        "deserving_missed",
        "investigated",
        "open_investigations",
        "sanctioned",
        "falsely_sanctioned",
        "days_to_sanction",
        "sanction_points",
        "removed",
        "escaped",
        "morale",
    )
    events: ClassVar[Mapping[str, Amount]] = {
        "image_project_suspected": "number",
        "inaction_suspected": "number",
        "misconduct_suspected": "number",
        "slowness_suspected": "number",
        "investigation_starts": "days",
        "sanctioned": "days",
        "falsely_sanctioned": "days",
        "removed": "number",
    }

    sensitivity: float
    """The chance that an investigation opens where there is cause."""
    false_alarm: float
    """The chance that one opens where there is none, for each ground that is pursued."""
    length: float
    """Working days that an investigation takes, on average."""
    spread: float = 0.0
    """Their standard deviation."""
    investigators: int | None = None
    """How many investigations can be under way at once; absent: as many as there are."""
    image_project: float | None = None
    """Investment above which an image project gives cause; absent: not pursued."""
    low_value: float | None = None
    """The true score from which on it does not; absent: whatever the score."""
    inaction: float | None = None
    """Effort, over all tasks, below which a unit gives cause; absent: not pursued."""
    misconduct: float | None = None
    """Cases of misconduct in a year, on average, besides fabrication that is found; absent: not pursued."""
    slowness: float | None = None
    """The share of late cases above which a unit gives cause; absent: not pursued."""
    deduction: float = 0.0
    """Score points (of 1) that a sanction takes from the next score."""
    bar: int = 0
    """Years for which it bars a unit from commendation."""
    removal: float = 0.0
    """The chance that it ends the leader's tenure."""
    dread: float = 0.0
    """What it costs a leader besides score points, in units of effort cost."""
    discount: float = 1.0
    """What a leader counts the next year for against this one, in (0, 1]."""
    morale_loss: float = 0.0
    """The share of morale that a sanction without cause takes."""
    recovery: float = 0.0
    """The share of missing morale that comes back in a year."""

    def __post_init__(self) -> None:
        values = {name: found for name in self.__slots__ if (found := getattr(self, name)) is not None}
        ranges = {
            "sensitivity": SHARE,
            "false_alarm": SHARE,
            "length": Range(0, LONGEST),
            "spread": NOT_NEGATIVE,
            "investigators": AT_LEAST_ONE,
            "image_project": NOT_NEGATIVE,
            "low_value": NOT_NEGATIVE,
            "inaction": NOT_NEGATIVE,
            "misconduct": NOT_NEGATIVE,
            "slowness": SHARE,
            "deduction": NOT_NEGATIVE,
            "bar": COUNT,
            "removal": SHARE,
            "dread": NOT_NEGATIVE,
            "discount": Range(0, 1, "(]"),
            "morale_loss": SHARE,
            "recovery": SHARE,
        }
        refuse(outside("accountability", values, {name: ranges[name] for name in values}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        needs = {"image_project": "vanity", "slowness": "services"}
        faults = [
            fault("simulation.ground_of_nothing", parameter=f"accountability.{ground}", mechanism=mechanism)
            for ground, mechanism in needs.items()
            if getattr(self, ground) is not None and mechanism not in switched_on
        ]
        days = calendar.working_days
        if self.misconduct is not None and self.misconduct > days:
            said = {"parameter": "accountability.misconduct", "found": self.misconduct, "days": days}
            faults.append(fault("simulation.more_incidents_than_days", **said))
        return faults

    @property
    def pursued(self) -> Flags:
        """A flag for each ground."""
        return np.array([getattr(self, ground) is not None for ground in GROUNDS])

    @property
    def severity(self) -> Severity:
        return Severity(
            deduction=self.deduction,
            bar=self.bar,
            removal=self.removal,
            morale_loss=self.morale_loss,
            recovery=self.recovery,
        )

    def begin(self, setting: Setting) -> Course:
        return Accounts(self, setting)


class Accounts(Course):
    """Who is held to account in a batch of replications."""

    def __init__(self, rule: Accountability, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        self.sanctions = Sanctions(rule.severity, setting)
        self.investigations = Investigations(setting.clock, setting.shape, rule.investigators, self.sanctions.pass_on)
        self.incidents = {0: np.zeros((2, *setting.shape))}
        """by year: cases of misconduct that come to light and that do not, 2 x replication x unit"""

    def opens(self, year: int, terms: Terms) -> Terms:
        rule, leaving = self.rule, self.setting.standing.leaving
        self.terms = terms
        costs = terms.worth[..., 0] * rule.deduction + rule.dread
        delay = rule.length / self.setting.clock.calendar.working_days
        taken = max(rule.sensitivity - rule.false_alarm, 0.0)
        self.feared = taken * deterring(rule.discount, leaving, delay) * costs
        if rule.misconduct is None:
            return terms
        if rule.misconduct > 0.0:
            self.incidents[year] = self._incidents(year, rule.misconduct)
        return replace(terms, find_loss=terms.find_loss + self.feared[..., None])

    def decides(self, situation: Situation, decisions: Decisions) -> Decisions:
        rule, now = self.rule, situation
        effort, vanity = decisions.effort, decisions.vanity
        if rule.inaction is not None:
            cost = now.work.effort_cost, now.work.substitution
            effort = roused(effort, now.gain, rule.inaction, *cost, self.feared)
        if rule.image_project is not None:
            units = self.setting.population
            stands = true_scores(now.level, units.offset, units.loading, now.scale)
            low = rule.low_value is None or weighted(self.terms.weights, stands) < rule.low_value
            held = held_back(vanity, rule.image_project, now.vanity.curvature, self.feared)
            vanity = np.where(low, held, vanity)
        return replace(decisions, effort=effort, vanity=vanity)

    def scored(self, evidence: Evidence, score: Array) -> Array:
        rule, year, cause = self.rule, evidence.year, self._cause(evidence)
        luck, block = self.setting.luck, cause.shape[1:]
        opened = suspected(cause, rule.pursued, rule.sensitivity, rule.false_alarm, luck, year)
        normal, lots = luck.normal("investigation_days", year, block), luck.uniform("removals", year, block)
        days, today = lengths(normal, rule.length, rule.spread), self.setting.clock.today
        seen, unseen = self.incidents.pop(year, self.incidents[0])
        self.measured = {
            "deserving": cause.sum(axis=-1) + seen + unseen,
            "deserving_missed": (cause & ~opened).sum(axis=-1) + unseen,
            "investigated": opened.sum(axis=-1) + seen,
            "open_investigations": self.investigations.open.copy(),
        }
        passed = self.sanctions.since_last(year)
        self.measured |= passed
        for r, u, g in np.argwhere(opened).tolist():
            why = Suspicion(year, r, u, GROUNDS[g], bool(cause[r, u, g]), int(days[r, u, g]), lots[r, u, g])
            self.investigations.start(why, today)
        return -rule.dread * passed["sanctioned"]

    def points(self, evidence: Evidence) -> Array:
        return -self.sanctions.pending

    def measures(self) -> Mapping[str, Array]:
        return self.measured

    def _cause(self, evidence: Evidence) -> Flags:
        """Whether there is cause, replication x unit x ground; none on grounds that are not pursued."""
        rule, done, causes = self.rule, evidence.done, dict[str, Flags]()
        if rule.image_project is not None:
            true_score = weighted(evidence.terms.weights, evidence.true)
            causes["image_project"] = image_projects(done.vanity, true_score, rule.image_project, rule.low_value)
        if rule.inaction is not None:
            causes["inaction"] = idle(done.effort, rule.inaction)
        if rule.misconduct is not None:
            causes["misconduct"] = evidence.found.sum(axis=-1) > 0
        if rule.slowness is not None:
            causes["slowness"] = evidence.late_share > rule.slowness
        none = np.zeros(self.setting.shape, dtype=bool)
        return np.stack([causes.get(ground, none) for ground in GROUNDS], axis=-1)

    def _incidents(self, year: int, a_year: float) -> Array:
        """Investigate the cases of misconduct of a year that come to light; how many do and how many do not."""
        rule, luck, clock = self.rule, self.setting.luck, self.setting.clock
        block = self.setting.shape[1], clock.calendar.working_days
        lots = incidents(luck, year, *block, a_year)
        normal, removals = luck.normal("incident_days", year, block), luck.uniform("incident_removals", year, block)
        length = lengths(normal, rule.length, rule.spread)
        for r, u, d in np.argwhere(lots < rule.sensitivity).tolist():
            why = Suspicion(year, r, u, "misconduct", cause=True, days=int(length[r, u, d]), lot=removals[r, u, d])
            self.investigations.start(why, clock.calendar.first(year) + d)
        seen, all_told = (lots < rule.sensitivity).sum(axis=-1), (lots < 1.0).sum(axis=-1)
        return np.stack([seen, all_told - seen]).astype(float)
