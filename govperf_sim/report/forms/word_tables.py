"""Tables in Word: the head repeated on each page, no row broken without need, no column cut off.

A table that does not fit well at 10.5 points is set at 9, or else on a page turned sideways; one too wide for that goes
on below itself with its first column again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Literal

from govperf_sim.report.forms.columns import Need, length, needs, parted, shared
from govperf_sim.report.forms.word_elements import element, runs
from govperf_sim.report.forms.word_paper import SIDEWAYS, UPRIGHT
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.words import Language

_POINT = 25.4 / 72
_TWIPS = 20
_BESIDE = 0.42
"""Ems to the left and right of the text of a cell, each."""
_LONG = 400
"""A row with more characters in a cell than this may go on over the page."""
_EASY = 3
"""Lines a row may take on average before the table is given more room."""
_READABLE = 9
"""Points; smaller type is only for what would not fit otherwise."""
_PART = "E7E7E7"
_BLUE = (0, 114, 178)


@dataclass(frozen=True)
class Setting:
    """A way to set a table: the width of the text in millimetres, the size of the type in points."""

    wide: float
    size: float

    @property
    def ems(self) -> float:
        return self.wide / (self.size * _POINT)


_SETTINGS = tuple(
    Setting(*s) for s in ((UPRIGHT, 10.5), (UPRIGHT, 9), (SIDEWAYS, 10.5), (SIDEWAYS, 9), (SIDEWAYS, 7.5))
)
"""Tried one after the other; in the last a table that is still too wide is parted."""


def setting_of(table: Table) -> Setting:
    """The first way in which every column has the room it needs and rows are not squeezed into towers of short lines."""
    wanted = needs(table)
    fitting = {s: widths for s in _SETTINGS if (widths := shared(wanted, s.ems)) is not None}
    if not fitting:
        return _SETTINGS[-1]
    lines = {s: _lines(table, widths) for s, widths in fitting.items() if s.size >= _READABLE or len(fitting) == 1}
    easy = (s for s, n in lines.items() if n <= _EASY * len(table.rows))
    return next(easy, None) or min(lines, key=lambda s: lines[s])


def _lines(table: Table, widths: Sequence[float]) -> int:
    """How many lines the rows take, at a guess."""
    room = [w - 2 * _BESIDE for w in widths]
    return sum(max(ceil(length(c) / w) for c, w in zip(row.cells, room, strict=True)) for row in table.rows)


def set_table(table: Table, setting: Setting, language: Language) -> tuple[Any, ...]:
    """The table, or its parts, as elements of a Word file."""
    wanted = needs(table)
    whole = shared(wanted, setting.ems)
    parts = (tuple(range(len(wanted))),) if whole is not None else parted(wanted, setting.ems)
    return tuple(_part(table, part, _widths(wanted, part, setting), setting, language) for part in parts)


def set_pairs(pairs: Iterable[tuple[str, str]], caption: str, language: Language) -> Any:
    """Names and values, a line each, without a head."""
    table = Table(caption, ("", ""), tuple(Row(pair) for pair in pairs))
    setting = _SETTINGS[0]
    first, second = widths = _widths(needs(table), (0, 1), setting)
    made = _frame(table, widths, setting)
    for row in table.rows:
        cells = (_Cell(row.cells[0], first, "TableHead", "left"), _Cell(row.cells[1], second))
        made.append(_line(cells, setting, language, element("cantSplit")))
    return made


@dataclass(frozen=True)
class _Cell:
    """``width`` in twips, over so many ``columns``; ``fill`` is a colour, or empty."""

    text: str
    width: int
    style: Literal["TableText", "TableHead"] = "TableText"
    align: Literal["left", "center", "right"] = "left"
    fill: str = ""
    broken: Literal["words", "anywhere"] = "words"
    columns: int = 1


def _widths(wanted: Sequence[Need], part: Sequence[int], setting: Setting) -> tuple[int, ...]:
    """Twips of each column; a column that no page is wide enough for takes the whole of one."""
    own = [wanted[c] for c in part]
    ems = shared(own, setting.ems) or [n.ease * setting.ems / sum(n.ease for n in own) for n in own]
    return tuple(round(e * setting.size * _TWIPS) for e in ems)


def _part(table: Table, part: Sequence[int], widths: Sequence[int], setting: Setting, language: Language) -> Any:
    made = _frame(table, widths, setting)
    columns = tuple(zip(part, widths, strict=True))
    heads = (_Cell(table.head[c], w, "TableHead", "center") for c, w in columns)
    made.append(_line(heads, setting, language, element("cantSplit"), element("tblHeader")))
    for row in table.rows:
        whole = () if max(map(len, row.cells)) > _LONG else (element("cantSplit"),)
        cells = [_body(table, row, c, w) for c, w in columns]
        if row.kind == "part" and not any(row.cells[1:]):
            cells = [replace(cells[0], width=sum(widths), columns=len(widths))]
        made.append(_line(cells, setting, language, *whole))
    return made


def _body(table: Table, row: Row, column: int, width: int) -> _Cell:
    shade = row.shades[column] if row.shades else None
    return _Cell(
        row.cells[column],
        width,
        style="TableHead" if row.kind == "part" and column == 0 else "TableText",
        align="right" if column in table.numeric else "left",
        fill=_blue(shade) if shade is not None else _PART if row.kind == "part" else "",
        broken="anywhere" if column in table.codes else "words",
    )


def _frame(table: Table, widths: Sequence[int], setting: Setting) -> Any:
    beside = round(_BESIDE * setting.size * _TWIPS)
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="TableGrid"),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *(element(side, w=beside, type="dxa") for side in ("left", "right"))),
            element("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            element("tblCaption", val=table.caption),
        ),
        element("tblGrid", *(element("gridCol", w=w) for w in widths)),
    )


def _line(cells: Iterable[_Cell], setting: Setting, language: Language, *properties: Any) -> Any:
    size = None if setting == _SETTINGS[0] else setting.size
    made = element("tr", *([element("trPr", *properties)] if properties else []))
    made.extend(_cell(cell, tuple(runs(cell.text, language, size))) for cell in cells)
    return made


def _cell(cell: _Cell, said: Sequence[Any]) -> Any:
    fill = [element("shd", val="clear", color="auto", fill=cell.fill)] if cell.fill else []
    broken = [element("wordWrap", val=0)] if cell.broken == "anywhere" else []
    looks = element("pPr", element("pStyle", val=cell.style), *broken, element("jc", val=cell.align))
    over = [element("gridSpan", val=cell.columns)] if cell.columns > 1 else []
    size = element("tcPr", element("tcW", w=cell.width, type="dxa"), *over, *fill)
    return element("tc", size, element("p", looks, *said))


def _blue(shade: int) -> str:
    """A shade of a score as a page has it, on white paper."""
    part = 0.02 + 0.05 * shade
    return "".join(f"{round(255 - (255 - colour) * part):02X}" for colour in _BLUE)
