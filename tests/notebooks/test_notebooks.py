"""Every notebook runs, is committed with its outputs, and says what its script says."""

from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PAIRS = sorted(NOTEBOOKS.glob("*.py"))


@pytest.mark.parametrize("script", PAIRS, ids=lambda p: p.stem)
def test_the_committed_notebook_is_its_script_executed(script):
    cells = jupytext.read(script).cells
    committed = nbformat.read(script.with_suffix(".ipynb"), as_version=4).cells
    assert [(c.cell_type, c.source) for c in committed] == [(c.cell_type, c.source) for c in cells]
    code = [c for c in committed if c.cell_type == "code"]
    assert all(c.execution_count for c in code)
    assert not [o for c in code for o in c.outputs if o.output_type == "error" or o.get("name") == "stderr"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:zmq", "ignore:Proactor")
@pytest.mark.parametrize("script", PAIRS, ids=lambda p: p.stem)
def test_the_notebook_runs(script):
    book = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
