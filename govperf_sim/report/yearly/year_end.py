"""The report at the end of the year: results, their use, the quality of the data, lessons, and what to look at next.

Results are computed from the panel; how the year went, and where the rules lead, is played.  Every table says which.
"""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report import quality
from govperf_sim.report.change import changed_scores
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.numbers import points, rounded
from govperf_sim.report.of_run import facts
from govperf_sim.report.report import Report, Section
from govperf_sim.report.summary import not_for
from govperf_sim.report.tables import scores as of_scores
from govperf_sim.report.tables import screening as of_screening
from govperf_sim.report.tables import values as of_values
from govperf_sim.report.tables import weights as of_weights
from govperf_sim.report.tables.table import Table
from govperf_sim.report.terms import with_terms
from govperf_sim.report.yearly import year_end_tables as tables
from govperf_sim.report.yearly.card import Card
from govperf_sim.report.yearly.clauses import calendar_of, clause, switched_on
from govperf_sim.report.yearly.happened import happened
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.report.yearly.next_year import next_section
from govperf_sim.report.yearly.stage import cautions_of_played
from govperf_sim.report.yearly.year_end_summary import YearEnd, findings_said
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights


def report_of_year_end(
    scenario: Scenario,
    weights: Weights,
    trust: Trust | None,
    cards: Sequence[Card],
    played: Played,
    drawn: Sequence[Picture],
    labels: YearlyLabels,
) -> Report:
    """The paper of the first year played, with the figures drawn for it."""
    units = list(scenario.framework.units)
    years = [happened(played, year, units) for year in sorted(played.to_frame()["year"].unique())]
    end = YearEnd(scenario, weights, trust, cards, years)
    pictures = {picture.name: picture for picture in drawn}
    chapters = (
        _results(end, pictures, labels),
        _played(end, labels),
        _course(end, labels),
        _used(end, labels),
        _accountable(end, labels),
        _quality(end, labels),
        _lessons(end, pictures, labels),
        next_section(scenario, weights, cards, labels),
        *_clauses(end, labels),
        Section("year_end_method", labels.word("section_year_end_method"), points=_method(end, labels)),
    )
    return with_terms(
        Report(
            language=labels.language,
            kind=labels.word("year_end_kind", year=end.number),
            title=scenario.title.text(labels.language),
            mark=labels.mark,
            facts=facts(scenario, played, labels),
            findings=findings_said(end, labels),
            cautions=cautions_of_played(scenario, labels),
            not_for=tuple(not_for(scenario.illustrative, labels)),
            sections=chapters,
        )
    )


def _results(end: YearEnd, drawn: dict[str, Picture], labels: YearlyLabels) -> Section:
    scenario, groups = end.scenario, end.scenario.framework.groups
    change = changed_scores(scenario, end.weights)
    shown: list[Picture | Table] = [
        drawn["standing"],
        labels.marked(of_scores.units_table(end.weights, labels, end.trust), labels.data),
    ]
    if change is not None:
        shown += [drawn["change"], labels.marked(of_scores.change_table(change, labels), labels.data)]
    said = labels.word("results_intro", period=scenario.scores.period,
                       clause=labels.cited(next(iter(groups.values())).source.clause))  # fmt: skip
    return Section("results", labels.word("section_results"), (said,), tuple(shown))


def _played(end: YearEnd, labels: YearlyLabels) -> Section:
    calendar = calendar_of(end.scenario)
    date = calendar.date_of(calendar.scoring_day(1))
    said = labels.word("year_played_intro", year=end.number, date=f"{date:%Y-%m-%d}")
    return Section(
        "year_played",
        labels.word("section_year_played"),
        (said,),
        (tables.played_table(end.year, end.scenario, labels),),
    )


def _course(end: YearEnd, labels: YearlyLabels) -> Section:
    made = tables.course_table(end.year, end.scenario, labels)
    return Section("course", labels.word("section_course"), (labels.word("course_intro"),), (made,))


def _used(end: YearEnd, labels: YearlyLabels) -> Section:
    scenario, year = end.scenario, end.year
    institutions = scenario.document.institutions
    said = []
    if institutions is not None and institutions.improvement is not None:
        said.append(labels.word("used_said_improvement", much=points(float(year.amount("learnt").mean())),
                                clause=labels.cited(institutions.improvement.source.clause)))  # fmt: skip
    if institutions is not None and institutions.awards is not None:
        awards, wrongly = institutions.awards, float(year.measured("wrongly_last_placed").sum())
        last = float(year.count("last_placed").sum())
        said.append(labels.word("used_said_awards", top=awards.top, bottom=awards.bottom, wrong=points(wrongly / last) if last else "0",
                                clause=labels.cited(awards.source.clause)))  # fmt: skip
    if institutions is not None and institutions.promotion is not None:
        promotion = institutions.promotion
        said.append(labels.word("used_said_promotion", promoted=rounded(float(year.count("promoted").sum()), 2), growth=f"{promotion.growth:g}",
                                clause=labels.cited(promotion.source.clause)))  # fmt: skip
    if institutions is not None and institutions.innovation is not None:
        new = institutions.innovation
        said.append(labels.word("used_said_innovation", innovations=rounded(float(year.count("innovation").sum()), 1),
                                points=points(new.points, 2), cap=points(new.cap, 2), clause=labels.cited(new.source.clause)))  # fmt: skip
    if not said:
        return Section("used", labels.word("section_used"), (labels.word("used_none"),))
    return Section(
        "used", labels.word("section_used"), shown=(tables.used_table(year, scenario, labels),), points=tuple(said)
    )


def _accountable(end: YearEnd, labels: YearlyLabels) -> Section:
    title = labels.word("section_accountable")
    if not switched_on(end.scenario, "institutions", "accountability"):
        return Section("accountable", title, (labels.word("accountable_none"),))
    said = labels.word("accountable_intro", clause=labels.cited(clause(end.scenario, "institutions", "accountability")))
    return Section("accountable", title, (said,), (tables.accountable_table(end.year, labels),))


def _quality(end: YearEnd, labels: YearlyLabels) -> Section:
    scenario = end.scenario
    change = changed_scores(scenario, end.weights)
    intro = labels.word(
        "quality_said", period=scenario.scores.period, clause=labels.cited(clause(scenario, "cycle", "reports"))
    )
    observed = (
        of_screening.checks_table(scenario.screening, labels),
        of_screening.findings_table(scenario.screening, labels),
        of_scores.clipped_table(scenario, labels),
        of_values.treated_table(scenario, labels),
        of_values.vintages_table(scenario, labels),
    )
    shown = [labels.marked(made, labels.data) for made in observed if made.rows]
    return Section(
        "quality", labels.word("section_quality"),
        (intro, *quality.screened(scenario, labels), *quality.touched(scenario, change, labels)),
        (*shown, tables.quality_table(end.year, labels)),
    )  # fmt: skip


def _lessons(end: YearEnd, drawn: dict[str, Picture], labels: YearlyLabels) -> Section:
    shares = tables.shares_of(end.year, end.scenario, end.weights)
    said = [labels.word("lessons_intro")]
    gap = shares["effort"] - shares["weight"]
    if len(gap) > 1:
        domains = end.scenario.framework.domains
        cited = labels.cited(clause(end.scenario, "cycle", "work") or domains[str(gap.idxmax())].source.clause)
        said.append(labels.word("lessons_effort", more=labels.domain(gap.idxmax()), up=points(float(gap.max())),
                                less=labels.domain(gap.idxmin()), down=points(-float(gap.min())), clause=cited))  # fmt: skip
    shown: list[Picture | Table] = [drawn["province"]] if len(end.years) > 1 else []
    if len(end.years) > 1:
        shown.append(tables.lessons_table(end.years, labels))
    shown += [tables.efforts_table(shares, end.scenario, labels), drawn["levels"]]
    return Section("lessons", labels.word("section_lessons"), tuple(said), tuple(shown))


def _clauses(end: YearEnd, labels: YearlyLabels) -> tuple[Section, ...]:
    if end.scenario.document.document is None:
        return ()
    made = labels.marked(of_weights.clauses_table(end.scenario, labels), "declared")
    return (Section("clauses", labels.word("section_clauses"), shown=(made,)),)


def _method(end: YearEnd, labels: YearlyLabels) -> tuple[str, ...]:
    told = [labels.word(f"stage_method_{what}") for what in ("observed", "clauses")]
    told.append(labels.word("year_played_intro", year=end.number, date=_scored_on(end.scenario)))
    return (
        *told,
        labels.word("year_end_method_use"),
        labels.word("year_end_method_prices", period=end.scenario.scores.period),
    )


def _scored_on(scenario: Scenario) -> str:
    calendar = calendar_of(scenario)
    return f"{calendar.date_of(calendar.scoring_day(1)):%Y-%m-%d}"
