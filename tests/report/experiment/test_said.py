"""Sentences about findings that are known by arithmetic."""

from __future__ import annotations

import pytest

from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.report.experiment.answers import Answers, answers
from govperf_sim.report.experiment.files import tables_of, told
from govperf_sim.report.experiment.labels import labels_of_findings
from govperf_sim.report.experiment.of_experiment import report_of_experiment
from govperf_sim.report.experiment.pictures import experiment_pictures
from govperf_sim.report.experiment.said import cautions_said, differences_said, findings_said
from govperf_sim.report.forms.html import as_html


@pytest.fixture(scope="module")
def found(contest: Findings) -> Answers:
    """Everything there is to be told of four policies in one world, the best of which was sought."""
    return answers(contest)


def test_a_change_is_told_with_its_sign_its_interval_and_its_verdict(found: Answers) -> None:
    """A bonus is worth 0.2 at a growth of 0.5, and costs 5; false accountability does not hang on it."""
    english, chinese = (differences_said(found, labels_of_findings(found.manifest, tag)) for tag in ("en", "zh"))
    said = next(english)
    assert said.startswith('"bonus 1" raises welfare by 0.200 [0.200, 0.200], better;')
    assert "raises cost by 5.00 [5.00, 5.00], worse" in said
    assert said.endswith("; not settled for false accountability.")
    assert next(chinese).startswith("“奖金 1”：使群众福祉提高 0.200（区间 0.200 至 0.200，更优）；")


def test_the_choice_stands_before_everything_else(found: Answers) -> None:
    labels = labels_of_findings(found.manifest, "en")
    assert findings_said(found, labels)[0].startswith('"visits 2, bonus 1" is best in welfare')
    assert any("chance alone" in said for said in cautions_said(found, labels))


def test_the_tables_of_what_was_not_asked_are_left_out(found: Answers) -> None:
    assert not {"failures", "boxes", "front", "indices", "refused"} & set(tables_of(found))
    assert told(found)["experiment"]["replications"] == list(found.manifest.replications)


def test_what_a_manifest_says_cannot_become_markup(found: Answers) -> None:
    labels = labels_of_findings(found.manifest, "en")
    hostile = type(labels)(**(vars(labels) | {"policies": ("<script>alert(1)</script>",) * 4}))
    html = as_html(report_of_experiment(found, experiment_pictures(found, labels), hostile))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
