from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from govperf_sim.report.forms.word_paper import SIDEWAYS, UPRIGHT, blank, turn
from govperf_sim.report.report import Report
from govperf_sim.words import LANGUAGES, Language

NOTHING = Report(language="zh", kind="", title="", mark="", facts=(), findings=(), cautions=(), not_for=(), sections=())
TEXT = ("Normal", "Body Text", "Title", "Subtitle", "Heading 1", "Heading 2", "Front Heading", "List Number", "List Bullet",
        "Caption", "Table Caption", "Figure", "Note", "Table Text", "Table Head", "TOC Heading", "toc 1", "Break")  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_has_every_style_and_no_text(language: Language) -> None:
    paper = blank(Report(**{**vars(NOTHING), "language": language}))
    assert not paper.paragraphs
    assert set(TEXT) <= {style.name for style in paper.styles}
    assert all(paper.styles[name].style_id for name in TEXT)


def test_nothing_of_another_template_is_in_the_file() -> None:
    made = io.BytesIO()
    blank(NOTHING).save(made)
    with zipfile.ZipFile(made) as kept:
        names = set(kept.namelist())
    assert names == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels",
        "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/fontTable.xml",
        "word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml",
    }  # fmt: skip


def test_lists_and_chapters_have_numbering_that_exists() -> None:
    paper = blank(NOTHING)
    known = {n.get(qn("w:numId")) for n in paper.part.numbering_part.element.iter(qn("w:num"))}
    used = {n.get(qn("w:val")) for n in paper.styles.element.iter(qn("w:numId"))}
    assert used - {"0"} == known == {"1", "2", "3"}


def test_a_page_is_turned_once_and_back() -> None:
    paper = blank(NOTHING)
    paper.add_paragraph("一")
    for wide in (UPRIGHT, SIDEWAYS, SIDEWAYS):
        turn(paper, wide)
    paper.add_paragraph("二")
    turn(paper, UPRIGHT)
    paper.add_paragraph("三")
    assert [round(s.page_width.mm) for s in paper.sections] == [210, 297, 210]
    assert [round((s.page_width - s.left_margin - s.right_margin) / 36_000) for s in paper.sections] == [156, 225, 156]
    assert [round(s.top_margin.mm) for s in paper.sections] == [37, 28, 37]
    # The breaks stand in the paragraphs before them, and add none.
    assert [p.text for p in paper.paragraphs] == ["一", "二", "三"]


def test_a_break_after_a_table_takes_no_line() -> None:
    paper = blank(NOTHING)
    paper.element.body.insert_element_before(OxmlElement("w:tbl"), "w:sectPr")
    turn(paper, SIDEWAYS)
    assert [p.style.name for p in paper.paragraphs] == ["Break"]
    made = io.BytesIO()
    paper.save(made)
    assert docx.Document(made).sections[1].page_width > docx.Document(made).sections[1].page_height
