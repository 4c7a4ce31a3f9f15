from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govperf_sim.report.labels import labels_of
from govperf_sim.report.summary import cautions, findings, not_for
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Run


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_who_by_which_rules_and_with_what_result(run: Run, language: Language) -> None:
    said = findings(run.scenario, run.weights, run.played, labels_of(run.scenario, language))
    assert str(len(run.scenario.framework.units)) in said[0]
    assert str(len(run.weights.weighting.rules)) in said[1]
    best = run.weights.units.query("rank_in_system == 1").index[0]
    assert any(run.scenario.framework.units[best].name.text(language) in sentence for sentence in said)


def test_units_are_named_in_the_order_of_their_core_scores(run: Run) -> None:
    said = "\n".join(findings(run.scenario, run.weights, None, labels_of(run.scenario, "zh")))
    regional = run.weights.units.query("system == 'regional'").sort_values("core_score", ascending=False)
    places = [said.index(run.scenario.framework.units[u].name.zh) for u in regional.index]
    assert places == sorted(places)


def test_a_group_of_one_is_warned_of(run: Run) -> None:
    said = " ".join(cautions(run.scenario, run.weights, None, labels_of(run.scenario, "en")))
    sizes = run.weights.units.groupby("group").size()
    for group in sizes[sizes == 1].index:
        assert run.scenario.framework.groups[group].name.en in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cautions_of_the_weights_and_both_warnings_are_on_the_page(run: Run, language: Language) -> None:
    told = cautions(run.scenario, run.weights, None, labels_of(run.scenario, language))
    weights = [c.text(language) for c in run.weights.cautions]
    assert all(any(caution in sentence for sentence in told) for caution in weights)
    assert any("yardstick" in s or "标尺" in s for s in told)
    assert any("sway" in s or "影响结果" in s for s in told)


def test_an_illustrative_scenario_says_so_and_forbids_ranking_real_places(run: Run) -> None:
    labels = labels_of(run.scenario, "zh")
    assert "示意" in cautions(run.scenario, run.weights, None, labels)[0]
    assert any("真实地区" in use for use in not_for(run.scenario.illustrative, labels))
