"""The lesson beside a scenario: every mistake is one fault at its line, and the scenario does not change with it."""

import json

import jsonschema
import pytest

from govperf_sim.scenario.json_schema import LESSON_SCHEMA_FILE, lesson_schema
from govperf_sim.scenario.lessons import read_lesson
from govperf_sim.scenario.load import EXAMPLES, load_scenario

LESSON = """format: 1
title: {zh: 试讲, en: a trial}
source: {status: assumption, cite: made up for this test}
experiment: visits
stories:
  lies:
    title: {zh: 虚报, en: lies}
    intro: {zh: 先猜, en: guess first}
    steps:
      - ask: {zh: 会怎样, en: what happens}
        choices: [{zh: 增加, en: more}, {zh: 减少, en: less}]
        answer: 2
        because: {zh: 被查, en: looked at}
        theory: {zh: 查得多, en: more visits}
        holds: [{outcome: fabricated, after: {visits: 6}, moves: down}]
"""


@pytest.fixture
def told(draft):
    draft.write("lesson.yaml", LESSON)
    return draft


def only_fault(draft):
    (fault,) = read_lesson(draft.load()).faults
    assert fault.file == "lesson.yaml"
    assert fault.text("zh") != fault.text("en")
    return fault


def test_a_lesson_is_no_part_of_the_scenario(told, towns):
    found = told.load()
    assert found.digest == towns.digest
    assert not read_lesson(found).faults
    assert read_lesson(towns) is None


def test_a_lesson_without_stories_may_be_short(draft):
    draft.write("lesson.yaml", LESSON[: LESSON.index("stories")])
    assert read_lesson(draft.load()).document.stories == {}


@pytest.mark.parametrize(
    ("old", "new", "key", "hint"),
    [("answer: 2", "answer: 3", "lesson.no_such_answer", ""), ("answer: 2", "answer: 0", "scenario.out_of_range", ""),
     ("answer: 2", "answer: less", "scenario.wrong_type", ""), ("answer:", "anwser:", "scenario.unknown_key", "answer"),
     (", {zh: 减少, en: less}]\n        answer: 2", "]\n        answer: 1", "lesson.choices", ""),
     ("moves: down", "moves: dwon", "scenario.unknown_word", "down"), ("moves: down", "way: down", "scenario.unknown_key", ""),
     ("holds: [{outcome: fabricated, after: {visits: 6}, moves: down}]", "holds: []", "scenario.nothing_in", ""),
     ("intro: {zh: 先猜, en: guess first}", "intro: {zh: 先猜}", "scenario.missing", ""),
     ("cite: made up for this test", "cite: made up for this test, clause: B-22", "scenario.undefined", "B-2"),
     ("stories:", "storeis:", "scenario.unknown_key", "stories"), ("after: {visits: 6}", "after: {visits: }", "scenario.empty_value", "")],
)  # fmt: skip
def test_a_mistake_is_named_at_its_line(told, old, new, key, hint):
    line = told.edit("lesson.yaml", old, new)
    found = [f for f in read_lesson(told.load()).faults if f.message.key == key]
    assert [f.file for f in found] == ["lesson.yaml"]
    assert line <= found[0].line <= line + 1
    assert hint in found[0].text("en")


def test_five_choices_are_too_many_for_a_phone(told):
    line = told.edit("lesson.yaml", "{zh: 增加, en: more}, ", ", ".join(["{zh: 增加, en: more}"] * 4) + ", ")
    fault = only_fault(told)
    assert (fault.message.key, fault.line) == ("lesson.choices", line)
    assert fault.message.values["found"] == 5


def test_a_misspelt_file_is_met_with_the_nearest(draft):
    draft.write("lessons.yaml", LESSON)
    assert draft.only_fault.hint.values == {"word": "lesson.yaml"}


def test_the_schema_for_editors_takes_what_ships_and_refuses_what_is_misspelt():
    assert LESSON_SCHEMA_FILE.read_text("utf-8") == lesson_schema(), "run: python -m govperf_sim.scenario.json_schema"
    schema = json.loads(lesson_schema())
    told = read_lesson(load_scenario(EXAMPLES / "training_towns"))
    data = json.loads(json.dumps(told.written.data))
    jsonschema.validate(data, schema)
    for wrong in ({"storeis": {}}, {"format": 2}, {"stories": {"one": {"title": {"zh": "一", "en": "one"}}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**data, **wrong}, schema)
