"""What a report says, whatever it is printed as: a first page, then chapters of sentences, figures and tables.

Whoever knows what was found makes a :class:`Report`; each module of :mod:`govperf_sim.report.forms` sets it, on a page, in
Word, in print or in Excel.  So all forms say the same, in the same words and with the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.tables.table import Table
from govperf_sim.report.tree import Branch
from govperf_sim.words import Language

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


@dataclass(frozen=True)
class Tree:
    """A tree of weights; a page opens it when asked."""

    caption: str
    branch: Branch


@dataclass(frozen=True)
class Section:
    """A chapter: paragraphs, then points, then figures and tables."""

    id: str
    title: str
    intro: tuple[str, ...] = ()
    shown: tuple[Picture | Table | Tree, ...] = ()
    points: tuple[str, ...] = ()
    opens: Literal["running", "page"] = "running"
    """Whether it follows on, or begins a page of its own where there are pages."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """All texts are in ``language``, as they are to be read."""

    language: Language
    kind: str
    """What kind of paper it is, under its title."""
    title: str
    mark: str
    """Says that data are illustrative or synthetic, wherever numbers stand; empty for real data."""
    facts: tuple[tuple[str, str], ...]
    """What it rests on: a name and a value each."""
    findings: tuple[str, ...]
    """The summary, a sentence each."""
    cautions: tuple[str, ...]
    """What a reader must know before using any number."""
    not_for: tuple[str, ...]
    """What it must not be used for."""
    sections: tuple[Section, ...]

    @property
    def numbered(self) -> tuple[tuple[str, Section], ...]:
        """Chapters with their numbers, as the language writes them."""
        if self.language == "zh":
            return tuple((f"{NUMERALS[n]}、", s) for n, s in enumerate(self.sections))
        return tuple((f"{n}. ", s) for n, s in enumerate(self.sections, start=1))
