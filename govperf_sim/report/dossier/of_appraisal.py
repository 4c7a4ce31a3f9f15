"""The dossier of a proposed scheme."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report import summary
from govperf_sim.report.dossier.chapters import chapters
from govperf_sim.report.dossier.labels import DossierLabels
from govperf_sim.report.dossier.rows import changed_weights
from govperf_sim.report.dossier.said import answers
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.of_run import facts
from govperf_sim.report.report import Report


def report_of_appraisal(found: Appraisal, drawn: Sequence[Picture], labels: DossierLabels) -> Report:
    """Everything that was found, with the figures that were drawn of it."""
    base = found.proposed.base
    return Report(
        language=labels.language,
        kind=labels.word("report"),
        title=found.proposed.title,
        mark=labels.mark,
        facts=_facts(found, labels),
        findings=tuple(answers(found, labels)),
        cautions=tuple(_cautions(found, labels)),
        not_for=tuple(summary.not_for(base.illustrative, labels)),
        sections=tuple(chapters(found, {p.name: p for p in drawn}, labels)),
    )


def _facts(found: Appraisal, labels: DossierLabels) -> tuple[tuple[str, str], ...]:
    """What the scenario in force rests on, with what is proposed and what it is held against before it."""
    proposed = found.proposed
    own = [(labels.word("fact_base"), proposed.base.title.text(labels.language))]
    if proposed.where:
        own.append((labels.word("fact_proposal"), proposed.where))
    many = {"weights": len(changed_weights(found)), "numbers": len(proposed.scenario.changes)}
    told = [labels.word(f"fact_changes_{what}", count=n) for what, n in many.items() if n]
    own.append((labels.word("fact_changes"), labels.joined(told) or labels.word("fact_changes_none")))
    return (*own, *facts(proposed.base, found.played, labels))


def _cautions(found: Appraisal, labels: DossierLabels) -> list[str]:
    """What a reader must know before using any number."""
    base = found.proposed.base
    said = summary.of_the_kind(base, labels)
    sizes = found.shifts.xs(found.shifts.index[0][0], level="against").groupby("group", sort=False).size()
    alone = [labels.group(g) for g, n in sizes.items() if n == 1]
    if alone:
        said.append(labels.word("beware_alone", groups=labels.joined(alone)))
    said += summary.of_the_scores(base, labels)
    said += [labels.word("beware_nearest"), labels.word("beware_own_data", period=base.scores.period)]
    if found.played is not None:
        said.append(labels.word("beware_model"))
    return said
