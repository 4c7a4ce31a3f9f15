"""Tables that people have filled in, and what is no such table."""

import pytest
from openpyxl import Workbook

from govperf_sim.errors import PreferenceError
from govperf_sim.office.grid import read_grid


def faults(path):
    with pytest.raises(PreferenceError) as raised:
        read_grid(path)
    assert raised.value.text("zh")
    return [(f.file.rpartition("/")[2], f.line, f.message.key) for f in raised.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_in_the_encodings_of_chinese_desktops(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes('编码,名称\r\n\r\na,"民生, 改善"\r\n'.encode(encoding))
    grid = read_grid(path)
    assert [e.typed for e in grid.heads] == ["编码", "名称"]
    assert [[e.typed for e in row] for row in grid.rows] == [["a", "民生, 改善"]]
    at = grid.rows[0][1]
    assert (at.file, at.line, at.column) == (path.as_posix(), 3, 3)


def test_a_workbook_is_read_cell_by_cell_without_its_empty_rows(tmp_path):
    book = Workbook()
    for row in (["code", "x"], [None, None], ["a", "=1+1"]):
        book.active.append(row)
    book.active.title = "问卷"
    book.save(tmp_path / "a.xlsx")
    grid = read_grid(tmp_path / "a.xlsx")
    assert [[e.typed for e in row] for row in grid.rows] == [["a", "=1+1"]]
    assert grid.rows[0][1].file.endswith("a.xlsx 问卷!B3")


def test_what_is_no_table_is_named(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"")
    (tmp_path / "b.xlsx").write_bytes(b"not a zip")
    (tmp_path / "c.csv").write_text('code,x\na,"open\nb,1,2\n', "utf-8")
    (tmp_path / "d.csv").write_text("", "utf-8")
    Workbook().save(tmp_path / "e.xlsx")
    assert faults(tmp_path / "a.xls") == [("a.xls", 0, "office.suffix")]
    assert faults(tmp_path / "b.xlsx") == [("b.xlsx", 0, "office.no_workbook")]
    assert faults(tmp_path / "c.csv") == [("c.csv", 2, "office.open_quote"), ("c.csv", 3, "office.too_wide")]
    assert faults(tmp_path / "d.csv") == [("d.csv", 0, "scenario.empty_file")]
    assert faults(tmp_path / "e.xlsx") == [("e.xlsx", 0, "office.no_rows")]
    assert faults(tmp_path / "f.csv") == [("f.csv", 0, "office.no_file")]
