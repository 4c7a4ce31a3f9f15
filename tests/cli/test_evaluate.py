"""``govperf evaluate``."""

import json
import time
from pathlib import Path

import pandas as pd
import pytest

from tests.office.proposal.filling import Form


@pytest.fixture
def proposal(govperf, tmp_path):
    """A form of the teaching scenario, filled in by a function."""

    def fill(*edits):
        govperf("workbook", "six_towns", "--proposal", "--out", "blank.xlsx")
        form = Form(tmp_path / "blank.xlsx")
        for edit in edits:
            edit(form)
        form.book.save(tmp_path / "draft.xlsx")
        (tmp_path / "blank.xlsx").unlink()

    return fill


def more_growth(form):
    """Beyond the cap in force: 20 points of the towns of the plain."""
    form.weight("plain_towns", "output").value += 10
    form.weight("plain_towns", "income").value -= 5
    form.weight("plain_towns", "jobs").value -= 5


def contradicting(form):
    """With income_over_jobs in force there are no weights left, which only a program finds."""
    sheet = form.book["新增规则"]
    heads = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[3]}
    said = {"编码": "jobs_first", "类型": "轻重顺序", "较重指标": "jobs", "较轻指标": "income", "依据性质": "假设",
            "依据": "就业优先，征求意见稿"}  # fmt: skip
    for word, value in said.items():
        sheet.cell(4, heads[word]).value = value


def test_a_proposal_that_breaks_a_rule_is_answered_five_times_and_a_dossier_written(govperf, proposal, tmp_path):
    proposal(more_growth, lambda form: form.propose("cycle.visits.a_year", 3, "增加察访"))
    ran = govperf(
        "evaluate", "six_towns", "draft.xlsx", "--replications", 2, "--years", 1, "--json", "r.json", "--lang", "en"
    )
    assert ran.exit_code == 0, ran.output
    answers = [line for line in ran.output.splitlines() if line.startswith("- ")]
    assert len(answers) == 5
    assert "draft.xlsx 说明!A1" in ran.output, "the title was taken for granted, which is said"
    folder = tmp_path / "results" / "draft"
    assert "<html" in (folder / "dossier.html").read_text("utf-8")
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert told["admissible"] is False
    assert told["proposal"]["title"] == "draft"
    changes = (folder / "changes.csv").read_text("utf-8-sig")
    assert "cycle.visits.a_year,2,3,增加察访" in changes


def test_a_form_that_cannot_be_meant_ends_with_its_cells_and_nothing_written(govperf, proposal, tmp_path):
    proposal(more_growth, lambda form: form.propose("cycle.visits.a_year", "约三个", ""))
    ran = govperf("evaluate", "six_towns", "draft.xlsx", "--out", "dossier", "--lang", "zh")
    assert ran.exit_code == 2
    assert "draft.xlsx 察访!" in ran.output
    assert "Traceback" not in ran.output
    assert not (tmp_path / "dossier").exists()
    for file in ("no_such.xlsx", "draft.xls"):
        assert govperf("evaluate", "six_towns", file).exit_code == 2
    assert govperf("evaluate", "no_such", "draft.xlsx").exit_code == 2


def test_rules_that_leave_no_weights_end_with_their_conflict_unless_weights_are_given(govperf, proposal):
    proposal(contradicting)
    ran = govperf("evaluate", "six_towns", "draft.xlsx", "--lang", "en")
    assert ran.exit_code == 3, ran.output
    assert "jobs_first" in ran.output
    assert "income_over_jobs" in ran.output


@pytest.mark.slow
def test_weights_are_answered_for_even_where_the_proposed_rules_leave_none(govperf, proposal):
    proposal(contradicting, more_growth)
    ran = govperf("evaluate", "six_towns", "draft.xlsx", "--replications", 2, "--years", 1, "--lang", "en")
    assert ran.exit_code == 0, ran.output


def test_a_folder_in_use_for_something_else_is_left_alone(govperf, proposal, tmp_path):
    proposal(more_growth)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x", "utf-8")
    assert govperf("evaluate", "six_towns", "draft.xlsx", "--out", "mine").exit_code == 2


@pytest.mark.slow
def test_the_pilots_with_more_growth_are_answered_for_within_a_minute(govperf, tmp_path):
    pilots = Path(__file__).resolve().parents[2] / "scenarios" / "guangdong2012"
    govperf("workbook", pilots, "--proposal", "--out", "blank.xlsx")
    form = Form(tmp_path / "blank.xlsx")
    form.note("方案名称", "提高经济增长权重（征求意见稿）")
    form.weight("core_urban", "G1").value += 5  # 5 points in force, 8 at most
    form.weight("core_urban", "N1").value -= 5  # of 10, at least 6
    form.propose("rules.cap_growth.at_most.core_urban", "12%", "征求意见稿：稳增长")
    form.propose("cycle.visits.a_year", 5, "增加察访")
    form.propose("institutions.supervision.budget", 50, "察访经费相应增加")
    form.book.save(tmp_path / "draft.xlsx")
    began = time.process_time()
    ran = govperf("evaluate", pilots, "draft.xlsx", "--out", "dossier")
    assert time.process_time() - began <= 60
    assert ran.exit_code == 0, ran.output
    rules = pd.read_csv(tmp_path / "dossier" / "rules.csv").query("not kept").set_index(["rule", "group"])
    assert rules.loc[("cap_growth", "core_urban"), "slack"] == pytest.approx(-0.02)
    own = pd.read_csv(tmp_path / "dossier" / "own_rules.csv").query("rule == 'cap_growth' and group == 'core_urban'")
    assert own["slack"].item() == pytest.approx(0.02)
    changes = pd.read_csv(tmp_path / "dossier" / "changes.csv").set_index("path")
    assert changes["after"].astype(float).to_dict() == {
        "rules.cap_growth.at_most.core_urban": 0.12, "cycle.visits.a_year": 5, "institutions.supervision.budget": 50,
    }  # fmt: skip
