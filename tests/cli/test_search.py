"""``govperf search``."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SMALL = ("search", "six_towns", "--lever", "reward", "--lever", "visits", "--years", "1", "--budget", "400")


def test_the_best_and_the_front_are_told_and_written_and_nothing_is_played_twice(govperf):
    ran = govperf(*SMALL, "--json", "told.json")
    assert ran.exit_code == 0, ran.output
    assert "the best by welfare is number" in ran.output
    assert "least weight of external evaluation (outside_share): not asked for" in ran.output
    home = Path("results/search/six_towns")
    assert (home / "report" / "report.html").is_file()
    assert (home / "report" / "figures" / "front.png").is_file()
    told = json.loads(Path("told.json").read_text("utf-8"))
    assert told["search"]["settled"]
    assert len(told["policies"]) == told["search"]["policies"] == 9
    assert sum(row["best"] for row in told["policies"]) == 1
    cells = {p: p.stat().st_mtime_ns for p in (home / "store" / "cells").rglob("*.*")}
    again = govperf(*SMALL, "--json", "again.json", "--lang", "zh")
    assert again.exit_code == 0, again.output
    assert "搜寻 2 项措施" in again.output
    assert {p: p.stat().st_mtime_ns for p in (home / "store" / "cells").rglob("*.*")} == cells
    assert json.loads(Path("again.json").read_text("utf-8")) == told


def test_a_search_of_something_else_in_the_folder_is_refused(govperf):
    assert govperf(*SMALL, "--out", "mine").exit_code == 0
    other = govperf(*SMALL, "--out", "mine", "--seed", "7")
    assert other.exit_code == 2
    assert "seed" in other.output
    more = govperf(*SMALL[:-1], "800", "--out", "mine")
    assert more.exit_code == 0, more.output  # a larger budget is no other search


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("six_towns", "--lever", "rewards"), "did you mean “reward”"),
        (("six_towns", "--lever", "target_say"), "the scenario negotiates no targets"),
        (("six_towns", "--experiment", "visitz"), "did you mean “visits”"),
        (("six_towns", "--experiment", "visits", "--lever", "reward"), "there is no lever “reward”"),
        (("six_towns", "--budget", "50"), "at least"),
        (("six_towns", "--budget", "0"), "--budget"),
        (("six_towns", "--indifference", "0"), "indifference"),
        (("six_towns", "--years", "0"), "--years"),
        (("six_towns", "--workers", "0"), "--workers"),
        (("six_towns", "--dask", "nonsense"), "nonsense"),
        (("six_towns", "--out", "/proc/nothing"), "/proc/nothing"),
        (("six_towns", "--out", __file__), "test_search.py"),
        (("atlantis",), "atlantis"),
    ],
)
def test_whatever_is_typed_wrong_is_named_and_ends_with_status_2(govperf, arguments, said):
    ran = govperf("search", *arguments)
    assert ran.exit_code == 2, ran.output
    assert said in ran.output


def test_a_folder_with_something_else_in_it_is_left_alone(govperf, tmp_path):
    (tmp_path / "mine" / "report").mkdir(parents=True)
    (tmp_path / "mine" / "report" / "thesis.docx").write_text("years of work")
    ran = govperf(*SMALL, "--out", "mine")
    assert ran.exit_code == 2
    assert [p.name for p in (tmp_path / "mine" / "report").iterdir()] == ["thesis.docx"]


def test_a_scenario_without_a_year_cannot_be_searched(govperf, tmp_path):
    from govperf_sim.scenario.load import EXAMPLES

    shutil.copytree(EXAMPLES / "six_towns", tmp_path / "bare")
    (tmp_path / "bare" / "cycle.yaml").unlink()
    (tmp_path / "bare" / "variants.yaml").unlink()
    shutil.rmtree(tmp_path / "bare" / "experiments")
    ran = govperf("search", "bare")
    assert ran.exit_code == 2, ran.output


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.slow
def test_killed_half_way_the_same_command_goes_on_and_tells_the_same(govperf, tmp_path):
    whole = govperf(*SMALL, "--out", "whole", "--json", "whole.json")
    assert whole.exit_code == 0
    command = [sys.executable, "-m", "govperf_sim", *SMALL, "--out", "torn"]
    ran = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path, start_new_session=True,
        env={**os.environ, "GOVPERF_LANG": "en"},
    )  # fmt: skip
    while len(list((tmp_path / "torn").rglob("cells/*/*"))) < 2:
        assert ran.poll() is None
        time.sleep(0.02)
    os.killpg(ran.pid, signal.SIGKILL)
    ran.wait()
    assert not (tmp_path / "torn" / "report").exists()
    again = govperf(*SMALL, "--out", "torn", "--json", "torn.json")
    assert again.exit_code == 0, again.output
    assert json.loads(Path("torn.json").read_text("utf-8")) == json.loads(Path("whole.json").read_text("utf-8"))
