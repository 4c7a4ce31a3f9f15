"""What the pages show is what comes out."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_examples_give_what_they_show(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    said = []
    examples = doctest.DocTestParser().get_doctest(
        page.read_text("utf-8").replace("```", ""), {}, page.name, str(page), 0
    )
    doctest.DocTestRunner(optionflags=FLAGS).run(examples, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_files_that_a_page_names_are_there(page):
    text = page.read_text("utf-8")
    named = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(
        r"`((?:scenarios|notebooks|docs|govperf_sim|tools|tests)/[^`*{ ]+)`", text
    )
    missing = [n for n in named if not (page.parent / n).exists() and not (ROOT / n).exists()]
    assert not missing, f"{page.name} names what is not there: {missing}"
