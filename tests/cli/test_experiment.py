"""``govperf experiment``."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

SMALL = {
    "format": 1,
    "title": {"zh": "察访", "en": "a few visits"},
    "source": {"status": "assumption", "cite": "made up for this test"},
    "years": 1,
    "replications": 4,
    "levers": {"visits": {"path": "cycle.visits.a_year", "values": [2, 6], "because": "a test"}},
    "outcomes": {"welfare": {"measures": ["welfare"]}, "gamed": {"measures": ["gaming_share"]}},
}


@pytest.fixture
def small(tmp_path):
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(SMALL, allow_unicode=True), "utf-8")
    return "small.yaml"


def test_the_declared_experiments_are_listed_with_titles_and_sizes(govperf):
    ran = govperf("experiment", "six_towns", "--json", "listed.json")
    assert ran.exit_code == 0, ran.output
    assert "do more visits help" in ran.output
    told = {each["name"]: each for each in json.loads(Path("listed.json").read_text("utf-8"))["experiments"]}
    assert set(told) == {"anticipate", "visits"}
    listed = told["visits"]
    assert listed["cells"] == listed["policies"] * listed["worlds"]  # each point is one block


def test_differences_are_told_in_words_and_a_page_is_written_and_nothing_is_played_twice(govperf, small):
    home = Path("results/experiments/six_towns/small")
    ran = govperf("experiment", "six_towns", small, "--json", "t.json", "--format", "csv")
    assert ran.exit_code == 0, ran.output
    assert "a few visits" in ran.output
    assert "were there already" not in ran.output
    assert (home / "report" / "report.html").is_file()
    told = json.loads(Path("t.json").read_text("utf-8"))["differences"]
    assert {(row["outcome"], row["policy"]) for row in told} == {(o, p) for o in ("welfare", "gamed") for p in (0, 1)}
    assert all(row["verdict"] is None for row in told if row["policy"] == 0)
    cells = {p: p.stat().st_mtime_ns for p in (home / "store").rglob("*.csv")}
    again = govperf("experiment", "six_towns", small, "--json", "t.json")
    assert again.exit_code == 0, again.output
    assert "2 of 2 cells were there already" in again.output
    assert {p: p.stat().st_mtime_ns for p in (home / "store").rglob("*.csv")} == cells
    compared = govperf("compare", home / "store", "--json", "c.json")
    assert compared.exit_code == 0, compared.output
    assert json.loads(Path("c.json").read_text("utf-8"))["differences"] == told
    assert "达" not in ran.output
    assert "各方案与“" in govperf("compare", home / "store", "--lang", "zh").output


def test_a_store_of_another_experiment_and_folders_of_somebody_else_are_refused_by_name(govperf, small, tmp_path):
    for option in ("--store", "--out"):
        (tmp_path / "mine").mkdir(exist_ok=True)
        (tmp_path / "mine" / "thesis.docx").write_text("years of work")
        ran = govperf("experiment", "six_towns", small, option, "mine")
        assert ran.exit_code == 2
        assert "mine" in ran.output
        assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.docx"]
    assert govperf("experiment", "six_towns", small, "--store", "s", "--out", "o").exit_code == 0
    other = govperf("experiment", "six_towns", small, "--store", "s", "--out", "o", "--seed", "77")
    assert other.exit_code == 2
    assert "another experiment" in other.output
    assert "seed" in other.output
    more = govperf("experiment", "six_towns", small, "--store", "s", "--out", "o", "--replications", "40")
    assert more.exit_code == 0, more.output  # more of the same is no other experiment


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("six_towns", "visitz"), "did you mean “visits”"),
        (("six_towns", "nowhere.yaml"), "nowhere.yaml"),
        (("atlantis",), "atlantis"),
        (("six_towns", "visits", "--workers", "0"), "--workers"),
        (("six_towns", "visits", "--replications", "0"), "--replications"),
        (("six_towns", "visits", "--format", "xls"), "--format"),
        (("six_towns", "visits", "--store", __file__), "test_experiment.py"),
        (("six_towns", "visits", "--out", __file__), "test_experiment.py"),
        (("six_towns", "visits", "--store", "/proc/nothing"), "/proc/nothing"),
        (("six_towns", "visits", "--dask", "tcp://127.0.0.1:1"), "tcp://127.0.0.1:1"),
        (("six_towns", "visits", "--dask", "nonsense"), "nonsense"),
        (("six_towns", "visits", "--dask", "tcp://127.0.0.1:1", "--workers", "2"), "not several"),
    ],
)
def test_whatever_is_typed_wrong_is_named_and_ends_with_status_2(govperf, arguments, said):
    ran = govperf("experiment", *arguments)
    assert ran.exit_code == 2, ran.output
    assert said in ran.output


def test_an_address_that_leads_nowhere_is_shown_in_its_line(govperf, tmp_path):
    wrong = SMALL | {"levers": {"visits": {"path": "cycle.visits.a_yaer", "values": [2, 6], "because": "a test"}}}
    (tmp_path / "wrong.yaml").write_text(yaml.safe_dump(wrong, allow_unicode=True), "utf-8")
    ran = govperf("experiment", "six_towns", "wrong.yaml")
    assert ran.exit_code == 2
    assert "a_yaer" in ran.output
    assert "wrong.yaml:" in ran.output
    assert not (tmp_path / "results").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_says_what_is_kept_and_the_same_command_goes_on(tmp_path, workers):
    long = SMALL | {"replications": 32, "plans": {"uncertainties": {"kind": "latin_hypercube", "points": 64}}}
    seen = {
        "path": "cycle.visits.detection",
        "spread": {"kind": "uniform", "at_least": 0.3, "at_most": 0.9},
        "because": "a test",
    }
    (tmp_path / "long.yaml").write_text(
        yaml.safe_dump(long | {"uncertainties": {"seen": seen}}, allow_unicode=True), "utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "govperf_sim",
        "experiment",
        "six_towns",
        "long.yaml",
        "--store",
        "s",
        "--workers",
        str(workers),
    ]
    ran = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=tmp_path, text=True, start_new_session=True,
        env={**os.environ, "GOVPERF_LANG": "en"},
    )  # fmt: skip
    while not list((tmp_path / "s").rglob("cells/*/*")):
        assert ran.poll() is None, ran.communicate()[0]
        time.sleep(0.05)
    os.killpg(ran.pid, signal.SIGINT)  # as a terminal does: to all processes in the foreground
    said, _ = ran.communicate(timeout=60)
    assert ran.returncode == 130, said
    assert "Traceback" not in said
    kept = len(list((tmp_path / "s").rglob("cells/*/*")))
    assert 0 < kept < 128
    assert f"{kept} of 128 cells are kept in s" in said
