"""A sheet of a workbook as people are to get it: texts that stay texts, rows as high as what stands in them, paper.

A text is written as a text, whatever it begins with: no cell can start a formula.
"""

from __future__ import annotations

import math
import unicodedata

from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from govperf_sim.report.forms.characters import in_xml

FONT = "Calibri"
"""Named, so that a spreadsheet program takes one face for the Latin script; it finds its own for the Chinese."""
TITLE = Font(name=FONT, bold=True, size=14)
BOLD = Font(name=FONT, bold=True)
QUIET = Font(name=FONT, color="595959")
PLAIN = Font(name=FONT)
WARNING = Font(name=FONT, bold=True, color="C00000")
HEAD = PatternFill("solid", fgColor="DCE6F1")
EDGE = Border(*(Side("thin", color="BFBFBF") for _ in range(4)))
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_LINE, _TALLEST = 14.5, 400.0
"""In points; a spreadsheet program draws no row above 409."""
_PAGE = 260.0
"""Characters across a landscape page that can still be read."""
_LONGEST = 32_767
"""Characters a cell can hold."""


def put_text(cell: Cell, text: str) -> None:
    """Write a text that is and stays a text; one that is too long for any cell ends in an ellipsis."""
    said = in_xml(text)
    cell.value = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
    cell.data_type = "s"
    cell.quotePrefix = said.startswith(_DANGEROUS)


def set_heights(sheet: Worksheet, first: int) -> None:
    """Rows as high as their longest text: not every program finds out for itself when it opens a file."""
    for row in sheet.iter_rows(min_row=first):
        lines = max((lines_of(c.value, sheet.column_dimensions[c.column_letter].width) for c in row), default=1)
        sheet.row_dimensions[row[0].row].height = height_of(lines)


def height_of(lines: int) -> float:
    return min(_LINE * lines + 3, _TALLEST)


def lines_of(value: object, width: float) -> int:
    """How many lines a text takes; a Chinese character is two columns wide."""
    if not isinstance(value, str):
        return 1
    columns = (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in value.split("\n"))
    return sum(max(1, math.ceil(1.1 * wide / max(width - 1, 1))) for wide in columns)


def wide_of(sheet: Worksheet) -> float:
    """Characters across all columns of a sheet."""
    return float(sum(dimension.width for dimension in sheet.column_dimensions.values()))


def put_on_paper(sheet: Worksheet, head: int, beside: int, header: str) -> None:
    """Frozen panes, and landscape pages as wide as the sheet, each with the line of heads."""
    sheet.freeze_panes = sheet.cell(head + 1, beside + 1)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    wide = wide_of(sheet)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = math.ceil(wide / _PAGE), 0
    if wide > _PAGE:  # on one page it could not be read: the rows go on beside, begun anew with what they are about
        sheet.print_title_cols = f"A:{get_column_letter(max(beside, 1))}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    if header:
        sheet.oddHeader.right.text = header.replace("&", "&&")
    sheet.oddFooter.center.text = "&A　&P / &N"
