"""Which sheets of a workbook are read."""

import pytest

from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Sheet
from govperf_sim.office.workbook.known import known_sheets, remind_of_layout

TITLES = {"rules": ("规则", "Rules"), "units": ("单位", "Units"), "pools": ("排名范围", "Pools")}


def sheet(name, **more):
    said = {"rows": {}, "merged": (), "hidden": False, "hidden_rows": ()} | more
    return Sheet(book="b.xlsx", name=name, **said)


def known(*names):
    """The sheets that are known, and what was found about the others."""
    found = Found()
    read = known_sheets([sheet(name) for name in names], TITLES, {"rules", "units"}, found)
    faults = [(f.file, f.message.key.split(".")[1]) for f in found.faults]
    return {kind: s.name for kind, s in read.items()}, faults, [f.file for f in found.reminders]


@pytest.mark.parametrize("names", [("规则", "单位"), ("Units", "RULES"), (" rules ", "单　位")])
def test_a_sheet_is_known_by_its_title_in_either_language_and_by_its_code(names):
    read, faults, reminders = known(*names)
    assert (set(read), faults, reminders) == ({"rules", "units"}, [], [])


def test_a_needed_sheet_that_is_missing_is_named_and_another_is_not():
    assert known("规则")[1] == [("b.xlsx", "no_sheet")]


def test_a_sheet_called_nearly_like_a_missing_one_is_to_be_renamed():
    assert known("规则表", "单位")[1] == [("b.xlsx 规则表", "sheet_unknown")]


def test_a_sheet_that_is_there_twice_and_one_that_is_not_read_are_said():
    read, faults, reminders = known("规则", "单位", "Rules", "草稿")
    assert read["rules"] == "规则"
    assert faults == [("b.xlsx Rules", "sheet_twice")]
    assert reminders == ["b.xlsx 草稿"]


def test_what_people_do_not_see_in_a_sheet_is_said():
    found = Found()
    rows = {n: {1: Cell("x", f"b.xlsx 规则!A{n}", n, 1)} for n in (2, 3)}
    remind_of_layout(sheet("规则", rows=rows, hidden=True, hidden_rows=(3, 9), merged=("A1:C1", "B2:B3")), found)
    assert {f.message.key.split(".")[1]: f.file for f in found.reminders} == {
        "hidden_sheet": "b.xlsx 规则", "hidden_rows": "b.xlsx 规则!A3", "merged": "b.xlsx 规则!B2:B3",
    }  # fmt: skip
