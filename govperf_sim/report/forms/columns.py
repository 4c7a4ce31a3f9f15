"""How wide the columns of a table are to be where a sheet of paper has an end, so that nothing is ever cut off.

A column needs at least its longest piece that must not be broken: a whole number, a word, a Chinese character.  What is
left of the sheet is shared out by how much longer the texts are than that.  All widths are in ems, the size of the type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govperf_sim.report import fonts
from govperf_sim.report.tables.table import Table

BESIDE = 0.9
"""Room to the left and right of a text in its column, together."""
READABLE = 7.0
"""A text column is not made narrower than this without need."""
ENOUGH = 30.0
"""A text column gains nothing by being wider than this."""
_CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING = r"，。、；：）”》！？"
_WORD = re.compile(rf"[“（《(]*[{_CHINESE}][{_CLOSING}]*|[^\s{_CHINESE}]+")
_PART_OF_CODE = re.compile(r"[^_./\\:-]+[_./\\:-]*|[_./\\:-]+")
_SLACK = 1.03


@dataclass(frozen=True)
class Need:
    """What one column needs: at ``least``, to be read with ease, and to have every text on one line."""

    least: float
    ease: float
    whole: float


def needs(table: Table) -> tuple[Need, ...]:
    """What each column of a table needs."""
    return tuple(_need(table, column) for column in range(len(table.head)))


def shared(wanted: Sequence[Need], wide: float) -> tuple[float, ...] | None:
    """The width of each column of a table that is ``wide``; None where it cannot be as wide as the columns need.

    >>> shared([Need(2.0, 2.0, 2.0), Need(1.0, 7.0, 16.0)], 12.0)
    (2.0, 10.0)
    >>> shared([Need(2.0, 2.0, 2.0), Need(1.0, 7.0, 16.0)], 8.0) is None
    True
    """
    left = wide - sum(n.ease for n in wanted)
    if left < 0:
        return None
    more = [max(min(n.whole, ENOUGH) - n.ease, 0.0) for n in wanted]
    if sum(more) > left:
        return tuple(n.ease + left * m / sum(more) for n, m in zip(wanted, more, strict=True))
    full = [n.ease + m for n, m in zip(wanted, more, strict=True)]
    return tuple(f + (left - sum(more)) * f / sum(full) for f in full)


def parted(wanted: Sequence[Need], wide: float) -> tuple[tuple[int, ...], ...]:
    """The columns of a table too wide for any sheet, put on as many sheets as it takes, the first column on each.

    >>> parted([Need(2.0, 2.0, 2.0), *[Need(3.0, 3.0, 3.0)] * 3], 8.0)
    ((0, 1, 2), (0, 3))
    """
    sheets: list[list[int]] = [[]]
    for column in range(1, len(wanted)):
        taken = wanted[0].ease + sum(wanted[c].ease for c in sheets[-1])
        if sheets[-1] and taken + wanted[column].ease > wide:
            sheets.append([])
        sheets[-1].append(column)
    return tuple((0, *sheet) for sheet in sheets)


def length(text: str) -> float:
    """How wide a text is on one line."""
    known = fonts.advances()
    return _SLACK * sum(known.get(c, 1.0) for c in text)


def breakable_code(code: str, mark: str) -> str:
    """A code with a mark wherever it may be broken.

    >>> breakable_code("data/panel.csv:12", "|")
    'data/|panel.|csv:|12'
    """
    return mark.join(_PART_OF_CODE.findall(code)) if code.strip() else code


def _need(table: Table, column: int) -> Need:
    cells = [row.cells[column] for row in table.rows]
    fixed = column in table.numeric or column in table.tight
    pieces = _PART_OF_CODE if column in table.codes else _WORD
    broken = [p for text in cells for p in pieces.findall(text)]
    whole = max((length(line) for text in cells for line in text.split("\n")), default=0.0)
    head = max((length(p) for p in _WORD.findall(table.head[column])), default=0.0)
    least = max(head, whole if fixed else max((length(p) for p in broken), default=0.0))
    # A head of a few characters looks better unbroken, one of many does not.
    ease = max(least, min(max(whole, length(table.head[column])), 4.0 if fixed else READABLE))
    return Need(least + BESIDE, ease + BESIDE, max(whole, ease, min(length(table.head[column]), READABLE)) + BESIDE)
