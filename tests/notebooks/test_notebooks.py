"""Every notebook runs, is committed with the outputs it has today, says what its script says, and teaches in one way."""

from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SCRIPTS = sorted(NOTEBOOKS.glob("*.py"))
QUICK = "00_quickstart"


@pytest.fixture(params=SCRIPTS, ids=lambda p: p.stem)
def script(request):
    return request.param


def committed(script):
    return nbformat.read(script.with_suffix(".ipynb"), as_version=4)


def told(outputs):
    """What outputs say in words and numbers; pictures and pages are left out, and where a widget lives in memory."""
    plain = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs]
    return [text for text in plain if " object at 0x" not in text]


def test_there_are_eleven():
    assert [s.stem[:2] for s in SCRIPTS] == [f"{n:02}" for n in range(11)]
    assert sorted(p.stem for p in NOTEBOOKS.glob("*.ipynb")) == [s.stem for s in SCRIPTS]


def test_the_committed_notebook_is_its_script_executed(script):
    cells, executed = jupytext.read(script).cells, committed(script).cells
    assert [(c.cell_type, c.source) for c in executed] == [(c.cell_type, c.source) for c in cells]
    code = [c for c in executed if c.cell_type == "code"]
    assert [c.execution_count for c in code] == list(range(1, len(code) + 1))
    assert not [o for c in code for o in c.outputs if o.output_type == "error" or o.get("name") == "stderr"]


def test_it_opens_with_a_question_and_ends_with_what_was_learnt_and_an_exercise(script):
    text = [c.source for c in committed(script).cells if c.cell_type == "markdown"]
    title = text[0].splitlines()[0]
    assert title.startswith("# ")
    assert "?" in title
    last = "\n".join(text).split("## What was learnt", 1)[1]
    assert last.index("**Exercise.**") < last.index("*Solution.*")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:zmq", "ignore:Proactor")
@pytest.mark.parametrize(
    "script", [pytest.param(s, marks=[] if s.stem == QUICK else pytest.mark.slow, id=s.stem) for s in SCRIPTS]
)
def test_the_notebook_says_today_what_it_said_when_it_was_committed(script):
    book, before = committed(script), committed(script)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    for now, then in zip(book.cells, before.cells, strict=True):
        if now.cell_type == "code":
            assert told(now.outputs) == told(then.outputs), now.source
