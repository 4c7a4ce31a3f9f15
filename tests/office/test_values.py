"""A table pasted whole into the sheet of values: its units are found, and what is not ours is said once."""

import pytest
from openpyxl import load_workbook

from govperf_sim.office.workbook.filled import read_workbook
from govperf_sim.office.workbook.template import write_workbook

HEADS = ["no", "town", "镇", "year", "vintage", "output_nominal", "output", "income", "jobs", "air", "sewage", "forest",
         "satisfaction"]  # fmt: skip


@pytest.fixture(scope="module")
def pasted(tmp_path_factory, towns):
    """The teaching scenario with its values pasted over the sheet as another office keeps them."""
    path = tmp_path_factory.mktemp("pasted") / "b.xlsx"
    write_workbook(path, towns)
    book = load_workbook(path)
    sheet = book["数据"]
    old = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    english = {code: unit.name.en for code, unit in towns.document.units.items()}
    sheet.delete_rows(3, sheet.max_row)
    sheet.append(HEADS)
    for n, (unit, name, year, vintage, _, *values) in enumerate(old, 1):
        sheet.append([4400 + n, english[unit], name, year, vintage, 3.5, *values])
    sheet.append(["合计", "合计", None, None, None, 99])
    book.save(path)
    return read_workbook(path)


def test_the_column_of_units_is_known_by_what_stands_in_it(pasted, towns):
    assert pasted.faults == ()
    columns = ["unit", "indicator", "period", "vintage", "value"]
    read, wanted = ({*map(tuple, f[columns].to_numpy())} for f in (pasted.values.table.frame, towns.observed.frame))
    assert read == wanted
    said = {f.message.key: f for f in pasted.reminders}
    assert said["workbook.unit_column"].message.values == {"found": "town"}
    assert said["workbook.unit_column"].file == "b.xlsx 数据!B3"


def test_the_columns_that_are_not_ours_are_said_in_one_reminder(pasted):
    (said,) = [f for f in pasted.reminders if f.message.key == "workbook.head_ignored"]
    assert said.message.values == {"found": "no, 镇, output_nominal"}


def test_a_head_is_a_slip_of_the_pen_only_for_a_column_that_is_missing(tmp_path, towns):
    path = tmp_path / "b.xlsx"
    write_workbook(path, towns)
    book = load_workbook(path)
    book["数据"].insert_cols(6)
    book["数据"]["F3"] = "incomes"  # and income stands further on
    book.save(path)
    filled = read_workbook(path)
    assert filled.faults == ()
    assert "incomes" in [f.message.values.get("found") for f in filled.reminders]


def test_a_column_with_a_stranger_among_its_units_is_not_taken_for_theirs(tmp_path, towns):
    path = tmp_path / "b.xlsx"
    write_workbook(path, towns)
    book = load_workbook(path)
    sheet = book["数据"]
    sheet["A3"], sheet["B3"] = "town", "remark"
    sheet["A6"], sheet["B6"] = "somewhere", "somewhere else"
    book.save(path)
    assert [f.message.key for f in read_workbook(path).faults] == ["workbook.no_head"]
