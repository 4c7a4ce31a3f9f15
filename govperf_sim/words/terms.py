"""The vocabulary of both languages: the standard terms of the field, in ``glossary.csv``.

A sentence of the package that uses a term says the standard word for it in the other language too, or one of the shorter
forms under ``also``; a test holds every sentence to that.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib.resources import files

from govperf_sim.words import Language, Name


@dataclass(frozen=True, slots=True)
class Term:
    """A term, the shorter English forms that may stand for it, and what it means where that needs saying."""

    name: Name
    also: tuple[str, ...]
    note: Name

    def forms(self, language: Language) -> tuple[str, ...]:
        """Whatever may stand for it in a text."""
        return (self.name.zh,) if language == "zh" else (self.name.en, *self.also)


@functools.cache
def terms() -> tuple[Term, ...]:
    """All of them, in the order of the glossary."""
    lines = (files("govperf_sim.words") / "glossary.csv").read_text("utf-8").splitlines()
    return tuple(
        Term(
            Name(row["zh"], row["en"]),
            tuple(filter(None, row["also"].split("|"))),
            Name(row["note_zh"], row["note_en"]),
        )
        for row in csv.DictReader(lines)
    )


def terms_in(text: str, language: Language) -> tuple[Term, ...]:
    """The terms that a text uses by their full name; one inside a longer one is not counted for it.

    >>> [term.name.en for term in terms_in("一级指标由群众评议", "zh")]
    ['first-level indicator', 'public review']
    """
    left, found = text.lower(), set()
    for term in sorted(terms(), key=lambda t: -len(t.name.text(language))):
        name = term.name.text(language).lower()
        if name in left:
            found.add(term)
            left = left.replace(name, "\n")
    return tuple(term for term in terms() if term in found)
