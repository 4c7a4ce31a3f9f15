"""A questionnaire to be filled in: CSV, or Excel with lists to choose from and a sheet that explains.

Answer cells are text cells: in a number cell a spreadsheet program makes the third of January of 1/3.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from govperf_sim.errors import Fault, PreferenceError
from govperf_sim.office.asked import ANSWERS, Asked, both, head
from govperf_sim.office.grid import SUFFIXES
from govperf_sim.report.forms.formulas import inert
from govperf_sim.report.forms.sheet import EDGE, HEAD, put_text
from govperf_sim.words import LANGUAGES, Message, Name, say

SHEET = "问卷 questionnaire"
NOTES = "说明 notes"
TO_FILL = PatternFill("solid", fgColor="FFF7E0")
WIDTHS = {"set": 14, "set_name": 26, "item": 16, "name": 30, "other": 16, "other_name": 30}
TIMES = ("9", "8", "7", "6", "5", "4", "3", "2", "1", *(f"1/{n}" for n in range(2, 10)))
LISTS = {"choice": ("最重要 best", "最不重要 worst"), "best_to": TIMES[8::-1], "to_worst": TIMES[8::-1], "times": TIMES}
"""What can be chosen; anything else may be typed after a warning, except a choice."""


def write_template(path: Path, asked: Asked) -> None:
    """Write the questionnaire, empty.  Raises :class:`~govperf_sim.errors.PreferenceError` for another suffix."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise PreferenceError(Fault(Message("office.suffix", {"found": path.suffix}), None, path.as_posix()))
    if suffix == ".csv":
        path.write_text(_csv(asked), "utf-8-sig", newline="")
    else:
        _workbook(asked).save(path)


def explanation(asked: Asked) -> tuple[Name, ...]:
    """How to answer, sentence by sentence."""
    keys = (f"office.how_{asked.way}", "office.how_scale", "office.how_whole")
    wanted = [k for k in keys if k != "office.how_scale" or "best_to" in asked.columns or "times" in asked.columns]
    return tuple(Name(**{language: say(k, language) for language in LANGUAGES}) for k in wanted)


def _csv(asked: Asked) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head(column) for column in asked.columns)
    writer.writerows([inert(row.get(column, "")) for column in asked.columns] for row in asked.rows())
    return text.getvalue()


def _workbook(asked: Asked) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append([head(column) for column in asked.columns])
    for line, row in enumerate(asked.rows(), 2):
        for n, column in enumerate(asked.columns, 1):
            if said := row.get(column, ""):
                put_text(sheet.cell(line, n), str(said))
    last = sheet.max_row
    for n, column in enumerate(asked.columns, 1):
        letter = get_column_letter(n)
        sheet.column_dimensions[letter].width = WIDTHS.get(column, 20)
        for line in range(1, last + 1):
            _dress(sheet, f"{letter}{line}", column in ANSWERS[asked.way])
        if column in LISTS:
            sheet.add_data_validation(_list(column, f"{letter}2:{letter}{last}"))
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _explain(book.create_sheet(NOTES), asked)
    return book


def _dress(sheet: Worksheet, cell: str, to_fill: bool) -> None:
    here = sheet[cell]
    here.border, here.number_format = EDGE, "@"
    here.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if to_fill else None)
    if here.row == 1:
        here.font, here.fill = Font(bold=True), HEAD
    elif to_fill:
        here.value, here.fill = None, TO_FILL


def _list(column: str, cells: str) -> DataValidation:
    """A list to choose from; only a choice must be one of it."""
    listed = DataValidation(type="list", formula1=f'"{",".join(LISTS[column])}"', allow_blank=True)
    listed.showErrorMessage = listed.showInputMessage = True
    listed.errorStyle = "stop" if column == "choice" else "warning"
    listed.promptTitle, listed.prompt = head(column)[:32], both(_prompt(column))[:255]
    listed.add(cells)
    return listed


def _prompt(column: str) -> Name:
    return Name(**{language: say(f"office.prompt_{column}", language) for language in LANGUAGES})


def _explain(sheet: Worksheet, asked: Asked) -> None:
    sheet.column_dimensions["A"].width = 110
    for sentence in explanation(asked):
        for language in LANGUAGES:
            sheet.append([sentence.text(language)])
            sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([None])
