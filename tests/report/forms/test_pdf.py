from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from report.forms.conftest import FORMULAS, MARKUP

from govperf_sim.errors import ReportError
from govperf_sim.report import fonts
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.forms import pdf
from govperf_sim.report.forms.pdf import as_pdf
from govperf_sim.report.report import Report, Section
from govperf_sim.report.tables.table import Table
from govperf_sim.words import LANGUAGES, Language


class Every:
    """Every character."""

    def __contains__(self, character: object) -> bool:
        return True


def closed(text: str) -> str:
    """Without what only says where a line may be broken, or was; a middle dot is read as a bullet."""
    return re.sub(r"[\s\u200b\u3000·•]", "", text)


def text_of(made: pypdf.PdfReader) -> str:
    return closed("".join(page.extract_text() for page in made.pages))


@pytest.fixture(scope="module")
def printed(ordinary: dict[Language, Report]) -> dict[Language, pypdf.PdfReader]:
    """Without its figures, in whose outlines a reader of text would lose minutes."""
    return {language: pypdf.PdfReader(io.BytesIO(as_pdf(without_figures(r)))) for language, r in ordinary.items()}


def without_figures(report: Report) -> Report:
    told = (replace(s, shown=tuple(i for i in s.shown if not isinstance(i, Picture))) for s in report.sections)
    return replace(report, sections=tuple(told))


@pytest.fixture(scope="module")
def printed_odd(odd: Report) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(as_pdf(odd)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_report_says_can_be_found_in_print(
    ordinary: dict[Language, Report], printed: dict[Language, pypdf.PdfReader], language: Language
) -> None:
    report, said = ordinary[language], text_of(printed[language])
    texts = [report.title, report.kind, *report.findings, *report.cautions, *report.not_for]
    for section in report.sections:
        texts += [section.title]
        texts += [
            i.caption for i in section.shown if not isinstance(i, Picture) and (not isinstance(i, Table) or i.rows)
        ]
    missing = [t for t in texts if closed(t)[:12] not in said]
    assert not missing
    scores = next(i for s in report.sections for i in s.shown if isinstance(i, Table) and s.id == "scores" and i.rows)
    assert all(closed(cell) in said for row in scores.rows for cell in row.cells if len(cell) < 8)


@pytest.mark.parametrize(("language", "spoken"), [("zh", "zh-CN"), ("en", "en")])
def test_the_file_can_be_read_by_ear_and_found_by_its_bookmarks(
    ordinary: dict[Language, Report], printed: dict[Language, pypdf.PdfReader], language: Language, spoken: str
) -> None:
    report, made = ordinary[language], printed[language]
    root: Any = made.trailer["/Root"]
    assert root["/Lang"] == spoken
    assert root["/MarkInfo"]["/Marked"]
    assert made.metadata is not None
    assert made.metadata.title == report.title
    chapters = [entry.title for entry in made.outline if not isinstance(entry, list)]  # type: ignore[union-attr]
    assert chapters[-len(report.sections) :] == [number + s.title for number, s in report.numbered]


def descriptions(element: Any) -> Iterator[str]:
    """Of the figures below an element of the structure of a document."""
    element = element.get_object()
    if isinstance(element, list):
        for inner in element:
            yield from descriptions(inner)
    elif isinstance(element, dict):
        if "/Alt" in element:
            yield str(element["/Alt"])
        yield from descriptions(element.get("/K", pypdf.generic.NullObject()))


def test_every_figure_is_described(ordinary: dict[Language, Report]) -> None:
    pictures = tuple(i for s in ordinary["zh"].sections for i in s.shown if isinstance(i, Picture))[:3]
    drawn = replace(ordinary["zh"], sections=(Section("figures", "图", (), pictures),))
    made: Any = pypdf.PdfReader(io.BytesIO(as_pdf(drawn)))
    assert list(descriptions(made.trailer["/Root"]["/StructTreeRoot"])) == [p.alt for p in pictures]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mark_and_the_number_of_the_page_stand_on_every_page(
    ordinary: dict[Language, Report], printed: dict[Language, pypdf.PdfReader], language: Language
) -> None:
    pages = [closed(page.extract_text()) for page in printed[language].pages]
    for number, said in enumerate(pages, 1):
        assert closed(ordinary[language].mark) in said
        assert f"{number}/{len(pages)}" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_fonts_of_the_package_are_used_and_they_travel_in_the_file(
    printed: dict[Language, pypdf.PdfReader], language: Language
) -> None:
    used = set()
    for page in printed[language].pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            used.add(str(inner["/BaseFont"]).partition("+")[2])
            assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object())
    assert used <= {"NotoSansSC-Regular", "DejaVuSans"}


def test_markup_in_a_text_is_printed_and_not_obeyed(printed_odd: pypdf.PdfReader) -> None:
    said = text_of(printed_odd)
    assert all(said.count(closed(text)) >= 4 for text in MARKUP)
    assert all(closed(text) in said for text in FORMULAS)


def test_characters_no_font_has_are_told_by_their_numbers(printed_odd: pypdf.PdfReader) -> None:
    assert {"☃😀[U+2A6A5]", "half[U+D800]", "bell[U+0007]"} <= set(
        re.findall(r"☃😀\S{9}|half\S{8}|bell\S{8}", text_of(printed_odd))
    )


def test_a_long_table_has_its_heads_on_every_page(printed_odd: pypdf.PdfReader) -> None:
    pages = [page.extract_text() for page in printed_odd.pages]
    with_rows = [said for said in pages if re.search(r"row \d", said)]
    assert len(with_rows) > 1
    assert all(said.count("head 0") >= 1 and said.count("head 1") >= 1 for said in with_rows)


def test_a_table_too_wide_for_any_page_goes_on_beside_itself_and_loses_no_cell(printed_odd: pypdf.PdfReader) -> None:
    turned = [page for page in printed_odd.pages if page.mediabox.width > page.mediabox.height]
    said = closed("".join(page.extract_text() for page in turned))
    assert all(f"{row}.{column:02d}ofthirty" in said for row in range(5) for column in range(30))


def test_a_chapter_that_opens_a_page_does(printed_odd: pypdf.PdfReader) -> None:
    page = next(said for p in printed_odd.pages if "4. Numbers" in (said := p.extract_text()) and "all numbers" in said)
    assert "shaded" not in page


def test_the_same_report_gives_the_same_bytes(ordinary: dict[Language, Report]) -> None:
    short = replace(ordinary["zh"], sections=ordinary["zh"].sections[:2])
    assert as_pdf(short) == as_pdf(short)
    assert b"CreationDate" not in as_pdf(short)


def test_a_missing_font_is_an_error_and_not_a_page_of_boxes(odd: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FAMILY", "No Such Font")
    with pytest.raises(ReportError, match="font"):
        as_pdf(replace(odd, sections=()))


def test_what_the_typesetter_refuses_is_said(odd: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_known", Every)
    with pytest.raises(ReportError, match="PDF"):
        as_pdf(replace(odd, title="\U0002a6a5", sections=()))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_no_word_leaves_the_page(odd: Report, ordinary: dict[Language, Report], tmp_path: Path) -> None:
    for name, report in {"odd": odd, **ordinary}.items():
        (tmp_path / f"{name}.pdf").write_bytes(as_pdf(report))
        subprocess.run(["pdftotext", "-bbox", f"{name}.pdf"], cwd=tmp_path, check=True, capture_output=True)
        placed = (tmp_path / f"{name}.html").read_text("utf-8", errors="replace")
        for page in placed.split("<page ")[1:]:
            wide, high = (float(x) for x in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
            corners = [
                [float(x) for x in c] for c in re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"', page)
            ]
            assert corners
            for left, top, right, bottom in corners:
                assert left > 40
                assert right < wide - 40, (name, right, wide)
                assert top > 15
                assert bottom < high - 15
