"""The stage report of June: how far the work has come, what was found, and what the second half of the year asks.

Where units start from is computed from the panel; how the half-year goes is played.  Every table says which.
"""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.experiments.played import Played
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded
from govperf_sim.report.of_run import facts
from govperf_sim.report.report import Report, Section
from govperf_sim.report.summary import not_for
from govperf_sim.report.terms import with_terms
from govperf_sim.report.yearly import stage_tables as tables
from govperf_sim.report.yearly.card import Card
from govperf_sim.report.yearly.clauses import (
    calendar_of,
    clause,
    cycle_of,
    stage_clause,
    stage_day,
    switched_on,
)
from govperf_sim.report.yearly.happened import Happened, happened
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.scenario.load import Scenario


def report_of_stage(scenario: Scenario, cards: Sequence[Card], played: Played, labels: YearlyLabels) -> Report:
    """The paper as of the last working day of the sixth month of the first year played."""
    half = happened(played, 1, list(scenario.framework.units)).until(stage_day(scenario))
    made = (
        _prepared(scenario, half, labels),
        _progress(scenario, cards, half, labels),
        _scored(scenario, half, labels),
        _checked(scenario, half, labels),
        _problems(scenario, half, labels),
        _coming(scenario, labels),
        Section("stage_method", labels.word("section_stage_method"), points=_method(labels)),
    )
    chapters = tuple(section for section in made if section is not None)
    return with_terms(
        Report(
            language=labels.language,
            kind=labels.word("stage_kind", date=_date(scenario)),
            title=scenario.title.text(labels.language),
            mark=labels.mark,
            facts=facts(scenario, played, labels),
            findings=_findings(scenario, cards, half, labels),
            cautions=cautions_of_played(scenario, labels),
            not_for=tuple(not_for(scenario.illustrative, labels)),
            sections=chapters,
        )
    )


def cautions_of_played(scenario: Scenario, labels: Labels) -> tuple[str, ...]:
    """What a reader must know of a paper that tells of simulated months."""
    sentences = [labels.word("beware_simulated")]
    if scenario.illustrative:
        sentences.append(labels.word("beware_illustrative"))
    return (*sentences, labels.word("beware_model"), labels.word("beware_own_data", period=scenario.scores.period))


def _findings(scenario: Scenario, cards: Sequence[Card], half: Happened, labels: YearlyLabels) -> tuple[str, ...]:
    """The summary: what the chapters found, a sentence each, with the clause it answers to."""
    sentences = [labels.word("stage_said", date=_date(scenario), units=len(half.units),
                             clause=labels.cited(stage_clause(scenario)))]  # fmt: skip
    for said in (_said_ready, _said_steps, _said_filed, _said_stage, _said_checks, _said_obstacles):
        sentences += said(scenario, half, labels)
    targets, met = sum(len(c.targets) for c in cards), sum(len(c.targets) - len(c.missed) for c in cards)
    if targets:
        sentences.insert(1, labels.word("stage_said_targets", targets=targets, met=met, period=scenario.scores.period))
    return tuple(sentences)


def _said_ready(scenario: Scenario, half: Happened, labels: YearlyLabels) -> list[str]:
    if not switched_on(scenario, "institutions", "readiness"):
        return []
    late = half.amount("ready")
    on_time = float((half.of("ready")["amount"] == 0).mean())
    return [labels.word("stage_said_ready", on_time=points(on_time, 0), unit=labels.unit(late.idxmax()),
                        days=rounded(float(late.max()), 1), clause=labels.cited(clause(scenario, "institutions", "readiness")))]  # fmt: skip


def _said_steps(scenario: Scenario, half: Happened, labels: YearlyLabels) -> list[str]:
    institutions = scenario.document.institutions
    if institutions is None or institutions.milestones is None:
        return []
    steps = half.steps()
    wanted = len(institutions.milestones.due) * len(half.units) * half.replications
    return [labels.word("stage_said_steps", steps=len(institutions.milestones.due), done=points(len(steps) / wanted, 0),
                        on_time=points(float((steps["late"] == 0).sum()) / wanted, 0),
                        clause=labels.cited(clause(scenario, "institutions", "milestones")))]  # fmt: skip


def _said_filed(scenario: Scenario, half: Happened, labels: YearlyLabels) -> list[str]:
    filed = half.filed()
    filed = filed[filed["due"] <= stage_day(scenario)]
    if filed.empty:
        return []
    wanted = filed["due"].nunique() * len(half.units) * half.replications
    return [labels.word("stage_said_filed", due=filed["due"].nunique(), on_time=points(float((filed["late"] == 0).sum()) / wanted, 0),
                        clause=labels.cited(clause(scenario, "institutions", "progress_reports")))]  # fmt: skip


def _said_stage(scenario: Scenario, half: Happened, labels: YearlyLabels) -> list[str]:
    stage = half.spread("stage_score")["mean"]
    if stage.isna().all():
        return []
    share = cycle_of(scenario).stage
    key = "stage_said_scores" if share is not None else "stage_said_scores_alone"
    return [labels.word(key, mean=points(float(stage.mean())), low=points(float(stage.min())), high=points(float(stage.max())),
                        share="" if share is None else points(share.share, 0),
                        clause=labels.cited(clause(scenario, "cycle", "stage")))]  # fmt: skip


def _said_checks(scenario: Scenario, half: Happened, labels: YearlyLabels) -> list[str]:
    if not switched_on(scenario, "cycle", "visits") and not switched_on(scenario, "cycle", "checks"):
        return []
    found = float(half.count("fabrication_found", "check_finds").sum())
    name = "visits" if switched_on(scenario, "cycle", "visits") else "checks"
    return [labels.word("stage_said_checks", checks=rounded(float(half.total("checks").sum()), 0),
                        visits=rounded(float(half.count("visit_ends").sum()), 1), found=rounded(found, 1),
                        clause=labels.cited(clause(scenario, "cycle", name)))]  # fmt: skip


def _said_obstacles(scenario: Scenario, half: Happened, labels: YearlyLabels) -> list[str]:
    if not switched_on(scenario, "institutions", "conference"):
        return []
    raised, cleared = (float(half.count(kind).sum()) for kind in ("obstacle", "obstacle_cleared"))
    return [labels.word("stage_said_obstacles", raised=rounded(raised, 1), cleared=rounded(cleared, 1),
                        days=rounded(float(half.of("obstacle_heard")["amount"].mean()), 1),
                        clause=labels.cited(clause(scenario, "institutions", "conference")))]  # fmt: skip


def _prepared(scenario: Scenario, half: Happened, labels: YearlyLabels) -> Section | None:
    shown = []
    if switched_on(scenario, "institutions", "readiness"):
        shown.append(tables.readiness_table(half, labels))
    if switched_on(scenario, "institutions", "milestones"):
        shown.append(tables.steps_table(half, scenario, labels))
    institutions = scenario.document.institutions
    said = []
    if institutions is not None and institutions.rulebook is not None:
        said.append(labels.word("stage_rulebook", complete=points(institutions.rulebook.complete, 0),
                                pace=points(institutions.rulebook.pace, 0),
                                clause=labels.cited(institutions.rulebook.source.clause)))  # fmt: skip
    if institutions is not None and institutions.training is not None:
        held = institutions.training.day <= stage_day(scenario)
        date = calendar_of(scenario).date_of(institutions.training.day)
        said.append(labels.word("stage_trained" if held else "stage_to_train", date=f"{date:%Y-%m-%d}",
                                clause=labels.cited(institutions.training.source.clause)))  # fmt: skip
    if not shown and not said:
        return None
    return Section("prepared", labels.word("section_prepared"), tuple(said), tuple(shown))


def _progress(scenario: Scenario, cards: Sequence[Card], half: Happened, labels: YearlyLabels) -> Section:
    shown = [tables.targets_state_table(cards, labels)]
    if switched_on(scenario, "institutions", "progress_reports"):
        shown.append(tables.filed_table(half, scenario, labels))
    cited = labels.cited(clause(scenario, "institutions", "targets"))
    said = labels.word("stage_progress", period=scenario.scores.period, clause=cited)
    return Section("progress", labels.word("section_progress"), (said,), tuple(shown))


def _scored(scenario: Scenario, half: Happened, labels: YearlyLabels) -> Section | None:
    if half.of("stage_score").empty:
        return None
    stage = cycle_of(scenario).stage
    if stage is None:
        said = labels.word("stage_counts_nothing", clause=labels.cited(stage_clause(scenario)))
    else:
        said = labels.word("stage_counts", share=points(stage.share, 0), clause=labels.cited(stage.source.clause))
    return Section("interim", labels.word("section_interim"), (said,), (tables.scores_table(half, scenario, labels),))


def _checked(scenario: Scenario, half: Happened, labels: YearlyLabels) -> Section | None:
    cycle = cycle_of(scenario)
    if cycle.visits is None and cycle.checks is None:
        return None
    said = []
    if cycle.visits is not None:
        made = rounded(float(half.count("visit_ends").sum()), 1)
        said.append(labels.word("stage_visits", planned=cycle.visits.a_year, made=made,
                                clause=labels.cited(cycle.visits.source.clause)))  # fmt: skip
    if cycle.checks is not None:
        said.append(
            labels.word(
                "stage_daily", a_month=f"{cycle.checks.a_month:g}", clause=labels.cited(cycle.checks.source.clause)
            )
        )
    return Section("checked", labels.word("section_checked"), tuple(said), (tables.checks_table(half, labels),))


def _problems(scenario: Scenario, half: Happened, labels: YearlyLabels) -> Section | None:
    made = tables.problems_table(half, scenario, labels)
    return (
        Section("problems", labels.word("section_problems"), (labels.word("problems_intro"),), (made,))
        if made.rows
        else None
    )


def _coming(scenario: Scenario, labels: YearlyLabels) -> Section:
    said = labels.word("coming_intro", clause=labels.cited(stage_clause(scenario)))
    return Section("coming", labels.word("section_coming"), (said,), (tables.coming_table(scenario, labels),))


def _method(labels: YearlyLabels) -> tuple[str, ...]:
    return tuple(labels.word(f"stage_method_{what}") for what in ("observed", "simulated", "ranges", "clauses"))


def _date(scenario: Scenario) -> str:
    return f"{calendar_of(scenario).date_of(stage_day(scenario)):%Y-%m-%d}"
