"""The page as a file: what stands in it is what was played, whoever named it, and it asks nobody for anything."""

import dataclasses
import itertools
import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import numpy as np
import pytest

from govperf_sim.classroom.grid import Gauge, Grid, Reading, Slider
from govperf_sim.classroom.page import MADE_BY, classroom_page
from govperf_sim.errors import ExperimentError
from govperf_sim.simulation.measures import Better
from govperf_sim.words import LANGUAGES, Message, Name, known_keys, say

MARK = Name(zh="数据为示意", en="illustrative data")
HOSTILE = "</script><script>alert(1)</script><!-- \u2028 & \"quoted\" 'and' {braces} ${money}"
CODES = {"reported": "points", "level": "points", "effort_growth": "count", "false_share": "percent"}
PLACES = {"points": 1, "count": 3, "percent": 0}


class Reader(HTMLParser):
    """Tags with their attributes, and the text of each script."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.scripts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] == "script":
            self.scripts[-1] += data

    def attributes(self, name):
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def runs_in(page):
    return json.loads(Reader(page).scripts[0])


def grid_of_chance(values, outcomes=CODES, name="a name"):
    """Numbers by chance, as they are shown; some are missing."""
    chance, cells = np.random.default_rng(7), len(list(itertools.product(*values.values())))
    named = Name(zh=name, en=name)

    def numbers(code):
        places = PLACES[outcomes[code]]
        drawn = np.sort(chance.uniform(-10, 100, (cells, 3)), axis=1).round(places)
        return tuple(
            None if code == "false_share" and chance.random() < 0.2 else Reading(float(m), float(low), float(high))
            for low, m, high in drawn
        )

    readings = {code: numbers(code) for code in outcomes}
    changes = {
        code: tuple(None if r is None else Reading(*(round(-x, 3) for x in (r.value, r.high, r.low))) for r in of)
        for code, of in readings.items()
    }
    gauges = (
        Gauge(code=code, name=named, unit=unit, scale=1.0, places=PLACES[unit], better=Better.MORE, last=None,
              missing=Message("classroom.nobody_has"))
        for code, unit in outcomes.items()
    )  # fmt: skip
    sliders = (
        Slider(code=code, name=named, values=tuple(stops), start=len(stops) - 1, scale=100.0 if stops[0] < 1 else 1.0)
        for code, stops in values.items()
    )
    return Grid(title=named, scenario="towns", illustrative=True, seed=2026, years=5, replications=16,
                sliders=tuple(sliders), gauges=tuple(gauges), readings=readings, changes=changes)  # fmt: skip


@pytest.fixture(scope="module")
def grid():
    return grid_of_chance({"growth": (0.1, 0.3), "reward": (1, 1.5, 2), "visits": (2, 4)})


# --- the numbers ----------------------------------------------------------------------------------------------------------


def test_every_number_in_it_is_that_of_the_grid(grid):
    runs = runs_in(classroom_page(grid, None, MARK, "en"))
    assert len(runs["cells"]) == 12
    for (code, unit), place in zip(CODES.items(), itertools.count()):
        for cell, reading, change in zip(runs["cells"], grid.readings[code], grid.changes[code], strict=True):
            found = cell[place]
            if reading is None:
                assert found is None
            else:
                assert [x / 10 ** PLACES[unit] for x in found] == [*reading, *change]
                assert all(isinstance(x, int) for x in found)
    assert [(o["code"], o["decimals"]) for o in runs["outcomes"]] == [(c, PLACES[u]) for c, u in CODES.items()]


def test_sliders_have_their_stops_and_start_where_the_scenario_is(grid):
    runs = runs_in(classroom_page(grid, None, MARK, "en"))
    assert runs["start"] == [1, 2, 1]
    stops = {lever["code"]: lever["stops"] for lever in runs["levers"]}
    assert {code: [stop["value"] for stop in of] for code, of in stops.items()} == {
        "growth": [0.1, 0.3], "reward": [1, 1.5, 2], "visits": [2, 4],
    }  # fmt: skip
    assert [stop["short"]["zh"] for stop in stops["growth"]] == ["10", "30"]
    assert stops["growth"][0]["long"] == {"zh": "10 分", "en": "10 points"}
    assert stops["reward"][1]["long"] == {"zh": "1.5", "en": "1.5"}


def test_the_luck_is_told_by_which_each_cell_can_be_played_again(grid):
    played = runs_in(classroom_page(grid, None, MARK, "zh"))["played"]
    assert played == {"scenario": "towns", "years": 5, "replications": 16, "seed": 2026}


def test_a_page_without_score_or_truth_is_refused(grid):
    fewer = dataclasses.replace(grid, gauges=grid.gauges[2:])
    with pytest.raises(ExperimentError, match="reported"):
        classroom_page(fewer, None, MARK, "en")


# --- the lesson -----------------------------------------------------------------------------------------------------------


def test_questions_are_asked_where_the_lesson_says(lesson):
    levers = lesson.experiment.design.levers
    grid = grid_of_chance({lever.code: lever.values for lever in levers})
    start = lesson.experiment.design.policies[0]
    sliders = tuple(
        dataclasses.replace(s, start=s.values.index(now)) for s, now in zip(grid.sliders, start, strict=True)
    )
    runs = runs_in(classroom_page(dataclasses.replace(grid, sliders=sliders), lesson.document, MARK, "zh"))

    def standing(stops):
        return {lever["code"]: lever["stops"][s]["value"] for lever, s in zip(runs["levers"], stops, strict=True)}

    as_it_is = dict(zip([lever.code for lever in levers], start, strict=True))
    assert standing(runs["start"]) == as_it_is
    assert [story["code"] for story in runs["stories"]] == list(lesson.document.stories)
    for told, story in zip(runs["stories"], lesson.document.stories.values(), strict=True):
        for shown, step in zip(told["steps"], story.steps, strict=True):
            assert standing(shown["set"]) == as_it_is | step.set
            assert standing(shown["show"]) == as_it_is | step.set | step.show
            assert shown["choices"][shown["answer"]]["zh"] == step.choices[step.answer - 1].zh
    assert runs["title"] == {"zh": lesson.document.title.zh, "en": lesson.document.title.en}


def test_without_a_lesson_there_are_the_sliders(grid):
    runs = runs_in(classroom_page(grid, None, MARK, "en"))
    assert (runs["stories"], runs["title"]) == ([], {"zh": "a name", "en": "a name"})


# --- whoever named it -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_can_end_the_script_or_begin_another(language):
    values = {"growth": (0.1, 0.3)}
    hostile = grid_of_chance(values, name=HOSTILE)
    page = classroom_page(hostile, None, Name(zh=HOSTILE, en=HOSTILE), language)
    plain = classroom_page(grid_of_chance(values), None, MARK, language)
    tags, before = Reader(page).tags, Reader(plain).tags
    assert [tag for tag, _ in tags] == [tag for tag, _ in before]
    runs = runs_in(page)
    assert runs["title"]["en"] == runs["mark"]["zh"] == runs["levers"][0]["name"]["zh"] == HOSTILE


# --- the file -------------------------------------------------------------------------------------------------------------


def test_it_asks_nobody_for_anything(grid, lesson):
    page = classroom_page(grid_of_chance({x.code: x.values for x in lesson.experiment.design.levers}),
                          lesson.document, MARK, "zh")  # fmt: skip
    reader = Reader(page)
    for name in ("src", "href", "action", "srcset", "data", "poster"):
        assert all(where.startswith(("#", "data:")) for where in reader.attributes(name))
    assert all(where.startswith("data:") for where in re.findall(r"url\(([^)]*)\)", page))
    assert not re.search(r"https?://|@import|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", page)


def test_the_whole_of_it_is_below_a_megabyte(lesson):
    """Thirteen outcomes at each of the 500 cells, numbers of four digits, the lesson and the characters it needs."""
    outcomes = dict.fromkeys([*CODES, *(f"more_{n}" for n in range(9))], "points")
    grid = grid_of_chance({x.code: x.values for x in lesson.experiment.design.levers}, outcomes)
    assert len(grid.readings["level"]) == 500
    assert len(classroom_page(grid, lesson.document, MARK, "zh").encode()) < 1_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_in_the_language_asked_for_and_says_what_it_is(grid, language):
    page = classroom_page(grid, None, MARK, language)
    reader = Reader(page)
    assert reader.tags[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en"}[language]})
    assert MARK.text(language) in page.split("<script")[0]
    assert say("classroom_page.question", language) in page.split("<script")[0]
    assert MADE_BY in page[:2000]
    assert len(set(reader.attributes("id"))) == len(reader.attributes("id"))
    assert set(reader.attributes("aria-labelledby")) <= {*reader.attributes("id"), "story_title", "trainer_title"}


def test_every_word_is_used_and_every_word_used_is_there():
    folder = files("govperf_sim.classroom") / "templates"
    script, frame = ((folder / name).read_text("utf-8") for name in ("page.js", "page.html"))
    words = {key for key in known_keys() if key.startswith("classroom_page.")}
    asked = set(re.findall(r'"(classroom_page\.\w+)"', script + frame))
    assert asked <= words
    assert words - asked == {"classroom_page.points"}  # said in Python, of the stops of a slider
