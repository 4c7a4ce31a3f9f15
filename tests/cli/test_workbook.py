"""``govperf workbook`` and ``govperf import``."""

import json

from openpyxl import load_workbook


def test_a_scenario_goes_out_and_comes_in(govperf, tmp_path):
    out = govperf("workbook", "six_towns", "--out", "towns.xlsx")
    assert out.exit_code == 0, out.output
    assert "--base six_towns" in out.output
    made = govperf("import", "towns.xlsx", "towns", "--base", "six_towns", "--json", "r.json")
    assert made.exit_code == 0, made.output
    assert "6 units" in made.output
    told = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert told["reminders"] == []
    assert told["from_base"] == ["cycle.yaml", "variants.yaml", "checks.yaml", "robustness.yaml"]
    assert govperf("check", "towns").exit_code == 0


def test_faults_and_reminders_end_with_nothing_written(govperf, tmp_path):
    govperf("workbook", "six_towns", "--empty", "--out", "towns.xlsx")
    book = load_workbook(tmp_path / "towns.xlsx")
    book["规则"]["D5"].value, book["规则"]["D6"].value = "25分", "约8"
    book.save(tmp_path / "towns.xlsx")
    ran = govperf("import", "towns.xlsx", "towns", "--lang", "zh")
    assert ran.exit_code == 2
    assert "提醒 towns.xlsx 规则!D5: " in ran.output.replace("：", ": ")
    assert "towns.xlsx 规则!D6: 这不是确定的数" in ran.output
    assert not (tmp_path / "towns").exists()
    assert govperf("import", "towns.xlsx", "towns", "--base", "no_such").exit_code == 2
    assert govperf("import", "towns.xls", "towns").exit_code == 2


def test_a_form_for_a_proposal_is_written_and_says_what_follows(govperf, tmp_path):
    ran = govperf("workbook", "six_towns", "--proposal", "--lang", "en")
    assert ran.exit_code == 0, ran.output
    assert "govperf evaluate six_towns six_towns.proposal.xlsx" in ran.output.replace("\n", " ")
    assert load_workbook(tmp_path / "six_towns.proposal.xlsx").sheetnames == [
        "说明",
        "权重",
        "规则",
        "新增规则",
        "目标",
        "察访",
    ]
    assert govperf("workbook", "six_towns", "--proposal").exit_code == 2, "it is there already"
    assert govperf("workbook", "six_towns", "--proposal", "--empty", "--out", "x.xlsx").exit_code == 2
