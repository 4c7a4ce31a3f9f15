"""The training page: one file with the runs inside, which opens from disk, on a telephone, and asks nothing of any network.

Whatever it shows stands in it as the grid has it; the script in it (``templates/page.js``) chooses, draws and speaks, in
both languages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from govperf_sim.classroom.grid import Gauge, Grid, Reading, Slider
from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.report import fonts
from govperf_sim.scenario.schema_lesson import LessonDocument, StepEntry
from govperf_sim.words import LANGUAGES, Language, Name, known_keys, say, sentence

NEEDED = ("reported", "level")
"""The outcomes that the page is about: the score as it is reported, and how the work really stands."""
MADE_BY = '<meta name="generator" content="govperf_sim classroom page">'
"""Tells a page from any other file."""
WORDS = "classroom_page."


def classroom_page(grid: Grid, lesson: LessonDocument | None, mark: Name, language: Language) -> str:
    """The page as HTML, opening in ``language``; ``mark`` says what kind of data it shows.

    Raises :class:`~govperf_sim.errors.ExperimentError` for a grid that lacks one of the outcomes :data:`NEEDED`.
    """
    refuse_lacking([gauge.code for gauge in grid.gauges])
    title = grid.title if lesson is None else Name(zh=lesson.title.zh, en=lesson.title.en)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_template("page.html"))
    context: dict[str, Any] = {
        "language": language,
        "title": _both(title),
        "mark": _both(mark),
        "say": partial(_say, language),
        "style": Markup(_template("page.css")),
        "script": Markup(_template("page.js")),
        "runs": Markup(_in_script(_runs(grid, lesson, title, mark))),
        "made_by": Markup(MADE_BY),
        "font": "",
        "family": fonts.FAMILY,
    }
    # Once without the font, to see which characters it has to hold.
    return template.render(context | {"font": fonts.embedded(template.render(context))})


def refuse_lacking(outcomes: Sequence[str]) -> None:
    """Raises :class:`~govperf_sim.errors.ExperimentError` where the page would have nothing to show."""
    if lacking := [code for code in NEEDED if code not in outcomes]:
        raise ExperimentError(fault("classroom.no_gauge", nearest(code, outcomes), outcome=code) for code in lacking)


def _runs(grid: Grid, lesson: LessonDocument | None, title: Name, mark: Name) -> Mapping[str, Any]:
    """What the script reads."""
    played = {"scenario": grid.scenario, "years": grid.years, "replications": grid.replications, "seed": grid.seed}
    return {
        "title": _both(title),
        "mark": _both(mark),
        "played": played,
        "words": {key: _both(sentence(key)) for key in sorted(known_keys()) if key.startswith(WORDS)},
        "levers": [_lever(slider) for slider in grid.sliders],
        "outcomes": [{"code": g.code, "name": _both(g.name), "decimals": g.places} for g in grid.gauges],
        "start": [slider.start for slider in grid.sliders],
        "cells": _cells(grid),
        "stories": [] if lesson is None else _stories(lesson, grid.sliders),
    }


def _lever(slider: Slider) -> Mapping[str, Any]:
    stops = []
    for value in slider.values:
        short = f"{value * slider.scale:g}"
        told = sentence("classroom_page.points") if slider.scale != 1.0 else Name(zh="{value}", en="{value}")
        long = {language: told.text(language).format(value=short) for language in LANGUAGES}
        stops.append({"value": value, "short": dict.fromkeys(LANGUAGES, short), "long": long})
    return {"code": slider.code, "name": _both(slider.name), "stops": stops}


def _cells(grid: Grid) -> Sequence[Sequence[Sequence[int] | None]]:
    """Cell by cell and gauge by gauge: value, low, high, and the same of its change since the start, in whole last places."""
    columns = [
        [_whole(gauge, *both) for both in zip(grid.readings[gauge.code], grid.changes[gauge.code], strict=True)]
        for gauge in grid.gauges
    ]
    return list(zip(*columns, strict=True))


def _whole(gauge: Gauge, reading: Reading | None, change: Reading | None) -> Sequence[int | None] | None:
    if reading is None:
        return None
    return [round(x * 10**gauge.places) for x in (*reading, *(change or ()))]


def _stories(lesson: LessonDocument, sliders: Sequence[Slider]) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "code": code,
            "title": _both(story.title),
            "intro": _both(story.intro),
            "steps": [_step(step, sliders) for step in story.steps],
        }
        for code, story in lesson.stories.items()
    ]


def _step(step: StepEntry, sliders: Sequence[Slider]) -> Mapping[str, Any]:
    return {
        "set": _stops(step.set, sliders),
        "lever": step.lever,
        "ask": _both(step.ask),
        "choices": [_both(choice) for choice in step.choices],
        "answer": step.answer - 1,
        "show": _stops({**step.set, **step.show}, sliders),
        "because": _both(step.because),
        "theory": _both(step.theory),
    }


def _stops(setting: Mapping[str, Any], sliders: Sequence[Slider]) -> Sequence[int]:
    """Where the sliders stand; those that are not named stand as at the start."""
    return [s.values.index(setting[s.code]) if s.code in setting else s.start for s in sliders]


def _both(name: Any) -> Mapping[str, str]:
    return {"zh": name.zh, "en": name.en}


def _in_script(value: Mapping[str, Any]) -> str:
    """JSON that no text in it can end."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _say(language: Language, key: str) -> str:
    return say(key, language)


def _template(name: str) -> str:
    return (files("govperf_sim.classroom") / "templates" / name).read_text("utf-8")
