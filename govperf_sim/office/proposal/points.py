"""The sheet of proposed weights: points of 100 for every indicator that applies in a group.

Every cell that applies holds a number, 0 too, and every group has 100 points in all: what is left empty is asked for, never
filled in.  Points that are left as they are in force propose nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import nearest
from govperf_sim.office.proposal.sheets import in_force_of, words
from govperf_sim.office.typed import Unclear, number, plain
from govperf_sim.office.workbook.cells import NOTHING_MEANT, Cell, Meant
from govperf_sim.office.workbook.entries import CODE, code_words, rows_with_code
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Row, Sheet
from govperf_sim.office.workbook.heads import Heads, find_heads
from govperf_sim.office.workbook.names import Names
from govperf_sim.scenario.load import Scenario
from govperf_sim.words import Message

ALL = 100.0
EXACT = 1e-4
"""Points that add up to 100 within this do."""
SAME = 1e-9
IN_FORCE, PROPOSED = "in_force", "proposed"
_POINTS = re.compile(r"([+-]?\d{1,300}(?:\.\d+)?)\s*(分|points?|%)")


def read_points(sheet: Sheet, scenario: Scenario, names: Names, found: Found) -> pd.DataFrame | None:
    """Proposed weights, group x indicator; None where none are proposed, or the sheet cannot be read (which is a fault)."""
    columns: dict[tuple[str, ...], tuple[str, ...]] = {CODE: (*words("indicator"), *code_words())}
    for g, name in scenario.document.groups.items():
        columns[PROPOSED, g] = (g, name.name.zh, name.name.en)
        columns[IN_FORCE, g] = in_force_of(g)
    needed = {CODE: "/".join(words("indicator")[:2])} | {(PROPOSED, g): g for g in scenario.document.groups}
    heads = find_heads(sheet, columns, needed, found, words("name"))
    if heads is None or not set(needed) <= set(heads.columns):
        return None
    faults = len(found.faults)
    read = _Points(sheet, heads, scenario, found)
    read.rows(names)
    if len(found.faults) > faults:
        return None
    if not read.proposes():
        return None
    return read.weights()


@dataclass
class _Points:
    """The points read so far."""

    sheet: Sheet
    heads: Heads[tuple[str, ...]]
    scenario: Scenario
    found: Found

    def __post_init__(self) -> None:
        self.applying = self.scenario.weighting.indicators_of
        self.held: dict[str, dict[str, dict[str, float]]] = {
            kind: {g: {} for g in self.applying} for kind in (PROPOSED, IN_FORCE)
        }
        self.blank: dict[str, list[Cell]] = {g: [] for g in self.applying}

    def rows(self, names: Names) -> None:
        """Read all rows; then say what is missing."""
        seen: set[str] = set()
        known = self.scenario.document.indicators
        for said, cell, row in rows_with_code(self.sheet, self.heads, self.found):
            code = names.code("indicators", said, cell, self.found)
            if code not in known:
                self.found.faults.append(cell.fault("proposal.no_indicator", nearest(code, known), found=code))
                continue
            seen.add(code)
            for g in self.applying:
                self._cell(g, code, cell.row, row)
        absent = [k for own in self.applying.values() for k in own if k not in seen]
        for k in dict.fromkeys(absent):
            self.found.faults.append(self.sheet.fault("proposal.no_indicator_row", indicator=k))
        if any(self.held[PROPOSED].values()):
            for g, blank in self.blank.items():
                self.found.faults += [cell.fault("proposal.blank_points", group=g) for cell in blank]

    def _cell(self, g: str, k: str, number_of_row: int, row: Row) -> None:
        for kind in (PROPOSED, IN_FORCE):
            at = self.heads.columns.get((kind, g))
            if at is None:
                continue
            cell = self.sheet.cell(number_of_row, at)
            value = self.found.of(cell, cell.typed if isinstance(cell.typed, Unclear) else points(cell))
            if isinstance(value, Unclear):
                continue
            if k not in self.applying[g]:
                if kind == PROPOSED and value:
                    self.found.faults.append(cell.fault("proposal.does_not_apply", indicator=k, group=g))
            elif not isinstance(value, float):
                if kind == PROPOSED:
                    self.blank[g].append(cell)
            elif value < 0:
                self.found.faults.append(cell.fault("proposal.negative_points", found=value))
            else:
                self.held[kind][g][k] = value

    def proposes(self) -> bool:
        """Whether anything differs from what is in force; a column in force that was changed itself is a fault."""
        if not any(self.held[PROPOSED].values()):
            self._remind("proposal.no_points")
            return False
        for g, stands in self._in_force():
            total = sum(stands.values())
            if abs(total - ALL) > EXACT:
                head = self.sheet.cell(self.heads.row, self.heads.columns[IN_FORCE, g])
                self.found.faults.append(head.fault("proposal.in_force_changed", group=g, total=_shown(total)))
        known = dict(self._in_force())
        if set(known) == set(self.applying) and all(self._same(g, known[g]) for g in known):
            self._remind("proposal.points_as_in_force")
            return False
        return True

    def _in_force(self) -> Iterator[tuple[str, Mapping[str, float]]]:
        """The groups whose column in force is there and filled in."""
        return ((g, stands) for g, stands in self.held[IN_FORCE].items() if stands)

    def _same(self, g: str, stands: Mapping[str, float]) -> bool:
        return all(abs(x - stands.get(k, -1.0)) <= SAME for k, x in self.held[PROPOSED][g].items())

    def _remind(self, key: str) -> None:
        self.found.remind_of(f"{self.sheet.book} {self.sheet.name}", Message(key))

    def weights(self) -> pd.DataFrame | None:
        """Fractions, once every group has 100 points; points that add up to 1 are fractions already, and said to be."""
        columns = list(map(str, self.scenario.weighting.scores.columns))
        table = pd.DataFrame(0.0, index=list(self.applying), columns=columns)
        for g, held in self.held[PROPOSED].items():
            total = sum(held.values())
            head = self.sheet.cell(self.heads.row, self.heads.columns[PROPOSED, g])
            if abs(total - 1) <= EXACT / ALL:
                self.found.remind(head, Message("proposal.fractions", {"group": g}))
            elif abs(total - ALL) > EXACT:
                said = {"group": g, "total": _shown(total), "difference": _shown(abs(total - ALL))}
                key = "proposal.too_many_points" if total > ALL else "proposal.too_few_points"
                self.found.faults.append(head.fault(key, **said))
            for k, x in held.items():
                table.at[g, k] = x / total
        return table.rename_axis(index="group", columns="indicator")


def points(cell: Cell) -> Meant | Unclear:
    """Points of 100, from points or a percentage.

    >>> points(Cell("１２．５分", "b s!A1", 1, 1)).value, points(Cell(0.05, "b s!A1", 1, 1, percent=True)).value
    (12.5, 5.0)
    """
    typed = cell.typed
    if isinstance(typed, str) and (said := _POINTS.fullmatch(plain(typed))):
        return Meant(float(said[1]))
    read = number(typed)
    if read is None:
        return NOTHING_MEANT
    if not isinstance(read, Unclear) and cell.percent:
        value = round(ALL * read, 10)
        return Meant(value, Message("proposal.percent_as_points", {"value": f"{value:g}"}))
    return read if isinstance(read, Unclear) else Meant(read)


def _shown(total: float) -> str:
    return f"{total:.6f}".rstrip("0").rstrip(".")
