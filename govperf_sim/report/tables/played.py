"""Tables of the years that were played: measures, differences, visits, dates and parameters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from govperf_sim.experiments.league import SIGNS
from govperf_sim.experiments.played import Played
from govperf_sim.report import frames, measures
from govperf_sim.report.labels import Labels
from govperf_sim.report.league import shown_league
from govperf_sim.report.numbers import MISSING, rounded, signed
from govperf_sim.report.tables.table import Row, Table, origin, table
from govperf_sim.scenario.entry import SourceEntry
from govperf_sim.scenario.load import Scenario
from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.sources import Source


def means_table(played: Played, labels: Labels) -> Table:
    """Every measure: its mean over units and years in every variant."""
    kept = frames.kept_measures(played)
    found = {(d["measure"], d["scenario"]): d for d in frames.means(played, kept).to_dict("records")}
    rows = []
    for m in kept:
        cells = []
        for scenario in played.scenarios:
            if (m, scenario) not in found:
                cells.append(MISSING)
                continue
            mean, low, high = (found[m, scenario][c] for c in ("mean", "low", "high"))
            span = "" if math.isnan(low) else f" [{measures.shown(m, low)}, {measures.shown(m, high)}]"
            cells.append(measures.shown(m, mean) + span)
        rows.append([measures.named_with_unit(m, labels), *cells])
    head = (labels.word("measure"), *map(labels.variant, played.scenarios))
    return table(labels, "means", rows, numeric=range(1, len(head)), head=head)


def league_table(played: Played, labels: Labels) -> Table:
    """A row for each variant, a column for each outcome: the difference, and what can be said of it."""
    league = shown_league(played)
    cells = {(d["scenario"], d["measure"]): f"{SIGNS[d['verdict']]} {signed(d['difference'], 2)}"
             for d in league.to_dict("records")}  # fmt: skip
    outcomes = list(dict.fromkeys(league["measure"]))
    rows = [[labels.variant(v), *(cells.get((v, m), MISSING) for m in outcomes)] for v in played.scenarios[1:]]
    head = (labels.word("variant"), *(measures.named_with_unit(m, labels) for m in outcomes))
    return table(labels, "league", rows, numeric=range(1, len(head)), head=head)


def differences_table(played: Played, labels: Labels) -> Table:
    """Every variant in every measure against the scheme as it stands."""
    rows = []
    for d in played.league(frames.kept_measures(played)).table.reset_index().to_dict("records"):
        m, low, high = d["measure"], d["low"], d["high"]
        single, slight = math.isnan(low), measures.negligible(m, d["difference"])
        apart = labels.word("verdict_single") if single else labels.word("verdict_slight") if slight else ""
        span = f"[{measures.shown_difference(m, low)}, {measures.shown_difference(m, high)}]"
        rows.append([
            labels.variant(d["scenario"]),
            measures.named_with_unit(m, labels),
            measures.shown_difference(m, d["difference"]),
            MISSING if single else span,
            apart or measures.verdict_named(d["verdict"], labels),
        ])  # fmt: skip
    return table(labels, "differences", rows, numeric=(2, 3), tight=(4,))


def visits_table(played: Played, labels: Labels) -> Table:
    """Per unit and year, on average over replications: visits, waiting, finds."""
    found = frames.visits(played, played.scenarios[0]).reset_index().to_dict("records")
    columns = ("visits", "waited", "found", "corrected")
    rows = [[labels.unit(row["unit"]), *(rounded(row[c], 2) for c in columns)] for row in found]
    return table(labels, "visits", rows, numeric=range(1, 5))


def measures_table(played: Played, labels: Labels) -> Table:
    """What each measure means."""
    rows = [[measures.named(m, labels), measures.meant(m, labels)] for m in frames.kept_measures(played)]
    return table(labels, "measures", rows)


def changes_table(scenario: Scenario, played: Played, labels: Labels) -> Table:
    """What each variant changes, and why."""
    rows = [
        [labels.variant(code), change.path, str(change.value), change.because]
        for code in played.scenarios
        if code in scenario.variants
        for change in scenario.variants[code].changes
    ]
    return table(labels, "changes", rows, codes=(1,), tight=(2,))


def calendar_table(scenario: Scenario, labels: Labels) -> Table:
    """The dates of the calendar, in order."""
    assert scenario.document.cycle is not None
    dated = sorted(scenario.document.cycle.calendar.dates.items(), key=lambda item: item[1].date)
    rows = [
        [
            f"{entry.date:%Y-%m-%d}",
            labels.event(code),
            *origin(_placed(scenario, entry.source, "calendar", "dates", code), labels),
        ]
        for code, entry in dated
    ]
    return table(labels, "calendar", rows, tight=(0, 2, 3, 5))


def parameters_table(scenario: Scenario, labels: Labels) -> Table:
    """Every number of the simulated year; a mechanism that is off is not there."""
    cycle = scenario.document.cycle
    rows: list[Row] = []
    for part, entry in () if cycle is None else cycle:
        if entry is None:
            continue
        shown = {name: value for name, value in entry if name not in ("source", "dates")}
        from_where = origin(_placed(scenario, entry.source, part), labels)
        rows.append(Row((labels.word(f"part_{part}"), "", *from_where), "part"))
        rows += [
            Row(
                (
                    labels.known(f"report.parameter_{part}_{name}", labels.known(f"report.parameter_{name}", name)),
                    _shown(value, labels),
                    *[""] * 4,
                )
            )
            for name, value in shown.items()
        ]
    return table(labels, "parameters", rows, tight=(2, 3, 5))


def institutions_table(scenario: Scenario, labels: Labels) -> Table:
    """What outlasts the year, an institution a row, each in a sentence with its numbers."""
    rows: list[list[str]] = []
    for name, entry in scenario.document.institutions or ():
        if entry is None:
            continue
        called = labels.word(f"institution_{name}")
        if not INSTITUTIONS[name].clauses:
            called = labels.word("institution_outside", name=called)
        numbers = {field: _told(field, value, labels) for field, value in entry if field != "source"}
        place = scenario.written.place(("institutions", name))
        from_where = origin(Source(**entry.source.model_dump(), place=place), labels)
        rows.append([called, labels.word(f"institution_{name}_told", **numbers), *from_where])
    return table(labels, "institutions", rows, tight=(2, 3, 5))


def _told(setting: str, value: Any, labels: Labels) -> str:
    """A setting of an institution within a sentence; codes by name, departments with the number of their staff."""
    if value is None:
        return labels.word(
            {"indicators": "institution_all", "longest": "parameter_endless"}.get(setting, "institution_none")
        )
    if isinstance(value, Mapping):
        return labels.joined([f"{key} {x:g}" for key, x in value.items() if isinstance(x, int | float)])
    if isinstance(value, tuple):
        named = labels.domain if setting == "tasks" else labels.indicator
        return labels.joined([f"{x:g}" if isinstance(x, int) else named(x) for x in value])
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _shown(value: Any, labels: Labels) -> str:
    """A number or none, a list of indicators, a domain, or what work on one domain does to others, in words."""
    if value is None:
        return labels.word("parameter_endless")
    if isinstance(value, tuple):
        return labels.joined([labels.indicator(code) for code in value])
    if isinstance(value, Mapping):
        return labels.joined(list(_effects(value, labels))) or MISSING
    return f"{value:g}" if isinstance(value, float) else labels.domain(value)


def _effects(value: Mapping[str, Any], labels: Labels) -> Iterator[str]:
    """Numbers of domains or indicators, each alone or for what it touches."""
    for code, touched in value.items():
        name = labels.indicators.get(code) or labels.domain(code)
        if isinstance(touched, Mapping):
            yield from (f"{name} → {labels.domain(other)} {x:g}" for other, x in touched.items())
        else:
            yield f"{name} {touched:g}"


def _placed(scenario: Scenario, source: SourceEntry, *address: str) -> Source:
    """The source of an entry of the cycle, with its place."""
    return Source(**source.model_dump(), place=scenario.written.place(("cycle", *address)))
