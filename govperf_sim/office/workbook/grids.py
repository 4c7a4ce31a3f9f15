"""The sheets of a workbook as cells that know where they stand, in memory that does not grow with what is empty."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.office.typed import Unclear
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.opened import Extent, check_file, extent
from govperf_sim.words import Message

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

    Raises :class:`~govperf_sim.errors.ScenarioError` for a file that is no workbook or too large to be meant.
    """
    book = path.name
    check_file(path, book)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl cannot keep: it keeps nothing here
        return _read(path, book)


def _read(path: Path, book: str) -> list[Sheet]:
    try:
        # Only data_only tells results, only without it formulas that have none; the second is opened where there are any.
        values = load_workbook(path, read_only=True, data_only=True)
        formulas = load_workbook(path, read_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as broken:
        raise ScenarioError(Fault(Message("workbook.no_zip", {"why": type(broken).__name__}), None, book)) from None
    try:
        return [_sheet(path, book, sheet, formulas[sheet.title]) for sheet in values.worksheets]
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, IndexError) as broken:
        raise ScenarioError(Fault(Message("workbook.no_zip", {"why": type(broken).__name__}), None, book)) from None
    finally:
        values.close()
        formulas.close()


def _sheet(path: Path, book: str, values: Any, formulas: Any) -> Sheet:
    name = values.title
    # The name of the part is known to the worksheet alone; workbook.xml would have to be read a second time for it.
    held = extent(path, values._worksheet_path, f"{book} {name}")
    rows: dict[int, Row] = {}
    sheet = Sheet(
        book, name, rows, tuple(held.merged), values.sheet_state != "visible", tuple(sorted(held.hidden_rows))
    )
    for number, row in _rows(values, formulas, held):
        cells = {column: _cell(sheet, number, column, value, formula) for column, value, formula in row}
        if cells:
            rows[number] = cells
    _fill_merged(sheet)
    return Sheet(book, name, dict(sorted(rows.items())), sheet.merged, sheet.hidden, sheet.hidden_rows)


def _rows(values: Any, formulas: Any, held: Extent) -> Iterator[tuple[int, list[tuple[int, Any, Any]]]]:
    """The cells of each row that hold something, as a result and, where the sheet has formulas, as written."""
    if not held.cells:
        return
    bounds = {"min_row": 1, "min_col": 1, "max_row": held.last_row, "max_col": held.last_column}
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a sheet says of its own size need not be so
    written = formulas.iter_rows(**bounds) if held.formulas else itertools.repeat(())
    for number, (row, as_written) in enumerate(zip(values.iter_rows(**bounds), written, strict=False), 1):
        pairs = itertools.zip_longest(row, as_written)
        yield number, [(n, v, f) for n, (v, f) in enumerate(pairs, 1) if _holds(v) or _holds(f)]


def _holds(cell: Any) -> bool:
    return cell is not None and cell.value is not None


def _cell(sheet: Sheet, row: int, column: int, value: Any, formula: Any) -> Cell:
    place = sheet.place(row, column)
    if value.value is None:
        said = Message("office.formula", {"found": str(formula.value)})
        return Cell(Unclear(said, Message("office.calculate")), place, row, column)
    if value.data_type == "e":
        return Cell(Unclear(Message("office.formula_error", {"found": value.value})), place, row, column)
    percent = isinstance(value.value, int | float) and "%" in (value.number_format or "")
    return Cell(value.value, place, row, column, percent)


def _fill_merged(sheet: Sheet) -> None:
    """What stands in merged cells stands in each of them."""
    last = max((max(row) for row in sheet.rows.values()), default=0)
    for merged in sheet.merged:
        left, top, right, bottom = range_boundaries(merged)
        held = sheet.rows.get(top, {}).get(left)
        if held is None:
            continue
        # A merged area that reaches beyond what is filled in ends with it.
        for row in range(top, min(bottom, max(sheet.rows)) + 1):
            for column in range(left, min(right, last) + 1):
                if (row, column) != (top, left):
                    sheet.rows.setdefault(row, {})[column] = Cell(
                        held.typed, sheet.place(row, column), row, column, held.percent
                    )
