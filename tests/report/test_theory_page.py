"""The page "simulated against exact" shows what is found now."""

from pathlib import Path

import pytest

from govperf_sim import verify
from govperf_sim.report.theory_page import theory_page
from govperf_sim.theory.verify import CASES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "simulated_against_exact.md"
QUICK = ("t01", "t02", "t04")


def sections(text):
    return {part.split(" ", 1)[0]: part.strip() for part in text.split("\n## ")}


def test_the_page_has_every_case_and_its_head():
    shown = sections(PAGE.read_text("utf-8"))
    assert set(shown) == {"#", *CASES}
    assert shown["#"] == theory_page([]).strip()


@pytest.mark.parametrize("case", QUICK)
def test_the_page_is_current(case):
    now = sections(theory_page([verify(case)]))[case]
    assert sections(PAGE.read_text("utf-8"))[case] == now, "run: govperf verify --page docs/simulated_against_exact.md"


@pytest.mark.slow
def test_the_whole_page_is_current():
    assert PAGE.read_text("utf-8") == theory_page(verify(case) for case in CASES)


def test_it_can_be_had_in_chinese():
    text = theory_page([verify("t04", replications=5)], "zh")
    assert "模拟值" in text
    assert "一致" in text
