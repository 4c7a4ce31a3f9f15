"""The report on anticipating weights: in both languages, with every number from what was found."""

import json
import logging
import shutil
import warnings

import pandas as pd
import pytest
from report.conftest import Complaints
from report.forms.test_html import read

from govperf_sim.codesign.anticipate import anticipate
from govperf_sim.codesign.trial import DecisionType, trial
from govperf_sim.errors import ReportError
from govperf_sim.report.anticipate.answers import Answers
from govperf_sim.report.anticipate.labels import labels_of_anticipated
from govperf_sim.report.anticipate.of_anticipated import findings_said
from govperf_sim.report.anticipate.tables import break_even_table, standing_table, uncertainties_table, weights_table
from govperf_sim.report.anticipate.write import write_anticipated
from govperf_sim.scenario.load import load_scenario
from govperf_sim.words import LANGUAGES


@pytest.fixture(scope="module")
def found():
    chosen = anticipate(load_scenario("six_towns"), "visits", years=1, starts=1)
    types = (DecisionType.AS_IT_IS, DecisionType.RULE_OF_THUMB, DecisionType.ADAPTIVE)
    return Answers(trial(chosen, replications=3, types=types))


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request, found, tmp_path_factory):
    """The folder; matplotlib has nothing to complain of, such as a glyph."""
    complaints, logger = Complaints(), logging.getLogger("matplotlib")
    logger.addHandler(complaints)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        folder = write_anticipated(tmp_path_factory.mktemp("out") / "report", found, request.param)
    logger.removeHandler(complaints)
    assert not complaints.heard
    return request.param, folder


def test_the_page_says_first_when_not_to_use_the_weights(found, written):
    language, folder = written
    page = "".join(read((folder / "report.html").read_text("utf-8")).text)
    labels = labels_of_anticipated(found, language)
    assert labels.word("section_when_not") in page
    for reason in found.advice.reasons:
        assert reason.text(language) in page
    assert labels.mark in page


def test_the_folder_holds_what_was_found(found, written):
    _, folder = written
    told = json.loads((folder / "results.json").read_text("utf-8"))
    assert told["advice"]["use"] == str(found.advice.use)
    assert told["gain_in_response_model"] == pytest.approx(found.anticipated.found.gain, abs=1e-10)
    assert set(told["files"]) == {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    weights = pd.read_csv(folder / "weights.csv", encoding="utf-8-sig")
    assert weights.groupby(["scheme", "group"])["weight"].sum().tolist() == pytest.approx([1.0] * 8)
    duels = pd.read_csv(folder / "duels.csv", encoding="utf-8-sig")
    assert len(duels) == 3 * 3 * 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_tell_what_was_found(found, language):
    labels = labels_of_anticipated(found, language)
    standing = standing_table(found, labels)
    plain = [row for row in standing.rows if row.kind == "plain"]
    assert [sum(map(int, row.cells[1:4])) for row in plain] == [8] * 9
    assert sum(int(row.cells[2]) for row in plain) == found.trial.standing["lost"].sum()
    moves = [row for row in weights_table(found, labels).rows if row.kind == "plain"]
    assert moves
    assert all(row.cells[3] not in ("0.0", "") for row in moves)
    assert len(break_even_table(found, labels).rows) == len(found.plain_better)
    assert [row.cells[1] for row in uncertainties_table(found, labels).rows] == [
        "cycle.visits.detection",
        "cycle.reports.propensity",
    ]
    assert findings_said(found, labels)[0].endswith(labels.known(f"codesign.use_{found.advice.use}", "absent"))


def test_a_folder_of_something_else_is_left_alone(found, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ReportError):
        write_anticipated(tmp_path, found)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_same_findings_give_the_same_bytes(found, written, tmp_path):
    language, folder = written
    again = write_anticipated(tmp_path / "again", found, language)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        assert path.read_bytes() == (again / path.relative_to(folder)).read_bytes(), path.name
    shutil.rmtree(again)
