"""The workbook of the teaching scenario, spoilt in one way and put through a command."""

import traceback

import pytest
from packed import Packed
from typer.testing import CliRunner

from govperf_sim.cli import app
from govperf_sim.office.workbook.template import write_workbook


@pytest.fixture(scope="session")
def workbook_bytes(tmp_path_factory, towns):
    path = tmp_path_factory.mktemp("whole") / "towns.xlsx"
    write_workbook(path, towns)
    return path.read_bytes()


@pytest.fixture
def book(workbook_bytes):
    return Packed(workbook_bytes)


@pytest.fixture
def told(tmp_path, towns, monkeypatch):
    """What a command says on standard error, its exit status known; the scenario is loaded once for all."""
    for command in ("workbook", "evaluate"):
        monkeypatch.setattr(f"govperf_sim.cli.{command}.load", lambda *_: towns)

    def run(status, *arguments):
        before = set(tmp_path.rglob("*"))
        result = CliRunner().invoke(app, [*map(str, arguments), "--lang", "en"])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise AssertionError("".join(traceback.format_exception(result.exception)))
        assert result.exit_code == status, result.stderr
        for never in ("Traceback", "Unread", "Unclear(", "Message("):
            assert never not in result.stderr
        if status:
            assert set(tmp_path.rglob("*")) == before, "nothing is written"
        return result.stderr

    return run


@pytest.fixture
def imported(tmp_path, told):
    """What ``govperf import`` says of a file."""
    return lambda path, status: told(status, "import", path, tmp_path / "made", "--base", "six_towns")


@pytest.fixture
def evaluated(tmp_path, told):
    """What ``govperf evaluate`` says of a file."""
    return lambda path, status: told(status, "evaluate", "six_towns", path, "--out", tmp_path / "made")


@pytest.fixture
def refused(tmp_path, imported):
    """The message with which a workbook is refused."""

    def said(book, name="b.xlsx"):
        return imported(book.save(tmp_path / name), 2)

    return said


@pytest.fixture
def read(tmp_path, imported):
    """What is said of a workbook that is read all the same, and the folder made of it."""

    def said(book):
        return imported(book.save(tmp_path / "b.xlsx"), 0), tmp_path / "made"

    return said
