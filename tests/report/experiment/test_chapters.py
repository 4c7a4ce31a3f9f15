from __future__ import annotations

from govperf_sim.experiments.design.plans import (
    Factorial,
    LatinHypercube,
    OneAtATime,
    SobolIndices,
    SobolPoints,
)
from govperf_sim.report.experiment.chapters import plan_said
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.words import LANGUAGES


def test_every_plan_is_told_with_its_size() -> None:
    plans = (Factorial(), OneAtATime(), LatinHypercube(8), SobolPoints(8), SobolIndices(8))
    for language in LANGUAGES:
        labels = ExperimentLabels(language=language, policies=(), factors={}, outcomes={})
        said = [plan_said(plan, 32, labels) for plan in plans]
        assert len(set(said)) == len(plans)
        assert all("32" in each for each in said)
