"""The tables of the report at the end of the year that are told by what was played."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from govperf_sim.report import measures
from govperf_sim.report.numbers import MISSING, points, rounded, signed
from govperf_sim.report.tables.table import Table, table
from govperf_sim.report.yearly.clauses import clause, switched_on
from govperf_sim.report.yearly.happened import Happened
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.report.yearly.stage_tables import GROUNDS
from govperf_sim.scenario.load import Scenario
from govperf_sim.simulation.measures import Better, better
from govperf_sim.weights.answer import Weights

FOLLOWED = ("true_score", "score", "welfare", "gaming_share", "effort", "late_share", "credibility", "skill")
"""What is told of the first and the last year."""
COURSE = (
    ("start_delay", "institutions", "readiness"),
    ("steps_late", "institutions", "milestones"),
    ("preparation_delay", "institutions", "milestones"),
    ("reports_late", "institutions", "progress_reports"),
    ("report_days_late", "institutions", "progress_reports"),
    ("obstacles", "institutions", "conference"),
    ("obstacle_wait", "institutions", "conference"),
    ("departments_meeting", "institutions", "cascade"),
    ("staff_meeting", "institutions", "cascade"),
    ("checks", "cycle", "checks"),
    ("visited", "cycle", "visits"),
    ("cases_handled", "cycle", "services"),
    ("late_share", "cycle", "services"),
    ("staff_assessed", "cycle", "services"),
    ("staff_on_visits", "cycle", "services"),
    ("items_twice", "institutions", "schemes"),
    ("scheme_days", "institutions", "schemes"),
    ("fee", "cycle", "third_party"),
    ("credibility", "institutions", "credibility"),
)
"""What is told of the year's work, and the entry of the scenario behind it."""


def played_table(year: Happened, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every unit: annual and true score, what parts them, and what was deducted."""
    annual, groups = year.spread("scored"), scenario.framework.group_of_unit
    true, lied, fined = (year.measured(m) for m in ("true_score", "fabricated", "penalty"))
    rows = [
        [
            labels.unit(u),
            labels.group(groups[u]),
            points(own["mean"]),
            f"{points(own['low'])}–{points(own['high'])}",
            points(true[u]),
            signed(100 * (own["mean"] - true[u]), 2),
            points(lied[u], 2),
            points(fined[u], 2),
        ]
        for u, own in zip(year.units, annual.to_dict("records"), strict=True)
    ]
    return labels.marked(table(labels, "year_played", rows, numeric=range(2, 8)), "simulated")


def used_table(year: Happened, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every unit: what results bring it.  A dash stands for what the scenario does not have."""
    columns = [
        ("improvement", 100 * year.amount("learnt"), 1),
        ("awards", 100 * year.share("commended"), 0),
        ("awards", 100 * year.share("last_placed"), 0),
        ("promotion", 100 * year.share("promoted"), 0),
        ("innovation", year.count("innovation"), 2),
        ("integrity", year.count("breach_known"), 2),
    ]
    shown = [(own, places) for name, own, places in columns if switched_on(scenario, "institutions", name)]
    kept = [0, *(n for n, (name, _, _) in enumerate(columns, 1) if switched_on(scenario, "institutions", name))]
    heads = labels.word("used_head").split("|")
    rows = [[labels.unit(u), *(rounded(float(own[u]), places) for own, places in shown)] for u in year.units]
    made = table(labels, "used", rows, numeric=range(1, len(kept)), head=[heads[n] for n in kept])
    return labels.marked(made, "simulated")


def accountable_table(year: Happened, labels: YearlyLabels) -> Table:
    """Every ground, and how the cases went."""
    told = [(f"problem_{g}", year.count(f"{g}_suspected")) for g in GROUNDS]
    told += [
        ("accountable_opened", year.count(*(f"{g}_suspected" for g in GROUNDS))),
        ("accountable_deserving", year.measured("deserving")),
        ("accountable_missed", year.measured("deserving_missed")),
        ("accountable_sanctioned", year.count("sanctioned")),
        ("accountable_falsely", year.count("falsely_sanctioned")),
        ("accountable_removed", year.count("removed")),
    ]
    rows = [[labels.word(key), *_most(own, labels)] for key, own in told]
    return labels.marked(table(labels, "accountable", rows, numeric=(1, 3)), "simulated")


def quality_table(year: Happened, labels: YearlyLabels) -> Table:
    """Every unit: what was added to its reports, what came to light and was put right, how figures were revised."""
    added, revised = year.measured("fabricated"), year.measured("revision")
    counted = (year.measured("found"), year.measured("corrected_in_time"), year.measured("check_finds"))
    rows = [
        [
            labels.unit(u),
            points(added[u], 2),
            *(rounded(float(own[u]), 2) for own in counted),
            signed(100 * revised[u], 2),
        ]
        for u in year.units
    ]
    return labels.marked(table(labels, "quality", rows, numeric=range(1, 6)), "simulated")


def course_table(year: Happened, scenario: Scenario, labels: YearlyLabels) -> Table:
    """What the year's work took, as far as the scenario has it."""
    rows = []
    for measure, part, name in COURSE:
        if not year.kept(measure) or not switched_on(scenario, part, name):
            continue
        own = year.measured(measure)
        rows.append([
            measures.named_with_unit(measure, labels),
            measures.shown(measure, float(own.mean())),
            labels.unit(own.idxmax()),
            measures.shown(measure, float(own.max())),
            clause(scenario, part, name) or MISSING,
        ])  # fmt: skip
    return labels.marked(table(labels, "course", rows, numeric=(1, 3), tight=(4,)), "simulated")


def efforts_table(shares: pd.DataFrame, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every domain: its share of weight and of effort; ``shares`` is that of :func:`shares_of`."""
    rows = [
        [
            labels.domain(d),
            labels.system(own["system"]),
            points(own["weight"]),
            points(own["effort"]),
            signed(100 * (own["effort"] - own["weight"])),
            scenario.framework.domains[str(d)].source.clause or MISSING,
        ]
        for d, own in zip(shares.index, shares.to_dict("records"), strict=True)
    ]
    return labels.marked(table(labels, "efforts", rows, numeric=(2, 3, 4), tight=(5,)), "simulated")


def shares_of(year: Happened, scenario: Scenario, weights: Weights) -> pd.DataFrame:
    """Index domain, of those that are tasks of the work: system, weight and effort as shares of those of all units."""
    framework = scenario.framework
    effort = year.efforts_of()
    rows = {}
    for system in framework.systems:
        groups = list(framework.groups_of(system))
        many = pd.Series({g: len(framework.units_of(g)) for g in groups}, dtype=float)
        tasks = [d for d, domain in framework.domains.items() if domain.system == system and d in effort.index]
        total = float(effort.reindex(tasks).sum())
        for d in tasks:
            own = [k for k, indicator in framework.indicators.items() if indicator.domain == d]
            share = float((weights.table.loc[groups, own].sum(axis=1) * many).sum() / many.sum())
            rows[d] = {"system": system, "weight": share, "effort": float(effort[d]) / total}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["system", "weight", "effort"])


def lessons_table(years: Sequence[Happened], labels: YearlyLabels) -> Table:
    """The first year and the last in what is followed, and which way it went."""
    first, last = years[0], years[-1]
    rows = []
    for measure in FOLLOWED:
        if not first.kept(measure):
            continue
        change = last.mean(measure) - first.mean(measure)
        rows.append([
            measures.named_with_unit(measure, labels),
            measures.shown(measure, first.mean(measure)),
            measures.shown(measure, last.mean(measure)),
            measures.shown_difference(measure, change),
            labels.word(f"way_{_way(measure, change)}"),
        ])  # fmt: skip
    return labels.marked(table(labels, "lessons", rows, numeric=(1, 2, 3), tight=(4,)), "simulated")


def _way(measure: str, change: float) -> str:
    if measures.negligible(measure, change) or better(measure) is Better.NEITHER:
        return "even"
    return "better" if (change > 0) == (better(measure) is Better.MORE) else "worse"


def _most(own: pd.Series[float], labels: YearlyLabels) -> tuple[str, str, str]:
    total = float(own.sum())
    if not total > 0:
        return rounded(total, 2), MISSING, MISSING
    return rounded(total, 2), labels.unit(own.idxmax()), rounded(float(own.max()), 2)
