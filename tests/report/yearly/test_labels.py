"""The words of the papers of the year."""

import tomllib
from pathlib import Path

import pytest

from govperf_sim.report.tables.table import Table
from govperf_sim.report.yearly.labels import yearly_labels
from govperf_sim.scenario.load import load_scenario

WORDS = Path(__file__).resolve().parents[3] / "govperf_sim" / "words"


def test_no_sentence_takes_the_place_of_one_that_every_report_has():
    every, own = (tomllib.loads((WORDS / f"{page}.toml").read_text("utf-8")) for page in ("report", "report_yearly"))
    assert not set(every) & set(own)


@pytest.mark.parametrize(
    ("language", "expected"), [("zh", "得分〔合成数据，非实测〕"), ("en", "得分 [synthetic data, not observed]")]
)
def test_synthetic_values_are_called_so(run, language, expected):
    labels = yearly_labels(run.scenario, language)
    assert labels.data == "synthetic"
    assert labels.marked(Table("得分", (), ()), labels.data).caption == expected


def test_observed_values_are_called_observed():
    scenario = load_scenario(Path(__file__).resolve().parents[3] / "scenarios" / "tai2001")
    assert yearly_labels(scenario, "en").data == "observed"


def test_a_clause_stands_at_the_end_of_a_sentence_if_there_is_one(run):
    labels = yearly_labels(run.scenario, "zh")
    assert labels.cited("VI-6e") == "（依据 VI-6e）"
    assert labels.cited(None) == ""
