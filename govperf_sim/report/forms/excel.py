"""A report as a workbook: what it rests on and what was found, then a sheet for each of its tables.

What reads as a plain number is a number, with the decimals that are printed, so that people can go on reckoning; all else
is text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.forms.branches import as_table
from govperf_sim.report.forms.characters import in_xml
from govperf_sim.report.forms.columns import needs
from govperf_sim.report.forms.sheet import (
    BOLD,
    EDGE,
    FONT,
    HEAD,
    PLAIN,
    QUIET,
    TITLE,
    WARNING,
    height_of,
    lines_of,
    put_on_paper,
    put_text,
    set_heights,
    wide_of,
)
from govperf_sim.report.forms.still import still
from govperf_sim.report.report import Report, Section, Tree
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.words import say

NUMBER = re.compile(
    r"(?P<sign>[+\-\N{MINUS SIGN}]?)(?P<digits>(?:0|[1-9][0-9]*)(?:\.(?P<places>[0-9]{1,10}))?)(?P<percent> ?%)?"
)
LINK = Font(name=FONT, color="0B4F8A", underline="single")
PART = PatternFill("solid", fgColor="EEF2F6")
EM = 2.25
"""Columns of characters: a Chinese character takes two, and a little more where the machine has another type."""
WIDEST, NARROWEST, LEAST_SHEET = 56.0, 7.0, 64.0
"""Columns of characters: of a text column, of any column, of a sheet, so that what stands above a table has room."""
UPRIGHT = 100.0
"""Columns of characters that can still be read on an upright page."""
_NOT_IN_TITLE = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_LONGEST_TITLE = 31
_DIGITS = 15
"""Digits of a number that a spreadsheet program keeps."""


def as_xlsx(report: Report) -> bytes:
    """The report as an Excel workbook; the same report gives the same bytes."""
    book = Workbook()
    book.properties.title, book.properties.creator = in_xml(report.title), "govperf_sim"
    front = book.active
    front.title = say("report.contents", report.language)
    _front(front, report)
    for number, (heading, section) in enumerate(report.numbered, 1):
        tables = tuple(_tables(section, report))
        if tables:
            _line(front, "", heading + section.title, BOLD)
        for n, table in enumerate(tables, 1):
            sheet = book.create_sheet(_title(f"{number}.{n} {table.caption}"))
            _table(sheet, table, report, front.title)
            _line(front, "", f"{number}.{n} {table.caption}", LINK)
            _link(front.cell(front.max_row, 2), sheet.title)
    set_heights(front, 2)
    put_on_paper(front, 1, 0, report.mark)
    made = io.BytesIO()
    book.save(made)
    return still(made.getvalue())


def number_of(text: str) -> tuple[float, str] | None:
    """The number a text is, and the format under which it reads the same; None if it is not a plain number.

    >>> number_of("28.50"), number_of("+0.3"), number_of("95 %")
    ((28.5, '0.00'), (0.3, '+0.0;"\N{MINUS SIGN}"0.0;0.0'), (0.95, '0" "%'))
    >>> number_of("007"), number_of("1/5"), number_of("—")
    (None, None, None)
    """
    found = NUMBER.fullmatch(text)
    if found is None or len(found["digits"].replace(".", "")) > _DIGITS:
        return None
    places = len(found["places"] or "")
    form = "0." + "0" * places if places else "0"
    percent = (found["percent"] or "").replace(" ", '" "')
    value = Decimal(found["digits"]).scaleb(-2 if percent else 0) * (1 if found["sign"] in ("", "+") else -1)
    form += percent
    if found["sign"] in ("+", "\N{MINUS SIGN}"):
        form = f'+{form};"\N{MINUS SIGN}"{form};{form}'
    return float(value), form


def _tables(section: Section, report: Report) -> Iterator[Table]:
    for item in section.shown:
        table = as_table(item, report.language) if isinstance(item, Tree) else item
        if not isinstance(table, Picture) and table.rows:
            yield table


def _front(sheet: Worksheet, report: Report) -> None:
    """The first page of the report."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 110
    put_text(sheet.cell(1, 1), report.title)
    sheet.cell(1, 1).font = TITLE
    _line(sheet, "", report.kind, QUIET)
    if report.mark:
        _line(sheet, "", report.mark, WARNING)
    for name, value in report.facts:
        _line(sheet, name, value)
    for key, sentences in (
        ("heading_findings", report.findings),
        ("heading_cautions", report.cautions),
        ("heading_not_for", report.not_for),
    ):
        if sentences:
            _line(sheet, say(f"report.{key}", report.language), "", BOLD)
        for n, sentence in enumerate(sentences, 1):
            _line(sheet, "", f"{n}. {sentence}")
    _line(sheet, say("report.contents", report.language), "", BOLD)


def _line(sheet: Worksheet, name: str, text: str, font: Font = PLAIN) -> None:
    row = sheet.max_row + 1
    for column, said in enumerate((name, text), 1):
        cell = sheet.cell(row, column)
        put_text(cell, said)
        cell.font = font if said and (column == 2 or font is BOLD) else QUIET
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def _table(sheet: Worksheet, table: Table, report: Report, front: str) -> None:
    """The caption, a way back, the mark; then the table, and under it how to read it."""
    last = len(table.head)
    for column, width in enumerate(_widths(table), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    above = [(table.caption, TITLE), (say("forms.back", report.language), LINK), (report.mark, WARNING)]
    for row, (text, font) in enumerate([line for line in above if line[0]], 1):
        _across(sheet, row, last, text, font)
    _link(sheet.cell(2, 1), front)
    head = sheet.max_row + 1
    for column, said in enumerate(table.head, 1):
        cell = sheet.cell(head, column)
        put_text(cell, said)
        cell.font, cell.fill, cell.border = BOLD, HEAD, EDGE
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    for row, line in enumerate(table.rows, head + 1):
        _row(sheet, row, line, table)
    set_heights(sheet, head)
    if all(line.kind == "plain" for line in table.rows):
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(last)}{sheet.max_row}"
    put_on_paper(sheet, head, 1 if last > 2 else 0, report.mark)
    if wide_of(sheet) <= UPRIGHT:
        sheet.page_setup.orientation = "portrait"
    if table.note:
        _across(sheet, sheet.max_row + 2, last, table.note, QUIET)


def _row(sheet: Worksheet, row: int, line: Row, table: Table) -> None:
    shades = line.shades or (None,) * len(line.cells)
    for n, (said, shade) in enumerate(zip(line.cells, shades, strict=True)):
        cell = sheet.cell(row, n + 1)
        _put(cell, said, n in table.codes)
        cell.border = EDGE
        cell.font = BOLD if line.kind == "part" and (n == 0 or n in table.numeric) else PLAIN
        side = "right" if n in table.numeric else "left"
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side, indent=1)
        if shade is not None:
            cell.fill = _shade(shade)
        elif line.kind == "part":
            cell.fill = PART


def _put(cell: Cell, said: str, code: bool) -> None:
    number = None if code else number_of(said)
    if number is None:
        put_text(cell, said)
        cell.number_format = "@"
    else:
        cell.value, cell.number_format = number


def _shade(depth: int) -> PatternFill:
    """The blue of the page, on white."""
    part = 0.02 + 0.05 * depth
    mixed = (round(255 + part * (colour - 255)) for colour in (0, 114, 178))
    return PatternFill("solid", fgColor="".join(f"{colour:02X}" for colour in mixed))


def _across(sheet: Worksheet, row: int, last: int, text: str, font: Font) -> None:
    """A line of text as wide as the table."""
    cell = sheet.cell(row, 1)
    put_text(cell, text)
    cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="top", horizontal="left")
    if last > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    size = (font.size or 11) / 11
    sheet.row_dimensions[row].height = height_of(lines_of(text, wide_of(sheet) / size)) * size


def _widths(table: Table) -> Sequence[float]:
    """The last column takes what a sheet must have besides."""
    widths = [max(NARROWEST, EM * need.least, min(EM * need.whole + 1, WIDEST)) for need in needs(table)]
    return [*widths[:-1], max(widths[-1], LEAST_SHEET - sum(widths[:-1]))]


def _link(cell: Cell, title: str) -> None:
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")


def _title(text: str) -> str:
    """A title that a sheet may have."""
    return _NOT_IN_TITLE.sub(" ", in_xml(text))[:_LONGEST_TITLE].strip(" '")
