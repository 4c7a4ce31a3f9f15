"""How wide the columns of a table are to be where a sheet of paper has an end, so that nothing is ever cut off.

A column needs at least its longest piece that must not be broken: a whole number, a word, a Chinese character.  What is
left of the sheet is shared out by how much longer the texts are than that.  All widths are in ems, the size of the type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govperf_sim.report import fonts
from govperf_sim.report.tables.table import Table

BESIDE = 0.9
"""Room to the left and right of a text in its column, together."""
READABLE = 7.0
"""A text column is not made narrower than this without need."""
ENOUGH = 120.0
"""A text column gains nothing by being wider than this."""
LONGEST = 24
"""Characters of a word; a longer one is broken like a code, or, where it has no joints, wherever it must be."""
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
    """The columns of a table too wide for any sheet, on as few sheets as it takes and evenly, the first column on each.

    >>> parted([Need(2.0, 2.0, 2.0), *[Need(3.0, 3.0, 3.0)] * 4], 11.0)
    ((0, 1, 2), (0, 3, 4))
    """
    room = wide - wanted[0].ease
    rest = range(1, len(wanted))
    for sheets in range(1, len(wanted)):
        ends = [round(n * len(rest) / sheets) for n in range(sheets + 1)]
        parts = [rest[a:b] for a, b in pairwise(ends)]
        if all(sum(wanted[c].ease for c in part) <= room for part in parts):
            break
    return tuple((0, *part) for part in parts)


def length(text: str) -> float:
    """How wide a text is on one line."""
    known = fonts.advances()
    return _SLACK * sum(known.get(c, 1.0) for c in text)


def breakable(text: str, mark: str) -> str:
    """A text with a mark wherever a word of it may be broken that is too long for a line.

    >>> breakable("see scenarios/guangdong2012/data/panel.csv", "|")
    'see scenarios/|guangdong2012/|data/|panel.|csv'
    """
    return _WORD.sub(lambda word: mark.join(_pieces(word[0])), text)


def breakable_code(code: str, mark: str) -> str:
    """A code with a mark wherever it may be broken.

    >>> breakable_code("panel.csv:12", "|")
    'panel.|csv:|12'
    """
    return _WORD.sub(lambda word: mark.join(_joints(word[0])), code)


def _pieces(word: str) -> list[str]:
    return [word] if len(word) <= LONGEST else _joints(word)


def _joints(word: str) -> list[str]:
    """The parts of a code, none of them too long."""
    parts = _PART_OF_CODE.findall(word)
    return [part[n : n + LONGEST] for part in parts for n in range(0, len(part), LONGEST)]


def _need(table: Table, column: int) -> Need:
    cells = [row.cells[column] for row in table.rows]
    pieces = _joints if column in table.codes else _pieces
    whole = max((length(line) for text in cells for line in text.split("\n")), default=0.0)
    fixed = (column in table.numeric or column in table.tight) and whole <= LONGEST
    head = _longest([table.head[column]], _pieces)
    least = max(head, whole if fixed else _longest(cells, pieces))
    asked = length(table.head[column])
    # A head of a few characters looks better unbroken, one of many does not.
    ease = max(least, min(max(whole, asked), 4.0 if fixed else READABLE))
    return Need(least + BESIDE, ease + BESIDE, max(whole, ease, min(asked, READABLE)) + BESIDE)


def _longest(texts: Iterable[str], pieces: Callable[[str], list[str]]) -> float:
    """How wide the widest piece of these texts is that is never broken."""
    words = {word for text in texts for word in _WORD.findall(text)}
    return max((length(piece) for word in words for piece in pieces(word)), default=0.0)
