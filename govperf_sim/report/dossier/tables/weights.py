"""Tables of weights: what would make the proposal admissible, and what it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import PROPOSED, Appraisal
from govperf_sim.report.dossier.parts import LEAST_SHOWN, far_from_derived, firsts, forced_by, of_first
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, signed
from govperf_sim.report.tables.table import Row, Table, table

SHADE = 5
"""Of a weight that is a point or more from the derived one."""


def moves_table(found: Appraisal, labels: Labels) -> Table:
    """Each weight that the nearest scheme has otherwise, largest move of a group first, and what forces it."""
    moves = found.nearest.moves
    rows: list[Row] = []
    for group in firsts(moves):
        rows.append(Row((labels.group(group), *[""] * 4), "part"))
        own = of_first(moves, group)
        for k in own["change"].abs().sort_values(ascending=False, kind="stable").index:
            row: Any = own.loc[k]
            rows.append(Row((labels.indicator(k), points(row["given"], 2), points(row["nearest"], 2),
                             signed(100 * row["change"], 2), _why(found, row, labels))))  # fmt: skip
    return table(labels, "moves", rows, numeric=(1, 2, 3))


def proposed_tables(found: Appraisal, labels: Labels) -> list[Table]:
    """A table for each system: the proposed weights, and in brackets by how much they differ from the first scheme."""
    framework = found.proposed.base.framework
    made = []
    for system in framework.systems:
        groups = list(framework.groups_of(system))
        rows: list[Row] = []
        for domain, entry in framework.domains.items():
            own = [k for k, i in framework.indicators.items() if i.domain == domain]
            if entry.system == system and own:
                rows.append(_part(found, own, groups, labels.domain(domain)))
                rows += [_line(found, k, groups, labels.indicator(k)) for k in own]
        head = (labels.word("indicator"), *map(labels.group, groups))
        one = table(labels, "proposed_weights", rows, numeric=range(1, len(head)), head=head)
        note = labels.word("proposed_weights_against", first=labels.variant(found.first))
        made.append(replace(one, caption=f"{one.caption} · {labels.system(system)}", note=note))
    return made


def _part(found: Appraisal, own: list[str], groups: list[str], name: str) -> Row:
    """What a domain has in all."""
    now, was = (found.schemes[s].loc[groups, own].sum(axis=1).tolist() for s in (PROPOSED, found.first))
    return Row((name, *map(_beside, now, was)), "part")


def _line(found: Appraisal, indicator: str, groups: list[str], name: str) -> Row:
    applies = found.proposed.base.framework.indicators[indicator].groups
    now, was = (found.schemes[s].loc[groups, indicator].tolist() for s in (PROPOSED, found.first))
    far = far_from_derived(found).loc[groups, indicator].tolist()
    cells = [_beside(a, b) if g in applies else "" for g, a, b in zip(groups, now, was, strict=True)]
    return Row((name, *cells), shades=(None, *(SHADE if away else None for away in far)))


def _why(found: Appraisal, move: pd.Series[Any], labels: Labels) -> str:
    if move["why"] != "rows":
        return labels.word(f"move_{move['why']}")
    said = [labels.word("by_rule", statement=s.statement, rule=s.rule) for s in forced_by(found, move["rows"], labels)]
    return labels.word("semicolon").join(said)


def _beside(weight: float, before: float) -> str:
    if abs(weight - before) < LEAST_SHOWN:
        return points(weight)
    return f"{points(weight)} ({signed(100 * (weight - before))})"
