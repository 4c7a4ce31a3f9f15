"""The dossier of a proposed scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govperf_sim.experiments.appraisal.appraisal import PROPOSED, Appraisal
from govperf_sim.report import summary
from govperf_sim.report.dossier.chapters import chapters
from govperf_sim.report.dossier.labels import DossierLabels
from govperf_sim.report.dossier.parts import changed_weights, changes_of, far_from_derived, of_first
from govperf_sim.report.dossier.said import answers
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.report import Report
from govperf_sim.report.terms import with_terms


def report_of_appraisal(found: Appraisal, drawn: Sequence[Picture], labels: DossierLabels) -> Report:
    """Everything that was found, with the figures that were drawn of it."""
    base = found.proposed.base
    told = Report(
        language=labels.language,
        kind=labels.word("report"),
        title=found.proposed.title,
        mark=labels.mark,
        facts=tuple(_facts(found, labels)),
        findings=tuple(answers(found, labels)),
        cautions=tuple(_cautions(found, labels)),
        not_for=tuple(summary.not_for(base.illustrative, labels)),
        sections=tuple(chapters(found, {p.name: p for p in drawn}, labels)),
    )
    return with_terms(told)


def _facts(found: Appraisal, labels: DossierLabels) -> Iterator[tuple[str, str]]:
    """Who proposes what, and what it is held against; the scenario and its digest stand in the last chapter."""
    proposed, base, played = found.proposed, found.proposed.base, found.played
    if proposed.by:
        yield labels.word("fact_by"), proposed.by
    if proposed.where:
        yield labels.word("fact_proposal"), proposed.where
    told = []
    if changed := len(changed_weights(found)):
        far = int(far_from_derived(found).to_numpy().sum())
        told.append(labels.word("fact_weights", count=changed, far=far, first=labels.variant(found.first)))
    if numbers := len(changes_of(found)):
        told.append(labels.word("fact_numbers", count=numbers))
    yield labels.word("fact_changes"), labels.word("semicolon").join(told) or labels.word("fact_changes_none")
    title, document = base.title.text(labels.language), base.document.document
    yield (
        labels.word("fact_base"),
        title if document is None else labels.word("fact_base_is", title=title, number=document.number),
    )
    yield labels.word("fact_period"), str(base.scores.period)
    if played is not None:
        shown = {"years": played.to_frame()["year"].nunique(), "replications": played.replications, "seed": played.seed}
        yield labels.word("fact_played"), labels.word("fact_played_is", **shown)


def _cautions(found: Appraisal, labels: DossierLabels) -> list[str]:
    """What a reader must know before using any number."""
    base = found.proposed.base
    said = [labels.word("beware_illustrative")] if base.illustrative else []
    sizes = of_first(found.units, PROPOSED).groupby("group", sort=False).size()
    if alone := [labels.group(g) for g, n in sizes.items() if n == 1]:
        said.append(labels.word("beware_alone", groups=labels.joined(alone)))
    said += summary.of_the_scores(base, labels)
    said += [labels.word("beware_nearest"), labels.word("beware_own_data", period=base.scores.period)]
    if found.played is not None:
        said.append(labels.word("beware_model"))
    return said
