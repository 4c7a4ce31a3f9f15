"""A report in Word, laid out as an official document (GB/T 9704-2012) and to be worked on: headings are headings, lists
are lists, figures and tables count themselves, and no text is a picture.

The summary comes first, then what it rests on, then the chapters.  Office fonts are named, none is carried.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import docx.document
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.forms.branches import as_table
from govperf_sim.report.forms.characters import in_xml
from govperf_sim.report.forms.columns import length
from govperf_sim.report.forms.still import still
from govperf_sim.report.forms.word_elements import SHOWN, closed, element, numbered, opened, placed, runs
from govperf_sim.report.forms.word_paper import UPRIGHT, blank, turn
from govperf_sim.report.forms.word_tables import set_pairs, set_table, setting_of
from govperf_sim.report.report import Report, Section, Tree
from govperf_sim.report.tables.table import Table
from govperf_sim.words import Language, say

_SUMMARY: Mapping[Language, tuple[tuple[float, float], ...]] = {
    "zh": ((16, 28.9), (14, 24), (14, 21), (12, 20), (12, 17)),
    "en": ((12, 20), (11, 16), (10.5, 14)),
}
"""Points of the type and of its lines: the first in which the summary ends on the first page."""
_FIRST_PAGE = 500.0
"""Points left for the summary under the title."""
_TALLEST = 175.0
"""Millimetres of a figure, so that its caption and what explains it stand on the same page."""


def as_docx(report: Report) -> bytes:
    """The report as a Word file; the same report gives the same bytes."""
    paper = _Paper(blank(report), report.language)
    _first_pages(paper, report)
    for number, (_, section) in enumerate(report.numbered, start=1):
        _chapter(paper, number, section)
    paper.close()
    made = io.BytesIO()
    paper.document.save(made)
    return still(made.getvalue())


def _first_pages(paper: _Paper, report: Report) -> None:
    paper.write(report.title, "Title")
    paper.write(report.kind, "Subtitle")
    _fit_summary(paper, report.findings)
    for heading, sentences, style in (
        ("heading_findings", report.findings, "List Number"),
        ("heading_cautions", report.cautions, "List Bullet"),
        ("heading_not_for", report.not_for, "List Bullet"),
    ):
        if sentences:
            paper.write(say(f"report.{heading}", report.language), "Front Heading")
            paper.write_each(sentences, style)
    if report.facts:
        heading = say("forms.facts", report.language)
        paper.write(heading, "Front Heading")
        paper.place(set_pairs(report.facts, heading, report.language))
    if report.sections:
        paper.write(say("report.contents", report.language), "TOC Heading")
        paper.write_contents([number + section.title for number, section in report.numbered])


def _fit_summary(paper: _Paper, findings: Sequence[str]) -> None:
    """Set the summary, the only numbered list, no larger than its page bears."""

    def tall(size: float, line: float) -> float:
        return line * sum(ceil((length(said) + 3) / (UPRIGHT / 25.4 * 72 / size)) for said in findings)

    sizes = _SUMMARY[paper.language]
    size, line = next((s for s in sizes if tall(*s) <= _FIRST_PAGE), sizes[-1])
    if size != sizes[0][0]:
        style = paper.document.styles["List Number"]
        style.font.size, style.paragraph_format.line_spacing = Pt(size), Pt(line)


def _chapter(paper: _Paper, number: int, section: Section) -> None:
    shown = [item if isinstance(item, Picture) else _table(item, paper.language) for item in section.shown]
    shown = [item for item in shown if isinstance(item, Picture) or item.rows]
    told = bool(section.intro or section.points)
    # A chapter that has nothing to say before a wide table has its heading on the page of that table.
    paper.turn(UPRIGHT if told or not shown else _width(shown[0]))
    paper.head(number, section)
    paper.write_each(section.intro, "Body Text")
    paper.write_each(section.points, "List Bullet")
    for item in shown:
        paper.turn(_width(item))
        if isinstance(item, Picture):
            paper.show(item)
        else:
            paper.tabulate(item)


def _table(item: Table | Tree, language: Language) -> Table:
    return as_table(item, language) if isinstance(item, Tree) else item


def _width(item: Picture | Table) -> float:
    return UPRIGHT if isinstance(item, Picture) else setting_of(item).wide


@dataclass
class _Paper:
    """A document as far as it is written."""

    document: docx.document.Document
    language: Language
    figures: int = 0
    tables: int = 0

    def turn(self, wide: float) -> None:
        """Go on on a page with a text this wide."""
        turn(self.document, wide)

    def write(self, text: str, style: str) -> Paragraph:
        """One paragraph."""
        return self._put(style, runs(text, self.language))

    def write_each(self, texts: Iterable[str], style: str) -> None:
        """Paragraphs."""
        for text in texts:
            self.write(text, style)

    def write_contents(self, chapters: Sequence[str]) -> None:
        """A table of contents that leads to the chapters; Word adds the pages when asked to bring it up to date."""
        lines = [
            self._put("toc 1", [_link(number, runs(text, self.language))]) for number, text in enumerate(chapters, 1)
        ]
        for n, run in enumerate(opened(r'TOC \o "1-1" \h \z')):
            lines[0]._p.insert(1 + n, run)
        lines[-1]._p.append(closed())

    def head(self, number: int, section: Section) -> None:
        """The heading of a chapter, which Word numbers by itself."""
        heading = self._put("Heading 1", placed(_place(number), number, *runs(section.title, self.language)))
        heading.paragraph_format.page_break_before = True if section.opens == "page" else None

    def show(self, picture: Picture) -> None:
        """A figure with its description for those who cannot see it, its number and title, and how to read it."""
        across, down = picture.figure.get_size_inches()
        width = min(UPRIGHT, _TALLEST * across / down)
        shape = self._put("Figure", ()).add_run().add_picture(io.BytesIO(picture.png), width=Mm(width))
        shape._inline.docPr.set("descr", in_xml(picture.alt))
        self.figures += 1
        words = say("forms.figure", self.language, number=SHOWN, title=picture.title)
        caption = self._put("Caption", numbered(words, "Figure", self.figures, self.language))
        if picture.note:
            caption.paragraph_format.keep_with_next = True
            self.write(picture.note, "Note")

    def tabulate(self, table: Table) -> None:
        """A table under its number and caption, and what has to be known beside it."""
        self.tables += 1
        words = say("forms.table", self.language, number=SHOWN, title=table.caption)
        self._put("Table Caption", numbered(words, "Table", self.tables, self.language))
        for n, part in enumerate(set_table(table, setting_of(table), self.language)):
            if n:
                again = say("forms.table_goes_on", self.language, number=self.tables)
                self.write(again, "Table Caption")
            self.place(part)
        if table.note:
            self.write(table.note, "Note")

    def place(self, made: Any) -> None:
        """An element after what is there."""
        self.document.element.body.insert_element_before(made, "w:sectPr")

    def close(self) -> None:
        """A Word file ends with a paragraph."""
        if self.document.element.body[-2].tag.endswith("}tbl"):
            self.document.add_paragraph(style="Break")

    def _put(self, style: str, inner: Iterable[Any]) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        paragraph._p.extend(inner)
        return paragraph


def _place(number: int) -> str:
    return f"_Toc{number:08d}"


def _link(number: int, said: Iterable[Any]) -> Any:
    return element("hyperlink", *said, anchor=_place(number), history=1)
