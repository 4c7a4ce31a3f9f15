"""Rules as sentences, against what a person would write."""

from __future__ import annotations

import pytest

from govperf_sim.report.labels import Labels
from govperf_sim.report.statements import described, line_statement, statement
from govperf_sim.scenario.entry import SourceEntry
from govperf_sim.scenario.schema_rules import SelectionEntry, ShareEntry
from govperf_sim.weights.rules import EachOwnShare, EachShare, Order, OwnShare, Ratio, SetRatio, Share

SOURCE = SourceEntry(status="assumption", cite="made up for this test")
ZH = Labels(
    language="zh", groups={"city": "地级市", "county": "县级市"}, domains={"growth": "经济增长", "air": "环境保护"},
    indicators={"G1": "生产总值增长率", "E1": "空气质量达标天数比例"}, systems={"regional": "地方体系"},
)  # fmt: skip
EN = Labels(language="en", domains={"growth": "growth"}, indicators={"G1": "GDP growth", "E1": "air days"})


def entry(**of: object) -> ShareEntry:
    return ShareEntry(kind="share", of=SelectionEntry(**of), at_most=0.5, source=SOURCE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"domains": ("growth", "air")}, "经济增长、环境保护"),
        ({"scope": "core"}, "共性指标"),
        ({"scope": "individual", "key": True}, "个性重点指标"),
        ({"domains": ("air",), "kind": "qualitative"}, "环境保护的定性指标"),
        ({"external": True}, "外部评价指标"),
        ({"indicators": ("G1", "E1")}, "生产总值增长率、空气质量达标天数比例"),
        ({"system": "regional"}, "地方体系"),
        ({}, "全部指标"),
    ],
)
def test_a_set_is_named_by_what_chooses_it(chosen: dict[str, object], expected: str) -> None:
    assert described(SelectionEntry(**chosen), ZH) == expected  # type: ignore[arg-type]


def test_a_cap_is_said_in_points_of_100() -> None:
    rule = Share("cap", of=["G1"], at_most=0.085)
    assert statement(rule, entry(domains=("growth",)), ZH) == "经济增长合计不超过 8.5 分"
    assert statement(rule, entry(domains=("growth",)), EN) == "growth together at most 8.5 points"


def test_a_floor_that_is_the_cap_is_said_once() -> None:
    rule = Share("fixed", of=["G1"], at_least=0.3, at_most=0.3)
    assert statement(rule, entry(domains=("growth",)), ZH) == "经济增长合计恰为 30 分"
    assert statement(rule, entry(domains=("growth",)), EN) == "growth together exactly 30 points"


def test_groups_with_the_same_limit_are_named_together() -> None:
    alike = Share("cap", of=["G1"], at_least=0.1, at_most={"city": 0.2, "county": 0.2})
    apart = Share("cap", of=["G1"], at_most={"city": 0.08, "county": 0.1})
    assert statement(alike, entry(domains=("growth",)), ZH) == "经济增长合计不低于 10 分，不超过 20 分"
    assert statement(apart, entry(domains=("growth",)), ZH) == "经济增长合计不超过 8 分（地级市）、10 分（县级市）"


def test_an_order_names_both_and_its_gap() -> None:
    said = statement(Order("o", more="E1", less="G1", gap=0.01), entry(), ZH)
    assert said == "“空气质量达标天数比例”不轻于“生产总值增长率”，至少多 1 分"


def test_a_ratio_is_said_in_times() -> None:
    ratio = Ratio("r", of="E1", to="G1", at_least=1.0, at_most=2.5)
    asked = entry().model_copy(update={"of": "E1", "to": "G1"})
    assert statement(ratio, asked, ZH) == "空气质量达标天数比例与生产总值增长率之比不低于 1 倍，不超过 2.5 倍"
    sets = SetRatio("s", of=["E1"], to=["G1"], at_least=2.0)
    both = entry(domains=("air",)).model_copy(update={"to": SelectionEntry(domains=("growth",))})
    assert statement(sets, both, ZH) == "环境保护与经济增长之比不低于 2 倍"


def test_a_share_of_a_units_own_score_is_not_called_a_weight() -> None:
    one, each = OwnShare("o", of=["G1"], at_most=0.5), EachOwnShare("e", of=["G1", "E1"], at_least=0.05)
    assert statement(one, entry(domains=("growth",)), ZH) == "经济增长合计占每个单位自身得分（满分为 100）不超过 50 分"
    said = statement(each, entry(domains=("growth",)), EN)
    assert said == "each of growth brings, of 100 points of every unit's own score, at least 5 points"


def test_a_row_says_its_own_limit_and_its_own_indicator() -> None:
    share = Share("cap", of=["G1"], at_least=0.02, at_most={"city": 0.08, "county": 0.1})
    row = next(line for line in share.lines({"county": ("G1",)}) if line.side == "at_most")
    assert line_statement(row, entry(domains=("growth",)), ZH) == "经济增长合计不超过 10 分"
    each = EachShare("each", of=["G1", "E1"], at_most=0.1)
    one = next(line for line in each.lines({"city": ("G1", "E1")}) if line.indicator == "E1")
    assert line_statement(one, entry(), ZH) == "空气质量达标天数比例不超过 10 分"
