"""What ``python-docx`` has no word for: elements of a Word file by their names, fields, and places to go to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from govperf_sim.report.forms.characters import in_xml
from govperf_sim.words import Language

SHOWN = "\0"
"""Stands for a field in the words around it."""


def element(tag: str, *inner: Any, **values: str | int) -> Any:
    """An element of the main name space: ``element("tcW", w=90, type="dxa")`` is ``<w:tcW w:w="90" w:type="dxa"/>``."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): in_xml(str(value)) for name, value in values.items()})
    made.extend(inner)
    return made


def runs(text: str, language: Language, size: float | None = None) -> Iterator[Any]:
    """A text as it stands in a paragraph, its lines as lines; ``size`` in points, where it is not that of the style.

    In Chinese the marks that both scripts have, such as quotation marks, are set in the Chinese font.
    """
    for n, line in enumerate(in_xml(text).split("\n")):
        looks = [element("rFonts", hint="eastAsia")] if language == "zh" else []
        looks += [] if size is None else [element(tag, val=round(2 * size)) for tag in ("sz", "szCs")]
        said = element("t")
        said.text = line
        said.set(qn("xml:space"), "preserve")
        yield element("r", *([element("rPr", *looks)] if looks else []), *([element("br")] if n else []), said)


def field(instruction: str, *shown: Any) -> Iterator[Any]:
    """A field that shows something until Word works it out anew."""
    yield from opened(instruction)
    yield from shown
    yield closed()


def opened(instruction: str) -> Iterator[Any]:
    """The beginning of a field that may go on over paragraphs."""
    told = element("instrText")
    told.text = f" {instruction} "
    told.set(qn("xml:space"), "preserve")
    yield element("r", element("fldChar", fldCharType="begin"))
    yield element("r", told)
    yield element("r", element("fldChar", fldCharType="separate"))


def closed() -> Any:
    """The end of a field."""
    return element("r", element("fldChar", fldCharType="end"))


def numbered(words: str, sequence: str, number: int, language: Language) -> Iterator[Any]:
    """Words with :data:`SHOWN` where the number of a figure or table stands, which Word counts by itself."""
    before, after = words.split(SHOWN)
    yield from runs(before, language)
    yield from field(f"SEQ {sequence} \\* ARABIC", *runs(str(number), language))
    yield from runs(after, language)


def placed(name: str, number: int, *inner: Any) -> Iterator[Any]:
    """Something to which links lead."""
    yield element("bookmarkStart", id=number, name=name)
    yield from inner
    yield element("bookmarkEnd", id=number)
