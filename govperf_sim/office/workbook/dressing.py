"""How a sheet looks: heads that stay in view and on every printed page, lists to choose from, notes that explain.

A text is written as a text, whatever it begins with: no cell of an exported workbook can start a formula.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from govperf_sim.office.templates import EDGE, HEAD
from govperf_sim.office.workbook.columns import Column, note
from govperf_sim.office.workbook.leaves import Choice, Leaf, Truth, Words, option
from govperf_sim.office.workbook.lists import ByCode, Limit, Listed, Selection
from govperf_sim.office.workbook.sheets import TABLES
from govperf_sim.words import Language, say

FONT = "Calibri"
"""Named, so that a spreadsheet program takes one face for the Latin script; it finds its own for the Chinese."""
TITLE = Font(name=FONT, bold=True, size=14)
BOLD = Font(name=FONT, bold=True)
QUIET = Font(name=FONT, color="595959")
PLAIN = Font(name=FONT)
TO_FILL = PatternFill("solid", fgColor="FFF7E0")
WRONG, RIGHT = PatternFill("solid", bgColor="FFC7CE"), PatternFill("solid", bgColor="E2EFDA")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_LINE, _TALLEST = 14.5, 400.0
"""In points; a spreadsheet program draws no row above 409."""
_PAGE = 260.0
"""Characters across a landscape page that can still be read."""
_LONGEST_LIST = 255
_MOST_ROWS = 3000
"""A list to choose from reaches so far down, for rows that are added."""


@dataclass(frozen=True)
class Look:
    """The language that comes first, and where the codes of each table stand: ``'单位'!$A$5:$A$300``."""

    language: Language
    codes: Mapping[str, str]

    @property
    def other(self) -> Language:
        return "en" if self.language == "zh" else "zh"

    def both(self, key: str, between: str = "\n", **values: object) -> str:
        """A word in both languages, that of the scenario first."""
        one, two = (say(key, language, **values) for language in (self.language, self.other))
        return one if one == two else f"{one}{between}{two}"


def put(sheet: Worksheet, row: int, column: int, value: object, form: str = "@") -> None:
    """Write one cell of a table; a text is a text, and a number keeps every digit."""
    cell = sheet.cell(row, column)
    cell.value = value
    cell.border, cell.number_format = EDGE, form
    wide = isinstance(value, str)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left" if wide else None)
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        cell.value, cell.data_type = (
            repr(value),
            "n",
        )  # openpyxl writes sixteen digits of a number, and this one has more
    if wide:
        cell.data_type = "s"
        cell.quotePrefix = str(value).startswith(_DANGEROUS)


def put_title(sheet: Worksheet, title: str, how: str, warning: str) -> None:
    """The first two lines: what the sheet holds, whether its numbers are made up, and how to fill it in."""
    for row, (text, font) in enumerate(((f"{title}　{warning}" if warning else title, TITLE), (how, QUIET)), 1):
        cell = sheet.cell(row, 1)
        cell.value, cell.data_type, cell.font = text, "s", font
        cell.quotePrefix = text.startswith(_DANGEROUS)
    if warning:
        sheet.cell(1, 1).font = Font(name=FONT, bold=True, size=14, color="C00000")


def put_head(sheet: Worksheet, row: int, column: int, text: str, explained: str = "", width: float = 14) -> None:
    """Write one head, with what goes into its column as a note."""
    cell = sheet.cell(row, column)
    cell.value, cell.data_type = text, "s"
    cell.font, cell.fill, cell.border = BOLD, HEAD, EDGE
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.column_dimensions[get_column_letter(column)].width = width
    if explained:
        height = 30 + 18 * (2 + len(explained) // 24)
        cell.comment = Comment(explained, "govperf", width=320, height=height)


def finish(sheet: Worksheet, head: int, beside: int, forms: Mapping[int, str], header: str) -> None:
    """Frozen panes, rows as high as their texts, and landscape pages, each with the heads, as wide as the sheet."""
    _set_heights(sheet, head)
    sheet.freeze_panes = sheet.cell(head + 1, beside + 1)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    wide = sum(dimension.width for dimension in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = math.ceil(wide / _PAGE), 0
    if wide > _PAGE:  # on one page it could not be read: the rows go on beside, begun anew with what they are about
        sheet.print_title_cols = f"A:{get_column_letter(max(beside, 1))}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    if header:
        sheet.oddHeader.right.text = header
    sheet.oddFooter.center.text = "&A　&P / &N"
    for column, form in forms.items():  # rows that are added are of the same form
        sheet.column_dimensions[get_column_letter(column)].number_format = form


def _set_heights(sheet: Worksheet, head: int) -> None:
    """Rows as high as their longest text: not every program finds out for itself when it opens a file."""
    for row in sheet.iter_rows(min_row=head):
        lines = max((_lines(c.value, sheet.column_dimensions[c.column_letter].width) for c in row), default=1)
        sheet.row_dimensions[row[0].row].height = min(_LINE * lines + 3, _TALLEST)


def _lines(value: object, width: float) -> int:
    """How many lines a text takes; a Chinese character is two columns wide."""
    if not isinstance(value, str):
        return 1
    columns = (sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in value.split("\n"))
    return sum(max(1, math.ceil(1.1 * wide / max(width - 1, 1))) for wide in columns)


def explained(column: Column, look: Look) -> str:
    """The note of a head: what goes in, in both languages."""
    said = [note(column, language) for language in (look.language, look.other)]
    needed = "workbook.note_needed" if all(column.needed.values()) and column.optional_part is None else ""
    return "\n".join([text for text in said if text] + ([look.both(needed, " ")] if needed else []))


def add_list(sheet: Worksheet, column: int, first: int, leaf: Leaf, look: Look, rows: int = _MOST_ROWS) -> None:
    """The words or codes to choose from, where a cell holds one of a few; anything else may be typed after a warning."""
    options = _options(leaf, look)
    if options is None:
        return
    listed = DataValidation(type="list", formula1=options, allow_blank=True, errorStyle="warning")
    listed.showErrorMessage = True
    listed.error = look.both("workbook.not_in_list")[:255]
    letter = get_column_letter(column)
    listed.add(f"{letter}{first}:{letter}{first + rows - 1}")
    sheet.add_data_validation(listed)


def _options(leaf: Leaf, look: Look) -> str | None:
    if isinstance(leaf, Choice | Truth):
        words = leaf.options if isinstance(leaf, Choice) else ("yes", "no")
        said = ",".join(option(word, look.language) for word in words)
        return f'"{said}"' if len(said) <= _LONGEST_LIST else None
    if isinstance(leaf, Words) and leaf.table is not None:
        return look.codes.get(leaf.table)
    return None


def width(column: Column) -> float:
    """In characters."""
    leaf = column.leaf()
    if column.path[-1] == "cite":
        return 44
    if isinstance(leaf, Selection | Limit | ByCode):
        return 30
    if isinstance(leaf, Listed):
        return 20
    if column.is_name:
        return 26
    if isinstance(leaf, Words):
        return 16
    return 14 if isinstance(leaf, Choice) else 12


def codes_at(ranges: Mapping[str, tuple[str, int]], rows: int) -> dict[str, str]:
    """For every table the range of its codes, by the title of its sheet and its first row."""
    return {
        table: f"'{title}'!$A${first}:$A${first + rows}" for table, (title, first) in ranges.items() if table in TABLES
    }
