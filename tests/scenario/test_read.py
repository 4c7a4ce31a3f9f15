"""What a page of YAML says, and what it cannot say."""

import datetime

import pytest

from govperf_sim.scenario.pages import Page
from govperf_sim.scenario.read import read_yaml


def read(text):
    return read_yaml(Page("rules.yaml", tuple(text.split("\n"))))


def key_of(text):
    reading = read(text)
    assert len(reading.faults) == 1, [f.text("en") for f in reading.faults]
    fault = reading.faults[0]
    return fault.message.key.removeprefix("scenario."), fault.line, fault.column


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1e-3", 0.001), ("NO", "NO"), ("on", "on"), ("017", 17), ("0x1F", 31), ("1_000", 1000), ("12:30", "12:30"),
     ("~", None), ("", None), ("true", True), ("2012-01-12", datetime.date(2012, 1, 12)), ("'5'", "5"),
     ("!!str 5", "5"), ("[1, 2]", (1, 2)), ("{a: 1.5}", {"a": 1.5}), (".5", 0.5)],
)  # fmt: skip
def test_yaml_1_2_has_none_of_the_traps_of_1_1(written, meant):
    assert read(f"a: {written}").data == {"a": meant}


def test_every_value_knows_its_place():
    reading = read("rules:\n  cap: {at_most: 0.1,\n        of: [G1, G2]}")
    assert reading.keys[("rules", "cap", "of")] == ("rules.yaml", 3, 9)
    assert reading.values[("rules", "cap", "at_most")] == ("rules.yaml", 2, 18)
    assert reading.values[("rules", "cap", "of", 1)] == ("rules.yaml", 3, 18)


def test_anchors_and_merges_are_read():
    reading = read("base: &b {x: 1, y: 2}\nother: {<<: *b, y: 3}\nsame: *b")
    assert reading.data == {"base": {"x": 1, "y": 2}, "other": {"y": 3, "x": 1}, "same": {"x": 1, "y": 2}}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a: 1\nb: {c: 2,\n  d: 3", ("open_brace", 2, 4)),
        ("a: [1, 2", ("open_bracket", 1, 4)),
        ('a: "x\nb: "%"\n', ("open_quote", 1, 4)),
        ("a: 1\n---\nb: 2", ("two_documents", 2, 1)),
        ("a: *b", ("undefined_alias", 1, 4)),
        ("a:\n\tb: 1", ("tab", 2, 1)),
        ("%YAML 1.1\n---\na: NO", ("directive", 1, 1)),
        ("- a\n- b", ("no_keys", 1, 1)),
        ("just text", ("no_keys", 1, 1)),
        ("a: 1\n2011: 2", ("key_no_word", 2, 1)),
        ("a: 1\n? [b, c]\n: 2", ("key_no_word", 2, 3)),
        ("a: 1\nnull: 2", ("key_no_word", 2, 1)),
        ("a: 2012-13-45", ("no_such_date", 1, 4)),
        ("a: !!python/object:os.system x", ("tag", 1, 4)),
        ("a: !mine {b: 1}", ("tag", 1, 4)),
        ("!mine\na: 1", ("tag", 1, 1)),
        (f"a: {'9' * 5000}", ("long_number", 1, 4)),
        ("a: &x {b: *x}", ("contains_itself", 1, 4)),
        ("a: {<<: 3}", ("merge", 1, 9)),
        ("a:\n  b: 1\n c: 2", ("indentation", 3, 2)),
        ("a:\n  b: 1\n   c: 2", ("second_colon", 3, 5)),
        ("a:\n  b:1\n  c: 2", ("second_colon", 3, 4)),
        ("a: @x", ("strange_character", 1, 4)),
        ("a: x\x07y", ("strange_character", 1, 1)),
        ("a: " + "[" * 3000, ("too_deep", 1, 104)),
    ],
)
def test_what_cannot_be_read_is_named_where_it_stands(text, key):
    assert key_of(text) == key


def test_every_repeated_key_is_named_with_the_line_of_the_first():
    faults = read("a: 1\nb: 2\na: 3\nb: {x: 1, x: 2}").faults
    assert [(f.line, f.column, f.message.values["key"], f.message.values["first"]) for f in faults] == [
        (3, 1, "a", 1),
        (4, 1, "b", 2),
    ]
    assert [f.message.values["key"] for f in read("b: {x: 1, x: 2}").faults] == ["x"]


def test_aliases_of_aliases_are_not_written_out_without_end():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    assert key_of("\n".join(lines))[0] == "too_much"
