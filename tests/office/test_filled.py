"""Workbooks filled in as people do: every problem at its cell, every guess said, nothing dropped in silence."""

import datetime
import random
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from govperf_sim.errors import ScenarioError
from govperf_sim.office.workbook.filled import read_workbook
from govperf_sim.office.workbook.found import in_sheet_order
from govperf_sim.office.workbook.imported import make_scenario
from govperf_sim.office.workbook.opened import Opened
from govperf_sim.office.workbook.scanned import MOST_AREA, extent
from govperf_sim.office.workbook.template import write_workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory, towns):
    path = tmp_path_factory.mktemp("books") / "towns.xlsx"
    write_workbook(path, towns)
    return path


@pytest.fixture
def edited(book, tmp_path):
    """The workbook of the teaching scenario with some cells changed, or changed by a function."""

    def edit(*changes):
        path = tmp_path / "b.xlsx"
        workbook = load_workbook(book)
        for change in changes:
            if callable(change):
                change(workbook)
            else:
                (place, value) = change
                sheet, _, cell = place.partition("!")
                workbook[sheet][cell].number_format = "General"
                workbook[sheet][cell].value = value
        workbook.save(path)
        return path

    return edit


@pytest.fixture
def problems(tmp_path, towns):
    """Where each fault stands and which it is; nothing is written."""

    def find(path, base=towns):
        target = tmp_path / "made"
        with pytest.raises(ScenarioError) as raised:
            make_scenario(read_workbook(path), path, target, base)
        assert not target.exists()
        assert {p.suffix for p in tmp_path.iterdir()} <= {".xlsx", ".xls", ".et", ".csv", ".txt"}
        for language in ("zh", "en"):
            text = raised.value.text(language)
            assert "Unread" not in text
            assert "Traceback" not in text
        return [(f.file.removeprefix(f"{path.name} "), f.message.key.split(".")[1]) for f in raised.value.faults]

    return find


@pytest.fixture
def reminded(tmp_path, towns):
    """Where each reminder stands and which it is; and the scenario that is made all the same."""

    def find(path):
        filled = read_workbook(path)
        made = make_scenario(filled, path, tmp_path / "made", towns)
        for reminder in filled.reminders:
            assert reminder.text("zh")
            assert reminder.text("en")
        said = [(f.file.removeprefix(f"{path.name} "), _first_key(f.message)) for f in filled.reminders]
        return said, made.scenario

    return find


def _first_key(message):
    return message.values["said"].key.split(".")[1] if message.key == "workbook.and_more" else message.key.split(".")[1]


def test_a_problem_is_said_with_its_cell_what_was_found_and_what_to_do(edited, towns):
    path = edited(("规则!D4", "约8%"))
    (fault,) = read_workbook(path).faults
    assert fault.text("zh") == "b.xlsx 规则!D4: 这不是确定的数：“约8%”"
    path = edited(("规则!D4", "8,5"))
    (fault,) = read_workbook(path).faults
    assert fault.text("en") == "b.xlsx 规则!D4: this is not a number: “8,5”\n       = write 8.5"


def every_third(cases):
    """Every third case every day, all of them with the slow tests: each opens and saves a workbook."""
    marks = [[] if n % 3 == 0 else [pytest.mark.slow] for n in range(len(cases))]
    return [pytest.param(*case, marks=m, id=str(n)) for n, (case, m) in enumerate(zip(cases, marks, strict=True))]


CELLS = [
    ("指标!D4", "grwth", ["undefined"]),
    ("指标!D4", None, ["blank"]),
    ("指标!G4", "%", []),
    ("指标!H4", "正向", ["no_such_option"]),
    ("指标!A5", "output", ["code_twice"]),
    ("指标!A4", "规上工业", ["bad_code"]),
    ("指标!A4", None, ["no_code"]),
    ("规则!D5", "#N/A", ["formula_error"]),
    ("规则!D5", "=0.2+0.05", ["formula"]),
    ("规则!E4", "plain_towns=150%; hill_towns=15%", ["out_of_range"]),
    ("规则!E4", "plain_twns=20%; hill_towns=15%", ["undefined"]),
    ("规则!C4", "经济发展", ["no_condition"]),
    ("规则!B4", "合计", ["no_such_option"]),
    ("权重!D5", 0.35, ["shares_of_system"]),
    ("权重!D5", None, ["no_share"]),
    ("权重!D5", "三成", ["not_a_number"]),
    ("数据!A4", "东渡", ["unknown_unit"]),
    ("数据!A4", None, ["no_unit"]),
    ("数据!C4", "去年", ["not_a_number"]),
    ("数据!C4", 20, ["no_year"]),
    ("数据!F4", "约8", ["not_definite"]),
    ("数据!F4", "8天", ["other_measure"]),
    ("数据!F4", True, ["logical"]),
    ("数据!F4", datetime.datetime(2024, 1, 3), ["became_date"]),
    ("单位!D4", None, ["blank"]),
    ("说明!B19", "法文", ["no_such_option"]),
]


@pytest.mark.parametrize(("place", "typed", "keys"), every_third(CELLS))
def test_a_cell_that_cannot_be_meant_is_named(edited, problems, place, typed, keys):
    def put(workbook):
        sheet, _, cell = place.partition("!")
        at = workbook[sheet][cell]
        at.number_format = "General"
        at.value = typed
        if isinstance(typed, str) and typed.startswith("#"):
            at.data_type = "e"

    path = edited(put)
    if not keys:
        read_workbook(path)
        return
    found = problems(path)
    assert [key for _, key in found if key in keys] != [], found
    assert place in {at for at, _ in found} or keys[0] in ("no_share", "shares_of_system"), found


def test_every_problem_is_said_at_once_and_in_the_order_of_the_sheets(edited, problems):
    found = problems(
        edited(("规则!D5", "约8"), ("指标!H10", "正向"), ("指标!H4", "反向"), ("数据!F4", "x"), ("单位!D4", "山区"))
    )
    assert [place for place, _ in found][:5] == ["指标!H4", "指标!H10", "单位!D4", "规则!D5", "数据!F4"]


SHEETS = [
    (lambda b: b.remove(b["规则"]), [("b.xlsx", "no_sheet")]),
    (lambda b: setattr(b["指标"], "title", "指标表"), [("指标表", "sheet_unknown")]),
    (lambda b: setattr(b["条款"], "title", "Units"), [("Units", "sheet_twice")]),
    (lambda b: b["指标"].delete_rows(3), [("指标", "no_heads")]),
    (lambda b: b["指标"].delete_cols(1), [("指标", "no_head")]),
    (lambda b: b["单位"].delete_cols(4), [("单位", "no_head")]),
    (lambda b: b["数据"].delete_cols(8), [("数据", "no_indicator_column")]),
    (lambda b: b["数据"].delete_rows(5), [("数据", "no_row")]),
    (lambda b: b["数据"].delete_rows(4, 99), [("数据", "no_values")]),
    (lambda b: b["指标"].__setitem__("H3", "方 相"), [("指标", "no_head")]),
    (lambda b: b["指标"].__setitem__("E3", "所属维度"), []),
    (lambda b: b["单位"].__setitem__("D3", "编码"), [("单位!D3", "head_twice")]),
    (lambda b: b["说明"].delete_rows(17, 1), [("说明", "no_line")]),
    (lambda b: b["说明"].delete_rows(16, 1), [("说明", "no_heads")]),
    (lambda b: b["数据"].append(["east_ford", None, 2024, None, "synthetic", 3]), [("数据!F", "value_twice")]),
]


@pytest.mark.parametrize(("change", "wanted"), every_third(SHEETS))
def test_a_sheet_that_is_not_as_it_was_written_is_named(edited, problems, change, wanted):
    path = edited(change)
    if not wanted:
        assert read_workbook(path).reminders
        return
    found = problems(path)
    assert len(found) <= 12, "what is not there is missed once"
    for place, key in wanted:
        assert any(at.startswith(place) and k == key for at, k in found), found


def test_what_can_mean_one_thing_only_is_read_and_what_was_guessed_is_said(edited, reminded):
    def lay_out(workbook):
        workbook["数据"].row_dimensions[5].hidden = True
        workbook["条款"].sheet_state = "hidden"
        workbook["单位"]["A20"].value, workbook["单位"]["B20"].value = "合计", "6"
        workbook.create_sheet("草稿")["A1"] = "x"
        workbook["单位"].merge_cells("E4:E6")
        workbook["指标"].insert_rows(1, 3)
        workbook["维度"].cell(3, 12).value = "联系人"

    said, scenario = reminded(
        edited(
            lay_out,
            ("单位!D4", "平原镇"),
            ("说明!B18", None),
            ("数据!C4", "２０２３年"),
            ("规则!D5", 25),
            ("规则!E5", "45％"),
        )
    )
    keys = {key for _, key in said}
    assert {"hidden_rows", "hidden_sheet", "total_row", "sheet_ignored", "merged", "head_ignored", "name_as_code",
            "as_percent"} <= keys  # fmt: skip
    assert ("规则!D5", "as_percent") in said
    assert ("单位!D4", "name_as_code") in said
    assert scenario.document.rules["share_livelihood"].at_least == 0.25
    assert scenario.document.rules["share_livelihood"].at_most == 0.45
    assert scenario.document.units["east_ford"].group == "plain_towns"


def test_a_date_for_a_year_and_money_in_another_multiple_are_converted_and_said(edited, reminded, towns):
    def change(workbook):
        workbook["数据"]["C4"].number_format = "yyyy-mm-dd"
        workbook["数据"]["C4"].value = datetime.datetime(2023, 12, 31)
        workbook["指标"]["G5"].value = "万元"
        workbook["数据"]["G4"].value = "36000元"

    said, scenario = reminded(edited(change))
    assert {("数据!C4", "date_as_year"), ("数据!G4", "converted")} <= set(said)
    assert scenario.observed.values["east_ford", "income", 2023] == 3.6


def test_columns_may_be_moved_and_other_languages_used(edited, reminded, towns):
    def shuffle(workbook):
        sheet = workbook["单位"]
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        for n, row in enumerate(rows, 1):
            for m, value in enumerate(row, 1):
                sheet.cell(n, m).value = value
        workbook["规则"].title = "rules"
        workbook["组别"]["B3"].value = "name.zh"

    _, scenario = reminded(edited(shuffle))
    assert scenario.document == towns.document


def test_a_name_in_one_language_serves_for_both(edited, reminded):
    said, scenario = reminded(edited(("单位!C4", None), ("单位!C5", None)))
    assert ("单位!C4", "name_in_one") in said
    assert scenario.document.units["east_ford"].name.en == "东渡镇"


def test_without_its_base_a_clause_that_only_the_base_cites_is_named(book, problems):
    found = problems(book, base=None)
    assert {key for _, key in found} == {"clause_not_cited"}
    assert all(place.startswith("条款!A") for place, _ in found)


# --- files that are no workbook -------------------------------------------------------------------------------------------


def zipped(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


FILES = {
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "suffix_old"),
    "wps.et": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "suffix_old"),
    "old_inside.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_inside"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 3, "encrypted"),
    "text.xlsx": ("单位,年份\n".encode("gb18030"), "no_zip"),
    "empty.xlsx": (b"", "no_zip"),
    "data.csv": ("单位,年份\n".encode("gb18030"), "suffix_csv"),
    "letter.txt": (b"x", "suffix_csv"),
    "absent.xlsx": (None, "no_file"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_workbook_is_named_with_what_to_do(tmp_path, problems, name):
    content, key = FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert problems(tmp_path / name) == [(name, key)]


def test_an_archive_that_is_no_workbook_or_means_more_than_it_is(tmp_path, problems):
    entity = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    assert problems(zipped(tmp_path / "word.xlsx", {"word/document.xml": "<a/>"})) == [("word.xlsx", "no_workbook")]
    assert problems(zipped(tmp_path / "bare.xlsx", {"xl/workbook.xml": "<a/>"})) == [("bare.xlsx", "no_zip")]
    assert problems(zipped(tmp_path / "laugh.xlsx", {"xl/workbook.xml": entity})) == [("laugh.xlsx", "entities")]
    bomb = zipped(tmp_path / "bomb.xlsx", {"xl/workbook.xml": "<a/>", "xl/sharedStrings.xml": b" " * 90_000_000})
    assert bomb.stat().st_size < 200_000
    assert problems(bomb) == [("bomb.xlsx", "part_too_large")]


def test_a_broken_sheet_is_named(book, tmp_path, problems):
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, content[:900] if part == "xl/worksheets/sheet3.xml" else content)
    assert problems(broken) == [("维度", "broken_sheet")]


def test_a_cell_far_out_is_named_and_a_million_formatted_rows_are_not_read(edited, tmp_path, problems):
    def far(workbook):
        workbook["单位"]["ALL90000"].value = "x"

    assert problems(edited(far)) == [("单位", "far_cell")]
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>' for n in range(1, 20_000))
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    path = zipped(tmp_path / "wide.xlsx", {"s.xml": sheet % (rows + '<row r="20001"><c r="B20001"><v>1</v></c></row>')})
    held = extent(path, "s.xml", "wide.xlsx s", Opened(formats=2))
    assert (held.cells, held.last_row, held.last_column) == (1, 20_001, 2)
    assert held.last_row * held.last_column < MOST_AREA


def test_a_workbook_of_somebody_elses_is_refused_sheet_by_sheet(tmp_path, problems):
    other = Workbook()
    other.active.append(["a", "b"])
    other.save(tmp_path / "other.xlsx")
    found = problems(tmp_path / "other.xlsx")
    assert {key for _, key in found} == {"no_sheet"}
    assert len(found) == 10


def test_cells_are_ordered_as_people_count_them():
    from govperf_sim.errors import Fault
    from govperf_sim.words import Message

    places = ["b s!A2", "b s!B10", "b s!AA10", "b s!B11", "b t!A1", "cycle.yaml"]
    shuffled = random.Random(1).sample(places, len(places))
    faults = [Fault(Message("workbook.no_values"), None, place) for place in shuffled]
    assert [f.file for f in in_sheet_order(faults, ["s", "t"])] == places


def test_a_table_without_rows_is_missed_on_its_sheet(edited, problems):
    def clear(workbook):
        workbook["评价主体"].delete_rows(4, 99)

    assert ("评价主体", "missing_at_top") in problems(edited(clear))
