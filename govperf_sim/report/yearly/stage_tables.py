"""The tables of the stage report: who is ready, what has been done by June, what was found, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from govperf_sim.report.numbers import MISSING, points, rounded
from govperf_sim.report.tables.table import Table, origin, table
from govperf_sim.report.yearly.card import Card
from govperf_sim.report.yearly.clauses import calendar_of, clause, cycle_of, stage_day, switched_on
from govperf_sim.report.yearly.happened import Happened
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.schema_institutions import InstitutionsEntry
from govperf_sim.sources import Source

GROUNDS = ("image_project", "inaction", "misconduct", "slowness")
"""What accountability pursues."""


def readiness_table(half: Happened, labels: YearlyLabels) -> Table:
    """Every unit: when its organisation stood, and how far it is with the preparation."""
    late, steps = half.amount("ready"), half.steps()
    on_time = (half.of("ready")["amount"] == 0).groupby(half.of("ready")["unit"]).mean().reindex(list(half.units))
    done = steps.groupby("unit").size().reindex(list(half.units), fill_value=0) / half.replications
    last = steps.groupby("unit")["late"].mean().reindex(list(half.units))
    rows = [
        [labels.unit(u), points(on_time[u], 0), rounded(late[u], 1), rounded(done[u], 1), rounded(last[u], 1)]
        for u in half.units
    ]
    return labels.marked(table(labels, "stage_ready", rows, numeric=range(1, 5)), "simulated")


def steps_table(half: Happened, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every step of the preparation: when it was due, how many units had done it by then, and by the day of the report."""
    institutions = scenario.document.institutions
    assert institutions is not None
    assert institutions.milestones is not None
    calendar, steps = calendar_of(scenario), half.steps()
    all_of = len(half.units) * half.replications
    rows = []
    for number, due in enumerate(institutions.milestones.due, 1):
        own = steps[steps["step"] == number]
        late = own.loc[own["late"] > 0, "late"]
        rows.append([
            labels.word("step", number=number),
            f"{calendar.date_of(due):%Y-%m-%d}",
            points(float((own["late"] == 0).sum()) / all_of, 0),
            points(len(own) / all_of, 0),
            rounded(float(late.mean()), 1),
        ])  # fmt: skip
    return labels.marked(table(labels, "stage_steps", rows, numeric=range(2, 5), tight=(1,)), "simulated")


def targets_state_table(cards: Sequence[Card], labels: YearlyLabels) -> Table:
    """Every unit: how many of its targets the last observed year reached, and what the others would bring."""
    rows = []
    for card in cards:
        missed = card.missed
        rows.append([
            labels.unit(card.unit),
            str(len(card.targets)),
            str(len(card.targets) - len(missed)),
            points(float(missed["to_win"].sum())),
            labels.joined([labels.indicator(k) for k in missed.index[:2]]) or MISSING,
        ])  # fmt: skip
    return labels.marked(table(labels, "stage_targets", rows, numeric=(1, 2, 3)), labels.data)


def filed_table(half: Happened, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every report to the office that was due by then: how many came on their day, and how late the others were."""
    calendar, filed = calendar_of(scenario), half.filed()
    rows = []
    for due, own in filed[filed["due"] <= stage_day(scenario)].groupby("due"):
        late = own.loc[own["late"] > 0, "late"]
        all_of = len(half.units) * half.replications
        rows.append([
            f"{calendar.date_of(int(str(due))):%Y-%m-%d}",
            points(float((own["late"] == 0).sum()) / all_of, 0),
            points(len(own) / all_of, 0),
            rounded(float(late.mean()), 1),
        ])  # fmt: skip
    return labels.marked(table(labels, "stage_filed", rows, numeric=range(1, 4), tight=(0,)), "simulated")


def scores_table(half: Happened, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every unit: what it reported in the first month and in the sixth, and its stage score with the band of chance."""
    months, stage = half.months(), half.spread("stage_score")
    first, last = (months.iloc[:, place].to_dict() for place in (0, -1))
    groups = scenario.framework.group_of_unit
    rows = [
        [
            labels.unit(u),
            labels.group(groups[u]),
            points(first[u]),
            points(last[u]),
            points(own["mean"]),
            f"{points(own['low'])}–{points(own['high'])}",
        ]
        for u, own in zip(half.units, stage.to_dict("records"), strict=True)
    ]
    return labels.marked(table(labels, "stage_scores", rows, numeric=range(2, 6)), "simulated")


def checks_table(half: Happened, labels: YearlyLabels) -> Table:
    """Every unit: daily checks, visits, what either found and what has been put right, on average."""
    kinds = ("check_finds", "visit_ends", "fabrication_found", "corrected")
    counted = [half.total("checks"), *(half.count(kind) for kind in kinds)]
    rows = [[labels.unit(u), *(rounded(own[u], 2) for own in counted)] for u in half.units]
    rows.append([labels.word("all_units"), *(rounded(float(own.sum()), 2) for own in counted)])
    return labels.marked(table(labels, "stage_checks", rows, numeric=range(1, 6)), "simulated")


def problems_table(half: Happened, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every kind of problem that came to light: how many on average, whom most, and the clause it is pursued under."""
    rows = []
    for key, found, part, name in _problems(half):
        if not switched_on(scenario, part, name):
            continue
        total = float(found.sum())
        whom = labels.unit(found.idxmax()) if total > 0 else MISSING
        most = rounded(float(found.max()), 2) if total > 0 else MISSING
        rows.append(
            [labels.word(f"problem_{key}"), rounded(total, 2), whom, most, clause(scenario, part, name) or MISSING]
        )
    return labels.marked(table(labels, "stage_problems", rows, numeric=(1, 3), tight=(4,)), "simulated")


def coming_table(scenario: Scenario, labels: YearlyLabels) -> Table:
    """What the calendar and the institutions have for the rest of the year, and when scores will exist."""
    calendar, today = calendar_of(scenario), stage_day(scenario)
    evening = calendar.date_of(today)
    entries = []
    for code, entry in cycle_of(scenario).calendar.dates.items():
        if entry.date > evening:
            entries.append((entry.date, labels.event(code), Source(**entry.source.model_dump())))
    institutions = scenario.document.institutions
    for name, days in () if institutions is None else _days_of(institutions):
        source = Source(**getattr(institutions, name).source.model_dump())
        entries += [(calendar.date_of(day), labels.word(f"coming_{name}"), source) for day in days if day > today]
    own = Source(**cycle_of(scenario).calendar.source.model_dump())
    entries.append((calendar.date_of(calendar.scoring_day(1)), labels.event("scored"), own))
    rows = [
        [f"{when:%Y-%m-%d}", what, *origin(source, labels)[:2]]
        for when, what, source in sorted(entries, key=lambda entry: entry[0])
    ]
    return labels.marked(table(labels, "stage_coming", rows, tight=(0, 2, 3)), "declared")


def _problems(half: Happened) -> list[tuple[str, pd.Series[float], str, str]]:
    """Kind, how often in each unit, and the entry of the scenario that looks for it."""
    late = half.of("report_filed")
    reports = replace(half, events=late[late["amount"] > 0]).count("report_filed")
    found = [
        ("fabrication_found", half.count("fabrication_found"), "cycle", "visits"),
        ("check_finds", half.count("check_finds"), "cycle", "checks"),
        ("cases_late", half.total("cases_late"), "cycle", "services"),
        ("reports_late", reports, "institutions", "progress_reports"),
        ("obstacles", half.count("obstacle"), "institutions", "conference"),
        ("obstacles_open", half.count("obstacle") - half.count("obstacle_cleared"), "institutions", "conference"),
    ]
    suspected = [(g, half.count(f"{g}_suspected"), "institutions", "accountability") for g in GROUNDS]
    return found + [(key, own, part, name) for key, own, part, name in suspected if own.sum() > 0]


def _days_of(institutions: InstitutionsEntry) -> list[tuple[str, tuple[int, ...]]]:
    """The institutions with days of their own, and the working days of the year."""
    days = []
    if institutions.progress_reports is not None:
        days.append(("progress_reports", institutions.progress_reports.due))
    if institutions.training is not None:
        days.append(("training", (institutions.training.day,)))
    if institutions.exchange is not None:
        days.append(("exchange", (institutions.exchange.day,)))
    return days
