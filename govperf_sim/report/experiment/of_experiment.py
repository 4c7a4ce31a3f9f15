"""The report of an experiment."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.chapters import chapters
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.experiment.said import cautions_said, findings_said, not_for_said
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.report import Report
from govperf_sim.report.terms import with_terms


def report_of_experiment(found: Answers, drawn: Sequence[Picture], labels: ExperimentLabels) -> Report:
    """Everything the experiment was asked, with the figures that were drawn of it."""
    told = Report(
        language=labels.language,
        kind=labels.word("report"),
        title=found.manifest.title.text(labels.language),
        mark=labels.mark,
        facts=facts_of(found, labels),
        findings=tuple(findings_said(found, labels)),
        cautions=tuple(cautions_said(found, labels)),
        not_for=tuple(not_for_said(found, labels)),
        sections=tuple(chapters(found, {p.name: p for p in drawn}, labels)),
    )
    return with_terms(told)


def facts_of(found: Answers, labels: ExperimentLabels) -> tuple[tuple[str, str], ...]:
    """What it rests on: scenario, size, seed, model."""
    m = found.manifest
    low, high = min(m.replications), max(m.replications)
    replications = str(low) if low == high else labels.word("from_to", low=low, high=high)
    played = labels.word(
        "fact_design_is", policies=len(m.design.policies), worlds=len(m.design.worlds), replications=replications
    )
    return (
        (labels.word("fact_scenario"), m.scenario),
        (labels.word("fact_design"), played),
        (labels.word("fact_seed"), str(m.seed)),
        (labels.word("fact_model"), m.model[:16]),
    )
