"""A command line run in an empty folder."""

import pytest
from typer.testing import CliRunner

from govperf_sim import cli  # noqa: F401 - the commands join the application
from govperf_sim.cli.app import app


@pytest.fixture
def govperf(monkeypatch, tmp_path):
    """Run a command in an empty folder; anything that is not an exit with a status is an error of ours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVPERF_LANG", "en")

    def call(*arguments):
        ran = CliRunner().invoke(app, [str(a) for a in arguments])
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return ran

    return call
