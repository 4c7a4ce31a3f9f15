"""The chapters and tables of the dossier."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from govperf_sim.errors import fault
from govperf_sim.report.dossier.labels import labels_of_appraisal
from govperf_sim.report.dossier.of_appraisal import report_of_appraisal
from govperf_sim.report.dossier.tables.behaviour import responses_table, visits_table
from govperf_sim.report.dossier.tables.changes import changed_table
from govperf_sim.report.dossier.tables.indicators import burden_table, carried_table, overlap_table
from govperf_sim.report.dossier.tables.rules import broken_table, kept_table
from govperf_sim.report.dossier.tables.units import bands_table, gains_table, regrets_table
from govperf_sim.report.dossier.tables.weights import moves_table, proposed_tables
from govperf_sim.report.report import Report
from govperf_sim.report.tables.table import Table
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.dossier.conftest import Draw

    from govperf_sim.experiments.appraisal.appraisal import Appraisal


def dossier(found: Appraisal, language: Language, draw: Draw) -> Report:
    return report_of_appraisal(found, draw(found, language), labels_of_appraisal(found, language))


def tables_in(report: Report) -> list[Table]:
    return [item for section in report.sections for item in section.shown if isinstance(item, Table)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_chapters_follow_the_questions_and_no_cell_shows_what_is_no_number(
    growth: Appraisal, idle: Appraisal, language: Language, draw: Draw
) -> None:
    order = [
        "allowed",
        "favours",
        "sure",
        "carried",
        "behaviour",
        "nearest",
        "changed",
        "assumed",
        "method",
        "again",
        "terms",
    ]
    told = {"growth": dossier(growth, language, draw), "idle": dossier(idle, language, draw)}
    assert [s.id for s in told["growth"].sections] == order
    assert [s.id for s in told["idle"].sections] == [c for c in order if c != "behaviour"]
    for report in told.values():
        assert report.mark
        texts = [t for s in report.sections for t in (s.title, *s.intro, *s.points)]
        for made in tables_in(report):
            assert made.rows
            assert all(len(row.cells) == len(made.head) for row in made.rows), made.caption
            texts += [made.caption, made.note, *made.head, *(c for row in made.rows for c in row.cells)]
        for text in texts:
            assert not re.search(r"\bnan\b|\binf\b|\bNone\b|[{}]", text), text


def test_the_first_page_says_who_proposes_what(growth: Appraisal, draw: Draw) -> None:
    """Of 13 weights only two are a point or more from the derived ones."""
    facts = dict(dossier(growth, "zh", draw).facts)
    assert facts["提案单位"] == "示例县发展和改革局"
    assert facts["提案文件"] == "proposal.xlsx"
    assert "与推导方案相差 1 分以上的 2 项；规则、目标和察访计划中的数值 2 处" in facts["拟议的改动"]


def test_a_broken_limit_stands_in_a_row_with_its_amount_clause_and_place(growth: Appraisal) -> None:
    labels = labels_of_appraisal(growth, "zh")
    rows = [row.cells for row in broken_table(growth.rules, growth.proposed.base, labels).rows]
    assert ("经济发展合计不超过 20 分", "28.0", "8.00", "A-1") in [r[1:5] for r in rows]
    assert ("—", "8.00", "A-2") in [r[2:5] for r in rows]
    assert growth.own_rules is not None
    own = broken_table(growth.own_rules, growth.proposed.scenario, labels, "own_broken")
    assert ("经济发展合计不超过 25 分", "28.0", "3.00") in [row.cells[1:4] for row in own.rows]


def test_every_rule_in_force_has_a_line_that_says_whether_it_is_kept(growth: Appraisal, idle: Appraisal) -> None:
    rows = [row.cells for row in kept_table(growth, labels_of_appraisal(growth, "en")).rows]
    assert len(rows) == 7
    assert [r[3] for r in rows if "broken" in r[3]] == ["1 of 2 broken", "1 of 2 broken"]
    assert all(row.cells[3].endswith("kept") for row in kept_table(idle, labels_of_appraisal(idle, "en")).rows)


def test_groups_head_their_units_and_ranks_show_a_step_where_they_change(growth: Appraisal) -> None:
    labels = labels_of_appraisal(growth, "zh")
    gains = gains_table(growth, labels)
    assert [row.cells[0] for row in gains.rows if row.kind == "part"] == ["平原镇", "山区镇"]
    ranks = growth.units["rank_in_group"].unstack("scheme")
    for unit, row in ranks.iterrows():
        (line,) = [r.cells for r in gains.rows if r.cells[0] == labels.unit(unit)]
        wanted = f"{row['proposed']}" if row["current"] == row["proposed"] else f"{row['current']}→{row['proposed']}"
        assert line[4] == wanted
    assert len(regrets_table(growth, labels).rows) == len(bands_table(growth, labels).rows) == 8


def test_moves_say_which_rule_forces_them(growth: Appraisal) -> None:
    rows = [row.cells for row in moves_table(growth, labels_of_appraisal(growth, "en")).rows]
    assert [r[1:4] for r in rows[1:]] == [("28.00", "20.00", "−8.00"), ("12.00", "20.00", "+8.00")]
    assert rows[1][4].endswith("(cap_growth)")
    assert rows[2][4].endswith("(income_over_jobs)")


def test_changed_numbers_are_named_in_points_with_their_reasons(growth: Appraisal) -> None:
    rows = [row.cells for row in changed_table(growth, labels_of_appraisal(growth, "zh")).rows]
    assert rows == [
        (
            "经济发展合计 · 上限 · 平原镇",
            "20 分",
            "25 分",
            "征求意见稿提出放宽",
            "rules.cap_growth.at_most.plain_towns",
        ),
        ("察访核验 · 每年察访单位数", "2", "3", "拟增加察访", "cycle.visits.a_year"),
    ]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (
            "rules.income_over_jobs.gap",
            0.03,
            ("“居民人均可支配收入”不轻于“城镇新增就业任务完成率” · 至少相差", "2 分", "3 分"),
        ),
        ("indicators.output.scoring.target", 9.0, ("规模以上工业增加值增长率 · 目标值", "8", "9")),
        ("cycle.visits.detection", 0.7, ("察访核验 · 每项虚报被查出的概率", "0.6", "0.7")),
        ("reference.domain_shares.growth", 0.2, ("基准权重 · 经济发展", "0.3", "0.2")),
    ],
)
def test_a_number_is_called_by_the_words_of_the_office(
    growth: Appraisal, path: str, value: float, told: object
) -> None:
    base = growth.proposed.base
    asked = {path: value} | ({"reference.domain_shares.environment": 0.3} if path.startswith("reference") else {})
    changed = base.replace_all(asked, because="拟作调整")
    found = replace(growth, proposed=replace(growth.proposed, scenario=changed))
    assert changed_table(found, labels_of_appraisal(growth, "zh")).rows[0].cells[:3] == told


def test_a_rule_that_comes_or_goes_is_told_whole(growth: Appraisal) -> None:
    base = growth.proposed.base
    entry = {"kind": "order", "more": "air", "less": "sewage", "source": {"status": "assumption", "cite": "为先 first"}}
    changed = base.replace("rules.air_first", entry, because="空气为先，污水在后").replace(
        "rules.each", None, because="不再逐项设限"
    )
    found = replace(growth, proposed=replace(growth.proposed, scenario=changed))
    rows = [row.cells[:3] for row in changed_table(found, labels_of_appraisal(growth, "zh")).rows]
    assert rows[0][:2] == ("整条规则", "—")
    assert rows[0][2].startswith("“细颗粒物年均浓度”不轻于“生活污水处理率”")
    assert rows[1] == ("整条规则", "全部指标每项不低于 5 分，不超过 30 分", "—")


def test_weights_a_point_or_more_from_the_derived_ones_are_shaded(growth: Appraisal) -> None:
    (table,) = proposed_tables(growth, labels_of_appraisal(growth, "en"))
    shaded = [(row.cells[0], n) for row in table.rows for n, shade in enumerate(row.shades) if shade is not None]
    names = growth.proposed.base.framework.indicators
    assert shaded == [(names["output"].name.en, 1), (names["income"].name.en, 1)]


def test_indicators_responses_visits_and_burden_have_their_tables(growth: Appraisal, idle: Appraisal) -> None:
    labels = labels_of_appraisal(growth, "en")
    carried = carried_table(growth, labels)
    assert sum(float(row.cells[1]) for row in carried.rows if row.kind == "plain") == pytest.approx(100, abs=0.5)
    assert overlap_table(growth, labels).rows == ()
    assert burden_table(growth, labels).rows[-1].cells[-1] == "0.0"
    assert [row.cells[1:] for row in visits_table(growth, labels).rows][:1] == [("2", "3")]
    assert {row.cells[0] for row in responses_table(growth, labels).rows} >= {"proposed scheme", "derived scheme"}
    assert visits_table(idle, labels_of_appraisal(idle, "en")).rows == ()


def test_rules_that_contradict_one_another_are_named_with_what_to_give_up(idle: Appraisal, draw: Draw) -> None:
    points = next(s for s in dossier(idle, "zh", draw).sections if s.id == "allowed").points
    assert any(p.startswith("自拟规则中相互矛盾的有：") and "民生改善合计恰为 45 分" in p for p in points)
    assert any(p.startswith("放弃以下规则即可消除矛盾：") for p in points)


def test_what_was_taken_for_granted_in_reading_is_told(growth: Appraisal, draw: Draw) -> None:
    reminded = replace(growth.proposed, reminders=(fault("report.no_flags"),))
    report = report_of_appraisal(
        replace(growth, proposed=reminded), draw(growth, "en"), labels_of_appraisal(growth, "en")
    )
    points = next(s for s in report.sections if s.id == "assumed").points
    assert points[-1] == "Taken for granted in reading the proposal: none"
