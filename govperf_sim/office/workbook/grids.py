"""The sheets of a workbook as cells that know where they stand, in memory that does not grow with what is empty."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.office.typed import Unclear, one_line
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.opened import Opened, check_file
from govperf_sim.office.workbook.scanned import MOST_CELLS, Extent, extent
from govperf_sim.words import Message

T = TypeVar("T")
LONGEST = 32_767
"""Characters that a cell can hold."""
Row = dict[int, Cell]
"""Column (from 1) to cell, of cells that hold something."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows that hold something, by number."""

    book: str
    name: str
    rows: dict[int, Row]
    merged: tuple[str, ...]
    hidden: bool
    hidden_rows: tuple[int, ...]

    def place(self, row: int, column: int) -> str:
        return f"{self.book} {self.name}!{get_column_letter(column)}{row}"

    def cell(self, row: int, column: int) -> Cell:
        """The cell there, empty or not."""
        held = self.rows.get(row, {}).get(column)
        return held if held is not None else Cell(None, self.place(row, column), row, column)

    def fault(self, key: str, hint: Message | None = None, /, **values: Any) -> Fault:
        """A fault of the sheet as a whole."""
        return Fault(Message(key, values), hint, f"{self.book} {self.name}")


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets, in their order.

    Raises :class:`~govperf_sim.errors.ScenarioError` for a file that is no workbook or too large to be meant, and for what
    cannot stand in a sheet.
    """
    book = path.name
    opened = check_file(path, book)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl cannot keep: it keeps nothing here
        extents = _extents(path, book, opened)
        with _as_broken(book):
            # Only data_only tells results, only without it formulas that have none; the second is opened where there are any.
            values = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            formulas = load_workbook(path, read_only=True, keep_links=False)
        try:
            pairs = [(sheet, formulas[sheet.title], extents[sheet.title]) for sheet in values.worksheets]
            return _all_or_none([functools.partial(_sheet, book, *pair) for pair in pairs])
        finally:
            values.close()
            formulas.close()


def _extents(path: Path, book: str, opened: Opened) -> dict[str, Extent]:
    """What each sheet holds, by its name, before openpyxl reads any of them."""
    with _as_broken(book):
        reader = ExcelReader(path, read_only=True, keep_links=False)
        with reader.archive:
            reader.read_manifest()
            reader.read_workbook()
            listed = [
                (sheet.name, link.target) for sheet, link in reader.parser.find_sheets() if "chart" not in link.Type
            ]
    parts = [(name, part) for name, part in listed if part in reader.valid_files]
    for n, (name, part) in enumerate(parts):
        if any(part == other or name == called for called, other in parts[:n]):
            raise ScenarioError(Fault(Message("workbook.part_twice", {"part": name}), None, book))
    read = [functools.partial(extent, path, part, f"{book} {name}", opened) for name, part in parts]
    extents = _all_or_none(read)
    if sum(held.cells for held in extents) > MOST_CELLS:
        raise ScenarioError(Fault(Message("workbook.many_cells", {"most": MOST_CELLS}), None, book))
    return dict(zip((name for name, _ in parts), extents, strict=True))


def _all_or_none(reads: Sequence[Callable[[], T]]) -> list[T]:
    """What each gives; the faults of all where one has any."""
    results: list[T] = []
    faults: list[Fault] = []
    for read in reads:
        try:
            results.append(read())
        except ScenarioError as refused:
            faults += refused.faults
    if faults:
        raise ScenarioError(faults)
    return results


@contextmanager
def _as_broken(shown: str, key: str = "no_zip") -> Iterator[None]:
    """openpyxl raises what its parts and their libraries raise, which is of every kind; only its own calls stand in here."""
    try:
        yield
    except Exception as broken:
        raise ScenarioError(Fault(Message(f"workbook.{key}", {"why": type(broken).__name__}), None, shown)) from None


def _sheet(book: str, values: Any, formulas: Any, held: Extent) -> Sheet:
    name = values.title
    rows: dict[int, Row] = {}
    sheet = Sheet(
        book, name, rows, tuple(held.merged), values.sheet_state != "visible", tuple(sorted(held.hidden_rows))
    )
    for number, row in _rows(values, formulas, held, f"{book} {name}"):
        cells = {column: _cell(sheet, number, column, value, formula) for column, value, formula in row}
        if cells:
            rows[number] = cells
    _fill_merged(sheet)
    return dataclasses.replace(sheet, rows=dict(sorted(rows.items())))


def _rows(values: Any, formulas: Any, held: Extent, shown: str) -> Iterator[tuple[int, list[tuple[int, Any, Any]]]]:
    """The cells of each row that hold something, as a result and, where the sheet has formulas, as written."""
    if not held.cells:
        return
    bounds = {"min_row": 1, "min_col": 1, "max_row": held.last_row, "max_col": held.last_column}
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a sheet says of its own size need not be so
    written = formulas.iter_rows(**bounds) if held.formulas else itertools.repeat(())
    both = enumerate(zip(values.iter_rows(**bounds), written, strict=False), 1)
    while True:
        with _as_broken(shown, "broken_sheet"):
            row = next(both, None)
        if row is None:
            return
        number, pairs = row
        yield number, [(n, v, f) for n, (v, f) in enumerate(itertools.zip_longest(*pairs), 1) if _holds(v) or _holds(f)]


def _holds(cell: Any) -> bool:
    return cell is not None and cell.value is not None


def _cell(sheet: Sheet, row: int, column: int, value: Any, formula: Any) -> Cell:
    place, held = sheet.place(row, column), value.value
    if held is None:
        said = Message("office.formula", {"found": _formula(formula.value)})
        return Cell(Unclear(said, Message("office.calculate")), place, row, column)
    if value.data_type == "e":
        return Cell(Unclear(Message("office.formula_error", {"found": str(held)})), place, row, column)
    if isinstance(held, str) and len(held) > LONGEST:
        said = Message("workbook.long_text", {"found": f"{held[:20]}…", "length": len(held), "most": LONGEST})
        return Cell(Unclear(said), place, row, column)
    percent = isinstance(held, int | float) and "%" in (value.number_format or "")
    return Cell(held, place, row, column, percent)


def _formula(written: Any) -> str:
    """A formula as it was typed; one that fills a range is held by openpyxl with its range."""
    return f"{written if isinstance(written, str) else getattr(written, 'text', None) or '='}"


def _fill_merged(sheet: Sheet) -> None:
    """What stands in merged cells stands in each of them."""
    last_row = max(sheet.rows, default=0)
    last_column = max((max(row) for row in sheet.rows.values()), default=0)
    faults: list[Fault] = []
    filled = sum(map(len, sheet.rows.values()))
    for merged in sheet.merged:
        left, top, right, bottom = range_boundaries(merged)
        held = sheet.rows.get(top, {}).get(left)
        if held is None:
            continue
        # A merged area that reaches beyond what is filled in ends with it.
        right, bottom = min(right, last_column), min(bottom, last_row)
        filled += (right - left + 1) * (bottom - top + 1)
        if filled > MOST_CELLS:
            raise ScenarioError(sheet.fault("workbook.many_cells", most=MOST_CELLS))
        for row in range(top, bottom + 1):
            cells = sheet.rows.setdefault(row, {})
            for column in range(left, right + 1):
                if (row, column) == (top, left):
                    continue
                if (hidden := cells.get(column)) is not None:
                    faults.append(hidden.fault("workbook.under_merged", found=one_line(hidden.typed), merged=merged))
                cells[column] = dataclasses.replace(held, place=sheet.place(row, column), row=row, column=column)
    if faults:
        raise ScenarioError(faults)
