from __future__ import annotations

from typing import Any

import pytest
from docx.oxml.ns import qn

from govperf_sim.report.forms.word_paper import SIDEWAYS, UPRIGHT
from govperf_sim.report.forms.word_tables import Setting, set_pairs, set_table, setting_of
from govperf_sim.report.tables.table import Row, Table

TWIPS = 1440 / 25.4


def rows_of(table: Any) -> list[list[str]]:
    return [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in table.tr_lst]


def numbers(columns: int, text: str = "1234567890.12") -> Table:
    head = tuple(f"第{c}列" for c in range(columns))
    return Table("表", head, (Row((text,) * columns),) * 3, numeric=frozenset(range(columns)))


def cell(table: Table, row: int, column: int) -> Any:
    (made,) = set_table(table, setting_of(table), "zh")
    return made.tr_lst[row].tc_lst[column]


def test_a_narrow_table_is_set_in_the_type_of_tables_on_an_upright_page() -> None:
    assert setting_of(numbers(3)) == Setting(UPRIGHT, 10.5)


@pytest.mark.parametrize("columns", range(2, 40))
def test_every_column_is_on_a_page_and_no_page_too_narrow(columns: int) -> None:
    table = numbers(columns)
    setting = setting_of(table)
    parts = set_table(table, setting, "zh")
    for part in parts:
        widths = [int(c.get(qn("w:w"))) for c in part.iter(qn("w:gridCol"))]
        assert sum(widths) <= setting.wide * TWIPS + len(widths)
        # A figure of a good half em of the type, and nothing of it broken.
        assert min(widths) >= 13 * 0.5 * setting.size * 20
    first, *more = (rows_of(part) for part in parts)
    assert [r[0] + "".join(r[1:] + [x for m in more for x in m[n][1:]]) for n, r in enumerate(first)] == [
        "".join(table.head), *["1234567890.12" * columns] * 3]  # fmt: skip


def test_long_texts_side_by_side_are_given_a_turned_page() -> None:
    prose = "考评结果作为政策调整、预算管理、干部任用、奖励惩戒的重要依据，" * 3
    assert setting_of(Table("表", tuple("一二三四五"), (Row((prose,) * 5),) * 4)).wide == SIDEWAYS
    assert setting_of(Table("表", tuple("一二"), (Row(("代码", "短")),) * 4)).wide == UPRIGHT


def test_a_row_stays_whole_unless_it_is_longer_than_a_page_should_bear() -> None:
    (short,) = set_table(table := Table("表", ("甲",), (Row(("短",)),)), setting_of(table), "zh")
    (long,) = set_table(table := Table("表", ("甲",), (Row(("长" * 401,)),)), setting_of(table), "zh")
    assert short.tr_lst[1].trPr.find(qn("w:cantSplit")) is not None
    assert long.tr_lst[1].trPr is None


def test_numbers_stand_to_the_right_and_codes_may_break_anywhere() -> None:
    table = Table(
        "表", ("名", "数", "处"), (Row(("甲", "1", "a/b.csv")),), numeric=frozenset({1}), codes=frozenset({2})
    )
    assert [cell(table, 1, c).p_lst[0].pPr.find(qn("w:jc")).get(qn("w:val")) for c in (0, 1)] == ["left", "right"]
    assert cell(table, 1, 2).p_lst[0].pPr.find(qn("w:wordWrap")).get(qn("w:val")) == "0"
    assert cell(table, 1, 0).p_lst[0].pPr.find(qn("w:wordWrap")) is None


def test_scores_are_shaded_and_parts_are_told_apart() -> None:
    table = Table("表", ("名", "分"), (Row(("部分", ""), "part"), Row(("甲", "9"), shades=(None, 9))))
    fills = [[s.get(qn("w:fill")) for s in cell(table, r, -1).iter(qn("w:shd"))] for r in (0, 1, 2)]
    # 47 parts of a hundred of the blue (0, 114, 178) on white: 255 - 255 x 0.47 = 135, 255 - 141 x 0.47 = 189, ...
    assert fills == [[], ["E7E7E7"], ["87BDDB"]]
    assert cell(table, 1, 0).p_lst[0].pPr.pStyle.val == "TableHead"
    assert cell(table, 2, 0).p_lst[0].pPr.pStyle.val == "TableText"
    assert cell(table, 1, 0).grid_span == 2  # it heads all columns


def test_pairs_are_told_without_a_head() -> None:
    made = set_pairs((("方案", "甲"), ("数据", "乙")), "依据", "zh")
    assert rows_of(made) == [["方案", "甲"], ["数据", "乙"]]
    assert not list(made.iter(qn("w:tblHeader")))
