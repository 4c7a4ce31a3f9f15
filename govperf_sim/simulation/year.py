"""One assessment year on paper: what was decided, drawn, done, reported, found and corrected.

A year is opened with decisions and luck, and then told what happens by the processes of
:mod:`govperf_sim.simulation.cycle`, which know the day.  It knows no day itself and holds no formula: those are pure
functions of the modules it calls.  Arrays are replication x unit x ...
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts, Flags, through, totals
from govperf_sim.simulation.behaviour import effort_cost
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.caseload import Caseload
from govperf_sim.simulation.chase import Chase
from govperf_sim.simulation.checks import draw_checks, draw_seen_through
from govperf_sim.simulation.decisions import Decisions
from govperf_sim.simulation.fabrication import fabrication_cost
from govperf_sim.simulation.figures import Figures
from govperf_sim.simulation.institutions.institution import Evidence
from govperf_sim.simulation.measures import EFFORT_ON, MEASURES, gaming_share, mean_level
from govperf_sim.simulation.minds import Lesson, utility
from govperf_sim.simulation.outcomes import advance, draw_shocks, true_scores
from govperf_sim.simulation.scoring import counted, deduction, score, weighted
from govperf_sim.simulation.shifting import shifting_cost
from govperf_sim.simulation.stage import settled
from govperf_sim.simulation.suspicion import bunched, looked_at, suspicion
from govperf_sim.simulation.vanity import lifted, served, vanity_cost
from govperf_sim.simulation.verification import draw_chosen, draw_due_days, draw_finds
from govperf_sim.simulation.world import World


class Year:
    """The arrays of one assessment year of all replications."""

    def __init__(self, number: int, world: World) -> None:
        units, luck, cycle = world.population, world.luck, world.cycle
        count, days = len(units.units), cycle.calendar.working_days
        self.number, self.world = number, world
        self.terms = world.open(number)
        decided, visits = world.decide(number, self.terms), self.terms.visits
        self.effort = np.broadcast_to(decided.effort, world.level.shape)
        self.gained = through(world.yields, self.effort) * units.works * self.terms.skill
        self.vanity = np.broadcast_to(decided.vanity, world.shape)
        self.fabrication, self.shift = (
            np.where(world.self_reported, np.broadcast_to(x, (*world.shape, len(units.indicators))), 0.0)
            for x in (decided.fabrication, decided.shift)
        )
        self.lift = lifted(self.vanity, world.visible, world.vanity.lift)
        self.chase = Chase(number, world, cycle.deadline) if cycle.deadline is not None else None
        burden = self.terms.burden
        self.caseload = None if cycle.services is None else Caseload(number, world, cycle.services, self.effort, burden)
        self.figures = Figures(number, world, self.terms, self.vanity, self.caseload)
        self.drain = world.vanity.debt_service * world.debt[..., None] * units.works
        self.owed = world.owed
        self.shocks = draw_shocks(luck, number, units.works)
        self.visited_units = draw_chosen(luck, number, world.suspicion, visits)
        self.due_days: Counts = draw_due_days(luck, number, count, days)
        self.finds = draw_finds(luck, number, self.fabrication, visits.scrutiny(count))
        self.visited = np.zeros(world.shape, dtype=bool)
        self.found: Flags = np.zeros_like(self.finds)
        self.corrected: Flags = np.zeros_like(self.finds)
        self.caught: Flags = np.zeros_like(self.finds)
        if cycle.checks is not None:
            self.checks = draw_checks(luck, number, count, cycle.checks)
            self.seen_through = draw_seen_through(luck, number, self.fabrication, self.checks, cycle.checks.detection)
        self.scored = False

    def month(self, index: int) -> None:
        """The work and the reports of one month, counted from 0."""
        world, units, scale = self.world, self.world.population, self.world.cycle.scale
        gained = self.gained
        for course in world.courses:
            gained = gained * _wide(course.month(self.number))
        world.level = advance(world.level, gained, self.shocks[:, :, index], world.work, self.drain)
        self.level = world.level
        self.true = self.figures.truth(true_scores(self.level, units.offset, units.loading, scale))
        moved = self.shift - self.owed if index == MONTHS - 1 else -self.owed
        self.figures.month(index, self.true, self.lift, moved, self.fabrication)
        if index == MONTHS - 1:
            world.owed = self.shift
            self._suspect()
            world.debt = served(world.debt, self.vanity, world.vanity.debt_service)

    def cases(self, index: int, day: int) -> Mapping[str, Array]:
        """What has happened to cases in a month that ends on a day of the year, by event; nothing where they are off."""
        if self.caseload is None:
            return {}
        self.caseload.until(day)
        happened = self.caseload.month()
        if index == MONTHS - 1:
            self.world.waiting = self.caseload.end()
        return happened

    def check(self, index: int) -> tuple[Array, Flags]:
        """The daily checks of a month, counted from 0: how many there were, and which indicators they caught first."""
        new = self.seen_through[:, :, index] & ~self.caught
        self.caught = self.caught | new
        return self.checks[:, :, index].astype(float), new

    def end_visit(self, replication: int, unit: int) -> Counts:
        """A visit is over: the positions of the indicators found fabricated.  After the score it has no effect."""
        if not self.scored:
            self.visited[replication, unit] = True
            self.found[replication, unit] = self.finds[replication, unit]
        return np.flatnonzero(self.finds[replication, unit])

    def correct(self, replication: int, unit: int) -> bool:
        """Correct what a visit found; False if the year has been scored and it is too late."""
        if not self.scored:
            self.corrected[replication, unit] = self.finds[replication, unit]
        return not self.scored

    def total_effort(self) -> Array:
        return totals(self.effort)

    def reported_score(self) -> Array:
        """The weighted sum of the reports as the units made them."""
        return weighted(self.terms.weights, self.figures.counting.reported)

    def deducted(self) -> Array:
        visits, checks = self.terms.visits, self.world.checks
        by_visits = deduction(self.found, self.fabrication, visits.penalty, visits.fine)
        by_visits += visits.forfeit * weighted(self.terms.weights, np.where(self.found, self.fabrication, 0.0))
        return by_visits + deduction(self.caught, self.fabrication, checks.penalty)

    def counts(self) -> Array:
        """The marks that count, with what has been corrected so far."""
        seen = self.figures.counting
        return self.marks(counted(seen.reported, seen.honest, self.corrected | self.caught))

    def marks(self, figures: Array) -> Array:
        """What figures earn where more is asked for them than at the start."""
        return self.world.cycle.scale.hold(figures - self.terms.raised)

    def evidence(self) -> Evidence:
        """The year as it lies before those who judge it."""
        return Evidence(
            year=self.number,
            terms=self.terms,
            done=self._done(),
            level=self.level,
            true=self.true,
            marks=self.counts(),
            found=self.found | self.caught,
            late_share=np.zeros(self.world.shape) if self.caseload is None else self.caseload.late_share(),
        )

    def _suspect(self) -> None:
        """What the reports of the year let the office suspect."""
        world, reported = self.world, self.reported_score()
        just_above = False if self.chase is None else bunched(self.chase.progress + self.chase.moved, self.chase.rule)
        world.known = looked_at(world.known, reported, self.visited)
        self.suspicion = world.suspicion = suspicion(reported, world.known, just_above)

    def revise(self) -> Array:
        """First figures are revised; by how many points of the report.  A score once made stands."""
        if not self.scored:
            self.figures.revise()
        return weighted(self.terms.weights, self.figures.revision())

    def publish(self) -> Array:
        """The stage assessment: the score so far."""
        self.stage_score = self.score(self.evidence())
        return self.stage_score

    def score(self, evidence: Evidence) -> Array:
        """The score on what has been reported, found and corrected so far."""
        taken = self.deducted()
        for course in self.world.courses:
            taken = taken - course.points(evidence)
        return score(self.terms.weights, evidence.marks, taken, self.world.cycle.scale)

    def close(self) -> Mapping[str, Array]:
        """Score the year: every measure, replication x unit each, NaN where a unit does not work on a task."""
        world, units, weights = self.world, self.world.population, self.terms.weights
        self.scored = True
        seen, evidence = self.figures.counting, self.evidence()
        scored = settled(self.score(evidence), self.stage_score, world.stage.share)
        measured = {
            "score": scored,
            "true_score": weighted(weights, self.true),
            "true_level": mean_level(self.level, units.works),
            "welfare": mean_level(self.level, units.works) - self._spent() / units.works.sum(axis=-1),
            "effort": self.total_effort(),
            "fabricated": weighted(weights, seen.reported - seen.honest),
            "gaming_share": gaming_share(weighted(weights, evidence.marks - self.marks(seen.plain)), scored),
            "visited": self.visited.astype(float),
            "found": self.found.sum(axis=-1).astype(float),
            "corrected_in_time": self.corrected.sum(axis=-1).astype(float),
            "penalty": self.deducted(),
        }
        if world.cycle.checks is not None:
            measured["checks"] = totals(self.checks.astype(float))
            measured["check_finds"] = self.caught.sum(axis=-1).astype(float)
        if world.cycle.vanity is not None:
            measured["vanity"] = self.vanity
            measured["pictured"] = weighted(weights, seen.pictured - seen.plain)
        if world.cycle.shifting is not None:
            measured["shifted"] = weighted(weights, seen.honest - seen.pictured)
        if self.chase is not None:
            measured |= self.chase.measures()
        if world.cycle.third_party is not None:
            measured["fee"] = np.full(world.shape, world.cycle.third_party.fee)
        if world.cycle.vintages is not None:
            measured["revision"] = weighted(weights, self.figures.revision())
        if world.visits.by_risk > 0.0:
            measured["suspicion"] = self.suspicion
        if self.caseload is not None:
            measured |= self.caseload.measures()
        worth: Array | float = 0.0
        world.standing.tenure += 1.0
        for course in world.courses:
            worth = worth + course.scored(evidence, scored)
            measured |= course.measures()
        if world.memory is not None:
            worth = worth + utility(world.strength, scored, self.terms.skill * world.motive, self.effort, self._spent())
            world.memory.learn(Lesson(done=self._done(), score=scored, utility=worth, visited=measured["visited"]))
        by_task = np.where(units.works, self.effort, np.nan)
        efforts = {EFFORT_ON + task: by_task[:, :, k] for k, task in enumerate(units.tasks)}
        return {name: measured[name] for name in MEASURES if name in measured} | efforts

    def _done(self) -> Decisions:
        return Decisions(effort=self.effort, fabrication=self.fabrication, vanity=self.vanity, shift=self.shift)

    def _spent(self) -> Array:
        """What effort, fabrication, image projects and timing shifts cost the units, replication x unit."""
        world = self.world
        return (
            effort_cost(self.effort, world.work.effort_cost, world.work.substitution)
            + totals(fabrication_cost(self.fabrication, world.lie_cost))
            + vanity_cost(self.vanity, world.vanity)
            + totals(shifting_cost(self.shift, world.cycle.shifting))
            + (0.0 if self.chase is None else self.chase.spent())
        )


def _wide(factor: Array | float) -> Array | float:
    """A factor of units for all their tasks."""
    return factor if isinstance(factor, float) else factor[..., None]
