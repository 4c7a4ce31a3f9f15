"""The five answers, against what the proposal of the fixture makes true by hand."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from govperf_sim.experiments.appraisal.appraisal import CURRENT, PROPOSED
from govperf_sim.report.dossier.labels import labels_of_appraisal
from govperf_sim.report.dossier.said import allowed, answers, behaviour, favours, nearest, sure
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from govperf_sim.experiments.appraisal.appraisal import Appraisal


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_an_answer_and_no_answer_shows_what_is_no_number(
    growth: Appraisal, idle: Appraisal, language: Language
) -> None:
    for found in (growth, idle):
        said = answers(found, labels_of_appraisal(found, language))
        assert len(said) == 5
        for sentence in said:
            assert not re.search(r"\bnan\b|\binf\b|None|[{}]|_", sentence), sentence
            assert sentence[-1] in "。."


def lines_of(text: str) -> int:
    """On the standard page of 28 characters to a line, of which digits and letters take half."""
    width = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text)
    return math.ceil((width + 2) / 28)


def test_the_five_answers_fit_one_page_of_an_official_document(growth: Appraisal, idle: Appraisal) -> None:
    """GB/T 9704 has 22 lines of 28 characters to a page; title, kind of paper and heading take three."""
    for found in (growth, idle):
        assert sum(map(lines_of, answers(found, labels_of_appraisal(found, "zh")))) <= 19


def test_what_is_missed_most_is_told_with_its_limit_value_amount_and_clause(growth: Appraisal) -> None:
    """Output has 20 points and gets 8 more; income had 20 to the 18 of jobs, over which it must stand 2."""
    first, own = allowed(growth, labels_of_appraisal(growth, "zh"))
    assert "违反现行 7 条规则中的 2 条（41 处界限中的 2 处）" in first
    assert "平原镇：经济发展合计不超过 20 分，拟议为 28.0 分，差 8.0 分（条款 A-1）" in first
    assert own == "按其自拟的规则，仍有 2 处未守住。"


def test_a_proposal_that_breaks_nothing_is_allowed_though_its_own_rules_contradict_one_another(idle: Appraisal) -> None:
    said = allowed(idle, labels_of_appraisal(idle, "en"))
    assert said[0].startswith("Yes: the proposed weights obey all rules in force (7 rules")
    assert "contradict one another" in said[1]


def test_who_gains_is_told_by_the_lead_over_those_it_is_ranked_with(growth: Appraisal) -> None:
    """Totals of plain and hill towns share a pool on the core, so leads are over the mean of all six."""
    score = growth.units["core_score"].unstack("scheme")
    lead = score - score.mean()
    change = lead[PROPOSED] - lead[CURRENT]
    said = favours(growth, labels_of_appraisal(growth, "zh"))[0]
    gains, loses = int((change > 1e-6).sum()), int((change < -1e-6).sum())
    assert f"受益 {gains} 个单位，受损 {loses} 个" in said
    best = growth.proposed.base.framework.units[change.idxmax()].name.zh
    assert f"受益最多的{best} +{100 * change.max():.1f} 分" in said


def test_the_derived_weights_favour_nobody_against_themselves(idle: Appraisal) -> None:
    said = favours(idle, labels_of_appraisal(idle, "en"))
    assert said[1] == "Against the derived scheme, nothing changes between the units."


def test_ties_are_counted_in_the_largest_ranking(growth: Appraisal) -> None:
    said = sure(growth, labels_of_appraisal(growth, "zh"))
    plain = growth.flips.pairs.xs(("group", "plain_towns"), level=["level", "pool"])
    assert "各项权重浮动 1 分（不限于合规权重），3 个单位" in said[0]
    assert f"相邻 2 对中有 {int(plain['tie'].sum())} 对" in said[1] or "没有应视为并列的" in said[1]


def test_behaviour_is_told_with_its_interval_and_what_can_be_said_of_it(growth: Appraisal) -> None:
    assert growth.responses is not None
    own = growth.responses.loc[PROPOSED].loc["welfare"]
    said = behaviour(growth, labels_of_appraisal(growth, "en"))[0]
    shown = f"{100 * own['difference']:+.2f}".replace("-", "\N{MINUS SIGN}")
    assert f"welfare {shown} points [" in said
    assert "Played for 2 years, 3 times" in said


def test_without_a_cycle_nothing_is_said_of_behaviour(idle: Appraisal) -> None:
    assert behaviour(idle, labels_of_appraisal(idle, "zh")) == ["本情景没有考评周期，未作推演。"]


def test_the_nearest_scheme_takes_back_what_the_rules_forbid(growth: Appraisal, idle: Appraisal) -> None:
    """Eight points in one of two groups is four a group."""
    said = nearest(growth, labels_of_appraisal(growth, "zh"))
    assert said[0] == "平均每个类别移动 4.00 分权重即可合规（1 个类别的 2 项）。"
    assert "28.0 分改为 20.0 分（经济发展合计不超过 20 分）" in said[1]
    assert nearest(idle, labels_of_appraisal(idle, "zh")) == ["拟议权重本身合规，无须改动。"]
