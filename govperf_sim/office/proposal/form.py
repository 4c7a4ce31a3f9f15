"""A form for a proposed scheme: everything that may be changed as it stands, and empty yellow cells for what is proposed.

A number that is not filled in stays as it is.  The weights alone are filled in already, with those in force as they are
published, because they must add up to 100.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from govperf_sim.errors import InfeasibleRules, ScenarioError, fault
from govperf_sim.office.proposal import sheets
from govperf_sim.office.proposal.numbers import Listed, numbers
from govperf_sim.office.workbook import dressing
from govperf_sim.office.workbook.columns import label
from govperf_sim.office.workbook.dressing import Look, put, put_head
from govperf_sim.office.workbook.sheets import table_columns
from govperf_sim.report.forms.sheet import BOLD, EDGE, PLAIN, QUIET
from govperf_sim.report.labels import labels_of
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.derive import derive_weights
from govperf_sim.words import say

HEAD, TOTALS = 3, 3
NEW_ROWS = 10
"""Rows for new rules; more may be added."""
DOES_NOT_APPLY = PatternFill("solid", fgColor="D9D9D9")
STANDS = PatternFill("solid", fgColor="F2F2F2")
ALL = 100.0
_POINTS = "0.##########"


def write_form(path: Path, scenario: Scenario) -> None:
    """Write the form of a scenario.

    Raises :class:`~govperf_sim.errors.ScenarioError` for a file that is there already or does not end in ``.xlsx``.
    """
    if path.suffix.lower() != ".xlsx":
        raise ScenarioError(fault("workbook.suffix_to_write", file=path.name))
    if path.exists():
        raise ScenarioError(fault("workbook.exists", file=path.as_posix()))
    _Form(scenario).book().save(path)


def weights_in_force(scenario: Scenario) -> pd.DataFrame:
    """The published points, group x indicator; the reference in points where the rules admit no weights, empty without one."""
    q = scenario.weighting
    try:
        return derive_weights(q).points
    except InfeasibleRules:
        start = q.start or {}
        return pd.DataFrame(
            {k: {g: ALL * start.get((g, k), float("nan")) for g in q.indicators_of} for k in map(str, q.scores.columns)}
        )


class _Form:
    """The form in the making."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.language = scenario.document.language
        self.look = Look(self.language, {})
        self.labels = labels_of(scenario, self.language)

    def book(self) -> Workbook:
        book = Workbook()
        book.remove(book.active)
        book.properties.title = f"{self.scenario.title.text(self.language)} · {say('proposal.form', self.language)}"
        book.properties.creator = "govperf_sim"
        write = {sheets.NOTES: self._notes, sheets.WEIGHTS: self._weights, sheets.NEW_RULES: self._new_rules}
        for kind in sheets.SHEETS:
            listed = [] if kind in write else list(numbers(self.scenario, kind, self.labels))
            if kind not in write and not listed:
                continue  # such as the visits of a scenario without a cycle
            name = sheets.title(kind, self.language)
            sheet = book.create_sheet(name)
            how = self.look.both(f"proposal.how_{kind}", "　")
            dressing.put_title(sheet, f"{self.scenario.title.text(self.language)} · {name}", how, self._warning())
            if kind in write:
                write[kind](sheet)
            else:
                self._numbers(sheet, listed)
        return book

    def _warning(self) -> str:
        return self.look.both("workbook.illustrative", " ") if self.scenario.illustrative else ""

    def _notes(self, sheet: Worksheet) -> None:
        row = HEAD
        for key in ("fill", "because", "drop"):
            for language in (self.look.language, self.look.other):
                sheet.cell(row, 1).value = say(f"proposal.guide_{key}", language)
                sheet.cell(row, 1).font = PLAIN if language == self.look.language else QUIET
                row += 1
        head = row + 1
        for n, (key, wide) in enumerate((("item", 24), ("value", 60), ("note", 60)), 1):
            put_head(sheet, head, n, self.look.both(f"workbook.notes_{key}"), width=wide)
        for row, item in enumerate(sheets.ITEMS, head + 1):
            put(sheet, row, 1, self.look.both(f"proposal.head_{item}"))
            put(sheet, row, 2, base_of(self.scenario) if item == sheets.BASE else None)
            sheet.cell(row, 2).fill = STANDS if item == sheets.BASE else dressing.TO_FILL
            put(sheet, row, 3, self.look.both(f"proposal.note_{item}"))
            sheet.cell(row, 3).font = QUIET
        dressing.finish(sheet, head, 1, {2: "@"}, self._warning())

    def _weights(self, sheet: Worksheet) -> None:
        q, framework = self.scenario.weighting, self.scenario.framework
        now = weights_in_force(self.scenario).to_dict("index")
        head, first = TOTALS + 1, TOTALS + 2
        last = first + len(framework.indicators) - 1
        put(sheet, TOTALS, 2, self.look.both("workbook.total", " "))
        for n, (key, wide) in enumerate((("indicator", 14.0), ("name", 30.0)), 1):
            put_head(sheet, head, n, self.look.both(f"proposal.head_{key}"), width=wide)
        for n, g in enumerate(q.indicators_of):
            stands, asked = 3 + 2 * n, 4 + 2 * n
            called = self.labels.group(g)
            word, other = (say("proposal.head_in_force", la) for la in (self.look.language, self.look.other))
            put_head(sheet, head, stands, f"{word} {g}\n{called}\n{other}", width=14)
            note = self.look.both("proposal.note_points")
            put_head(sheet, head, asked, f"{g}\n{called}\n{self.look.both('proposal.head_proposed')}", note, width=14)
            for at in (stands, asked):
                letter = get_column_letter(at)
                self._total(sheet, at, f"=SUM({letter}{first}:{letter}{last})")
        for row, k in enumerate(framework.indicators, first):
            put(sheet, row, 1, k)
            put(sheet, row, 2, self.labels.indicator(k))
            for n, (g, own) in enumerate(q.indicators_of.items()):
                points = now[g].get(k) if k in own else None
                shown = None if points is None or points != points else _whole(points)
                for at, fill in ((3 + 2 * n, STANDS), (4 + 2 * n, dressing.TO_FILL)):
                    put(sheet, row, at, shown, _POINTS)
                    sheet.cell(row, at).fill = fill if k in own else DOES_NOT_APPLY
        dressing.finish(sheet, head, 2, {}, self._warning())

    def _new_rules(self, sheet: Worksheet) -> None:
        columns = table_columns(sheets.RULES)
        put_head(sheet, HEAD, 1, self.look.both("workbook.head_code"), self.look.both("workbook.note_code"), 24)
        for n, column in enumerate(columns, 2):
            said = (label(column.path, language) for language in (self.look.language, self.look.other))
            explained = dressing.explained(column, self.look)
            put_head(sheet, HEAD, n, "\n".join(dict.fromkeys(said)), explained, dressing.width(column))
            dressing.add_list(sheet, n, HEAD + 1, column.leaf(), self.look, rows=NEW_ROWS)
        for row in range(HEAD + 1, HEAD + 1 + NEW_ROWS):
            for n in range(1, len(columns) + 2):
                put(sheet, row, n, None, "@" if n == 1 else columns[n - 2].leaf().form)
                sheet.cell(row, n).fill = dressing.TO_FILL
        dressing.finish(
            sheet, HEAD, 1, {1: "@"} | {n: c.leaf().form for n, c in enumerate(columns, 2)}, self._warning()
        )

    def _total(self, sheet: Worksheet, column: int, formula: str) -> None:
        """A total, red unless it is 100."""
        cell = sheet.cell(TOTALS, column)
        cell.value, cell.number_format, cell.font, cell.border = formula, _POINTS, BOLD, EDGE
        for sign, fill in ((">", dressing.WRONG), ("<=", dressing.RIGHT)):
            rule = FormulaRule(formula=[f"ABS({cell.coordinate}-100){sign}0.0001"], fill=fill)
            sheet.conditional_formatting.add(cell.coordinate, rule)

    def _numbers(self, sheet: Worksheet, listed: list[Listed]) -> None:
        for n, (key, wide) in enumerate(sheets.COLUMNS.items(), 1):
            explained = self.look.both(f"proposal.note_{key}") if key in _EXPLAINED else ""
            put_head(sheet, HEAD, n, self.look.both(f"proposal.head_{key}"), explained, wide)
        last = ""
        for row, number in enumerate(listed, HEAD + 1):
            cite = number.source.cite if number.source.cite != last else None  # one source of several rows is told once
            last = number.source.cite
            form, stands = number.leaf.form, number.leaf.shown(number.value, self.language)
            shown = (number.about, number.item, number.who or None, stands, None, None, number.source.clause,
                     cite, number.path)  # fmt: skip
            for n, (key, value) in enumerate(zip(sheets.COLUMNS, shown, strict=True), 1):
                put(sheet, row, n, value, form if key in (sheets.IN_FORCE, sheets.PROPOSED) else "@")
                if key in (sheets.PROPOSED, sheets.REASON):
                    sheet.cell(row, n).fill = dressing.TO_FILL
                if key == sheets.IN_FORCE:
                    sheet.cell(row, n).fill = STANDS
                    sheet.cell(row, n).alignment = Alignment(vertical="center", horizontal="right")
        dressing.finish(sheet, HEAD, 3, {}, self._warning())


_EXPLAINED = (sheets.ADDRESS, sheets.IN_FORCE, sheets.PROPOSED, sheets.REASON)


def base_of(scenario: Scenario) -> str:
    """How a form names the state of the scenario that it was written for."""
    return f"{scenario.name} {scenario.digest[:12]}"


def _whole(points: float) -> float | int:
    return int(points) if float(points).is_integer() else round(float(points), 10)
