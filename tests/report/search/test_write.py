"""The page of a search: every part in both languages, numbers as in the tables, and nothing to complain of."""

import json
import logging
import warnings

import pandas as pd
import pytest
from report.conftest import Complaints
from report.forms.test_html import read

from govperf_sim.codesign.search import search
from govperf_sim.errors import ReportError
from govperf_sim.experiments.estimates.sifting import Standing
from govperf_sim.report.experiment.answers import achieved
from govperf_sim.report.experiment.labels import labels_of_findings
from govperf_sim.report.search.said import search_said, worth_choosing
from govperf_sim.report.search.tables import policies_table
from govperf_sim.report.search.write import write_search
from govperf_sim.scenario.load import load_scenario
from govperf_sim.words import LANGUAGES

TABLES = {"policies", "changes", "front", "rivals", "left_out"}


@pytest.fixture(scope="module")
def searched():
    return search(load_scenario("six_towns"), ["reward", "visits"], years=1, budget=500)


@pytest.fixture(scope="module")
def told(searched):
    return achieved(searched.findings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_its_tables_and_a_figure_are_written(searched, tmp_path, language):
    complaints, logger = Complaints(), logging.getLogger("matplotlib")
    logger.addHandler(complaints)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        folder = write_search(tmp_path / "out", searched, language)
    logger.removeHandler(complaints)
    assert not complaints.heard
    assert {p.stem for p in folder.glob("*.csv")} == TABLES
    assert {p.name for p in (folder / "figures").iterdir()} == {"front.svg", "front.png"}
    kept = json.loads((folder / "results.json").read_text("utf-8"))
    assert kept["search"]["best"] == searched.best
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == set(kept["files"])
    page = read((folder / "report.html").read_text("utf-8"))
    assert page is not None
    written = pd.read_csv(folder / "changes.csv")
    assert written["difference"].tolist() == pytest.approx(searched.changes["difference"].tolist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sentences_name_the_best_and_what_it_changes(searched, told, language):
    labels = labels_of_findings(told.manifest, language)
    said = " ".join(search_said(searched, told, labels))
    assert labels.policy(searched.best) in said
    assert "95" in said
    change = searched.changes.set_index(["policy", "outcome"])["difference"][searched.best, "welfare"]
    assert f"{100 * change:+.2f}" in said


def test_the_table_begins_with_the_rules_as_they_are_and_has_all_that_is_worth_choosing(searched, told):
    labels = labels_of_findings(told.manifest, "en")
    rows = [row.cells for row in policies_table(searched, told, labels).rows]
    assert rows[0][:2] == ("0", "as it is")
    numbers = [row[0] for row in rows]
    assert all(str(policy) in numbers for policy in worth_choosing(searched))
    assert sum("best welfare" in row[-2] for row in rows) == 1


def test_what_is_worth_choosing_is_ordered_by_welfare(searched):
    worth = searched.policies.loc[worth_choosing(searched), "welfare"]
    assert worth.is_monotonic_decreasing
    assert Standing.FRONT in searched.sifted.standings


def test_where_nothing_is_better_the_page_says_so(tmp_path):
    strong = load_scenario("six_towns").replace("cycle.reward.strength", 1.0, because="a test of searches")
    best = search(strong, ["reward"], years=1, budget=300)
    assert best.best in (0, 2)
    weak = strong.replace("cycle.reward.strength", 50.0, because="rewards beyond what serves anybody")
    stays = search(weak, ["visits_by_risk"], years=1, budget=300)
    told = achieved(stays.findings)
    assert stays.best == 0
    assert "no case for a change" in " ".join(search_said(stays, told, labels_of_findings(told.manifest, "en")))
    assert (write_search(tmp_path / "out", stays, "en") / "report.html").is_file()


def test_a_folder_of_somebody_else_is_refused(searched, tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(ReportError, match="other files"):
        write_search(tmp_path, searched)
