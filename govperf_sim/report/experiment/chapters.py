"""The chapters of an experiment's page, in their order; what was not asked has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govperf_sim.experiments.design.plans import (
    Factorial,
    LatinHypercube,
    OneAtATime,
    Plan,
    SobolIndices,
    SobolPoints,
    Wide,
)
from govperf_sim.report.experiment import tables
from govperf_sim.report.experiment.answers import Answers, judged_policies
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.experiment.said import (
    differences_said,
    effects_said,
    failures_said,
    front_said,
    groups_said,
    shares_said,
    verdict_said,
)
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.report import Section
from govperf_sim.report.tables.table import Table

Drawn = Mapping[str, Picture]


def chapters(found: Answers, drawn: Drawn, labels: ExperimentLabels) -> list[Section]:
    """All of them."""
    made = [_asked(found, labels), _differences(found, drawn, labels)]
    if "groups" in drawn:
        own = tables.differences_table(found.of_groups, found, labels, "groups")
        made.append(_chapter("groups", labels, (drawn["groups"], own), tuple(groups_said(found, labels))))
    if found.effects and ("effects_levers" in drawn or "effects_uncertainties" in drawn):
        shown = _shown(drawn, "effects_levers", "effects_uncertainties")
        said = effects_said(found, labels) if "effects_levers" in drawn else ()
        made.append(
            _chapter("effects", labels, (*shown, tables.effects_table(found.effects, found, labels)), tuple(said))
        )
    if found.shares:
        own = tables.shares_table(found, labels)
        made.append(_chapter("shares", labels, (*_shown(drawn, "shares"), own), tuple(shares_said(found, labels))))
    if found.failures:
        made.append(_failures(found, drawn, labels))
    if found.front is not None:
        shown_front = (drawn["front"], tables.front_table(found, labels))
        made.append(_chapter("front", labels, shown_front, tuple(front_said(found, labels))))
    if found.verdict is not None:
        made.append(_chapter("chosen", labels, _shown(drawn, "chosen"), tuple(verdict_said(found, labels))))
    if len(found.refused):
        made.append(_chapter("refused", labels, (tables.refused_table(found, labels),)))
    made.append(Section("again", labels.word("section_again"), tuple(again_said(found, labels))))
    return made


def plan_said(plan: Plan, count: int, labels: ExperimentLabels) -> str:
    """How values were chosen."""
    match plan:
        case Factorial():
            return labels.word("plan_factorial", count=count)
        case OneAtATime():
            return labels.word("plan_one_at_a_time", count=count)
        case LatinHypercube():
            return labels.word("plan_latin_hypercube", count=count)
        case Wide():
            return labels.word("plan_wide", count=count)
        case SobolPoints():
            return labels.word("plan_sobol_points", count=count)
        case SobolIndices():
            return labels.word("plan_sobol_indices", count=count)


def _chapter(
    key: str, labels: ExperimentLabels, shown: tuple[Picture | Table, ...], points: tuple[str, ...] = ()
) -> Section:
    return Section(key, labels.word(f"section_{key}"), (labels.word(f"{key}_intro"),), shown, points)


def _shown(drawn: Drawn, *names: str) -> tuple[Picture, ...]:
    return tuple(drawn[name] for name in names if name in drawn)


def _asked(found: Answers, labels: ExperimentLabels) -> Section:
    design = found.manifest.design
    intro = [labels.word("asked_intro", policies=len(design.policies), worlds=len(design.worlds))]
    shown: list[Table] = []
    for kind, factors, plan, rows in (
        ("levers", design.levers, design.how[0], design.policies),
        ("uncertainties", design.uncertainties, design.how[1], design.worlds),
    ):
        if factors and plan is not None:
            intro.append(labels.word(f"asked_{kind}", plan=plan_said(plan, len(rows), labels)))
            shown.append((tables.levers_table if kind == "levers" else tables.uncertainties_table)(found, labels))
    return Section("asked", labels.word("section_asked"), tuple(intro), (*shown, tables.outcomes_table(found, labels)))


def _differences(found: Answers, drawn: Drawn, labels: ExperimentLabels) -> Section:
    values = tables.values_table(found, labels)
    if "differences" not in drawn:
        return _chapter("values", labels, (values,), tuple(differences_said(found, labels)))
    table = tables.differences_table(found.of_everybody, found, labels, "differences")
    return _chapter(
        "differences", labels, (drawn["differences"], table, values), tuple(differences_said(found, labels))
    )


def _failures(found: Answers, drawn: Drawn, labels: ExperimentLabels) -> Section:
    m = found.manifest
    said = list(failures_said(found, labels))
    left = len(m.design.policies) - max(judged_policies(f, len(m.design.policies)).stop for f in m.analysis.failures)
    if left > 0:
        said.append(labels.word("failures_left_out", count=left))
    shown: tuple[Picture | Table, ...] = (*_shown(drawn, "failing"), tables.failures_table(found, labels))
    return _chapter("failures", labels, shown, tuple(said))


def again_said(found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """What is needed to play it again."""
    m = found.manifest
    software = labels.joined([f"{name} {number}" for name, number in m.versions.items()])
    yield labels.word("again_experiment", model=m.model, code=m.code, seed=m.seed, block=m.block)
    yield labels.word("again_versions", software=software)
    first = m.cell(0, 0, next(m.blocks(0)))
    yield labels.word("again_cell", cell=first.key, policy=labels.policy(0), last=first.replications.stop - 1)
    yield labels.word("again_tables")
