"""A filled-in workbook read from end to end: the document it writes, its values, and everything that is wrong with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.office.typed import plain
from govperf_sim.office.workbook import sheets
from govperf_sim.office.workbook.columns import Path
from govperf_sim.office.workbook.entries import (
    CODE,
    Document,
    read_notes,
    read_table,
    rows_with_code,
    table_heads,
)  # fmt: skip
from govperf_sim.office.workbook.found import Found, in_sheet_order
from govperf_sim.office.workbook.grids import Sheet, read_sheets
from govperf_sim.office.workbook.heads import Heads
from govperf_sim.office.workbook.known import known_sheets, remind_of_layout
from govperf_sim.office.workbook.names import Names, names_of
from govperf_sim.office.workbook.values import Values, read_values
from govperf_sim.office.workbook.weights import read_last, read_shares
from govperf_sim.scenario.schema import FORMAT, HOME
from govperf_sim.scenario.written import Written
from govperf_sim.words import LANGUAGES, Message


@dataclass(frozen=True)
class Filled:
    """What a workbook says.  ``faults`` are what must be mended, ``reminders`` what was taken for granted."""

    book: str
    written: Written
    values: Values | None
    faults: tuple[Fault, ...]
    reminders: tuple[Fault, ...]
    sheet_names: tuple[str, ...]

    def ordered(self, faults: Iterable[Fault]) -> list[Fault]:
        return in_sheet_order(faults, self.sheet_names)

    def placed(self, faults: Iterable[Fault]) -> list[Fault]:
        """Faults of values, each at its cell; a row or a column that is not there is missed once."""
        return [self._placed(fault) for fault in faults]

    def _placed(self, fault: Fault) -> Fault:
        values, said = self.values, fault.message.values
        if fault.message.key in _IN_A_SHEET and fault.file.startswith(f"{self.book} "):
            return dataclasses.replace(fault, message=Message(_IN_A_SHEET[fault.message.key], said))
        if values is None or "!" in fault.file or not {"unit", "indicator", "period"} <= set(said):
            return fault
        place = values.place(said["unit"], said["indicator"], said["period"])
        if place is not None:
            return Fault(fault.message, fault.hint, place)
        if fault.message.key != "framework.missing_value":
            return fault
        if said["indicator"] not in values.columns:
            return values.sheet.fault("workbook.no_indicator_column", indicator=said["indicator"])
        return values.sheet.fault("workbook.no_row", unit=said["unit"], period=said["period"])


_IN_A_SHEET = {
    "scenario.cite_short": "workbook.cite_short",
    "scenario.clause_not_cited": "workbook.clause_not_cited",
}
"""What the format says of a line of YAML, as it is said of a cell."""


def read_workbook(path: File) -> Filled:
    """Read a workbook; what is wrong inside it is in the result.

    Raises :class:`~govperf_sim.errors.ScenarioError` for a file that is no workbook.
    """
    every = read_sheets(path)
    found = Found()
    titles = {kind: tuple(sheets.title(kind, language) for language in LANGUAGES) for kind in sheets.SHEETS}
    known = known_sheets(every, titles, set(sheets.SHEETS) - sheets.MAY_BE_MISSING, found)
    if not known:
        raise ScenarioError(found.faults)
    for sheet in known.values():
        remind_of_layout(sheet, found)
    return _Reading(path.name, known, found, tuple(s.name for s in every)).filled()


class _Reading:
    """The sheets, their heads, and what they have told so far."""

    def __init__(self, book: str, known: Mapping[str, Sheet], found: Found, order: tuple[str, ...]) -> None:
        self.book, self.known, self.found, self.order = book, known, found, order
        self.document = Document()
        tables = [kind for kind in sheets.TABLES if kind in known]
        heads = {kind: table_heads(kind, known[kind], found) for kind in tables}
        self.heads: Mapping[str, Heads[Path]] = {kind: at for kind, at in heads.items() if at is not None}
        self.called = {kind: _called(known[kind], at) for kind, at in self.heads.items()}
        self.names: Names = names_of(self.called)

    def filled(self) -> Filled:
        self.document.data["format"] = FORMAT
        notes = self.known.get(sheets.NOTES)
        noted = notes is not None and read_notes(notes, self.names, self.document, self.found)
        for kind, heads in self.heads.items():
            read_table(kind, self.known[kind], heads, self.names, self.document, self.found)
        self._with(sheets.WEIGHTS, lambda sheet: read_shares(sheet, self.names, self.document, self.found))
        groups = self.called.get("groups", {})
        self._with(sheets.LAST, lambda sheet: read_last(sheet, groups, self.names, self.document, self.found))
        values = self._values()
        data = self.document.data
        # What could not be read is not known to be missing.
        unread = {kind for kind in sheets.TABLES if kind not in self.heads} | set(() if noted else sheets.IN_NOTES)
        data = {key: data[key] for key in HOME if key in data}
        written = Written(data, self.document.keys, self.document.values, {}, self._homes(), frozenset(unread))
        return Filled(self.book, written, values, tuple(self.found.faults), self.found.reminders, self.order)

    def _with(self, kind: str, read: Callable[[Sheet], None]) -> None:
        if kind in self.known:
            read(self.known[kind])

    def _homes(self) -> dict[str, str]:
        """The sheet that each part of the document belongs in."""
        sheet_of = {sheets.TABLES[kind][0]: sheet for kind, sheet in self.known.items() if kind in sheets.TABLES}
        if sheets.NOTES in self.known:
            sheet_of |= dict.fromkeys(sheets.IN_NOTES, self.known[sheets.NOTES])
        named = {key: f"{self.book} {sheet.name}" for key, sheet in sheet_of.items()}
        return {key: named.get(key, self.book) for key in HOME}

    def _values(self) -> Values | None:
        if sheets.DATA not in self.known or not {"units", "indicators"} <= set(self.called):
            return None
        entries = self.document.data.get("indicators", {})
        measures = {k: e.get("unit", "") for k, e in entries.items() if isinstance(e, Mapping)}
        measures = {k: unit if isinstance(unit, str) else "" for k, unit in measures.items()}
        indicators = {k: tuple(map(str, n)) for k, n in self.called["indicators"].items()}
        return read_values(self.known[sheets.DATA], indicators, measures, self.names, self.found)


def _called(sheet: Sheet, heads: Heads[Path]) -> dict[str, tuple[str, ...]]:
    """The codes of a sheet with the names they go by; its faults are found when it is read."""
    at = [column for path, column in heads.columns.items() if path[0] in ("name", "text")]
    rows = rows_with_code(sheet, heads, Found()) if CODE in heads.columns else ()
    return {code: tuple(plain(row[c].typed) for c in at if c in row) for code, _, row in rows}


def taken(base: Written) -> tuple[str, ...]:
    """What a workbook has no sheet for, and has from a base: its top-level keys."""
    return tuple(key for key in base.data if HOME[key] not in ("framework.yaml", "units.yaml", "rules.yaml"))


def with_base(written: Written, base: Written) -> Written:
    """A document with what the workbook has no sheet for from another one."""
    lent = taken(base)

    def more(spots: Mapping[Any, Any]) -> dict[Any, Any]:
        return {address: spot for address, spot in spots.items() if address[0] in lent}

    data = {**written.data, **{key: base.data[key] for key in lent}}
    return dataclasses.replace(
        written,
        data={key: data[key] for key in HOME if key in data},
        keys={**written.keys, **more(base.keys)},
        values={**written.values, **more(base.values)},
        pages=base.pages,
    )
