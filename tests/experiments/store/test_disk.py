"""Files are whole or not there."""

import os

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.store import disk


def test_a_file_is_written_over_as_a_whole_and_nothing_is_left_beside_it(tmp_path):
    for data in (b"one", b"another"):
        disk.put(tmp_path, "cells/ab/abc.csv", data)
        assert (tmp_path / "cells/ab/abc.csv").read_bytes() == data
    assert not list((tmp_path / disk.UNFINISHED).iterdir())


def test_a_file_that_was_tidied_away_meanwhile_is_written_again(tmp_path, monkeypatch):
    real, swept = os.replace, []

    def replace(source, target):
        if not swept:
            swept.append(source)
            source.unlink()
        real(source, target)

    monkeypatch.setattr(disk.os, "replace", replace)
    disk.put(tmp_path, "a.csv", b"one")
    assert (tmp_path / "a.csv").read_bytes() == b"one"


def test_what_the_disk_will_not_do_is_said_with_the_path(tmp_path):
    (tmp_path / "cells").write_text("in the way")
    with pytest.raises(ExperimentError, match="cannot write to") as raised:
        disk.put(tmp_path, "cells/ab/abc.csv", b"one")
    assert str(tmp_path) in str(raised.value)
