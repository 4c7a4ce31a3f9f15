"""Text that is not quite YAML."""

import pytest

from govperf_sim.scenario.compose import compose
from govperf_sim.scenario.pages import Page


def page(text):
    return Page("rules.yaml", tuple(text.split("\n")))


def places(text):
    return sorted((f.line, f.column, f.message.key.removeprefix("scenario.")) for f in compose(page(text))[1])


def test_every_full_width_colon_is_named_and_read_as_a_colon():
    node, faults = compose(page("rules:\n  cap：\n    kind：share\n    at_most: 0.1\n"))
    assert sorted((f.line, f.column) for f in faults) == [(2, 6), (3, 9)]
    cap = node.value[0][1].value[0]
    assert (cap[0].value, cap[1].value[0][1].value) == ("cap", "share")


def test_a_full_width_colon_in_a_text_is_no_fault():
    assert places('a: "甲：乙"\nb: 示意：理由\nc: |\n  kind：x\n# 注：无\n') == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a: "示意：无"\nb: {c: 1，d: 2, e: 3}', "，"),
        ("a: ｛b: 1}", "｛"),
    ],
)
def test_other_full_width_marks_are_pointed_out(text, found):
    fault = compose(page(text))[1][0]
    assert found in fault.hint.text("zh")
    assert fault.line == text.count("\n") + 1


def test_no_text_makes_it_fail_otherwise():
    for text in ("[" * 90, "{" * 90, "- " * 2000, "? " * 50, "a: 'x", "&a", "*a", "!", "|", ">", "---", "...", "\x00"):
        node, faults = compose(page(text))
        assert node is not None or faults or text in ("---", "...")
