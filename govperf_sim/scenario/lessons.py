"""The lesson that stands beside a scenario, in ``lesson.yaml``: read when a class is taught, never with the scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govperf_sim.errors import Fault
from govperf_sim.scenario.document import understand
from govperf_sim.scenario.folder import LESSON, read_files
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.references import unknown_clauses
from govperf_sim.scenario.schema_lesson import LessonDocument, StepEntry
from govperf_sim.scenario.written import Written

FEWEST, MOST = 2, 4
"""Choices of a question: with fewer there is nothing to think about, and more do not fit on a phone."""


@dataclass(frozen=True)
class Told:
    """A lesson as written, and the stories of it that are well formed."""

    written: Written
    document: LessonDocument
    faults: tuple[Fault, ...]

    def steps(self) -> Iterator[tuple[Address, StepEntry]]:
        """Every question, with its address."""
        for code, story in self.document.stories.items():
            for i, step in enumerate(story.steps):
                yield ("stories", code, "steps", i), step


def read_lesson(scenario: Scenario) -> Told | None:
    """The lesson held to its schema; None where a scenario has none."""
    if not (scenario.folder / LESSON).exists():
        return None
    written, faults = read_files(scenario.folder, {LESSON: tuple(LessonDocument.model_fields)}, [LESSON])
    document, more = understand(written, LessonDocument)
    told = Told(written, document, ())
    faults += [*more, *_answers(told), *unknown_clauses(written, scenario.document)]
    return Told(written, document, tuple(faults))


def _answers(told: Told) -> Iterator[Fault]:
    """Too few choices, or too many; an answer that is none of them."""
    for where, step in told.steps():
        count = len(step.choices)
        if not FEWEST <= count <= MOST:
            said = {"found": count, "fewest": FEWEST, "most": MOST}
            yield told.written.at_key((*where, "choices"), "lesson.choices", **said)
        if step.answer > count:
            yield told.written.at_value((*where, "answer"), "lesson.no_such_answer", found=step.answer, count=count)
