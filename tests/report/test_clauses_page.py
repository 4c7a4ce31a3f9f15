"""The page clause by clause: every clause once, every test there, and the committed page current."""

from pathlib import Path

import pytest

from govperf_sim import load_scenario
from govperf_sim.report.clauses_page import clauses_page
from govperf_sim.words import LANGUAGES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pilot():
    return load_scenario(ROOT / "scenarios" / "guangdong2012")


def rows(page):
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in page.splitlines() if line.startswith("| ")
    ][2:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_stands_once_with_what_plays_it_or_why_nothing_does(pilot, language):
    page = clauses_page(pilot, language)
    for clause, entry in pilot.document.document.clauses.items():
        assert page.count(f"**{clause}** ") == 1
        if entry.left_out is not None:
            assert getattr(entry.left_out, language) in page


def test_every_test_it_names_is_there(pilot):
    named = {row[-1].strip("`") for row in rows(clauses_page(pilot)) if row[-1].startswith("`")}
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_a_scenario_without_a_document_has_no_clauses():
    assert clauses_page(load_scenario(ROOT / "scenarios" / "tai2001")).count("\n") < 6


def test_the_committed_page_is_current(pilot):
    written = (ROOT / "docs" / "clauses.md").read_text("utf-8")
    assert written == clauses_page(pilot), "govperf check scenarios/guangdong2012 --clauses docs/clauses.md --lang en"
