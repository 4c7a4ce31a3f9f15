"""A report in print: A4, set by Typst with the package's own fonts, without any network.

What the report says reaches the template as data, so that no name of a unit can be taken for a command.  The file is
tagged for those who read by ear (PDF/UA-1), with a description of every figure, and has bookmarks.  A table too wide for
an upright page stands on one turned sideways, one too wide for that goes on beside itself; nothing is cut off.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import Any

from govperf_sim.errors import ReportError, fault
from govperf_sim.report import fonts
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.forms.branches import as_table
from govperf_sim.report.forms.characters import among
from govperf_sim.report.forms.columns import breakable, breakable_code, needs, parted, shared
from govperf_sim.report.report import Report, Section, Tree
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.words import say

UPRIGHT, SIDEWAYS = 168.0, 255.0
"""Millimetres across the text."""
TALLEST = 200.0
"""Millimetres of a figure, so that what explains it stands on the same page."""
POINT = 25.4 / 72
_MAY_BREAK = "\u200b"
_SPACES = str.maketrans("\t\r", "  ")
_LONG = 400
"""A row with more characters than this may go on over the page."""


@dataclass(frozen=True)
class _Setting:
    """A way to set a table: the width of the text in millimetres, the size of the type in points."""

    wide: float
    size: float

    @property
    def ems(self) -> float:
        return self.wide / (self.size * POINT)


SETTINGS = tuple(_Setting(*s) for s in ((UPRIGHT, 8.5), (UPRIGHT, 7.5), (SIDEWAYS, 8.5), (SIDEWAYS, 7.0)))
"""Tried one after the other; in the last a table that is still too wide is parted."""


def as_pdf(report: Report) -> bytes:
    """The report as a PDF; the same report gives the same bytes.

    Raises :class:`~govperf_sim.errors.ReportError` with what Typst says where it cannot set it.
    """
    import typst

    template = (files("govperf_sim.report") / "templates" / "report.typ").read_bytes()
    inputs = {"report": json.dumps(_printable(_told(report)), ensure_ascii=False)}
    with fonts.folders() as folders:
        known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
        try:
            compiler = typst.Compiler(template, font_paths=known, sys_inputs=inputs)
            made, warned = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"])
        except typst.TypstError as wrong:
            raise ReportError(fault("forms.not_set", why=str(wrong))) from wrong
    if warned:
        raise ReportError([fault("forms.not_set", why=w.message) for w in warned])
    assert isinstance(made, bytes)
    return made


def _told(report: Report) -> dict[str, Any]:
    """All that the template sets."""
    headings = ("heading_findings", "heading_cautions", "heading_not_for", "contents")
    return {
        "language": report.language,
        "family": fonts.FAMILY,
        "fallback": fonts.FALLBACK,
        "words": {key: say(f"report.{key}", report.language) for key in headings},
        "kind": report.kind,
        "title": report.title,
        "mark": report.mark,
        "facts": report.facts,
        "findings": report.findings,
        "cautions": report.cautions,
        "not_for": report.not_for,
        "sections": [_section(number, section, report) for number, section in report.numbered],
    }


def _section(number: str, section: Section, report: Report) -> dict[str, Any]:
    shown = [_shown(item, report) for item in section.shown if not isinstance(item, Table) or item.rows]
    turned = [{"wide": wide, "items": list(items)} for wide, items in groupby(shown, lambda item: item["wide"])]
    told = {"title": number + section.title, "opens": section.opens, "intro": section.intro, "points": section.points}
    return told | {"blocks": turned}


def _shown(item: Picture | Table | Tree, report: Report) -> dict[str, Any]:
    if isinstance(item, Picture):
        across, down = item.figure.get_size_inches()
        width = min(UPRIGHT, TALLEST * across / down)
        told = {"kind": "picture", "wide": False, "svg": item.svg.decode(), "width": width}
        return told | {"alt": item.alt, "note": item.note}
    return _table(as_table(item, report.language) if isinstance(item, Tree) else item)


def _table(table: Table) -> dict[str, Any]:
    wanted = needs(table)
    setting = next((s for s in SETTINGS if shared(wanted, s.ems) is not None), SETTINGS[-1])
    parts = parted(wanted, setting.ems) if shared(wanted, setting.ems) is None else (tuple(range(len(wanted))),)
    return {
        "kind": "table",
        "wide": setting.wide == SIDEWAYS,
        "size": setting.size,
        "caption": table.caption,
        "note": table.note,
        "parts": [
            {
                "columns": shared([wanted[c] for c in part], setting.ems) or [wanted[c].ease for c in part],
                "align": ["right" if c in table.numeric else "left" for c in part],
                "head": [table.head[c] for c in part],
                "rows": [_row(row, table, part) for row in table.rows],
            }
            for part in parts
        ],
    }


def _row(row: Row, table: Table, part: Iterable[int]) -> dict[str, Any]:
    cells = [breakable_code(row.cells[c], _MAY_BREAK) if c in table.codes else row.cells[c] for c in part]
    shades = [row.shades[c] for c in part] if row.shades else [None] * len(cells)
    long = max(map(len, cells)) > _LONG
    return {"part": row.kind == "part", "long": long, "cells": cells, "shades": shades}


def _printable(told: Any) -> Any:
    """With every character that no font of ours has told by its number, and long words where they may be broken."""
    if isinstance(told, str):
        return breakable(among(told.translate(_SPACES), _known()), _MAY_BREAK)
    if isinstance(told, dict):
        return {key: value if key == "svg" else _printable(value) for key, value in told.items()}
    return [_printable(value) for value in told] if isinstance(told, list | tuple) else told


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(fonts.advances()) | {"\n", _MAY_BREAK}
