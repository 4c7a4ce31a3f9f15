"""The page of an experiment, in the house template."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.chapters import chapters
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.experiment.said import cautions_said, findings_said, not_for_said
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.html import numbered, rendered


def experiment_page(found: Answers, drawn: Sequence[Picture], labels: ExperimentLabels) -> str:
    """The whole page as HTML."""
    m = found.manifest
    return rendered(
        labels,
        {
            "title": m.title.text(labels.language),
            "not_for": not_for_said(found, labels),
            "facts": _facts(found, labels),
            "findings": findings_said(found, labels),
            "cautions": cautions_said(found, labels),
            "sections": numbered(chapters(found, {p.name: p for p in drawn}, labels), labels),
        },
    )


def _facts(found: Answers, labels: ExperimentLabels) -> list[tuple[str, str]]:
    m = found.manifest
    low, high = min(m.replications), max(m.replications)
    replications = str(low) if low == high else labels.word("from_to", low=low, high=high)
    played = labels.word(
        "fact_design_is", policies=len(m.design.policies), worlds=len(m.design.worlds), replications=replications
    )
    return [
        (labels.word("fact_scenario"), m.scenario),
        (labels.word("fact_design"), played),
        (labels.word("fact_seed"), str(m.seed)),
        (labels.word("fact_model"), m.model[:16]),
    ]
