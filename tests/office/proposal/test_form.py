"""The form: what is in force beside empty cells for what is proposed."""

import pytest
from openpyxl import load_workbook

import govperf_sim as gp
from govperf_sim.errors import ScenarioError
from govperf_sim.office.proposal.form import weights_in_force, write_form


def test_the_weights_are_the_published_points_twice_and_grey_where_they_do_not_apply(form, towns):
    points = gp.derive_weights(towns.weighting).points
    for group, own in towns.weighting.indicators_of.items():
        for k in points.columns:
            cells = form.weight(group, k), form.weight(group, k, "现行")
            for cell in cells:
                assert cell.value == (points.at[group, k] if k in own else None)
            assert (cells[0].fill.fgColor.rgb == "00D9D9D9") == (k not in own)


def test_totals_stand_above_the_weights(form, towns):
    sheet, head = form.book["权重"], form.head("权重")
    for group in towns.weighting.indicators_of:
        at = form.column("权重", group)
        letter = sheet.cell(1, at).column_letter
        last = head + len(towns.framework.indicators)
        assert sheet.cell(head - 1, at).value == f"=SUM({letter}{head + 1}:{letter}{last})"


@pytest.mark.parametrize(
    ("address", "value", "shown"),
    [
        ("rules.cap_growth.at_most.hill_towns", 0.15, "%"),
        ("rules.each.at_least", 0.05, "%"),
        ("goal.kappa", 0.5, "%"),
        ("reference.domain_shares.growth", 0.3, "%"),
        ("indicators.output.scoring.target", 8, "General"),
        ("cycle.visits.a_year", 2, "0"),
        ("cycle.visits.detection", 0.6, "%"),
        ("cycle.visits.fine", 0, "General"),
    ],
)
def test_every_number_that_may_change_stands_there_as_it_is_in_force(form, address, value, shown):
    assert form.cell(address, "现行").value == value
    assert shown in form.cell(address, "拟议").number_format
    assert form.cell(address, "拟议").value is None
    assert form.cell(address, "理由").value is None


def test_every_number_of_the_visits_is_there(form, towns):
    numbers = [n for n, x in towns.document.cycle.visits if isinstance(x, int | float)]
    assert len(numbers) == 11
    for name in numbers:
        assert form.cell(f"cycle.visits.{name}", "现行").value == getattr(towns.document.cycle.visits, name)


def test_a_scenario_without_a_year_has_no_sheet_of_visits(tmp_path, towns):
    bare = towns.replace("cycle.visits", None, because="for this test")
    write_form(tmp_path / "bare.xlsx", bare)
    assert load_workbook(tmp_path / "bare.xlsx").sheetnames == ["说明", "权重", "规则", "新增规则", "目标"]


def test_no_text_of_a_form_starts_a_formula(tmp_path, towns):
    source = {"status": "assumption", "cite": '=HYPERLINK("x") as a source'}
    odd = towns.replace("rules.each.source", source, because="for this test")
    odd = odd.replace("indicators.output.name.zh", "+增长", because="for this test")
    write_form(tmp_path / "odd.xlsx", odd)
    for sheet in load_workbook(tmp_path / "odd.xlsx"):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or str(cell.value).startswith("=SUM("), cell.coordinate


def test_where_no_weights_are_admissible_the_reference_stands_there(tmp_path, towns):
    rule = {"kind": "order", "more": "jobs", "less": "income",
            "source": {"status": "assumption", "cite": "contradicts income_over_jobs"}}  # fmt: skip
    broken = towns.replace("rules.jobs_over_income", rule, because="for this test")
    with pytest.raises(gp.errors.InfeasibleRules):
        gp.derive_weights(broken.weighting)
    shown = weights_in_force(broken)
    assert shown.loc["plain_towns"].sum() == pytest.approx(100)
    assert shown.at["plain_towns", "output"] == pytest.approx(100 * towns.weighting.start["plain_towns", "output"])
    write_form(tmp_path / "broken.xlsx", broken)


def test_nothing_is_written_over(blank, tmp_path, towns):
    with pytest.raises(ScenarioError, match="already"):
        write_form(blank, towns)
    with pytest.raises(ScenarioError, match="xlsx"):
        write_form(tmp_path / "form.docx", towns)
