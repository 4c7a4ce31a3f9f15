"""The sheet of values: a row for a unit, a year, a vintage and a flag; a column for an indicator.

So no vintage and no flag is lost: values of one unit and year that differ in either stand in rows of their own.  An empty
cell is a value that is missing; whether it may be is for the scenario to say.  A table that is pasted in need not call its
column of units by our word: it is known by what stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import nearest
from govperf_sim.office.typed import Unclear, one_line, plain
from govperf_sim.office.workbook.amounts import amount
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.entries import TOTALS
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Row, Sheet
from govperf_sim.office.workbook.heads import DEEPEST, Heads, find_heads, squeezed
from govperf_sim.office.workbook.leaves import YEARS, Words, whole
from govperf_sim.office.workbook.names import Names
from govperf_sim.panel import CELL, COLUMNS
from govperf_sim.panel import Cell as PanelCell
from govperf_sim.scenario.pages import Page
from govperf_sim.scenario.table import Table
from govperf_sim.words import LANGUAGES, Message, say

UNIT, YEAR, VINTAGE, FLAG = "unit", "period", "vintage", "flag"
BESIDE = (UNIT, YEAR, VINTAGE, FLAG)
NAME = "name"


@dataclass(frozen=True)
class Values:
    """The values as a table, and where a value stands or would have to."""

    table: Table
    rows: Mapping[tuple[str, int], int]
    columns: Mapping[str, int]
    sheet: Sheet

    def place(self, unit: object, indicator: object, period: object) -> str | None:
        """The cell of a value, whether or not there is one; None where the sheet has no row or column for it."""
        row, column = self.rows.get((str(unit), int(str(period)))), self.columns.get(str(indicator))
        return None if row is None or column is None else self.sheet.place(row, column)


def value_words(key: str) -> tuple[str, ...]:
    """What a column beside the values may be called."""
    return (*(say(f"workbook.data_{key}", language) for language in LANGUAGES), key)


def read_values(
    sheet: Sheet, indicators: Mapping[str, tuple[str, ...]], measures: Mapping[str, str], names: Names, found: Found
) -> Values | None:
    """All values; ``indicators`` are the names of each code, ``measures`` their units of measure.  None without heads."""
    words = {**{key: value_words(key) for key in (*BESIDE, NAME)}, **{f"={k}": (k, *n) for k, n in indicators.items()}}
    over = _over_units(sheet, names, words[UNIT])
    if over is not None:  # whatever else its word may stand for
        words = {**{key: said for key, said in words.items() if key != UNIT}, UNIT: (plain(over.typed), *words[UNIT])}
        found.remind(over, Message("workbook.unit_column", {"found": one_line(over.typed)}))
    needed = {key: "/".join(value_words(key)[:2]) for key in (UNIT, YEAR)}
    heads = find_heads(sheet, words, needed, found)
    if heads is None or not set(needed) <= set(heads.columns):
        return None
    columns = {key.removeprefix("="): n for key, n in heads.columns.items() if key.startswith("=")}
    reader = _Rows(sheet, heads, columns, measures, names, found)
    for number, row in heads.under(sheet):
        reader.read(number, row)
    frame = pd.DataFrame(reader.values, columns=[*COLUMNS, "place"]).astype({"period": int, "value": float})
    frame = in_order(frame, list(names.codes["units"]), list(names.codes["indicators"]))
    table = Table(frame, reader.lines, set(), Page(f"{sheet.book} {sheet.name}", ()))
    return Values(table, reader.rows, columns, sheet)


def _over_units(sheet: Sheet, names: Names, words: tuple[str, ...]) -> Cell | None:
    """The head of the column in which every cell names a unit, where no head says which it is: of a table pasted in.

    Codes are preferred to names, and of equals the first column.
    """
    known = {squeezed(word) for word in words}
    top = [cell for number, row in sheet.rows.items() if number <= DEEPEST for cell in row.values()]
    if any(known & {squeezed(line) for line in (cell.typed, *plain(cell.typed).split("\n"))} for cell in top):
        return None
    codes = {squeezed(code) for code in names.codes["units"]}
    called = codes | set(names.called["units"])
    heads: dict[int, Cell] = {}
    units: dict[int, list[str]] = {}
    for _, row in sorted(sheet.rows.items()):
        for column, cell in row.items():
            said = squeezed(cell.typed)
            if column in units or said in called:
                units.setdefault(column, []).append(said)
            elif cell.row <= DEEPEST:
                heads[column] = cell
    whole = [column for column, said in units.items() if column in heads and set(said) <= called | TOTALS]
    best = max(whole, key=lambda c: (len(units[c]), set(units[c]) <= codes | TOTALS, -c), default=None)
    return None if best is None else heads[best]


def in_order(frame: pd.DataFrame, units: list[str], indicators: list[str]) -> pd.DataFrame:
    """Values by unit and indicator in the order of the document, then by year; vintages in the order they are met."""
    key = {"unit": {u: n for n, u in enumerate(units)}, "indicator": {k: n for n, k in enumerate(indicators)}}
    ranks = frame.assign(**{name: frame[name].map(order) for name, order in key.items()})[CELL]
    return frame.loc[ranks.sort_values(CELL, kind="stable").index].reset_index(drop=True)


class _Rows:
    """The values read so far."""

    def __init__(
        self, sheet: Sheet, heads: Heads[str], columns: Mapping[str, int], measures: Mapping[str, str], names: Names,
        found: Found,
    ) -> None:  # fmt: skip
        self.sheet, self.heads, self.columns = sheet, heads, columns
        self.measures, self.names, self.found = measures, names, found
        self.values: list[tuple[object, ...]] = []
        self.lines: dict[PanelCell, int] = {}
        self.rows: dict[tuple[str, int], int] = {}
        self._first: dict[tuple[PanelCell, str], str] = {}

    def read(self, number: int, row: Row) -> None:
        known = self.heads.columns
        if all(row[c].empty for c in known.values() if c in row):
            return
        unit_cell, year_cell = (self.sheet.cell(number, known[key]) for key in (UNIT, YEAR))
        if squeezed(unit_cell.typed) in TOTALS:
            self.found.remind_of(unit_cell.place, Message("workbook.total_row"))
            return
        unit, year = self._unit(unit_cell, number), self._year(year_cell)
        vintage, flag = (self._text(number, key) for key in (VINTAGE, FLAG))
        if unit is None or year is None:
            return
        self.rows.setdefault((unit, year), number)
        for indicator, column in self.columns.items():
            if (cell := row.get(column)) is not None and not cell.empty:
                self._value((unit, indicator, year), cell, vintage, flag)

    def _value(self, of: PanelCell, cell: Cell, vintage: str, flag: str) -> None:
        self.lines[of] = cell.row
        read = cell.typed if isinstance(cell.typed, Unclear) else amount(cell, self.measures.get(of[1], ""))
        value = self.found.of(cell, read)
        if isinstance(value, Unclear) or value is None:
            if value is None:
                del self.lines[of]
            return
        first = self._first.setdefault((of, vintage), cell.place)
        if first != cell.place:
            said = {"unit": of[0], "indicator": of[1], "period": of[2], "first": first.rpartition("!")[2]}
            self.found.faults.append(cell.fault("workbook.value_twice", **said))
            return
        self.values.append((*of, value, vintage, flag, cell.place))

    def _unit(self, cell: Cell, number: int) -> str | None:
        read = cell.typed if isinstance(cell.typed, Unclear) else Words(code=True).read(cell)
        said = self.found.of(cell, read)
        if isinstance(said, Unclear):
            return None
        if said is None:
            self.found.faults.append(cell.fault("workbook.no_unit", row=number))
            return None
        code = self.names.code("units", str(said), cell, self.found)
        if code not in self.names.codes["units"]:
            hint = nearest(code, self.names.codes["units"])
            self.found.faults.append(cell.fault("workbook.unknown_unit", hint, found=code))
            return None
        return code

    def _year(self, cell: Cell) -> int | None:
        said = self.found.of(cell, cell.typed if isinstance(cell.typed, Unclear) else whole(cell.typed))
        if isinstance(said, Unclear):
            return None
        if not isinstance(said, int) or said not in YEARS:
            self.found.faults.append(cell.fault("workbook.no_year", found=one_line(cell.typed)))
            return None
        return said

    def _text(self, number: int, key: str) -> str:
        if key not in self.heads.columns:
            return ""
        cell = self.sheet.cell(number, self.heads.columns[key])
        if isinstance(cell.typed, Unclear):
            self.found.faults.append(cell.unclear(cell.typed))
        return " ".join(plain(cell.typed).split())
