"""Files that are no workbook, or more than one: each is named, and what is made to exhaust a memory exhausts none."""

import resource
import subprocess
import sys
import zipfile

import pytest
from packed import SHEET, every_third, flagged_encrypted

ENTITY = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def declared(book, part, before=""):
    book.parts[part] = f"<?xml version='1.0'?>{before}{ENTITY}".encode() + book.parts[part]
    return book.packed()


def with_also(book, name, content=b"x"):
    book.and_also.append((name, content))
    return book.packed()


def without(book, part):
    del book.parts[part]
    return book.packed()


FILES = {
    "an old workbook": ("b.xls", lambda b: OLE + bytes(600)),
    "an old workbook under a new name": ("b.xlsx", lambda b: OLE + bytes(600)),
    "an encrypted workbook": ("b.xlsx", lambda b: OLE + "EncryptedPackage".encode("utf-16-le") * 3),
    "an encrypted archive": ("b.xlsx", lambda b: flagged_encrypted(b.packed())),
    "a table of text in GB18030": ("b.csv", lambda b: "单位,年份\n".encode("gb18030")),
    "a table of text under the name of a workbook": ("b.xlsx", lambda b: "单位,年份\n".encode("gb18030")),
    "nothing": ("b.xlsx", lambda b: b""),
    "an archive that is cut off": ("b.xlsx", lambda b: b.packed()[:-2000]),
    "an archive cut in half": ("b.xlsx", lambda b: b.packed()[: len(b.packed()) // 2]),
    "an archive with bytes that were changed": (
        "b.xlsx", lambda b: b.packed(zipfile.ZIP_DEFLATED)[:9000] + bytes(200) + b.packed(zipfile.ZIP_DEFLATED)[9200:]),
    "entities in the workbook": ("b.xlsx", lambda b: declared(b, "xl/workbook.xml")),
    "entities in a sheet": ("b.xlsx", lambda b: declared(b, "xl/worksheets/sheet3.xml")),
    "entities behind a long comment": (
        "b.xlsx", lambda b: declared(b, "xl/styles.xml", f"<!--{'x' * 20_000}-->")),
    "a document type in another encoding": ("b.xlsx", lambda b: with_also(
        b, "xl/more.xml", "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16"))),
    "a sheet packed twice": ("b.xlsx", lambda b: with_also(b, "xl/worksheets/sheet3.xml")),
    "no contents": ("b.xlsx", lambda b: without(b, "[Content_Types].xml")),
    "no workbook": ("b.xlsx", lambda b: without(b, "xl/workbook.xml")),
    "no links": ("b.xlsx", lambda b: without(b, "xl/_rels/workbook.xml.rels")),
    "no part of a sheet": ("b.xlsx", lambda b: without(b, "xl/worksheets/sheet3.xml")),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", every_third(FILES))
def test_what_is_no_workbook_is_refused_by_name(tmp_path, book, imported, case):
    name, spoil = FILES[case]
    path = tmp_path / name
    path.write_bytes(spoil(book))
    told = imported(path, 2)
    assert name in told, told
    assert len(told) < 20_000


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", every_third(FILES))
def test_nor_is_it_a_proposal(tmp_path, book, evaluated, case):
    name, spoil = FILES[case]
    path = tmp_path / name
    path.write_bytes(spoil(book))
    assert name in evaluated(path, 2)


READ = {
    "a part that leads out of the folder": "../../../evil.xml",
    "a part at the root of the disk": "/etc/evil.xml",
    "macros": "xl/vbaProject.bin",
    "a picture": "xl/media/image1.png",
}


@pytest.mark.parametrize("case", every_third(READ))
def test_a_part_that_is_not_read_does_no_harm(tmp_path, book, read, case):
    book.and_also.append((READ[case], b"\x00\xff<!DOCTYPE"))
    _, folder = read(book)
    assert (folder / "framework.yaml").is_file()
    assert not list(tmp_path.parent.rglob("evil.xml"))


def strings(content):
    return lambda b: b.parts.update({"xl/sharedStrings.xml": content}) or b


def sheet(rows):
    return lambda b: b.parts.update({b.part("数据"): SHEET.format(rows).encode()}) or b


BOMBS = {
    "a part of 90 MB": strings(b" " * 90_000_000),
    "a part of 500 MB": lambda b: b.parts.update({b.part("数据"): b" " * 500_000_000}) or b,
    "millions of shared strings": strings(b"<sst>" + b"<si/>" * 6_000_000),
    "a million formatted rows that are empty": sheet("".join(f'<row r="{n}"/>' for n in range(1, 1_000_001))),
    "more rows than there are": sheet("<row/>" * 1_100_000),
    "tens of thousands of merged ranges over all": lambda b: b.around(
        "数据", "", '<mergeCells>' + '<mergeCell ref="A4:XFD1048576"/>' * 50_000 + '</mergeCells>'),
    "one value merged over twenty million cells": sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="BXX9000"><v>1</v></c></row>'),
}  # fmt: skip
MEGABYTES = 1000


@pytest.mark.slow
@pytest.mark.parametrize("case", BOMBS)
def test_what_is_made_to_exhaust_a_memory_exhausts_none(tmp_path, book, case):
    path = BOMBS[case](book).save(tmp_path / "b.xlsx", zipfile.ZIP_DEFLATED)
    command = [sys.executable, "-m", "govperf_sim", "import", str(path), str(tmp_path / "made")]
    limit = MEGABYTES * 1_000_000

    def bounded():
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, preexec_fn=bounded)
    assert ran.returncode == 2, ran.stderr
    assert "b.xlsx" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "made").exists()
