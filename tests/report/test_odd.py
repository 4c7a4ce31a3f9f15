"""The description of the model by the ODD protocol."""

from itertools import chain

import pytest

from govperf_sim.report.odd import SECTIONS, modules, odd
from govperf_sim.words import LANGUAGES


def test_every_module_of_the_simulation_is_described_once():
    described = sorted(chain.from_iterable(SECTIONS.values()))
    assert described == sorted(["", *modules()]), "give the new module its section in report/odd.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_the_modules_say(language):
    text = odd(language)
    for said in ("best_response", r"\theta e", "SimPy", "common random numbers", "$$"):
        assert said in text
    assert text.count("\n## ") == len(SECTIONS)
    for left_over in (":math:", ":mod:", ":class:", ".. math"):
        assert left_over not in text


def test_tables_are_tables_of_markdown():
    text = odd("en")
    assert "====" not in text
    lines = text.splitlines()
    head = lines.index("| event | what happened, and what `amount` says |")
    assert lines[head + 1] == "| --- | --- |"
    for line in lines:
        if line.startswith("|"):
            assert line.endswith("|")
    (wide,) = [line for line in lines if line.startswith("| `welfare` |")]
    assert wide.endswith("inspectorate's own cost is not in it |")  # four lines of the docstring


def test_it_begins_with_the_purpose_and_leaves_out_how_to_write_modules():
    text = odd("en")
    assert text.index("**Purpose.**") < text.index("## Entities")
    assert "schema_cycle" not in text


def test_headings_are_in_the_language_asked_for():
    assert "# 模拟考评年度" in odd("zh")
    assert "随机性" in odd("zh")
