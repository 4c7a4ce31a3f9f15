"""A file held against what it could be before anything of it is read: old, encrypted, broken, or made to exhaust a memory.

A workbook is a zip of XML parts.  What is refused is named; what is big and empty (a million formatted rows) is read, for
only the cells that hold something are counted, by a scan that keeps nothing but counts.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.words import Message

MOST_BYTES = 400_000_000
"""Of all parts, unpacked."""
MOST_SHARED = 80_000_000
"""Of any part but a sheet, unpacked: openpyxl holds these in memory as a whole."""
MOST_CELLS = 1_000_000
"""That hold something, in one sheet."""
MOST_AREA = 20_000_000
"""Rows times columns, as far as cells hold something."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER = {".xls": "old", ".et": "old", ".ett": "old", ".xlsb": "old", ".ods": "old", ".csv": "csv", ".txt": "csv"}
_REFERENCE = re.compile(r"([A-Z]+)(\d+)$")
_CHUNK = 1 << 20


@dataclass
class Extent:
    """What a sheet holds, and how: counted without reading it."""

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: bool = False
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)


def check_file(path: Path, shown: str) -> None:
    """Raises :class:`~govperf_sim.errors.ScenarioError` for what is no workbook that can be read."""

    def refuse(key: str, **values: Any) -> ScenarioError:
        return ScenarioError(Fault(Message(f"workbook.{key}", values), None, shown))

    suffix = path.suffix.lower()
    if path.is_dir():
        raise refuse("is_folder")
    if not path.is_file():
        raise refuse("no_file")
    if suffix not in (".xlsx", ".xlsm"):
        raise refuse(f"suffix_{_OTHER.get(suffix, 'unknown')}", found=suffix or path.name)
    raw = path.read_bytes() if path.stat().st_size < MOST_BYTES else b""
    if raw.startswith(_OLE):
        raise refuse("encrypted" if _ENCRYPTED in raw else "old_inside")
    try:
        with zipfile.ZipFile(path) as parts:
            _check_parts(parts, refuse)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as broken:
        raise refuse("no_zip", why=type(broken).__name__) from None


def _check_parts(parts: zipfile.ZipFile, refuse: Any) -> None:
    listed = parts.infolist()
    if any(part.flag_bits & 1 for part in listed):
        raise refuse("encrypted")
    if not any(part.filename == "xl/workbook.xml" for part in listed):
        raise refuse("no_workbook")
    sizes = {part.filename: part.file_size for part in listed}
    if sum(sizes.values()) > MOST_BYTES:
        raise refuse("too_large", size=sum(sizes.values()) // 1_000_000, most=MOST_BYTES // 1_000_000)
    for name, size in sizes.items():
        if size > MOST_SHARED and not name.startswith("xl/worksheets/"):
            raise refuse("part_too_large", part=name, size=size // 1_000_000, most=MOST_SHARED // 1_000_000)
        if name.endswith((".xml", ".rels")):
            with parts.open(name) as part:
                if b"<!DOCTYPE" in (start := part.read(8192)) or b"<!ENTITY" in start:
                    raise refuse("entities", part=name)


def extent(path: Path, part: str, shown: str) -> Extent:
    """Scan a sheet.  Raises :class:`~govperf_sim.errors.ScenarioError` where it holds more than any scenario has."""
    found = Extent()
    parser = expat.ParserCreate()
    scan = _Scan(found)
    parser.StartElementHandler = scan.start
    try:
        with zipfile.ZipFile(path) as parts, parts.open(part) as sheet:
            for chunk in _chunks(sheet):
                parser.Parse(chunk, False)
                if found.cells > MOST_CELLS:
                    break
            else:
                parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, OSError, EOFError) as broken:
        raise ScenarioError(
            Fault(Message("workbook.broken_sheet", {"why": type(broken).__name__}), None, shown)
        ) from None
    if found.cells > MOST_CELLS:
        raise ScenarioError(Fault(Message("workbook.many_cells", {"most": MOST_CELLS}), None, shown))
    if found.last_row * found.last_column > MOST_AREA:
        said = {"row": found.last_row, "column": found.last_column}
        raise ScenarioError(Fault(Message("workbook.far_cell", said), None, shown))
    return found


class _Scan:
    """Counts what passes by; ``<v>`` and ``<is>`` are what makes a cell hold something."""

    def __init__(self, found: Extent) -> None:
        self.found = found
        self._row = self._column = 0

    def start(self, name: str, said: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row = int(said["r"]) if said.get("r", "").isdigit() else self._row + 1
            self._column = 0
            if said.get("hidden") in ("1", "true"):
                self.found.hidden_rows.add(self._row)
        elif tag == "c":
            self._column += 1
            if place := _REFERENCE.match(said.get("r", "")):
                self._row, self._column = int(place[2]), _column_number(place[1])
        elif tag in ("v", "is", "f"):
            self.found.formulas |= tag == "f"
            self.found.cells += 1
            self.found.last_row = max(self.found.last_row, self._row)
            self.found.last_column = max(self.found.last_column, self._column)
        elif tag == "mergeCell" and "ref" in said:
            self.found.merged.append(said["ref"])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _chunks(sheet: Any) -> Iterator[bytes]:
    while chunk := sheet.read(_CHUNK):
        yield chunk
