from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from report.forms.conftest import FORMULAS, NUMBERS

from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.forms.excel import as_xlsx, number_of
from govperf_sim.report.report import Report
from govperf_sim.report.tables.table import Table
from govperf_sim.words import LANGUAGES, Language


def opened(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(as_xlsx(report)))


def cells(book: Workbook) -> list[object]:
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_sheet_and_every_line_of_the_contents_leads_to_one(
    ordinary: dict[Language, Report], language: Language
) -> None:
    report = ordinary[language]
    shown = [i for s in report.sections for i in s.shown if not isinstance(i, Picture)]
    wanted = [i for i in shown if not isinstance(i, Table) or i.rows]
    book = opened(report)
    assert len(book.sheetnames) == 1 + len(wanted)
    assert [sheet["A1"].value for sheet in book.worksheets[1:]] == [i.caption for i in wanted]
    links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{title}'!A1" for title in book.sheetnames[1:]]
    back = {sheet["A2"].hyperlink.location for sheet in book.worksheets[1:]}
    assert back == {f"'{book.sheetnames[0]}'!A1"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_stands_first_and_the_mark_on_every_sheet(
    ordinary: dict[Language, Report], language: Language
) -> None:
    report, book = ordinary[language], opened(ordinary[language])
    front = [row[1].value for row in book.worksheets[0].iter_rows(max_col=2)]
    assert [f"{n}. {s}" for n, s in enumerate(report.findings, 1)] == [
        said for said in front if said and said.partition(". ")[2] in report.findings
    ]
    for sheet in book:
        assert report.mark in [sheet.cell(row, column).value for row in (3, 4) for column in (1, 2)], sheet.title
        assert sheet.oddHeader.right.text == report.mark


def test_tables_hold_the_printed_numbers_as_numbers(ordinary: dict[Language, Report]) -> None:
    report = ordinary["en"]
    table = next(i for s in report.sections for i in s.shown if isinstance(i, Table) and s.id == "scores" and i.rows)
    sheet = next(s for s in opened(report) if s["A1"].value == table.caption)
    found = [[c.value for c in row[: len(table.head)]] for row in sheet.iter_rows(min_row=5)][: len(table.rows)]
    numbers = 0
    for row, line in zip(found, table.rows, strict=True):
        for value, said in zip(row, line.cells, strict=True):
            if isinstance(value, int | float):
                assert value == float(said)
                numbers += 1
            else:
                assert (value or "") == said
    assert numbers >= len(table.rows)


def test_no_cell_can_start_a_formula(odd: Report) -> None:
    made = as_xlsx(odd)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any(re.search(rb"<f[ >/]", sheet) for sheet in sheets)
    book = load_workbook(io.BytesIO(made))
    typed = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in typed} == {"s"}
    dangerous = [cell for cell in typed if cell.value[0] in "=+-@\t\r"]
    assert len(dangerous) >= 2 * len(FORMULAS) - 2  # XML reads a carriage return as the end of a line
    assert all(cell.quotePrefix for cell in dangerous)


def test_characters_no_file_can_hold_are_told_by_their_numbers(odd: Report) -> None:
    said = cells(opened(odd))
    assert {"half [U+D800]", "bell [U+0007]", "☃ 😀 \U0002a6a5", "مرحبا"} <= set(said)


def test_sheets_have_titles_that_a_workbook_may_have(odd: Report) -> None:
    titles = opened(odd).sheetnames
    assert len({t.lower() for t in titles}) == len(titles) == 7
    assert all(0 < len(t) <= 31 and not set(t) & set("\\/*?:[]") for t in titles)


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_stays_a_text() -> None:
    assert number_of("12345678901234567") is None
    assert number_of("123456789012.345") == (123456789012.345, "0.000")
    assert number_of("３") is None


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or poppler is not installed"
)
def test_a_spreadsheet_program_shows_every_number_as_it_is_printed(odd: Report, tmp_path: Path) -> None:
    (tmp_path / "odd.xlsx").write_bytes(as_xlsx(odd))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for command in (
        ["soffice", profile, "--headless", "--convert-to", "pdf", "odd.xlsx"],
        ["pdftotext", "-layout", "odd.pdf"],
    ):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    shown = (tmp_path / "odd.txt").read_text("utf-8")
    lines = [line.strip() for line in shown.rpartition("all numbers\n← ")[2].splitlines()]
    rows = lines[next(n for n, line in enumerate(lines) if line.startswith("head 0")) + 1 :]
    for said, line in zip(NUMBERS, rows, strict=False):
        assert line.startswith(said), (said, line)
    assert {"=1+1", "+1+1", "-2+3", "@SUM(A1)"} <= {word for line in shown.splitlines() for word in line.split()}
