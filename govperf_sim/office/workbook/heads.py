"""The line of heads of a sheet: found wherever it stands, its columns known by their words in either language."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from govperf_sim.errors import nearest
from govperf_sim.office.typed import one_line, plain
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Row, Sheet
from govperf_sim.words import Message

K = TypeVar("K")
DEEPEST = 40
"""The line of heads stands somewhere in the first lines."""


@dataclass(frozen=True)
class Heads(Generic[K]):
    """Where the heads stand, and which column holds what."""

    row: int
    columns: Mapping[K, int]

    def under(self, sheet: Sheet) -> Iterable[tuple[int, Row]]:
        """The filled-in rows below."""
        return ((number, row) for number, row in sheet.rows.items() if number > self.row)


def find_heads(
    sheet: Sheet, words: Mapping[K, Iterable[str]], needed: Mapping[K, str], found: Found, ignored: Iterable[str] = ()
) -> Heads[K] | None:
    """The heads of a sheet, by what each column may be called; None, and a fault, where no line has them.

    ``needed`` are columns that must be there, with how to call them.  A column that is called like none is a fault if it
    is nearly one that is missing, and else it is said that it is not read.
    """
    known = {squeezed(word): key for key, all_words in words.items() for word in all_words}
    candidates = {n: _columns(row, known) for n, row in sheet.rows.items() if n <= DEEPEST}
    row = max(candidates, key=lambda n: (len(candidates[n]), -n), default=0)
    if not row or len(candidates[row]) < min(2, len(needed)):
        heads = ", ".join(needed.values())
        found.faults.append(sheet.fault("workbook.no_heads", Message("workbook.heads_wanted", {"heads": heads})))
        return None
    columns: dict[K, int] = {}
    strangers: list[Cell] = []
    passed = {squeezed(word) for word in ignored}
    for number, cell in sheet.rows[row].items():
        key = _meant(cell, known)
        if key is None:
            if not passed & {squeezed(line) for line in (cell.typed, *plain(cell.typed).split("\n"))}:
                strangers.append(cell)
        elif key in columns:
            first = sheet.cell(row, columns[key]).place.rpartition("!")[2]
            found.faults.append(cell.fault("workbook.head_twice", found=one_line(cell.typed), first=first))
        else:
            columns[key] = number
    _tell_of_strangers(strangers, known, {squeezed(w) for k in words if k not in columns for w in words[k]}, found)
    for key, name in needed.items():
        if key not in columns:
            found.faults.append(sheet.fault("workbook.no_head", head=name, row=row))
    return Heads(row, columns)


def squeezed(text: object) -> str:
    r"""A word without what typing and line breaks add to it.

    >>> squeezed(" 指标\n编码（Code）") == squeezed("指标编码(code)")
    True
    """
    return "".join(unicodedata.normalize("NFKC", plain(text)).split()).lower()


def _columns(row: Row, known: Mapping[str, K]) -> set[K]:
    return {key for cell in row.values() if (key := _meant(cell, known)) is not None}


def _meant(cell: Cell, known: Mapping[str, K]) -> K | None:
    """The column of a head: by the whole of it, by its first line that is known, or by its first word."""
    lines = plain(cell.typed).split("\n")
    words = lines[0].split()
    for said in (cell.typed, *lines, *words[:1]):
        if (key := known.get(squeezed(said))) is not None:
            return key
    return None


def _tell_of_strangers(strangers: Iterable[Cell], known: Mapping[str, K], missing: set[str], found: Found) -> None:
    """A stranger is a fault where it is nearly a column that is missing; all others are said in one reminder."""
    unread: list[Cell] = []
    for cell in strangers:
        close = difflib.get_close_matches(squeezed(cell.typed), missing, n=1, cutoff=0.75)
        if close:
            found.faults.append(
                cell.fault("workbook.head_unknown", nearest(close[0], known), found=one_line(cell.typed))
            )
        else:
            unread.append(cell)
    if unread:
        said = ", ".join(one_line(cell.typed) for cell in unread)
        found.remind(unread[0], Message("workbook.head_ignored", {"found": said}))
