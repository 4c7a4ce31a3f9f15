"""A lesson with the experiment it is about: whatever it puts the levers to, was played.

What a step leaves unsaid is as the scenario has it, and what a claim leaves unsaid is as its step sets it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govperf_sim.classroom.grid import policy_at
from govperf_sim.errors import ExperimentError, Fault, ScenarioError, nearest
from govperf_sim.experiments.declared import declared
from govperf_sim.experiments.design.design import Design
from govperf_sim.experiments.experiment import Experiment
from govperf_sim.scenario.folder import in_order
from govperf_sim.scenario.lessons import Told, read_lesson
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.schema_lesson import LessonDocument, StepEntry
from govperf_sim.scenario.written import Written, dotted


@dataclass(frozen=True)
class Lesson:
    """What a class is told and asked, all of it about policies of the experiment."""

    written: Written
    document: LessonDocument
    experiment: Experiment


def declared_lesson(scenario: Scenario) -> Lesson | None:
    """The lesson beside a scenario; None where there is none.

    Raises :class:`~govperf_sim.errors.ScenarioError` with every fault of the lesson and of the experiment it is about.

    >>> from govperf_sim import load_scenario
    >>> list(declared_lesson(load_scenario("training_towns")).document.stories)
    ['what_counts', 'how_strongly', 'who_looks']
    """
    told = read_lesson(scenario)
    if told is None:
        return None
    faults = list(told.faults)
    experiment = _experiment(scenario, told, faults)
    if experiment is not None:
        faults += _misplaced(told, experiment)
    if faults or experiment is None:
        raise ScenarioError(in_order(faults))
    return Lesson(told.written, told.document, experiment)


def _experiment(scenario: Scenario, told: Told, faults: list[Fault]) -> Experiment | None:
    """The experiment that the lesson names; what is wrong with it, or with the name, is added to the faults."""
    if not told.document.experiment:
        return None
    try:
        return declared(scenario, told.document.experiment)
    except ScenarioError as refused:
        spot = told.written.value_spot(("experiment",))
        faults += [f if f.file else told.written.at(spot, f.message, f.hint) for f in refused.faults]
        return None


def _misplaced(told: Told, experiment: Experiment) -> Iterator[Fault]:
    """Levers, values and outcomes that the experiment does not have."""
    design, written = experiment.design, told.written
    levers = [lever.code for lever in design.levers]
    outcomes = [outcome.code for outcome in experiment.model.outcomes]
    for where, step in told.steps():
        if step.lever is not None and step.lever not in levers:
            yield _unknown(written, (*where, "lever"), step.lever, levers, "levers")
        for i, claim in enumerate(step.holds):
            if claim.outcome not in outcomes:
                yield _unknown(written, (*where, "holds", i, "outcome"), claim.outcome, outcomes, "outcomes")
        first = [*_unplayed(written, (*where, "set"), step.set, design)]
        yield from first
        for address, over in () if first else _put_later(where, step):
            yield from _unplayed(written, address, {**step.set, **over}, design)


def _put_later(where: Address, step: StepEntry) -> Iterator[tuple[Address, Mapping[str, Any]]]:
    """What is put over the setting of a step, with its address."""
    yield (*where, "show"), step.show
    for i, claim in enumerate(step.holds):
        yield (*where, "holds", i, "before"), claim.before
        yield (*where, "holds", i, "after"), claim.after


def _unplayed(written: Written, address: Address, setting: Mapping[str, Any], design: Design) -> Iterator[Fault]:
    """Why no policy is so."""
    try:
        policy_at(design, setting)
    except ExperimentError as refused:
        for fault in refused.faults:
            said = fault.message.values
            at = (*address, said.get("slider", said.get("found")))
            yield written.at(written.value_spot(at), fault.message, fault.hint)


def _unknown(written: Written, where: Address, code: str, known: Sequence[str], table: str) -> Fault:
    said = {"where": dotted(where), "code": code, "table": table}
    return written.at_value(where, "scenario.undefined", nearest(code, known), **said)
