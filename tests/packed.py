"""A workbook as the parts it is packed of, to be spoilt one at a time: faster than opening and saving, and nothing is tidied."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import pytest

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def every_third(cases: Iterable[str]) -> list[Any]:
    """Every third case every day, all of them with the slow tests: each reads a whole workbook."""
    return [pytest.param(case, marks=[] if n % 3 == 0 else [pytest.mark.slow]) for n, case in enumerate(cases)]


class Packed:
    """The parts by name; what ``and_also`` holds is packed after them, under any name and as often as wanted."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.and_also: list[tuple[str, bytes]] = []

    def part(self, sheet: str) -> str:
        """The part of a sheet."""
        number = re.search(rf'name="{sheet}"[^>]*r:id="(\w+)"', self.text("xl/workbook.xml"))[1]
        found = re.search(rf'<Relationship [^>]*Id="{number}"[^>]*>', self.text("xl/_rels/workbook.xml.rels"))[0]
        target = re.search(r'Target="/?(?:xl/)?([^"]+)"', found)[1]
        return f"xl/{target}"

    def text(self, part: str) -> str:
        return self.parts[part].decode()

    def change(self, part: str, old: str, new: str) -> Packed:
        """Every ``old`` of a part; one there must be."""
        assert old in self.text(part), old
        self.parts[part] = self.text(part).replace(old, new).encode()
        return self

    def swap(self, part: str, pattern: str, new: str, count: int = 0) -> Packed:
        found, times = re.subn(pattern, lambda m: m.expand(new), self.text(part), count=count, flags=re.DOTALL)
        assert times, pattern
        self.parts[part] = found.encode()
        return self

    def cell(self, place: str, xml: str) -> Packed:
        """Put XML where a cell is; what it held goes."""
        sheet, _, at = place.partition("!")
        return self.swap(self.part(sheet), rf'<c r="{at}"(?: [^>]*)?(?:/>|>.*?</c>)', xml.replace("\\", r"\\"), 1)

    def typed(self, place: str, text: str, more: str = "") -> Packed:
        """A text in a cell."""
        at = place.partition("!")[2]
        shown = escape(text, quote=False)
        return self.cell(place, f'<c r="{at}"{more} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>')

    def held(self, place: str, value: str, more: str = "") -> Packed:
        """A number, or whatever is written in its place, in a cell."""
        at = place.partition("!")[2]
        return self.cell(place, f'<c r="{at}"{more}><v>{value}</v></c>')

    def around(self, sheet: str, before: str, after: str) -> Packed:
        """Put something before and after the rows of a sheet."""
        return self.change(self.part(sheet), "<sheetData>", f"{before}<sheetData>").change(
            self.part(sheet), "</sheetData>", f"</sheetData>{after}"
        )

    def rows(self, sheet: str, xml: str) -> Packed:
        """Rows below those of a sheet."""
        return self.change(self.part(sheet), "</sheetData>", f"{xml}</sheetData>")

    def packed(self, compression: int = zipfile.ZIP_STORED) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", compression) as archive:
            for name, content in [*self.parts.items(), *self.and_also]:
                archive.writestr(name, content)
        return out.getvalue()

    def save(self, path: Path, compression: int = zipfile.ZIP_STORED) -> Path:
        path.write_bytes(self.packed(compression))
        return path


def flagged_encrypted(content: bytes) -> bytes:
    """The archive with the flag of encryption set on every part."""
    spoilt = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := spoilt.find(sign, start + 1)) >= 0:
            (flags,) = struct.unpack_from("<H", spoilt, start + at)
            struct.pack_into("<H", spoilt, start + at, flags | 1)
    return bytes(spoilt)
