"""A scenario out to a workbook and in again: the same document, the same values, the same weights to the last bit."""

import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

import govperf_sim as gp
from govperf_sim.errors import ScenarioError
from govperf_sim.office.workbook.dressing import codes_at
from govperf_sim.office.workbook.entries import TOTALS
from govperf_sim.office.workbook.filled import read_workbook
from govperf_sim.office.workbook.grids import read_sheets
from govperf_sim.office.workbook.heads import squeezed
from govperf_sim.office.workbook.imported import left_out, make_scenario
from govperf_sim.office.workbook.names import names_of
from govperf_sim.office.workbook.template import Contents, write_workbook
from govperf_sim.office.workbook.values import BESIDE, in_order
from govperf_sim.office.workbook.weights import share_words
from govperf_sim.scenario.load import load_scenario

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
ORDER = ["unit", "indicator", "period", "vintage"]
SOFFICE = shutil.which("soffice")


def values(scenario):
    """The values without their places; the order of rows in a file is no part of what they say."""
    frame = scenario.observed.frame.drop(columns="place").sort_values(ORDER, ignore_index=True)
    return frame.astype({"value": float})


def assert_same(made, scenario):
    assert made.written.data == scenario.written.data
    assert made.document == scenario.document
    for table in ("indicators", "units", "groups", "rules", "domains"):
        assert list(getattr(made.document, table)) == list(getattr(scenario.document, table))
    pd.testing.assert_frame_equal(values(made), values(scenario), check_exact=True)
    assert made.observed.flags == scenario.observed.flags


def assert_same_weights(made, scenario):
    ours, theirs = (gp.derive_weights(s.weighting).table for s in (made, scenario))
    pd.testing.assert_frame_equal(ours, theirs, check_exact=True)


def through_libreoffice(path):
    """Opened and saved by another spreadsheet program."""
    out = path.parent / "saved"
    command = [SOFFICE, f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless", "--convert-to",
               "xlsx", "--outdir", str(out), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / path.name


@pytest.mark.parametrize("name", ["six_towns", "tai2001", pytest.param("guangdong2012", marks=pytest.mark.slow),
                                  pytest.param("rollout", marks=pytest.mark.slow)])  # fmt: skip
def test_out_and_in_again_is_the_same_to_the_last_bit(tmp_path, name):
    scenario = load_scenario(name if name == "six_towns" else SCENARIOS / name)
    book = tmp_path / f"{name}.xlsx"
    write_workbook(book, scenario)
    filled = read_workbook(book)
    assert not filled.reminders, [r.text("en") for r in filled.reminders]
    made = make_scenario(filled, book, tmp_path / "made", scenario)
    assert_same(made.scenario, scenario)
    if name != "rollout":  # which takes minutes, and has the same question to the last number
        assert_same_weights(made.scenario, scenario)
    assert made.scenario.name == "made"
    assert "data/panel.csv".removeprefix("data/") in (tmp_path / "made/data/SOURCES.md").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-calc")
@pytest.mark.parametrize("name", ["six_towns", "tai2001", "guangdong2012"])
def test_through_libreoffice_it_is_the_same_too(tmp_path, name):
    scenario = load_scenario(name if name == "six_towns" else SCENARIOS / name)
    book = tmp_path / f"{name}.xlsx"
    write_workbook(book, scenario)
    saved = through_libreoffice(book)
    shown = load_workbook(saved, data_only=True)[{"zh": "权重", "en": "Weights"}[scenario.language]]
    totals = [row[3].value for row in shown.iter_rows(max_row=8) if squeezed(row[0].value)[:2] in ("合计", "to")]
    assert totals
    assert totals == pytest.approx([1.0] * len(totals))
    made = make_scenario(read_workbook(saved), saved, tmp_path / "made", scenario)
    assert_same(made.scenario, scenario)
    assert_same_weights(made.scenario, scenario)


def test_an_empty_workbook_filled_in_by_hand_is_the_scenario(tmp_path, towns):
    book = tmp_path / "towns.xlsx"
    write_workbook(book, towns, Contents.EMPTY)
    with pytest.raises(ScenarioError) as raised:
        make_scenario(read_workbook(book), book, tmp_path / "made", towns)
    assert "workbook.no_values" in {f.message.key for f in raised.value.faults}
    workbook = load_workbook(book)
    for row in workbook["数据"].iter_rows(min_row=4):
        for head, cell in zip(workbook["数据"][3][5:], row[5:], strict=True):
            key = (row[0].value, head.value.split("\n")[0], row[2].value)
            assert cell.value is None
            cell.value = str(towns.observed.values[key]) if key in towns.observed.values else "——"
        row[4].value = "synthetic"
    for row in workbook["权重"].iter_rows(min_row=5):
        row[3].value = f"{100 * towns.document.reference.domain_shares[row[0].value]:g}％"
    workbook.save(book)
    made = make_scenario(read_workbook(book), book, tmp_path / "made", towns).scenario
    assert made.document == towns.document
    assert_same_weights(made, towns)


def test_last_years_weights_have_a_sheet_of_their_own(tmp_path, towns):
    last = {g: dict(row.dropna()) for g, row in gp.derive_weights(towns.weighting).table.iterrows()}
    rule = {
        "kind": "stability",
        "last": last,
        "at_most": 0.05,
        "source": {"status": "assumption", "cite": "made up here"},
    }
    changed = towns.replace("rules.each", rule, because="last year's weights")
    assert changed.document.rules["each"].kind == "stability"
    book = tmp_path / "b.xlsx"
    write_workbook(book, changed)
    made = make_scenario(read_workbook(book), book, tmp_path / "made", towns).scenario
    assert made.document.rules == changed.document.rules


def test_vintages_and_flags_stand_in_rows_of_their_own(tmp_path, towns):
    book = tmp_path / "b.xlsx"
    write_workbook(book, towns)
    workbook = load_workbook(book)
    sheet = workbook["数据"]
    sheet.append(["east_ford", None, 2024, "final", "", 7.25])
    sheet.append(["long_bridge", None, 2024, "preliminary", "estimate", 7.5])
    first = next(r for r in sheet.iter_rows(min_row=4) if (r[0].value, r[2].value) == ("east_ford", 2024))
    first[3].value = "preliminary"
    second = next(r for r in sheet.iter_rows(min_row=4) if (r[0].value, r[2].value) == ("long_bridge", 2024))
    second[3].value = "final"
    workbook.save(book)
    made = make_scenario(read_workbook(book), book, tmp_path / "made", towns).scenario
    frame = made.observed.frame.set_index(["unit", "indicator", "period", "vintage"])
    assert frame.loc[("east_ford", "output", 2024, "final"), ["value", "flag"]].tolist() == [7.25, ""]
    assert frame.loc[("long_bridge", "output", 2024, "preliminary"), "flag"] == "estimate"
    assert frame.loc[("east_ford", "output", 2024, "preliminary"), "flag"] == "synthetic"
    again = tmp_path / "again.xlsx"
    write_workbook(again, made)
    assert_same(make_scenario(read_workbook(again), again, tmp_path / "twice", made).scenario, made)


def test_nothing_is_written_over(tmp_path, towns):
    book = tmp_path / "b.xlsx"
    write_workbook(book, towns)
    with pytest.raises(ScenarioError, match=r"b\.xlsx"):
        write_workbook(book, towns)
    with pytest.raises(ScenarioError, match=r"\.xls"):
        write_workbook(tmp_path / "b.xls", towns)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/note.txt").write_text("mine", "utf-8")
    with pytest.raises(ScenarioError, match="full"):
        make_scenario(read_workbook(book), book, tmp_path / "full", towns)
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["note.txt"]
    (tmp_path / "empty").mkdir()
    assert make_scenario(read_workbook(book), book, tmp_path / "empty", towns).from_base == (
        "cycle.yaml", "variants.yaml", "checks.yaml", "robustness.yaml")  # fmt: skip


def test_a_workbook_is_ready_to_print_and_says_that_its_numbers_are_made_up(tmp_path, towns):
    book = tmp_path / "b.xlsx"
    write_workbook(book, towns)
    for sheet in load_workbook(book).worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert "示意" in sheet["A1"].value
    weights = load_workbook(book)["权重"]
    assert weights["D3"].value.startswith("=SUMIF(")
    assert weights.conditional_formatting
    lists = {v.formula1 for v in load_workbook(book)["指标"].data_validations.dataValidation}
    assert '"越高越好,越低越好"' in lists
    assert any(formula.startswith("'维度'!$A$4") for formula in lists)
    assert "越高越好" in load_workbook(book)["指标"]["H3"].comment.text


def test_small_things_that_hold_a_workbook_together(tmp_path, towns):
    names = names_of({"units": {"a": ("甲",), "b": ("乙", "甲")}})
    assert names.called["units"] == {"a": "a", "b": "b", "乙": "b"}
    assert codes_at({"units": ("单位", 4), "data": ("数据", 4)}, 10) == {"units": "'单位'!$A$4:$A$14"}
    assert {squeezed(t) for t in TOTALS} == TOTALS
    assert BESIDE[0] == "unit"
    assert share_words()[0] == "份额"
    frame = pd.DataFrame({"unit": ["b", "a"], "indicator": ["x", "x"], "period": [1, 1]})
    assert in_order(frame, ["a", "b"], ["x"])["unit"].tolist() == ["a", "b"]
    write_workbook(tmp_path / "b.xlsx", towns)
    assert [s.name for s in read_sheets(tmp_path / "b.xlsx")][:2] == ["说明", "体系"]


@pytest.mark.slow
def test_two_thousand_units_with_sixty_indicators_are_read_in_fifteen_seconds(tmp_path, towns):
    """CPU time; the sheets of units, indicators and values are those of a scenario made large."""
    book = tmp_path / "large.xlsx"
    write_workbook(book, towns)
    workbook = load_workbook(book)
    indicators, units, data = (workbook[name] for name in ("指标", "单位", "数据"))
    model, unit = ([c.value for c in sheet[4]] for sheet in (indicators, units))
    indicators.delete_rows(4, 99), units.delete_rows(4, 99), data.delete_rows(3, 99)
    for k in range(60):
        indicators.append([f"K{k}", f"指标{k}", *model[2:]])
    data.append(["单位编码", "名称", "年份", "数据版本", "标记", *(f"K{k}" for k in range(60))])
    drawn = np.random.default_rng(1).random((2000, 60)).round(6)
    for n in range(2000):
        units.append([f"u{n}", f"单位{n}", f"unit {n}", *unit[3:]])
        data.append([f"u{n}", None, 2024, None, "synthetic", *drawn[n].tolist()])
    workbook.save(book)
    began = time.process_time()
    filled = read_workbook(book)
    assert time.process_time() - began <= 15
    assert filled.values is not None
    assert (filled.values.table.frame["value"].to_numpy().reshape(2000, 60) == drawn).all()


def test_a_base_lends_what_does_not_speak_of_things_that_are_not_there(tmp_path, towns):
    book = tmp_path / "b.xlsx"
    write_workbook(book, towns)
    workbook = load_workbook(book)
    row = next(r[0].row for r in workbook["指标"].iter_rows(min_row=4) if r[0].value == "jobs")
    workbook["指标"].delete_rows(row)
    rules = workbook["规则"]
    rules.delete_rows(next(r[0].row for r in rules.iter_rows(min_row=4) if r[0].value == "income_over_jobs"))
    workbook.save(book)
    filled = read_workbook(book)
    with pytest.raises(ScenarioError):
        make_scenario(filled, book, tmp_path / "refused", towns)
    less = left_out(filled, towns)
    assert less == (("checks", "derived"),)
    made = make_scenario(filled, book, tmp_path / "made", towns, less)
    assert made.scenario.document.checks.derived == ()
    assert made.scenario.document.checks.targets == towns.document.checks.targets
    assert made.scenario.document.cycle == towns.document.cycle
    assert made.from_base == ("cycle.yaml", "variants.yaml", "robustness.yaml")


def test_a_blank_workbook_holds_heads_and_nothing_of_the_scenario(tmp_path, towns):
    book = tmp_path / "b.xlsx"
    write_workbook(book, towns, Contents.BLANK)
    text = "".join(
        str(cell.typed) for sheet in read_sheets(book) for row in sheet.rows.values() for cell in row.values()
    )
    assert not [code for code in (*towns.document.indicators, *towns.document.units, "六镇") if code in text]
    filled = read_workbook(book)
    assert {f.message.key for f in filled.faults} == {"workbook.blank"}
    with pytest.raises(ScenarioError):
        make_scenario(filled, book, tmp_path / "made", towns)
    assert not (tmp_path / "made").exists()
