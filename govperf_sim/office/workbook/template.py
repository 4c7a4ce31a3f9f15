"""A scenario written as a workbook: filled in, with its values and weights left empty, or blank but for its heads.

Every sheet: a title, a sentence on how to fill it in, a line of heads, and the rows.  What a workbook has no sheet for (the
assessment year, its institutions, variants, checks) stays in the scenario, and the notes say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from govperf_sim.errors import ScenarioError, fault
from govperf_sim.office.workbook import dressing, sheets
from govperf_sim.office.workbook.columns import Column, label, note, part
from govperf_sim.office.workbook.dressing import Look, add_list, put, put_head
from govperf_sim.office.workbook.leaves import Share, Words
from govperf_sim.office.workbook.values import BESIDE, NAME
from govperf_sim.panel import COLUMNS
from govperf_sim.report.forms.sheet import BOLD, EDGE, PLAIN, QUIET
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.schema import FILES, HOME
from govperf_sim.words import say

ROOM = 500
"""Rows of a blank sheet whose codes are offered for choice."""
HEAD = 3
"""The line of heads, but on the sheets of weights, where totals stand above it."""


class Contents(Enum):
    """What a workbook is to hold."""

    FILLED = "filled"
    EMPTY = "empty"
    """Values and weights left empty."""
    BLANK = "blank"
    """Nothing but the heads, the notes on them and the lists to choose from: for a scheme of one's own."""


def write_workbook(path: Path, scenario: Scenario, contents: Contents = Contents.FILLED) -> None:
    """Write the workbook of a scenario.

    Raises :class:`~govperf_sim.errors.ScenarioError` for a file that is there already or does not end in ``.xlsx``.
    """
    if path.suffix.lower() != ".xlsx":
        raise ScenarioError(fault("workbook.suffix_to_write", file=path.name))
    if path.exists():
        raise ScenarioError(fault("workbook.exists", file=path.as_posix()))
    _Writer(scenario, contents).book().save(path)


def elsewhere(data: Mapping[str, Any]) -> list[str]:
    """The files of a scenario that a workbook has no sheet for."""
    mine = {HOME[key] for key in (*sheets.IN_NOTES, "units", "rules")}
    return [file for file, keys in FILES.items() if file not in mine and any(key in data for key in keys)]


class _Writer:
    """The workbook in the making."""

    def __init__(self, scenario: Scenario, contents: Contents) -> None:
        self.scenario, self.empty = scenario, contents is not Contents.FILLED
        self.blank = contents is Contents.BLANK
        self.language = scenario.document.language
        self.data: Mapping[str, Any] = (
            {"language": self.language, "panel": {"file": "data/panel.csv"}} if self.blank else scenario.written.data
        )
        self.titles = {kind: sheets.title(kind, self.language) for kind in sheets.SHEETS}
        self.look = Look(self.language, {})
        rows = ROOM if self.blank else 20 + max(len(self._table(kind)) for kind in sheets.TABLES)
        at = {kind: (self.titles[kind], HEAD + 1) for kind in sheets.TABLES}
        self.look = Look(self.language, dressing.codes_at(at, rows))

    def book(self) -> Workbook:
        book = Workbook()
        book.remove(book.active)
        named = "" if self.blank else f"{self.scenario.title.text(self.language)} · "
        book.properties.title = named.removesuffix(" · ")
        book.properties.creator = "govperf_sim"
        for kind in sheets.SHEETS:
            if kind == sheets.LAST and not self._held_against_last_year():
                continue
            sheet = book.create_sheet(self.titles[kind])
            how = self.look.both(f"workbook.how_{kind}", "　")
            dressing.put_title(sheet, f"{named}{self.titles[kind]}", how, self._warning())
            write = {sheets.NOTES: self._notes, sheets.WEIGHTS: self._weights, sheets.LAST: self._last,
                     sheets.DATA: self._values}.get(kind)  # fmt: skip
            if write is None:
                self._entries(sheet, kind)
            else:
                write(sheet)
        return book

    def _warning(self) -> str:
        return self.look.both("workbook.illustrative", " ") if self.scenario.illustrative and not self.blank else ""

    def _table(self, kind: str) -> Mapping[str, Any]:
        node: Any = self.data
        for segment in sheets.TABLES[kind]:
            node = node.get(segment, {}) if isinstance(node, Mapping) else {}
        return node or {}

    def _held_against_last_year(self) -> list[str]:
        return [code for code, rule in self._table("rules").items() if "last" in rule]

    def _finish(self, sheet: Worksheet, head: int, beside: int, forms: Mapping[int, str]) -> None:
        dressing.finish(sheet, head, beside, forms, self._warning())

    def _entries(self, sheet: Worksheet, kind: str) -> None:
        columns = sheets.table_columns(kind)
        put_head(sheet, HEAD, 1, self.look.both("workbook.head_code"), self.look.both("workbook.note_code"), 24)
        for n, column in enumerate(columns, 2):
            put_head(sheet, HEAD, n, self._head(column), dressing.explained(column, self.look), dressing.width(column))
            add_list(sheet, n, HEAD + 1, column.leaf(), self.look)
        for row, (code, entry) in enumerate(self._table(kind).items(), HEAD + 1):
            put(sheet, row, 1, code)
            for n, column in enumerate(columns, 2):
                self._put(sheet, row, n, column, entry, str(entry.get("kind", "")))
        forms = {1: "@"} | {n: column.leaf().form for n, column in enumerate(columns, 2)}
        self._finish(sheet, HEAD, 1, forms)

    def _put(self, sheet: Worksheet, row: int, at: int, column: Column, entry: Any, kind: str) -> None:
        value = entry
        for segment in column.path:
            value = value.get(segment) if isinstance(value, Mapping) else None
        leaf = column.leaf(kind)
        shown = None if value is None else leaf.shown(value, self.language)
        put(sheet, row, at, shown, "@" if isinstance(shown, str) else leaf.form)

    def _head(self, column: Column) -> str:
        return "\n".join(dict.fromkeys(label(column.path, la) for la in (self.look.language, self.look.other)))

    def _notes(self, sheet: Worksheet) -> None:
        row = HEAD
        for key in ("fill", "code", "share", "missing", "source", "base"):
            for language in (self.look.language, self.look.other):
                sheet.cell(row, 1).value = say(
                    f"workbook.guide_{key}", language, files=", ".join(elsewhere(self.scenario.written.data)) or "—"
                )
                sheet.cell(row, 1).font = QUIET if language != self.look.language else PLAIN
                row += 1
        head = row + 1
        for n, (key, wide) in enumerate((("item", 34), ("value", 60), ("note", 60)), 1):
            put_head(sheet, head, n, self.look.both(f"workbook.notes_{key}"), width=wide)
        row, around = head, ""
        for column in sheets.notes_columns():
            row += 1
            if column.path[0] != around and len(column.path) > 1 and column.path[0] in sheets.IN_NOTES[3:]:
                words = (part(column.path[0], la) for la in (self.look.language, self.look.other))
                put(sheet, row, 1, " ".join(dict.fromkeys(words)))
                sheet.cell(row, 1).font = BOLD
                row += 1
            around = column.path[0]
            put(sheet, row, 1, self._head(column))
            kind = str(self.data.get("goal", {}).get("kind", "")) if around == "goal" else ""
            self._put(sheet, row, 2, column, self.data, kind)
            sheet.cell(row, 2).fill = dressing.TO_FILL
            sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="center", horizontal="left")
            said = [note(column, la) for la in (self.look.language, self.look.other)]
            put(sheet, row, 3, "\n".join(s for s in said if s) or None)
            sheet.cell(row, 3).font = QUIET
            add_list(sheet, 2, row, column.leaf(), self.look, rows=1)
        self._finish(sheet, head, 1, {})

    def _weights(self, sheet: Worksheet) -> None:
        domains, shares = self._table("domains"), self.data.get("reference", {}).get("domain_shares", {})
        systems = list(self._table("systems"))
        head = HEAD + len(systems)
        first, last = head + 1, head + len(domains)
        for row, system in enumerate(systems, HEAD):
            put(sheet, row, 1, self.look.both("workbook.total", " "))
            put(sheet, row, 3, system)
            total = f"=SUMIF($C${first}:$C${last + 20},C{row},$D${first}:$D${last + 20})"
            self._total(sheet, row, 4, total)
        heads = [("workbook.head_code", 20.0), ("workbook.data_name", 30.0), ("workbook.head_system", 20.0),
                 ("workbook.weights_share", 14.0)]  # fmt: skip
        for n, (key, wide) in enumerate(heads, 1):
            put_head(sheet, head, n, self.look.both(key), self.look.both("workbook.note_share") if n == 4 else "", wide)
        for row, (code, domain) in enumerate(domains.items(), first):
            put(sheet, row, 1, code)
            put(sheet, row, 2, domain["name"][self.language])
            put(sheet, row, 3, domain["system"])
            put(sheet, row, 4, None if self.empty else shares.get(code), Share.form)
            sheet.cell(row, 4).fill = dressing.TO_FILL
        self._finish(sheet, head, 1, {4: Share.form})

    def _total(self, sheet: Worksheet, row: int, column: int, formula: str) -> None:
        """A total, red unless it is 100 %."""
        cell = sheet.cell(row, column)
        cell.value, cell.number_format, cell.font, cell.border = formula, "0.0#%", BOLD, EDGE
        at = cell.coordinate
        for sign, fill in ((">", dressing.WRONG), ("<=", dressing.RIGHT)):
            sheet.conditional_formatting.add(at, FormulaRule(formula=[f"ABS({at}-1){sign}0.000001"], fill=fill))

    def _last(self, sheet: Worksheet) -> None:
        groups = list(self._table("groups"))
        tables: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for code in self._held_against_last_year():
            last = self._table("rules")[code]["last"]
            known = next((key for key, (_, table) in tables.items() if table == last), code)
            rules = tables[known][0] + ", " + code if known in tables else code
            tables[known] = (rules, last)
        head = HEAD + len(tables)
        put_head(sheet, head, 1, self.look.both("workbook.last_rule"), self.look.both("workbook.note_last"), 24)
        put_head(sheet, head, 2, self.look.both("workbook.last_indicator"), width=18)
        for n, group in enumerate(groups, 3):
            put_head(sheet, head, n, f"{group}\n{self._table('groups')[group]['name'][self.language]}", width=16)
        row = head
        for at, (rules, last) in enumerate(tables.values(), HEAD):
            put(sheet, at, 1, rules)
            put(sheet, at, 2, self.look.both("workbook.total", " "))
            for n, group in enumerate(groups, 3):
                letter = sheet.cell(1, n).column_letter
                if group in last:
                    self._total(sheet, at, n, f"=SUMIF($A${head + 1}:$A$9999,$A{at},{letter}${head + 1}:{letter}$9999)")
            for indicator in [k for k in self._table("indicators") if any(k in weights for weights in last.values())]:
                row += 1
                put(sheet, row, 1, rules)
                put(sheet, row, 2, indicator)
                for n, group in enumerate(groups, 3):
                    put(sheet, row, n, None if self.empty else last.get(group, {}).get(indicator), Share.form)
        self._finish(sheet, head, 2, dict.fromkeys(range(3, len(groups) + 3), Share.form))

    def _values(self, sheet: Worksheet) -> None:
        indicators, units = self._table("indicators"), self._table("units")
        beside = (BESIDE[0], NAME, *BESIDE[1:])
        for n, (key, wide) in enumerate(zip(beside, (16, 20, 9, 16, 14), strict=True), 1):
            explained = self.look.both(f"workbook.note_{key}") if key != NAME else ""
            put_head(sheet, HEAD, n, self.look.both(f"workbook.data_{key}"), explained, wide)
        at = {k: n for n, k in enumerate(indicators, len(beside) + 1)}
        for k, n in at.items():
            name = indicators[k]["name"][self.language]
            put_head(sheet, HEAD, n, f"{k}\n{name}\n({indicators[k]['unit']})", width=13)
        for row, ((unit, year, vintage, flag), values) in enumerate(self._rows(), HEAD + 1):
            name = units[unit]["name"][self.language] if unit in units else ""
            for n, shown in enumerate((unit, name, year, vintage or None, flag or None), 1):
                put(sheet, row, n, shown, "0" if shown is year else "@")
            for k, n in at.items():
                put(sheet, row, n, values.get(k), "General")
                if self.empty:
                    sheet.cell(row, n).fill = dressing.TO_FILL
        add_list(sheet, 1, HEAD + 1, Words(code=True, table="units"), self.look)
        self._finish(sheet, HEAD, 3, {1: "@", 3: "0", 4: "@", 5: "@"})

    def _rows(self) -> list[tuple[tuple[str, int, str, str], dict[str, float]]]:
        """The values by unit, year, vintage and flag, in the order of the units and years."""
        order = {u: n for n, u in enumerate(self._table("units"))}
        rows: dict[tuple[str, int, str, str], dict[str, float]] = {}
        frame = self.scenario.observed.frame.iloc[:0] if self.blank else self.scenario.observed.frame
        for unit, k, year, value, vintage, flag in frame[list(COLUMNS)].itertuples(index=False):
            key = (unit, int(year), "", "") if self.empty else (unit, int(year), vintage, flag)
            held = rows.setdefault(key, {})
            if not self.empty:
                held[k] = int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)
        return sorted(rows.items(), key=lambda row: (order.get(row[0][0], len(order)), row[0][1]))
