"""A sheet held against what a sheet can be before it is read: where its cells stand, and what they are said to hold.

The reader of spreadsheets drops a row that comes twice and stops at a cell that is no number without saying which.  So the
XML is scanned first, by a parser that keeps nothing but counts: a million formatted rows that are empty cost no memory,
and what cannot be is named with its cell.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_ISO8601

from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.office.workbook.opened import BROKEN, MOST_ELEMENTS, Opened, chunks, local
from govperf_sim.words import Message

MOST_CELLS = 1_000_000
"""That hold something, in one sheet."""
MOST_AREA = 20_000_000
"""Rows times columns, as far as cells hold something; and cells in all, the empty ones too."""
MOST_FAULTS = 1000
"""Of one sheet; with more it is broken through and through."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
_OF_CELLS = frozenset({"row", "c", "v", "is", "t", "f", "r", "rPr"})


@dataclass
class Extent:
    """What a sheet holds, and how: counted without reading it."""

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: bool = False
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


def extent(path: Path, part: str, shown: str, opened: Opened) -> Extent:
    """Scan a sheet; ``shown`` is what to call it.

    Raises :class:`~govperf_sim.errors.ScenarioError` with every cell that cannot be, or where the sheet is broken or holds
    more than any scenario has.
    """
    scan = _Scan(shown, opened)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = scan.start, scan.end
    parser.CharacterDataHandler = scan.text
    try:
        with zipfile.ZipFile(path) as parts, parts.open(part) as sheet:
            for chunk in chunks(sheet):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except BROKEN as broken:
        raise scan.refused("broken_sheet", why=type(broken).__name__) from None
    found = scan.found
    if scan.faults:
        raise ScenarioError(scan.faults)
    if found.last_row * found.last_column > MOST_AREA:
        raise scan.refused("far_cell", row=found.last_row, column=found.last_column)
    return found


class _Scan:
    """Counts what passes by; ``<v>``, ``<is>`` and ``<f>`` are what makes a cell hold something."""

    def __init__(self, shown: str, opened: Opened) -> None:
        self.found = Extent()
        self.faults: list[Fault] = []
        self._shown = shown
        self._row = self._column = self._all = self._others = 0
        self._root = ""
        self._kind = "n"
        self._text: list[str] | None = None
        self._can_be: dict[str, Callable[[str], bool]] = {
            "n": _is_number,
            "s": lambda text: _is_below(opened.texts, text),
            "b": lambda text: text in ("0", "1"),
            "d": _is_date,
            "e": bool,
            "str": lambda text: True,
            "inlineStr": lambda text: True,
        }
        self._formats = opened.formats

    def refused(self, key: str, **values: object) -> ScenarioError:
        return ScenarioError(Fault(Message(f"workbook.{key}", values), None, self._shown))

    def start(self, name: str, said: dict[str, str]) -> None:
        tag = local(name)
        if not self._root:
            self._root = tag
            if tag != "worksheet":
                raise self.refused("broken_sheet", why=tag)
        if tag == "row":
            self._start_row(said)
        elif tag == "c":
            self._start_cell(said)
        elif tag in ("v", "is", "f"):
            self._holds(tag)
        elif tag == "mergeCell":
            self._merge(said.get("ref", ""))
        if tag not in _OF_CELLS:
            self._others += 1
            if self._others > MOST_ELEMENTS:
                raise self.refused("many_elements", part=self._shown, most=MOST_ELEMENTS)

    def _start_row(self, said: dict[str, str]) -> None:
        at = said.get("r")
        row = self._row + 1 if at is None else int(at) if _WHOLE.fullmatch(at) else 0
        if not self._row < row <= LAST_ROW:
            raise self.refused("no_such_row", found=(at or str(row))[:20], before=self._row)
        self._row, self._column = row, 0
        if said.get("hidden") in ("1", "true"):
            self.found.hidden_rows.add(row)

    def _start_cell(self, said: dict[str, str]) -> None:
        at = said.get("r")
        column = self._column + 1
        if at is not None:
            place = _REFERENCE.fullmatch(at)
            column = _column_number(place[1]) if place and int(place[2]) == self._row else 0
        if not self._column < column <= LAST_COLUMN:
            found, row = (at or get_column_letter(LAST_COLUMN))[:20], self._row
            raise self.refused("no_such_cell", found=found, row=row)
        self._column = column
        self._all += 1
        if self._all > MOST_AREA:
            raise self.refused("many_cells", most=MOST_AREA)
        self._kind = said.get("t", "n")
        if self._kind not in self._can_be:
            self._cannot_be("broken_cell", self._kind)
        if (style := said.get("s")) is not None and not _is_below(self._formats, style):
            self._cannot_be("broken_cell", style)

    def _holds(self, tag: str) -> None:
        found = self.found
        found.formulas |= tag == "f"
        found.cells += 1
        if found.cells > MOST_CELLS:
            raise self.refused("many_cells", most=MOST_CELLS)
        found.last_row = max(found.last_row, self._row)
        found.last_column = max(found.last_column, self._column)
        if tag == "v":
            self._text = []

    def text(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, name: str) -> None:
        if self._text is None:
            return
        text, self._text = "".join(self._text), None
        if text and not self._can_be.get(self._kind, bool)(text):
            self._cannot_be("no_number" if self._kind == "n" else "broken_cell", text)

    def _cannot_be(self, key: str, found: str) -> None:
        place = f"{self._shown}!{get_column_letter(self._column)}{self._row}"
        shown = found if len(found) <= 40 else f"{found[:40]}…"
        self.faults.append(Fault(Message(f"workbook.{key}", {"found": shown}), None, place))
        if len(self.faults) > MOST_FAULTS:
            raise ScenarioError(self.faults)

    def _merge(self, said: str) -> None:
        first, _, last = said.partition(":")
        ends = [_REFERENCE.fullmatch(end) for end in (first, last or first)]
        if ends[0] is None or ends[1] is None:
            raise self.refused("no_such_range", found=said[:40])
        left, right = (_column_number(end[1]) for end in ends if end)
        top, bottom = (int(end[2]) for end in ends if end)
        if not (0 < top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN):
            raise self.refused("no_such_range", found=said[:40])
        self.found.merged.append(said)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and len(text) <= 400 and math.isfinite(float(text))


def _is_below(count: int, text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None and int(text) < count


def _is_date(text: str) -> bool:
    try:
        from_ISO8601(text)
    except (ValueError, TypeError, AttributeError):
        return False
    return True
