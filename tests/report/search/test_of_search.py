"""The report of a search: its chapters and its cautions say what was not done as plainly as what was."""

import pytest

from govperf_sim.codesign.search import search
from govperf_sim.report.experiment.answers import achieved
from govperf_sim.report.experiment.labels import labels_of_findings
from govperf_sim.report.search.of_search import front_picture, report_of_search
from govperf_sim.scenario.load import load_scenario


def report(searched):
    told = achieved(searched.findings)
    labels = labels_of_findings(told.manifest, "en")
    return report_of_search(searched, told, front_picture(searched, told, labels), labels)


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


def test_where_not_all_combinations_were_tried_a_caution_says_so(towns):
    some = report(search(towns, years=1, budget=700))
    assert any("one that was not may be better" in caution for caution in some.cautions)
    every = report(search(towns, ["reward"], years=1, budget=300))
    assert not any("one that was not may be better" in caution for caution in every.cautions)
    assert [section.id for section in every.sections][:3] == ["choice", "sure", "asked"]


def test_where_the_best_was_not_settled_a_caution_says_so(towns):
    close = report(search(towns, ["visits_by_risk", "outside_share"], years=1, budget=320, indifference=1e-7))
    assert any("may not be the best" in caution for caution in close.cautions)


def test_rules_that_contradict_one_another_have_their_chapter(towns):
    floors = {"rules.share_livelihood.at_least": 0.45, "rules.floor_environment.at_least": 0.3}
    narrow = towns.replace_all(floors | {"rules.public_review.at_least": 0.15}, because="a test of rules")
    told = report(search(narrow, ["outside_share"], years=1, budget=300))
    refused = {section.id: section for section in told.sections}["refused"]
    assert any("public_review" in cell for row in refused.shown[0].rows for cell in row.cells)
