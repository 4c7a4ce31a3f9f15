"""The report of a run, and its chapter on trust as a report of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report import summary
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels
from govperf_sim.report.report import Report
from govperf_sim.report.sections import robustness_section, sections
from govperf_sim.report.terms import with_terms
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights


def report_of_run(
    scenario: Scenario,
    weights: Weights,
    played: Played | None,
    drawn: Sequence[Picture],
    labels: Labels,
    trust: Trust | None = None,
) -> Report:
    """Everything that was found, with the figures that were drawn of it."""
    told = Report(
        language=labels.language,
        kind=labels.word("report"),
        title=scenario.title.text(labels.language),
        mark=labels.mark,
        facts=facts(scenario, played, labels),
        findings=tuple(summary.findings(scenario, weights, played, labels)),
        cautions=tuple(summary.cautions(scenario, weights, played, labels, trust)),
        not_for=tuple(summary.not_for(scenario.illustrative, labels)),
        sections=tuple(sections(scenario, weights, played, {p.name: p for p in drawn}, labels, trust)),
    )
    return with_terms(told)


def report_of_trust(
    scenario: Scenario, weights: Weights, drawn: Sequence[Picture], labels: Labels, trust: Trust
) -> Report:
    """How far the result can be trusted."""
    chapter = robustness_section(scenario, trust, {p.name: p for p in drawn}, labels)
    told = Report(
        language=labels.language,
        kind=labels.word("report"),
        title=scenario.title.text(labels.language),
        mark=labels.mark,
        facts=facts(scenario, None, labels),
        findings=chapter.points,
        cautions=tuple(summary.cautions(scenario, weights, None, labels, trust)),
        not_for=tuple(summary.not_for(scenario.illustrative, labels)),
        sections=(replace(chapter, points=()),),
    )
    return with_terms(told)


def facts(scenario: Scenario, played: Played | None, labels: Labels) -> tuple[tuple[str, str], ...]:
    """What a report of a scenario rests on."""
    document = scenario.document.document
    found = []
    if document is not None:
        name = document.name.zh if labels.language == "zh" else document.name.en
        found.append((labels.word("fact_document"), labels.word("fact_document_is", name=name, number=document.number)))
    found.append((labels.word("fact_scenario"), scenario.name))
    found.append((labels.word("fact_period"), str(scenario.scores.period)))
    if played is not None:
        shown = {"years": played.to_frame()["year"].nunique(), "replications": played.replications, "seed": played.seed}
        found.append((labels.word("fact_played"), labels.word("fact_played_is", **shown)))
    found.append((labels.word("fact_digest"), scenario.digest[:16]))
    return tuple(found)
