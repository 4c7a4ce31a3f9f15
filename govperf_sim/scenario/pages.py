"""A page is one file of a scenario as its writer sees it: lines of text, to be pointed at.

Scenario files are UTF-8, with or without a byte order mark.  Tables (``.csv``) may also be GB18030, which is what
spreadsheet programs write on a Chinese desktop; anything else is named and refused, never decoded by guessing.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govperf_sim.errors import Fault
from govperf_sim.words import Message


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a file; ``file`` is its path inside the scenario's folder, with forward slashes."""

    file: str
    lines: tuple[str, ...]
    encoding: str = "utf-8"

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def fault(self, line: int, column: int, key: str, hint: Message | None = None, /, **values: Any) -> Fault:
        """A fault at a line and column counted from 1; line 0 is the file as a whole."""
        excerpt = self.lines[line - 1].rstrip() if 0 < line <= len(self.lines) else ""
        return Fault(Message(key, values), hint, self.file, line, column if line else 0, excerpt)


def read_page(folder: Path, file: str) -> Page | Fault:
    """The page, or the fault that kept it from being read."""
    try:
        raw = (folder / file).read_bytes()
    except FileNotFoundError:
        return Page(file, ()).fault(0, 0, "scenario.no_file")
    except OSError as refused:
        return Page(file, ()).fault(0, 0, "scenario.unreadable", reason=refused.strerror or type(refused).__name__)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Page(file, ()).fault(0, 0, "scenario.not_utf8", Message("scenario.save_as_utf8"), found="UTF-16")
    try:
        text, encoding = raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        try:
            text, encoding = raw.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            return Page(file, ()).fault(line, 1, "scenario.no_known_encoding", Message("scenario.save_as_utf8"))
        if not file.endswith(".csv"):
            return Page(file, ()).fault(line, 1, "scenario.not_utf8", Message("scenario.save_as_utf8"), found="GB18030")
    if not text.strip():
        return Page(file, ()).fault(0, 0, "scenario.empty_file")
    # Not splitlines(): a form feed or a line separator inside a text is no line for an editor, nor for YAML's marks.
    return Page(file, tuple(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")), encoding)
