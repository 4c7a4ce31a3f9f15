"""The scenario format, version 1: ``lesson.yaml``, which tells a class stories about an experiment of the scenario.

A story is a few questions.  Each is asked with the levers at some values and is answered by moving one of them; what the
answer says is also said as claims, ``outcome`` moves this way from ``before`` to ``after``, for a machine to hold against what
the simulation found.  A story that it does not bear out is not told.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from govperf_sim.scenario.entry import Code, NameEntry, SourceEntry, Strict, Text

At = dict[Code, Any]
"""Levers and their values."""


class ClaimEntry(Strict):
    """What an answer says of one outcome."""

    outcome: Code
    before: At = Field(default_factory=dict)
    """Levers and their values; the others are as the step sets them."""
    after: At = Field(default_factory=dict)
    """Levers and their values; the others are as the step sets them."""
    moves: Literal["up", "down", "not"]
    """From before to after; up and down beyond what chance can do, not within it."""


class StepEntry(Strict):
    """A question and its answer."""

    set: At = Field(default_factory=dict)
    """Levers and their values when the question is asked; the others are as the scenario has them."""
    lever: Code | None = None
    """The lever that is to be moved to find out."""
    ask: NameEntry
    choices: Annotated[tuple[NameEntry, ...], Field(min_length=1)]
    """Two to four."""
    answer: Annotated[int, Field(ge=1)]
    """Which of the choices is right, counted from 1."""
    show: At = Field(default_factory=dict)
    """Levers and their values where the answer can be seen; the others are as the step sets them."""
    because: NameEntry
    """Told with the answer."""
    theory: NameEntry
    """For the trainer: what theory says, with its formula and its source."""
    holds: Annotated[tuple[ClaimEntry, ...], Field(min_length=1)]
    """What the simulation must have found for this to be told."""


class StoryEntry(Strict):
    """A few questions that belong together."""

    title: NameEntry
    intro: NameEntry
    """Told before the first question."""
    steps: Annotated[tuple[StepEntry, ...], Field(min_length=1)]


class LessonDocument(Strict):
    """What a class is told and asked about an experiment."""

    format: Literal[1]
    """The version of the format."""
    title: NameEntry
    source: SourceEntry
    """Who teaches it, or what it follows from."""
    experiment: Text
    """The experiment under experiments/ that was played."""
    stories: dict[Code, StoryEntry] = Field(default_factory=dict)
    """Without any, the levers can still be moved."""
