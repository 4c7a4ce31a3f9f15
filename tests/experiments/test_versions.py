"""The digest of the code follows what numbers depend on, and nothing else."""

import shutil
from pathlib import Path

import pytest

import govperf_sim
from govperf_sim.experiments import versions

PACKAGE = Path(govperf_sim.__file__).parent


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the package, and its digest."""
    shutil.copytree(PACKAGE, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "files", lambda package: tmp_path / "copy")
    return tmp_path / "copy", versions.code_digest.__wrapped__


def test_what_only_tells_does_not_change_the_digest_and_what_counts_does(copy):
    place, digest = copy
    before = digest()
    assert before == versions.code_digest()
    with (place / "report" / "html.py").open("a") as page:
        page.write("# told otherwise\n")
    assert digest() == before
    with (place / "simulation" / "cycle.py").open("a") as page:
        page.write("# played otherwise\n")
    assert digest() != before


def test_line_ends_do_not_change_the_digest(copy):
    place, digest = copy
    before = digest()
    page = place / "simulation" / "cycle.py"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert digest() == before


def test_libraries_that_numbers_come_from_are_named():
    assert {"python", "govperf_sim", *versions.LIBRARIES} == set(versions.versions())
