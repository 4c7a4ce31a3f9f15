"""A file held against what it could be before anything of it is read: old, encrypted, broken, or made to exhaust a memory.

A workbook is a zip of XML parts.  Every part is passed through a parser that keeps nothing but counts; what declares a
document type, holds more than any scenario has, or is packed twice under one name is refused by name.  Sheets are scanned
one by one (:mod:`~govperf_sim.office.workbook.scanned`).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.words import Message

MOST_BYTES = 400_000_000
"""Of all parts, unpacked."""
MOST_SHARED = 80_000_000
"""Of any part but a sheet, unpacked: openpyxl holds these in memory as a whole."""
MOST_ELEMENTS = 1_000_000
"""Of any part but a sheet, the texts it shares and the formats it knows among them; Excel itself knows 65,490 formats."""
BROKEN = (expat.ExpatError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError,
          ValueError, LookupError)  # fmt: skip
"""What the libraries raise of a part that is none: of its packing, its encoding, its XML."""
_SHEETS = "xl/worksheets/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER = {".xls": "old", ".et": "old", ".ett": "old", ".xlsb": "old", ".ods": "old", ".csv": "csv", ".txt": "csv"}
_CHUNK = 1 << 18

Refuse = Callable[..., ScenarioError]


@dataclass
class Opened:
    """What the cells of the sheets may point to: so many shared texts, so many formats."""

    texts: int = 0
    formats: int = 0


def check_file(path: Path, shown: str) -> Opened:
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
            return _check_parts(parts, refuse)
    except BROKEN as broken:
        raise refuse("no_zip", why=type(broken).__name__) from None


def _check_parts(parts: zipfile.ZipFile, refuse: Refuse) -> Opened:
    listed = parts.infolist()
    if any(part.flag_bits & 1 for part in listed):
        raise refuse("encrypted")
    sizes = {part.filename: part.file_size for part in listed}
    if "xl/workbook.xml" not in sizes:
        raise refuse("no_workbook")
    if sum(part.file_size for part in listed) > MOST_BYTES:
        size = sum(part.file_size for part in listed) // 1_000_000
        raise refuse("too_large", size=size, most=MOST_BYTES // 1_000_000)
    if len(sizes) < len(listed):
        names = [part.filename for part in listed]
        raise refuse("part_twice", part=next(name for name in names if names.count(name) > 1))
    opened = Opened()
    for name, size in sizes.items():
        if size > MOST_SHARED and not name.startswith(_SHEETS):
            raise refuse("part_too_large", part=name, size=size // 1_000_000, most=MOST_SHARED // 1_000_000)
        with parts.open(name) as part:
            _Part(name, opened, refuse).scan(part)
    return opened


class _Part:
    """One part on its way through; one that is no XML, a picture or a macro, is no concern of ours."""

    def __init__(self, name: str, opened: Opened, refuse: Refuse) -> None:
        self.name, self.opened, self.refuse = name, opened, refuse
        self._elements = 0
        self._in_formats = False

    def scan(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            for chunk in chunks(part):
                parser.Parse(chunk, False)
                if self._elements and self.name.startswith(_SHEETS):
                    return
        except expat.ExpatError:
            return

    def _doctype(self, *_: object) -> None:
        raise self.refuse("entities", part=self.name)

    def _start(self, name: str, said: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS and not self.name.startswith(_SHEETS):
            raise self.refuse("many_elements", part=self.name, most=MOST_ELEMENTS)
        tag = local(name)
        self.opened.texts += tag == "si"
        self._in_formats |= tag == "cellXfs"
        self.opened.formats += self._in_formats and tag == "xf"

    def _end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._in_formats = False


def local(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


def chunks(part: IO[bytes]) -> Iterator[bytes]:
    while chunk := part.read(_CHUNK):
        yield chunk
