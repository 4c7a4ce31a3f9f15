from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from govperf_sim.report.diagnosis import pools
from govperf_sim.report.labels import labels_of
from govperf_sim.report.quality import diagnosed, screened, touched

if TYPE_CHECKING:
    from report.conftest import Run


def test_too_few_units_are_said_to_be_too_few(run: Run) -> None:
    said = " ".join(diagnosed(run.scenario, pools(run.scenario, run.weights), labels_of(run.scenario, "en")))
    assert "5 units are too few" in said
    assert "0.88 by chance" in said
    assert "2 units" in said


def test_a_check_without_findings_says_how_much_it_compared(run: Run) -> None:
    tested = sum(c.tested for c in run.scenario.screening)
    said = screened(run.scenario, labels_of(run.scenario, "zh"))
    assert str(tested) in said[0]


def test_what_was_not_done_to_the_scores_is_said_too(run: Run) -> None:
    said = " ".join(touched(run.scenario, None, labels_of(run.scenario, "en")))
    assert "nothing was cut" in said
    assert "No value was filled in" in said
    assert "(2010)" in said


def test_indicators_scored_on_level_are_named(run: Run) -> None:
    scores = dataclasses.replace(run.scenario.scores, first_year=("S1",))
    first = dataclasses.replace(run.scenario, scores=scores)
    labels = labels_of(run.scenario, "zh")
    assert any(labels.indicator("S1") in sentence for sentence in touched(first, None, labels))
