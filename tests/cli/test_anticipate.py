"""``govperf anticipate``."""

import json
from pathlib import Path

import pytest

SMALL = ("--uncertain", "visits", "--years", 1, "--replications", 2, "--starts", 0)


@pytest.fixture
def small(govperf):
    return govperf("anticipate", "six_towns", *SMALL, "--json", "told.json", "--lang", "en")


def test_the_advice_is_told_with_its_reasons_and_a_report_is_written(small, govperf):
    assert small.exit_code == 0, small.output
    told = json.loads(Path("told.json").read_text("utf-8"))
    assert "Advice: " in small.output
    assert told["advice"]["use"] in ("yes", "under_conditions", "no")
    for reason in told["advice"]["reasons"][:3]:
        assert reason["en"] in " ".join(small.output.split())
    assert sum(told["weights"]["hill_towns"].values()) == pytest.approx(1.0)
    page = Path("results/anticipate/six_towns/report/report.html").read_text("utf-8")
    assert "When not to use them" in page
    cells = {p: p.stat().st_mtime_ns for p in Path(told["store"]).rglob("*.csv")}
    cells |= {p: p.stat().st_mtime_ns for p in Path(told["store"]).rglob("*.parquet")}
    assert cells
    again = govperf("anticipate", "six_towns", *SMALL, "--json", "again.json", "--lang", "zh")
    assert again.exit_code == 0, again.output
    assert "何时不宜使用" in Path("results/anticipate/six_towns/report/report.html").read_text("utf-8")
    assert all(p.stat().st_mtime_ns == then for p, then in cells.items())  # nothing is played twice
    assert json.loads(Path("again.json").read_text("utf-8"))["standing"] == told["standing"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("six_towms",), "six_towns"),
        (("six_towns", "--uncertain", "visit"), "visits"),
        (("training_towns", "--uncertain", "classroom"), "lists nothing uncertain"),
        (("six_towns", "--over", "best"), "average"),
        (("six_towns", "--replications", 1), "2"),
    ],
)
def test_bad_input_ends_with_a_word_and_status_two(govperf, arguments, said):
    ran = govperf("anticipate", *arguments)
    assert ran.exit_code == 2, ran.output
    assert said in ran.output
    assert not Path("results").exists()


def test_a_folder_of_something_else_is_refused_before_anything_is_played(govperf):
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine")
    ran = govperf("anticipate", "six_towns", *SMALL, "--out", "mine")
    assert ran.exit_code == 2
    assert [p.name for p in Path("mine").iterdir()] == ["notes.txt"]
    assert not Path("results").exists()
