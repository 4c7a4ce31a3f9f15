"""A table that people have filled in, CSV or Excel, as entries that know where they stand.

Of a workbook the first sheet is read; its other sheets explain.  A formula that was never calculated holds no value, which
openpyxl shows only to who opens the file twice; it is read as the formula, and so as no number.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from govperf_sim.errors import Fault, PreferenceError
from govperf_sim.office.typed import plain
from govperf_sim.scenario.pages import Page, read_page
from govperf_sim.scenario.table import fields_of
from govperf_sim.words import Message

SUFFIXES = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one cell, and where: ``file:line:column``, or ``file sheet!cell``."""

    typed: object
    file: str
    line: int = 0
    column: int = 0
    excerpt: str = ""

    def fault(self, key: str, hint: Message | None = None, /, **values: Any) -> Fault:
        return self.says(Message(key, values), hint)

    def says(self, message: Message, hint: Message | None = None) -> Fault:
        return Fault(message, hint, self.file, self.line, self.column, self.excerpt)


@dataclass(frozen=True)
class Grid:
    """The heads and, row by row, what stands under them; rows that are empty are left out."""

    file: str
    heads: tuple[Entry, ...]
    rows: tuple[tuple[Entry, ...], ...]

    def fault(self, key: str, hint: Message | None = None, /, **values: Any) -> Fault:
        """A fault of the file as a whole."""
        return Fault(Message(key, values), hint, self.file)


def read_grid(path: Path) -> Grid:
    """Read a table, its heads in the first row.

    Raises :class:`~govperf_sim.errors.PreferenceError` for a file that is no such table.
    """
    file = path.as_posix()
    if path.suffix.lower() not in SUFFIXES:
        raise PreferenceError(Fault(Message("office.suffix", {"found": path.suffix}), None, file))
    if not path.is_file():
        raise PreferenceError(Fault(Message("office.no_file"), None, file))
    return _csv(path, file) if path.suffix.lower() == ".csv" else _excel(path, file)


def _csv(path: Path, file: str) -> Grid:
    page = read_page(path.parent, path.name)
    if isinstance(page, Fault):
        raise PreferenceError(Fault(page.message, page.hint, file, page.line, page.column))
    page = Page(file, page.lines, page.encoding)
    faults: list[Fault] = []
    rows: list[tuple[Entry, ...]] = []
    width = 0
    for number, line in enumerate(page.lines, 1):
        fields = fields_of(line)
        if fields is None:
            faults.append(page.fault(number, 1, "office.open_quote"))
            continue
        width = width or len(fields)
        if len(fields) > width and any(text.strip() for _, text in fields[width:]):
            faults.append(page.fault(number, fields[width][0], "office.too_wide", wanted=width))
        last = fields[-1][0]
        cells = [*fields, *[(last, "")] * (width - len(fields))][:width]
        rows.append(tuple(Entry(text, file, number, column, line) for column, text in cells))
    if faults:
        raise PreferenceError(faults)
    return Grid(file, rows[0], _filled(rows[1:]))


def _excel(path: Path, file: str) -> Grid:
    try:
        values, formulas = load_workbook(path, data_only=True), load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as refused:
        raise PreferenceError(
            Fault(Message("office.no_workbook", {"why": type(refused).__name__}), None, file)
        ) from None
    sheet = values.worksheets[0]
    written = formulas[sheet.title]
    rows = _filled(
        tuple(_entry(file, sheet.title, cell, written[cell.coordinate].value) for cell in row)
        for row in sheet.iter_rows()
    )
    if not rows:
        raise PreferenceError(Fault(Message("office.no_rows"), None, file))
    return Grid(file, rows[0], rows[1:])


def head_of(entry: Entry) -> str:
    return " ".join(plain(entry.typed).lower().split())


def _entry(file: str, sheet: str, cell: Any, written: object) -> Entry:
    """The value; of a formula that was never calculated, the formula."""
    value = written if cell.value is None else cell.value
    return Entry(value, f"{file} {sheet}!{cell.coordinate}")


def _filled(rows: Iterable[tuple[Entry, ...]]) -> tuple[tuple[Entry, ...], ...]:
    return tuple(row for row in rows if any(plain(e.typed) for e in row))
