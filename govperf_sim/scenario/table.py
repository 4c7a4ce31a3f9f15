"""The panel's CSV file: every cell held against the framework, and named by line and column when it does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, nearest
from govperf_sim.panel import COLUMNS, Cell
from govperf_sim.scenario.pages import Page, read_page
from govperf_sim.words import Message

NEEDED = COLUMNS[:4]
_FIELD = re.compile(r'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>[^,"]*))(?P<end>,|$)')
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Table:
    """The tidy values of a panel file, each with the ``place`` it was read from (``file:line``)."""

    frame: pd.DataFrame
    lines: dict[Cell, int]
    """The line of each cell, also of one whose value was refused; of several vintages the last."""
    meant: set[Cell]
    """The cells that rows with a code that is not defined were most likely about."""
    page: Page


def read_table(
    folder: Path, file: str, units: Collection[str] | None, indicators: Collection[str] | None
) -> tuple[Table | None, list[Fault]]:
    """The table and its faults; codes are not held against a collection that is None."""
    page = read_page(folder, file)
    if isinstance(page, Fault):
        return None, [page]
    head = fields_of(page.lines[0]) or []
    faults = _head(page, head)
    if faults:
        return None, faults
    rows = _Rows(page, tuple(name.strip() for _, name in head), {"unit": units, "indicator": indicators})
    for number, line in enumerate(page.lines[1:], 2):
        if line.strip():
            rows.read(number, line)
    faults = rows.all_faults()
    if not rows.values and not faults:
        return None, [page.fault(0, 0, "scenario.table_no_rows")]
    frame = pd.DataFrame(rows.values, columns=[*COLUMNS, "place"]).astype({"period": int, "value": float})
    return Table(frame, rows.lines, rows.meant, page), faults


@dataclass
class _Rows:
    """The rows read so far, and their faults."""

    page: Page
    names: tuple[str, ...]
    known: Mapping[str, Collection[str] | None]
    values: list[tuple[object, ...]] = field(default_factory=list)
    lines: dict[Cell, int] = field(default_factory=dict)
    first: dict[tuple[Cell, str], int] = field(default_factory=dict)
    """The line in which a vintage of a cell was given first."""
    meant: set[Cell] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    unknown: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    """Column and code -> line and column of every row that has it."""

    def read(self, number: int, line: str) -> None:
        fields = fields_of(line)
        if fields is None or len(fields) != len(self.names):
            found = "?" if fields is None else len(fields)
            self._refuse(number, 1, "scenario.table_fields", wanted=len(self.names), found=found)
            return
        at = {name: column for name, (column, _) in zip(self.names, fields, strict=True)}
        typed = {name: text.strip() for name, (_, text) in zip(self.names, fields, strict=True)}
        before = len(self.faults)
        strange = [name for name, codes in self.known.items() if codes is not None and typed[name] not in codes]
        for name in strange:
            self.unknown.setdefault((name, typed[name]), []).append((number, at[name]))
        value = _value(self.page, number, at["value"], typed["value"])
        if isinstance(value, Fault):
            self.faults.append(value)
        if not _YEAR.fullmatch(typed["period"]):
            self._refuse(number, at["period"], "scenario.table_period", found=typed["period"])
            return
        unit, indicator, period = typed["unit"], typed["indicator"], int(typed["period"])
        if strange:
            self.meant.add((_meant(unit, self.known["unit"]), _meant(indicator, self.known["indicator"]), period))
            return
        vintage, place = typed.get("vintage", ""), f"{self.page.file}:{number}"
        self.lines[unit, indicator, period] = number
        if (first := self.first.setdefault(((unit, indicator, period), vintage), number)) != number:
            said = {"unit": unit, "indicator": indicator, "period": period, "first": first}
            self._refuse(number, 1, "scenario.table_twice", **said)
        if len(self.faults) == before:
            self.values.append((unit, indicator, period, value, vintage, typed.get("flag", ""), place))

    def all_faults(self) -> list[Fault]:
        """The faults of all rows; a code that is not defined is named once, at its first row."""
        for (name, code), spots in self.unknown.items():
            hint = nearest(code, self.known[name] or ())
            said = {"column": name, "code": code, "count": len(spots)}
            self.faults.append(self.page.fault(*spots[0], "scenario.table_code", hint, **said))
        return self.faults

    def _refuse(self, line: int, column: int, key: str, /, **values: object) -> None:
        self.faults.append(self.page.fault(line, column, key, **values))


def fields_of(line: str) -> list[tuple[int, str]] | None:
    """Column (from 1) and text of each field, or None where quotes do not close."""
    fields, at = [], 0
    while True:
        found = _FIELD.match(line, at)
        if found is None:
            return None
        quoted = found["quoted"]
        fields.append((at + 1, quoted.replace('""', '"') if quoted is not None else found["plain"]))
        at = found.end()
        if found["end"] != ",":
            return fields


def _head(page: Page, head: list[tuple[int, str]]) -> list[Fault]:
    names = [name.strip() for _, name in head]
    faults = [page.fault(1, 1, "scenario.table_no_column", column=name) for name in NEEDED if name not in names]
    for i, ((column, _), name) in enumerate(zip(head, names, strict=True)):
        if name not in COLUMNS:
            faults.append(page.fault(1, column, "scenario.table_column", nearest(name, COLUMNS), column=name))
        elif name in names[:i]:
            faults.append(page.fault(1, column, "scenario.listed_twice", code=name))
    return faults


def _meant(typed: str, known: Collection[str] | None) -> str:
    """The code that was meant, so that a misspelt one is not reported a second time as missing."""
    return typed if known is None or typed in known else str(nearest(typed, known).values.get("word", typed))


def _value(page: Page, number: int, column: int, typed: str) -> float | Fault:
    if _NUMBER.fullmatch(typed) and typed.isascii() and np.isfinite(value := float(typed)):
        return value
    if not typed:
        return page.fault(number, column, "scenario.table_empty")
    plain = unicodedata.normalize("NFKC", typed).replace(",", "").removesuffix("%").strip()
    hint = Message("scenario.table_write", {"number": plain}) if _NUMBER.fullmatch(plain) else None
    return page.fault(number, column, "scenario.table_number", hint, found=typed)
