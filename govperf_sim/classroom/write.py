"""The training page of a scenario, from its experiment to a file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from govperf_sim.classroom.claims import Held, check_claims
from govperf_sim.classroom.grid import Grid, grid_of, refuse_no_grid
from govperf_sim.classroom.lesson import Lesson, declared_lesson
from govperf_sim.classroom.page import MADE_BY, classroom_page, refuse_lacking
from govperf_sim.errors import ReportError, fault
from govperf_sim.experiments.declared import declared
from govperf_sim.experiments.experiment import Experiment
from govperf_sim.experiments.running.play import Progress
from govperf_sim.report.labels import mark_of
from govperf_sim.scenario.load import Scenario
from govperf_sim.words import Language, Name

NAMED = "classroom"
"""The experiment that a page is made of where no lesson says otherwise."""


@dataclass(frozen=True)
class Course:
    """What a page is made of: the lesson, if there is one, and the experiment that is played for it."""

    scenario: Scenario
    lesson: Lesson | None
    experiment: Experiment


@dataclass(frozen=True)
class Page:
    """A page that was written, and what was found out on the way."""

    grid: Grid
    claims: tuple[Held, ...]
    """What its stories say, borne out by the runs."""
    size: int
    """bytes"""


def course_of(scenario: Scenario) -> Course:
    """Raises what :func:`~govperf_sim.classroom.lesson.declared_lesson` and :func:`~govperf_sim.experiments.declared.declared`
    do, and :class:`~govperf_sim.errors.ExperimentError` for an experiment that is no grid or lacks what the page shows.
    """
    lesson = declared_lesson(scenario)
    experiment = declared(scenario, NAMED) if lesson is None else lesson.experiment
    refuse_no_grid(experiment.design)
    refuse_lacking([outcome.code for outcome in experiment.model.outcomes])
    return Course(scenario, lesson, experiment)


def write_page(
    out: Path,
    course: Course,
    language: Language,
    *,
    store: Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Page:
    """Play what is not in the store yet, hold the stories to it, and write the page.

    Raises :class:`~govperf_sim.errors.ReportError`, before anything is played, where another file stands in the way, and
    :class:`~govperf_sim.errors.ScenarioError` for every claim of a story that the runs do not bear out.
    """
    refuse_foreign_file(out)
    findings = course.experiment.run(store=store, workers=workers, progress=progress)
    claims = () if course.lesson is None else check_claims(course.lesson, findings)
    grid = grid_of(findings)
    document = None if course.lesson is None else course.lesson.document
    mark = Name(zh=mark_of(course.scenario, "zh"), en=mark_of(course.scenario, "en"))
    page = classroom_page(grid, document, mark, language).encode("utf-8")
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(f"{out.name}.part")
    beside.write_bytes(page)
    os.replace(beside, out)
    return Page(grid, claims, len(page))


def refuse_foreign_file(out: Path) -> None:
    """A page may be made anew; whatever else is there stays."""
    if out.is_dir() or (out.exists() and MADE_BY.encode() not in out.read_bytes()[:2000]):
        raise ReportError(fault("classroom.in_the_way", file=out.as_posix()))
