r"""Claims: a story is told only if the simulation bears out what it says.

With :math:`d_r` the difference of an outcome after less before, under the same luck in replication r, a claim that it goes up
holds where the 95 % interval of d lies above 0, one that it goes down where it lies below, and one that it stays where the
interval holds 0.  The last says no more than that nothing was seen, unless the interval is narrow, which is why it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from govperf_sim.classroom.grid import policy_at, replications_of
from govperf_sim.classroom.lesson import Lesson
from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.experiments.estimates.intervals import PART, Interval, ratio_interval
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.league import NOISE
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.schema_lesson import ClaimEntry, StepEntry
from govperf_sim.words import Message


@dataclass(frozen=True)
class Held:
    """A claim, and by how much its outcome moved."""

    story: str
    step: int
    """Counted from 0."""
    claim: ClaimEntry
    outcome: Outcome
    change: Interval
    """After less before, in units of the outcome."""


def check_claims(lesson: Lesson, findings: Findings) -> tuple[Held, ...]:
    """Every claim of a lesson with what was found, in the order of the stories.

    ``findings`` are those of the lesson's experiment.  Raises :class:`~govperf_sim.errors.ScenarioError` with every claim that
    is not borne out, each at its line and with its numbers.
    """
    manifest = findings.samples.manifest
    own = dict(zip((outcome.code for outcome in manifest.outcomes), replications_of(findings.samples), strict=True))
    named = {outcome.code: outcome for outcome in manifest.outcomes}
    held, faults = [], []
    for where, step, claim in _claims(lesson):
        settings = ({**step.set, **at} for at in (claim.before, claim.after))
        before, after = (own[claim.outcome][policy_at(manifest.design, setting)] for setting in settings)
        shared = ~np.isnan(before[:, PART]) & ~np.isnan(after[:, PART])
        change = ratio_interval(after[shared], before[shared])
        if not holds(claim, change):
            faults.append(_fault(lesson, where, step, claim, change))
        held.append(Held(str(where[1]), int(where[3]), claim, named[claim.outcome], change))
    if faults:
        raise ScenarioError(faults)
    return tuple(held)


def holds(claim: ClaimEntry, change: Interval) -> bool:
    """Whether a change is the one claimed; without an interval nothing is.

    >>> holds(ClaimEntry(outcome="level", moves="up"), Interval(0.02, 0.01, 0.03))
    True
    >>> holds(ClaimEntry(outcome="level", moves="up"), Interval(0.02, -0.01, 0.05))
    False
    """
    match claim.moves:
        case "up":
            return change.low > NOISE
        case "down":
            return change.high < -NOISE
    return change.low <= NOISE and change.high >= -NOISE


def _claims(lesson: Lesson) -> Iterator[tuple[Address, StepEntry, ClaimEntry]]:
    for code, story in lesson.document.stories.items():
        for i, step in enumerate(story.steps):
            for j, claim in enumerate(step.holds):
                yield ("stories", code, "steps", i, "holds", j), step, claim


def _fault(lesson: Lesson, where: Address, step: StepEntry, claim: ClaimEntry, change: Interval) -> Fault:
    said: dict[str, object] = {
        "outcome": claim.outcome,
        "before": _put(lesson, step, claim, claim.before),
        "after": _put(lesson, step, claim, claim.after),
    }
    if np.isnan(change.low):
        return lesson.written.at_key(where, "lesson.unmeasured", **said)
    said |= change._asdict() | {"difference": change.value, "moves": Message(f"lesson.moves_{claim.moves}")}
    return lesson.written.at_key(where, "lesson.not_borne_out", **said)


def _put(lesson: Lesson, step: StepEntry, claim: ClaimEntry, at: Mapping[str, object]) -> str:
    """Where the levers stand that the claim or its step speak of."""
    design = lesson.experiment.design
    now = dict(zip((lever.code for lever in design.levers), design.policies[0], strict=True))
    spoken_of = {**step.set, **claim.before, **claim.after}
    return ", ".join(f"{code} = {value}" for code, value in {**now, **step.set, **at}.items() if code in spoken_of)
