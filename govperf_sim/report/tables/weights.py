"""Tables of weights, of the rules behind them, and of the clauses behind the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from govperf_sim.report import frames
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, rounded
from govperf_sim.report.statements import line_statement, statement
from govperf_sim.report.tables.table import Row, Table, origin, table
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.reasons import lines_of
from govperf_sim.words import Name


def weights_tables(scenario: Scenario, weights: Weights, labels: Labels) -> list[Table]:
    """A table for each system: its indicators under their domains, a column for each group."""
    framework, reference = scenario.framework, frames.reference_of(weights)
    tables = []
    for system in framework.systems:
        groups = framework.groups_of(system)
        rows: list[Row] = []
        for domain, entry in framework.domains.items():
            own = [k for k, i in framework.indicators.items() if i.domain == domain]
            if entry.system != system or not own:
                continue
            total = weights.table.loc[list(groups), own].sum(axis=1).to_dict()
            rows.append(Row((labels.domain(domain), *(points(total[g]) for g in groups)), "part"))
            for k in own:
                now = weights.table[k].to_dict()
                was = None if reference is None else reference[k].to_dict()
                cells = [
                    _beside(now[g], None if was is None else was[g]) if g in framework.indicators[k].groups else ""
                    for g in groups
                ]
                rows.append(Row((labels.indicator(k), *cells)))
        head = (labels.word("indicator"), *map(labels.group, groups))
        made = table(labels, "weights", rows, numeric=range(1, len(head)), head=head)
        tables.append(replace(made, caption=f"{made.caption} · {labels.system(system)}"))
    return tables


def reasons_table(scenario: Scenario, weights: Weights, labels: Labels) -> Table:
    """The limits that bind, dearest first: what each says, what loosening it by one point is worth, and its source.

    Groups in which the same limit is worth the same share a line.
    """
    lines = {line.name: line for line in lines_of(weights.weighting)}
    groups: dict[tuple[str, ...], dict[str, None]] = {}
    for row in weights.explain(labels.language).reset_index().to_dict("records"):
        said = line_statement(lines[row["row"]], scenario.document.rules[row["rule"]], labels)
        told = (said, _worth(row, weights, labels), row["clause"] or MISSING, f"{row['rule']} {row['place']}")
        groups.setdefault(told, {})[row["group"]] = None
    rows = [[_bound(list(whom), scenario, labels), *told] for told, whom in groups.items()]
    return table(labels, "reasons", rows, numeric=(2,), tight=(3,), codes=(4,))


def _worth(row: Mapping[Hashable, Any], weights: Weights, labels: Labels) -> str:
    """What loosening is worth, and in which step, where that is not the first."""
    worth = rounded(row["worth"], 2)
    if row["stage"] not in ("worst_regret", "guarded_move") or row["stage"] == weights.stages[0].name:
        return worth
    return labels.word(f"worth_{row['stage']}", worth=worth)


def rules_table(scenario: Scenario, weights: Weights, labels: Labels) -> Table:
    """Every rule: what it says, whom it binds, where it comes from, where it is written."""
    rows = []
    for rule in weights.weighting.rules:
        says = statement(rule, scenario.document.rules[rule.id], labels)
        whom = _bound(rule.where(weights.weighting.indicators_of), scenario, labels)
        status, clause, cite, place = origin(rule.source, labels)
        rows.append([says, whom, status, clause, cite, f"{rule.id} {place}"])
    return table(labels, "rules", rows, tight=(2, 3), codes=(5,))


def clauses_table(scenario: Scenario, labels: Labels) -> Table:
    """Every clause of the document: what it asks, and what in the scenario cites it or why nothing does."""
    document = scenario.document.document
    assert document is not None
    cited = Counter((clause, str(address[0])) for address, clause in scenario.written.entries("clause"))
    rows = []
    for code, entry in document.clauses.items():
        by = [
            labels.word("cited_by", what=labels.known(f"report.cites_{part}", part), count=count)
            for (clause, part), count in cited.items()
            if clause == code
        ]
        left_out = "" if entry.left_out is None else Name(**entry.left_out.model_dump()).text(labels.language)
        rows.append([code, Name(**entry.text.model_dump()).text(labels.language), labels.joined(by) or left_out])
    return table(labels, "clauses", rows, tight=(0,))


def _bound(groups: Sequence[str], scenario: Scenario, labels: Labels) -> str:
    """Groups in few words: systems whose groups are all there by their names."""
    framework = scenario.framework
    rest, said = list(groups), []
    if len(rest) == len(framework.groups):
        return labels.word("all_groups")
    for system in framework.systems:
        own = framework.groups_of(system)
        if len(own) > 1 and set(own) <= set(rest):
            said.append(labels.word("all_of_system", system=labels.system(system)))
            rest = [g for g in rest if g not in own]
    return labels.joined(said + [labels.group(g) for g in rest])


def _beside(weight: float, reference: float | None) -> str:
    return points(weight) if reference is None else f"{points(weight)} ({points(reference)})"
