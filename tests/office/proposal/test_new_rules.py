"""Rules that are proposed besides those in force."""

import pytest


@pytest.fixture
def add(form):
    """Fill in a row of the sheet of new rules, by the first words of its heads."""
    sheet = form.book["新增规则"]
    heads = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[3]}

    def fill(row, **cells):
        for word, value in cells.items():
            sheet.cell(3 + row, heads[word.replace("_", " · ")]).value = value

    return fill


def test_a_rule_is_added_as_a_program_adds_one(form, proposed, add, towns):
    add(
        1,
        编码="cap_air",
        类型="单项占比",
        对象="指标=air",
        不高于=0.25,
        依据性质="假设",
        依据="征求意见稿：单项不过重",
        对应条款="A-2",
    )
    found = proposed(form)
    rule = {"kind": "each_share", "of": {"indicators": ("air",)}, "at_most": 0.25,
            "source": {"status": "assumption", "cite": "征求意见稿：单项不过重", "clause": "A-2"}}  # fmt: skip
    same = towns.replace("rules.cap_air", rule, because="征求意见稿：单项不过重")
    assert found.scenario.document == same.document
    assert found.scenario.changes == same.changes
    assert found.scenario.weighting.rules[-1].id == "cap_air"


def test_what_is_wrong_with_a_new_rule_is_named_at_its_cell(form, refused, add):
    add(
        1,
        编码="cap_growth",
        类型="合计占比",
        对象="维度=growth",
        不高于=0.1,
        依据性质="假设",
        依据="征求意见稿征求意见稿",
    )
    add(2, 编码="odd", 类型="合计占", 对象="维度=growth", 不高于=0.1, 依据性质="假设", 依据="征求意见稿征求意见稿")
    found = refused(form)
    assert ("新增规则!A4", "rule_in_force") in found
    assert [at[:5] for at, key in found if key == "no_such_option"] == ["新增规则!"]


def test_a_new_rule_that_contradicts_those_in_force_is_named_on_the_form(form, refused, add):
    add(1, 编码="floor", 类型="合计占比", 对象="维度=growth", 不低于=0.3, 依据性质="假设", 依据="征求意见稿征求意见稿")
    found = refused(form)
    assert {key for _, key in found} == {"floor_above_cap"}
    assert all(at.startswith("新增规则!A4") for at, _ in found), found


def test_a_new_rule_of_an_indicator_that_is_not_there_is_named(form, refused, add):
    add(1, 编码="order", 类型="轻重顺序", 较重指标="air", 较轻指标="watr", 依据性质="假设", 依据="征求意见稿征求意见稿")
    found = refused(form)
    assert ("新增规则!A4", "undefined") in found, found
