"""How a sheet looks: heads that stay in view and on every printed page, lists to choose from, notes that explain.

A text is written as a text, whatever it begins with: no cell of an exported workbook can start a formula.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from govperf_sim.office.workbook.columns import Column, note
from govperf_sim.office.workbook.leaves import Choice, Leaf, Truth, Words, option
from govperf_sim.office.workbook.lists import ByCode, Limit, Listed, Selection
from govperf_sim.office.workbook.sheets import TABLES
from govperf_sim.report.forms.sheet import BOLD, EDGE, FONT, HEAD, QUIET, TITLE, put_on_paper, put_text, set_heights
from govperf_sim.words import Language, say

TO_FILL = PatternFill("solid", fgColor="FFF7E0")
WRONG, RIGHT = PatternFill("solid", bgColor="FFC7CE"), PatternFill("solid", bgColor="E2EFDA")
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
    cell.border, cell.number_format = EDGE, form
    side = "left" if isinstance(value, str) else None
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=side)
    if isinstance(value, str):
        put_text(cell, value)
        return
    cell.value = value
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        cell.value, cell.data_type = (
            repr(value),
            "n",
        )  # openpyxl writes sixteen digits of a number, and this one has more


def put_title(sheet: Worksheet, title: str, how: str, warning: str) -> None:
    """The first two lines: what the sheet holds, whether its numbers are made up, and how to fill it in."""
    for row, (text, font) in enumerate(((f"{title}　{warning}" if warning else title, TITLE), (how, QUIET)), 1):
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = font
    if warning:
        sheet.cell(1, 1).font = Font(name=FONT, bold=True, size=14, color="C00000")


def put_head(sheet: Worksheet, row: int, column: int, text: str, explained: str = "", width: float = 14) -> None:
    """Write one head, with what goes into its column as a note."""
    cell = sheet.cell(row, column)
    put_text(cell, text)
    cell.font, cell.fill, cell.border = BOLD, HEAD, EDGE
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.column_dimensions[get_column_letter(column)].width = width
    if explained:
        height = 30 + 18 * (2 + len(explained) // 24)
        cell.comment = Comment(explained, "govperf", width=320, height=height)


def finish(sheet: Worksheet, head: int, beside: int, forms: Mapping[int, str], header: str) -> None:
    """Rows as high as their texts, and on paper as wide as the sheet."""
    set_heights(sheet, head)
    put_on_paper(sheet, head, beside, header)
    for column, form in forms.items():  # rows that are added are of the same form
        sheet.column_dimensions[get_column_letter(column)].number_format = form


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
