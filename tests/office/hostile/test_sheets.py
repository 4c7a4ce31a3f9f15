"""Sheets that are not as they were written: moved, doubled, hidden, merged, foreign, endless."""

import pytest
from packed import every_third


def renamed(book, old, new):
    return book.change("xl/workbook.xml", f'name="{old}"', f'name="{new}"')


def twice(book, sheet, other):
    """A second sheet that shows the part of the first."""
    found = book.text("xl/workbook.xml").partition(f'name="{sheet}"')[2].partition('r:id="')[2].partition('"')[0]
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return book.change(
        "xl/workbook.xml", "</sheets>", f'<sheet {relation} name="{other}" sheetId="77" r:id="{found}"/></sheets>'
    )


REFUSED = {
    "a sheet is not there": (lambda b: renamed(b, "规则", "草稿"), "b.xlsx: "),
    "a sheet with nearly its name": (lambda b: renamed(b, "指标", "指标表"), "b.xlsx 指标表: "),
    "a sheet twice, in two languages": (lambda b: renamed(b, "条款", "Units"), "b.xlsx Units: "),
    "two sheets that show the same": (lambda b: twice(b, "数据", "数据 2"), "b.xlsx"),
    "shifted heads": (lambda b: b.typed("指标!A3", "代号x"), "b.xlsx 指标: "),
    "a head twice": (lambda b: b.typed("单位!D3", "编码"), "b.xlsx 单位!D3: "),
    "no line of heads": (lambda b: b.swap(b.part("指标"), r'<row r="3".*?</row>', ""), "b.xlsx 指标: "),
    "no row of a unit": (lambda b: b.swap(b.part("数据"), r'<row r="5".*?</row>', ""), "b.xlsx 数据: "),
    "no values": (lambda b: b.swap(b.part("数据"), r'(<row r="3".*?</row>).*</sheetData>', r"\1</sheetData>"), "b.xlsx 数据: "),
    "no rows at all": (lambda b: b.swap(b.part("单位"), r"<sheetData>.*</sheetData>", "<sheetData/>"), "b.xlsx 单位: "),
    "a row twice": (lambda b: b.rows("数据", '<row r="4"><c r="F4"><v>1</v></c></row>'), "b.xlsx 数据: "),
    "rows in disorder": (lambda b: b.rows("数据", '<row r="2"><c r="F2"><v>1</v></c></row>'), "b.xlsx 数据: "),
    "a cell twice": (lambda b: b.held("数据!G4", "3.6").swap(b.part("数据"), '<c r="G4">', '<c r="F4"><v>1</v></c><c r="G4">'), "b.xlsx 数据: row 4 has a cell “F4”"),
    "a cell in the row of another": (lambda b: b.cell("数据!G4", '<c r="G9"><v>3.6</v></c>'), "b.xlsx 数据: row 4 has a cell “G9”"),
    "a cell that stands nowhere": (lambda b: b.cell("数据!G4", '<c r="4G"><v>3.6</v></c>'), "b.xlsx 数据"),
    "a cell in row nought": (lambda b: b.rows("数据", '<row r="0"><c r="A0"><v>1</v></c></row>'), "b.xlsx 数据"),
    "a cell beyond the last column": (lambda b: b.rows("数据", '<row r="99"><c r="ZZZZ99"><v>1</v></c></row>'), "b.xlsx 数据"),
    "a cell beyond the last row": (lambda b: b.rows("数据", '<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "b.xlsx 数据"),
    "a row of 5,000 digits": (lambda b: b.rows("数据", f'<row r="{"9" * 5000}"><c><v>1</v></c></row>'), "b.xlsx 数据"),
    "a row with a number in another script": (lambda b: b.rows("数据", '<row r="²"><c><v>1</v></c></row>'), "b.xlsx 数据"),
    "merged cells that are none": (lambda b: b.around("数据", "", '<mergeCells><mergeCell ref="x:y"/></mergeCells>'), "b.xlsx 数据"),
    "merged columns without rows": (lambda b: b.around("数据", "", '<mergeCells><mergeCell ref="A:C"/></mergeCells>'), "b.xlsx 数据"),
    "merged cells that lie over one another": (
        lambda b: b.around("单位", "", '<mergeCells><mergeCell ref="A4:B5"/><mergeCell ref="B4:C5"/></mergeCells>'), "b.xlsx 单位!"),
    "a cell that holds something inside merged ones": (
        lambda b: b.around("单位", "", '<mergeCells><mergeCell ref="D4:D6"/></mergeCells>'), "b.xlsx 单位!D5: "),
    "a sheet that is cut off": (lambda b: b.swap(b.part("维度"), r"</row></sheetData>.*", "", 1), "b.xlsx 维度: "),
    "a sheet of another kind of document": (lambda b: b.parts.update({b.part("维度"): b"<html/>"}) or b, "b.xlsx 维度: "),
    "a sheet in no encoding": (lambda b: b.parts.update({b.part("维度"): b'<?xml version="1.0" encoding="x-none"?><a/>'}) or b, "b.xlsx"),
    "a sheet of bytes": (lambda b: b.parts.update({b.part("维度"): bytes(range(256)) * 9}) or b, "b.xlsx"),
    "half a character": (lambda b: b.change(b.part("维度"), "<sheetData>", "<sheetData>&#xD800;"), "b.xlsx 维度: "),
    "a control character": (lambda b: b.change(b.part("维度"), "<sheetData>", "<sheetData>\x07"), "b.xlsx 维度: "),
    "16,384 columns": (
        lambda b: b.rows("数据", '<row r="99">' + "".join(f"<c><v>{n}</v></c>" for n in range(16_384)) + "</row>"), "b.xlsx 数据"),
    "more columns than there are": (
        lambda b: b.rows("数据", '<row r="99">' + "<c><v>1</v></c>" * 16_400 + "</row>"), "b.xlsx 数据"),
}  # fmt: skip


@pytest.mark.parametrize("case", every_third(REFUSED))
def test_a_sheet_that_cannot_be_meant_is_named(book, refused, case):
    spoil, said = REFUSED[case]
    told = refused(spoil(book))
    assert said in told, told
    assert len(told) < 20_000


READ = {
    "hidden rows": (lambda b: b.change(b.part("数据"), '<row r="5"', '<row hidden="1" r="5"'), "b.xlsx 数据!A5: "),
    "a hidden sheet": (lambda b: b.swap("xl/workbook.xml", r'(name="条款"[^>]*state=")visible', r"\1hidden"), "b.xlsx 条款: "),
    "a sheet hidden from the menu too": (
        lambda b: b.swap("xl/workbook.xml", r'(name="条款"[^>]*state=")visible', r"\1veryHidden"), "b.xlsx 条款: "),
    "merged cells": (lambda b: b.swap(b.part("单位"), r'<c r="D5".*?</c>', "", 1).around(
        "单位", "", '<mergeCells><mergeCell ref="D4:D5"/></mergeCells>'), "b.xlsx 单位!D4:D5: "),
    "rows without numbers": (lambda b: b.swap(b.part("数据"), r'(<row) r="\d+"', r"\1").swap(b.part("数据"), r'(<c) r="\w+"', r"\1"), ""),
    "a size that is not so": (lambda b: b.swap(b.part("数据"), r'<dimension ref="[^"]*"/>', '<dimension ref="A1:XFD1048576"/>'), ""),
    "a size that is none": (lambda b: b.swap(b.part("数据"), r'<dimension ref="[^"]*"/>', ""), ""),
    "dates counted from 1904": (lambda b: b.change("xl/workbook.xml", "<workbookPr/>", '<workbookPr date1904="1"/>'), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", every_third(READ))
def test_a_sheet_that_was_changed_in_its_looks_is_read(book, read, case):
    spoil, said = READ[case]
    told, folder = read(spoil(book))
    assert said in told, told
    assert (folder / "units.yaml").is_file()
