"""A form from end to end: read as it was filled in, by whatever program, and refused with every fault at once."""

import random
import shutil
import subprocess

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.office.proposal.form import write_form
from govperf_sim.office.proposal.read import read_proposal
from govperf_sim.office.workbook.template import write_workbook
from tests.office.proposal.filling import Form

SOFFICE = shutil.which("soffice")
CAP = "rules.cap_growth.at_most.plain_towns"


def test_a_form_that_is_left_as_it_was_proposes_nothing(form, refused):
    assert refused(form) == [("p.xlsx", "nothing")]


def test_the_notes_say_what_it_is_called_who_proposes_it_and_why(form, proposed):
    form.propose(CAP, 0.1)
    form.note("方案名称", " 征求意见稿方案 ")
    form.note("提出单位", "发展改革局")
    form.note("总的理由", "防止只看增长")
    found = proposed(form)
    assert (found.title, found.by, found.why) == ("征求意见稿方案", "发展改革局", "防止只看增长")
    assert found.where == "p.xlsx"
    assert [f.message.key for f in found.reminders] == ["proposal.points_as_in_force"]


def test_without_a_title_it_is_called_by_its_file_and_that_is_said(form, proposed):
    form.propose(CAP, 0.1)
    found = proposed(form)
    assert found.title == "p"
    assert "proposal.no_title" in {f.message.key for f in found.reminders}


def test_a_form_of_another_state_of_the_scenario_is_read_and_said_to_be(form, proposed, towns):
    now = towns.replace("rules.share_livelihood.at_most", 0.4, because="decided since then")
    form.propose(CAP, 0.1)
    found = proposed(form, now)
    assert [c.path for c in found.scenario.changes] == ["rules.share_livelihood.at_most", CAP]
    keys = [f.message.key for f in found.reminders]
    assert "proposal.other_base" in keys
    assert "proposal.in_force_differs" in keys


def test_the_workbook_of_a_scenario_is_no_form(tmp_path, towns):
    write_workbook(tmp_path / "whole.xlsx", towns)
    with pytest.raises(ScenarioError, match="--proposal"):
        read_proposal(tmp_path / "whole.xlsx", towns)


def test_a_sheet_may_be_left_out_but_not_the_notes_and_the_weights(form, proposed, refused):
    form.propose(CAP, 0.1)
    del form.book["察访"], form.book["目标"]
    assert proposed(form).scenario.changes
    form.book["规则"].title = "规 则"
    form.book["权重"].title = "权重表"
    assert [key for _, key in refused(form)] == ["sheet_unknown"]
    del form.book["说明"]
    assert ("p.xlsx", "no_sheet") in refused(form)


def test_what_stands_hidden_is_read_and_said_to_be(form, reminded):
    form.propose(CAP, 0.1)
    form.book["规则"].sheet_state = "hidden"
    form.book["权重"].row_dimensions[form.weight("plain_towns", "air").row].hidden = True
    assert {"hidden_sheet", "hidden_rows"} <= set(reminded(form))


def test_a_form_in_english(tmp_path, towns):
    english = towns.replace("language", "en", because="for this test")
    write_form(tmp_path / "e.xlsx", english)
    form = Form(tmp_path / "e.xlsx")
    sheet = form.book["Rules"]
    heads = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[3]}
    row = next(r for r in range(4, 30) if sheet.cell(r, heads["address"]).value == CAP)
    sheet.cell(row, heads["proposed"]).value, sheet.cell(row, heads["reason"]).value = 0.1, "consultation draft"
    form.book.save(tmp_path / "f.xlsx")
    (_, change) = read_proposal(tmp_path / "f.xlsx", english).scenario.changes
    assert (change.path, change.after) == (CAP, 0.1)


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc")
def test_through_another_spreadsheet_program_it_proposes_the_same(form, proposed, tmp_path, towns):
    form.propose(CAP, 0.1)
    form.propose("cycle.visits.detection", 0.7)
    form.weight("hill_towns", "air").value += 1.5
    form.weight("hill_towns", "sewage").value -= 1.5
    here = proposed(form)
    out = tmp_path / "saved"
    command = [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
               "--outdir", str(out), str(tmp_path / "p.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    there = read_proposal(out / "p.xlsx", towns)
    assert there.scenario.digest == here.scenario.digest
    assert there.weights.equals(here.weights)


TYPED = (None, "", "约8", "取消", "——", 1e308, -1, 0, 0.5, 7, "７％", "=1+1", "#REF!", True, "8;9", "a=b", "plain_towns=8%",
         "rules", "cycle.visits", "无", "\n", "合计", "x" * 5000, "🙂", "1e400", "．")  # fmt: skip


@pytest.mark.parametrize("seed", [pytest.param(s, marks=[pytest.mark.slow] if s > 14 else []) for s in range(120)])
def test_whatever_is_typed_there_is_a_scheme_or_a_list_of_faults(form, proposed, seed):
    drawn = random.Random(seed)
    for _ in range(drawn.choice((1, 3, 12))):
        sheet = drawn.choice(form.book.worksheets)
        cell = sheet.cell(drawn.randint(1, min(sheet.max_row, 40)), drawn.randint(1, sheet.max_column))
        cell.value = drawn.choice(TYPED)
    faults = ()
    try:
        found = proposed(form)
    except ScenarioError as refused:
        faults = refused.faults
    assert faults or found.weights is not None or found.scenario.changes
    assert all(f.text("zh") and f.text("en") for f in faults)
