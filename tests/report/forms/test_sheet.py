from __future__ import annotations

import pytest
from openpyxl import Workbook

from govperf_sim.report.forms.sheet import height_of, lines_of, put_on_paper, put_text, set_heights, wide_of


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_is_a_text(text: str) -> None:
    cell = Workbook().active["A1"]
    put_text(cell, text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_text_no_cell_can_hold_ends_in_an_ellipsis() -> None:
    cell = Workbook().active["A1"]
    put_text(cell, "绩" * 40_000)
    assert len(cell.value) == 32_767
    assert cell.value.endswith("绩…")


def test_rows_are_as_high_as_their_longest_text() -> None:
    sheet = Workbook().active
    sheet.column_dimensions["A"].width = 21.0
    for row, text in enumerate(("绩效", "绩" * 20, "one\ntwo\nthree"), 1):
        put_text(sheet.cell(row, 1), text)
    set_heights(sheet, 1)
    assert [lines_of(sheet.cell(r, 1).value, 21.0) for r in (1, 2, 3)] == [1, 3, 3]
    assert [sheet.row_dimensions[r].height for r in (1, 2, 3)] == [height_of(1), height_of(3), height_of(3)]


def test_a_sheet_keeps_its_heads_on_every_page_and_an_ampersand_in_its_header() -> None:
    sheet = Workbook().active
    sheet.column_dimensions["A"].width = 300.0
    put_on_paper(sheet, 4, 1, "A & B")
    assert wide_of(sheet) == 300.0
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "B5"
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.oddHeader.right.text == "A && B"
