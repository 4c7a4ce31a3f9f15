"""The report of a search, its figure and its chapters."""

from __future__ import annotations

from collections.abc import Iterator

from govperf_sim.codesign.searched import Searched
from govperf_sim.experiments.estimates.sifting import Standing
from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.chapters import again_said, plan_said
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.experiment.of_experiment import facts_of
from govperf_sim.report.experiment.pictures import panels_of
from govperf_sim.report.experiment.said import not_for_said
from govperf_sim.report.experiment.tables import levers_table, outcomes_table, uncertainties_table
from govperf_sim.report.figures.front import front_figure
from govperf_sim.report.figures.picture import Picture, Said
from govperf_sim.report.report import Report, Section
from govperf_sim.report.search.said import best_said, front_said, search_said, tried_said, worth_choosing, zones_said
from govperf_sim.report.search.tables import left_out_table, policies_table, refused_table, rivals_table
from govperf_sim.report.tables.table import Table
from govperf_sim.report.terms import with_terms


def report_of_search(searched: Searched, found: Answers, drawn: Picture, labels: ExperimentLabels) -> Report:
    """Everything that was found, with its figure."""
    told = Report(
        language=labels.language,
        kind=labels.word("search_report"),
        title=found.manifest.title.text(labels.language),
        mark=labels.mark,
        facts=facts_of(found, labels),
        findings=tuple(search_said(searched, found, labels)),
        cautions=tuple(_cautions(searched, found, labels)),
        not_for=tuple(not_for_said(found, labels)),
        sections=tuple(_chapters(searched, found, drawn, labels)),
    )
    return with_terms(told)


def front_picture(searched: Searched, found: Answers, labels: ExperimentLabels) -> Picture:
    """Every two outcomes against one another; policies of the front and the rules as they are by their numbers."""
    codes = list(searched.sifted.rule.outcomes)
    table = searched.policies[codes] * [found.scales[c].factor for c in codes]
    standing = searched.policies["standing"]
    table["front"] = standing.isin([Standing.FRONT, Standing.OPEN])
    table["sure"] = standing == Standing.FRONT
    names = {p: labels.policy(p) for p in dict.fromkeys((0, searched.best, *worth_choosing(searched)))}
    panels = panels_of(found, labels)
    title = labels.word("search_figure", front=int(table["front"].sum()), policies=len(table))
    said = Said(title, front_said(searched, found, labels), labels.word("search_figure_note"))
    return front_figure(table, names, {c: panels[c] for c in codes}, said, labels)


def _cautions(searched: Searched, found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    if found.manifest.illustrative:
        yield labels.word("beware_illustrative")
    yield labels.word("search_beware_model")
    tried = len(searched.sifted.standings) + len(searched.search.not_allowed)
    if tried < searched.search.combinations:
        yield labels.word("search_beware_some", tried=tried, combinations=searched.search.combinations)
    if not searched.sifted.chosen:
        yield labels.word("search_beware_leads")


def _chapters(searched: Searched, found: Answers, drawn: Picture, labels: ExperimentLabels) -> Iterator[Section]:
    yield Section(
        "choice",
        labels.word("search_section_choice"),
        (labels.word("search_choice_intro"),),
        (drawn, policies_table(searched, found, labels)),
    )
    shown = (rivals_table(searched, found, labels),) if len(searched.rivals) else ()
    said = (best_said(searched, found, labels), zones_said(searched, found, labels))
    yield Section("sure", labels.word("search_section_sure"), said, shown)
    yield _asked(searched, found, labels)
    if searched.search.not_allowed:
        intro = labels.word("search_refused_intro", count=len(searched.search.not_allowed))
        yield Section("refused", labels.word("search_section_refused"), (intro,), (refused_table(searched, labels),))
    yield Section("again", labels.word("section_again"), tuple(again_said(found, labels)))


def _asked(searched: Searched, found: Answers, labels: ExperimentLabels) -> Section:
    design = found.manifest.design
    intro, shown = [tried_said(searched, labels)], list[Table]()
    shown.append(levers_table(found, labels))
    if design.how[0] is not None:
        intro.append(labels.word("asked_levers", plan=plan_said(design.how[0], len(design.policies), labels)))
    if design.uncertainties and design.how[1] is not None:
        intro.append(labels.word("asked_uncertainties", plan=plan_said(design.how[1], len(design.worlds), labels)))
        shown.append(uncertainties_table(found, labels))
    shown.append(outcomes_table(found, labels))
    if searched.search.left_out:
        shown.append(left_out_table(searched, labels))
    return Section("asked", labels.word("section_asked"), tuple(intro), tuple(shown))
