"""The paper of a report in Word: page, fonts, styles and numbering as GB/T 9704 has them, and no text yet.

All of it stands in ``templates/word.xml``, the flat form of a Word file; here it becomes a file as ``python-docx`` opens it.
So nothing of anybody else's template remains: no theme whose fonts would come before ours, no thumbnail, no other's name.
"""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

import docx.document
from docx.enum.section import WD_ORIENTATION
from docx.shared import Mm
from jinja2 import Environment, StrictUndefined
from lxml import etree  # type: ignore[import-untyped]

from govperf_sim.report.forms.characters import in_xml
from govperf_sim.report.report import Report

UPRIGHT, SIDEWAYS = 156.0, 225.0
"""Millimetres across the text, on an upright page and on one turned sideways; the one's height is the other's width."""
_NEAR_THE_EDGE = Mm(15)
"""Of mark and number on a turned page, whose margins above and below are narrow."""
_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def blank(report: Report) -> docx.document.Document:
    """A Word file in the language of the report, with its mark in the header and its title in the properties."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string((files("govperf_sim.report") / "templates" / "word.xml").read_text("utf-8"))
    texts = {"title": report.title, "kind": report.kind, "mark": report.mark}
    flat = template.render({"language": report.language} | {name: in_xml(text) for name, text in texts.items()})
    return docx.Document(io.BytesIO(_zipped(flat)))


def turn(document: docx.document.Document, wide: float) -> None:
    """Go on on a new page with a text this wide, unless the page at hand has it.

    A page is turned so that the head of what stands on it is at the left of the upright page.
    """
    page = document.sections[-1]
    is_turned = page.orientation == WD_ORIENTATION.LANDSCAPE
    if is_turned == (wide == SIDEWAYS):
        return
    fresh = document.add_section()
    _fold(document)
    top, right, bottom, left = page.top_margin, page.right_margin, page.bottom_margin, page.left_margin
    fresh.page_width, fresh.page_height = page.page_height, page.page_width
    if is_turned:
        fresh.orientation = WD_ORIENTATION.PORTRAIT
        fresh.left_margin, fresh.top_margin, fresh.right_margin, fresh.bottom_margin = top, right, bottom, left
        fresh.header_distance, fresh.footer_distance = (
            document.sections[0].header_distance,
            document.sections[0].footer_distance,
        )
    else:
        fresh.orientation = WD_ORIENTATION.LANDSCAPE
        fresh.top_margin, fresh.right_margin, fresh.bottom_margin, fresh.left_margin = left, top, right, bottom
        fresh.header_distance = fresh.footer_distance = _NEAR_THE_EDGE


def _fold(document: docx.document.Document) -> None:
    """Put the break of pages into the paragraph before it, so that it cannot make an empty page of its own."""
    *_, before, broken, _ = document.element.body
    if before.tag == broken.tag and before.find("./{*}pPr/{*}sectPr") is None:
        before.get_or_add_pPr().append(broken.pPr.sectPr)
        broken.getparent().remove(broken)
    else:
        document.paragraphs[-1].style = "Break"


def _zipped(flat: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as kept:
        types = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="rels", ContentType=_RELATIONS)
        for part in etree.fromstring(flat):
            name, kind = part.get(f"{_FLAT}name"), part.get(f"{_FLAT}contentType")
            if kind != _RELATIONS:
                etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
            kept.writestr(name.removeprefix("/"), _written(part.find(f"{_FLAT}xmlData")[0]))
        kept.writestr("[Content_Types].xml", _written(types))
    return made.getvalue()


def _written(element: etree._Element) -> bytes:
    written = etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
    assert isinstance(written, bytes)
    return written
