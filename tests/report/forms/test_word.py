from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.forms.word import as_docx
from govperf_sim.report.of_run import report_of_run
from govperf_sim.report.report import Report, Section
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Drawn, Run

SOFFICE = shutil.which("soffice")
MILLIMETRE = 36_000


@pytest.fixture(scope="module")
def reports(run: Run, drawn: dict[Language, Drawn]) -> dict[Language, Report]:
    def told(d: Drawn) -> Report:
        return report_of_run(run.scenario, run.weights, run.played, d.pictures, d.labels)

    return {language: told(drawn[language]) for language in LANGUAGES}


@pytest.fixture(scope="module")
def files(reports: dict[Language, Report]) -> dict[Language, bytes]:
    return {language: as_docx(report) for language, report in reports.items()}


@pytest.fixture(scope="module")
def documents(files: dict[Language, bytes]) -> dict[Language, Any]:
    return {language: docx.Document(io.BytesIO(made)) for language, made in files.items()}


def small(*sections: Section, language: Language = "zh", **others: Any) -> Report:
    told = {"kind": "报告", "title": "题目", "mark": "合成数据"} | others
    return Report(language=language, facts=(), findings=(), cautions=(), not_for=(), sections=sections, **told)


def read(report: Report) -> Any:
    return docx.Document(io.BytesIO(as_docx(report)))


def styled(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as kept:
        return {name: kept.read(name).decode() for name in kept.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_report_says_is_there_in_its_order(
    reports: dict[Language, Report], documents: dict[Language, Any], language: Language
) -> None:
    report, document = reports[language], documents[language]
    assert styled(document, "Title") == [report.title]
    assert styled(document, "Subtitle") == [report.kind]
    assert styled(document, "Heading 1") == [s.title for s in report.sections]
    assert styled(document, "List Number") == list(report.findings)
    points = [p for s in report.sections for p in s.points]
    assert styled(document, "List Bullet") == [*report.cautions, *report.not_for, *points]
    assert styled(document, "Body Text") == [p for s in report.sections for p in s.intro]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_its_cells_and_repeats_its_head(
    reports: dict[Language, Report], documents: dict[Language, Any], language: Language
) -> None:
    given = [t for s in reports[language].sections for t in s.shown if isinstance(t, Table) and t.rows]
    made: dict[str, list[Any]] = {}
    for table in documents[language].tables:
        rows = [tuple("".join(t.text or "" for t in c.iter(qn("w:t"))) for c in r.tc_lst) for r in table._tbl.tr_lst]
        made.setdefault(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")), []).append((table, rows))
    for table in given:
        found, rows = made[table.caption].pop(0)
        spoken = [r.cells[:1] if r.kind == "part" and not any(r.cells[1:]) else r.cells for r in table.rows]
        assert rows == [table.head, *(tuple(c.replace("\n", "") for c in cells) for cells in spoken)]
        assert found._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert found._tbl.tr_lst[1].trPr is None or found._tbl.tr_lst[1].trPr.find(qn("w:tblHeader")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_or_figure_is_wider_than_the_text(documents: dict[Language, Any], language: Language) -> None:
    document = documents[language]
    section, at = 0, document.sections
    for block in document.element.body:
        room = at[section].page_width - at[section].left_margin - at[section].right_margin
        if block.tag == qn("w:tbl"):
            widths = [int(c.get(qn("w:w"))) for c in block.iter(qn("w:gridCol"))]
            assert sum(widths) * 635 <= room + len(widths) * 635  # twips, each rounded
        for extent in block.iter(qn("wp:extent")):
            assert int(extent.get("cx")) <= room + 635
        section += block.tag == qn("w:p") and block.find(f"./{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    assert section == len(at) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_description_a_number_and_its_note(
    reports: dict[Language, Report], documents: dict[Language, Any], language: Language
) -> None:
    pictures = [p for s in reports[language].sections for p in s.shown if isinstance(p, Picture)]
    shapes = documents[language].inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [p.alt for p in pictures]
    captions = styled(documents[language], "Caption")
    assert all(
        p.title in said and str(n) in said for n, (p, said) in enumerate(zip(pictures, captions, strict=True), 1)
    )
    notes = styled(documents[language], "Note")
    assert {p.note for p in pictures if p.note} <= set(notes)


def test_the_page_is_that_of_an_official_document(documents: dict[Language, Any]) -> None:
    page = documents["zh"].sections[0]
    edges = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round(edge / MILLIMETRE) for edge in edges] == [210, 297, 37, 35, 28, 26]
    styles = documents["zh"].styles

    def type_of(name: str) -> tuple[str, float]:
        fonts = styles[name].element.rPr.rFonts
        return fonts.get(qn("w:eastAsia")), styles[name].font.size.pt

    assert type_of("Title") == ("方正小标宋简体", 22)
    assert type_of("Heading 1") == ("黑体", 16)
    assert type_of("Heading 2") == ("楷体", 16)
    default = styles.element.find(f"./{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert default.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert default.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert styles["Normal"].paragraph_format.line_spacing.pt == 28.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_takes_fonts_or_colours_from_a_theme(files: dict[Language, bytes], language: Language) -> None:
    told = parts(files[language])
    assert not any("theme" in name for name in told)
    assert not any(re.search(r"(ascii|eastAsia|hAnsi|cs)theme=|themeColor=", text, re.I) for text in told.values())
    assert set(re.findall(r'<w:color w:val="(\w+)"', told["word/styles.xml"])) == {"000000"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_numbered_at_the_outer_edge_and_carry_the_mark(
    reports: dict[Language, Report], documents: dict[Language, Any], language: Language
) -> None:
    document = documents[language]
    first = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for header in (first.header, first.even_page_header):
        assert header.paragraphs[0].text == reports[language].mark
    for footer, side in ((first.footer, "right"), (first.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert [t.text.strip() for t in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
    assert all(s.header.is_linked_to_previous and s.footer.is_linked_to_previous for s in list(document.sections)[1:])


def test_the_same_report_gives_the_same_bytes(reports: dict[Language, Report], files: dict[Language, bytes]) -> None:
    assert as_docx(reports["zh"]) == files["zh"]
    with zipfile.ZipFile(io.BytesIO(files["zh"])) as kept:
        assert {entry.date_time[0] for entry in kept.infolist()} == {1980}


def test_every_link_of_the_contents_leads_to_its_chapter(documents: dict[Language, Any]) -> None:
    body = documents["zh"].element.body
    places = {}
    for heading in (p for p in documents["zh"].paragraphs if p.style.name == "Heading 1"):
        places[heading._p.find(qn("w:bookmarkStart")).get(qn("w:name"))] = heading.text
    links = {
        link.get(qn("w:anchor")): "".join(t.text for t in link.iter(qn("w:t"))) for link in body.iter(qn("w:hyperlink"))
    }
    assert links.keys() == places.keys()
    assert all(text.endswith("、" + places[at]) for at, text in links.items())
    kinds = [c.get(qn("w:fldCharType")) for c in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def wide(columns: int, rows: int = 3) -> Table:
    head = tuple(f"第{c}列名称" for c in range(columns))
    return Table(
        "宽表", head, tuple(Row(("1234567890.12",) * columns) for _ in range(rows)), numeric=frozenset(range(columns))
    )


def test_a_wide_table_stands_on_a_turned_page_and_the_next_text_on_an_upright_one() -> None:
    document = read(small(Section("a", "甲", ("正文",), (wide(7),)), Section("b", "乙", ("正文",))))
    assert [s.orientation for s in document.sections] == [
        WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE, WD_ORIENTATION.PORTRAIT]  # fmt: skip
    turned, last = document.sections[1], document.sections[2]
    assert turned.page_width > turned.page_height
    assert (turned.page_width - turned.left_margin - turned.right_margin) // MILLIMETRE in (224, 225)
    assert (last.page_width, last.left_margin, last.top_margin) == (
        document.sections[0].page_width, document.sections[0].left_margin, document.sections[0].top_margin)  # fmt: skip


def test_a_table_too_wide_for_any_page_goes_on_below_with_its_first_column() -> None:
    table = wide(24)
    document = read(small(Section("a", "甲", (), (table,))))
    heads = [
        tuple("".join(t.text for t in c.iter(qn("w:t"))) for c in t._tbl.tr_lst[0].tc_lst) for t in document.tables
    ]
    assert len(heads) > 1
    assert all(head[0] == table.head[0] for head in heads)
    assert tuple(name for head in heads for name in head[1:]) == table.head[1:]
    assert "表1（续）" in styled(document, "Table Caption")


def test_a_chapter_that_asks_for_a_page_begins_one() -> None:
    document = read(small(Section("a", "甲"), Section("b", "乙", opens="page")))
    first, second = (p for p in document.paragraphs if p.style.name == "Heading 1")
    assert not first.paragraph_format.page_break_before
    assert second.paragraph_format.page_break_before


def test_what_a_unit_is_called_is_only_ever_text() -> None:
    name = '<w:t>&amp; "单位"</w:t>]]>{{ 7 * 7 }}\a\ud800'
    shown = '<w:t>&amp; "单位"</w:t>]]>{{ 7 * 7 }}[U+0007][U+D800]'
    table = Table(name, (name, "分"), (Row((name, "1")),))
    document = read(small(Section("a", name, (name,), (table,)), title=name, kind=name, mark=name))
    assert styled(document, "Heading 1") == styled(document, "Title") == styled(document, "Body Text") == [shown]
    assert document.sections[0].header.paragraphs[0].text == shown
    assert document.core_properties.title == shown
    assert document.tables[0]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == shown


@pytest.mark.parametrize(("length", "size"), [(60, None), (115, 14), (180, 12)])
def test_a_long_summary_is_set_smaller_so_that_it_ends_on_the_first_page(length: int, size: float | None) -> None:
    document = read(dataclasses.replace(small(), findings=("评" * length,) * 5))
    style = document.styles["List Number"]
    assert (style.font.size.pt if style.font.size else None) == size
    across = 156 / 25.4 * 72 / (size or 16)
    lines = 5 * -(-(length + 3) // across)
    # 637 points of text less title, kind and heading: two, one and two lines with the room about them.
    assert (
        lines * (style.paragraph_format.line_spacing or document.styles["Normal"].paragraph_format.line_spacing).pt
        < 511
    )


def test_a_report_that_ends_with_a_table_ends_with_a_paragraph_as_word_asks() -> None:
    document = read(small(Section("a", "甲", (), (Table("表", ("名称",), (Row(("值",)),)),))))
    assert [block.tag for block in list(document.element.body)[-3:]] == [qn("w:tbl"), qn("w:p"), qn("w:sectPr")]


def test_a_report_without_chapters_or_mark_can_be_opened() -> None:
    document = read(dataclasses.replace(small(), mark="", language="en"))
    assert document.sections[0].header.paragraphs[0].text == ""
    assert not document.tables


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice with its Writer")
@pytest.mark.parametrize("language", LANGUAGES)
def test_another_program_lays_it_out(files: dict[Language, bytes], language: Language, tmp_path: Path) -> None:
    from pypdf import PdfReader

    (tmp_path / "report.docx").write_bytes(files[language])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    asked = [
        SOFFICE or "",
        "--headless",
        home,
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "report.docx"),
    ]
    told = subprocess.run(asked, check=True, timeout=300, capture_output=True, text=True)
    if "could not be loaded" in told.stderr:
        pytest.skip("this LibreOffice has no Writer")
    pages = PdfReader(tmp_path / "report.pdf").pages
    assert 20 < len(pages) < 120
    assert {round(min(float(p.mediabox.width), float(p.mediabox.height))) for p in pages} == {595}
    assert "— 2 —" in " ".join(pages[1].extract_text().split())
