"""Tables of units: who gains and who loses, regrets, and how far ranks can move."""

from __future__ import annotations

import math

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import DERIVED, PROPOSED, Appraisal
from govperf_sim.report.dossier.parts import at_point, firsts, moves_of_bands, of_first, rankings
from govperf_sim.report.figures.ranked import of_pool
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, rounded, signed
from govperf_sim.report.tables.robustness import between
from govperf_sim.report.tables.table import Row, Table, table

STEP = "\N{RIGHTWARDS ARROW}"


def gains_table(found: Appraisal, labels: Labels) -> Table:
    """Every unit, group by group: its score under each scheme, its ranks before and after, and what its lead gains."""
    compared = firsts(found.shifts)
    by = {s: of_first(found.units, s).to_dict("index") for s in found.schemes}
    gained = {s: of_first(found.shifts, s).to_dict("index") for s in compared}
    head = labels.word(
        "gains_head", schemes="|".join(labels.variant(s) for s in by),
        against="|".join(labels.word("against", other=labels.variant(s)) for s in compared),
    ).split("|")  # fmt: skip
    rows: list[Row] = []
    for group, units in _by_group(found).items():
        rows.append(Row((labels.group(group), *[""] * (len(head) - 1)), "part"))
        for u in units:
            before, after = by[compared[0]][u], by[PROPOSED][u]
            rows.append(Row((
                labels.unit(u),
                *(points(by[s][u]["score"]) for s in by),
                _step(before["rank_in_group"], after["rank_in_group"]),
                _step(before["rank_in_pool"], after["rank_in_pool"]),
                *(signed(100 * gained[s][u]["lead"]) for s in compared),
                labels.word(f"verdict_{gained[compared[0]][u]['verdict']}"),
            )))  # fmt: skip
    return table(labels, "gains", rows, numeric=range(1, len(head) - 1), tight=(len(head) - 1,), head=head)


def regrets_table(found: Appraisal, labels: Labels) -> Table:
    """Every unit's regret under each scheme; the head of a group has its largest."""
    by = {s: of_first(found.units, s)["regret"] for s in found.schemes}
    of_groups = {s: of_first(found.groups, s)["worst_regret"] for s in found.schemes}
    rows: list[Row] = []
    for group, units in _by_group(found).items():
        worst = [of_groups[s].get(group, math.nan) for s in by]
        rows.append(Row((labels.group(group), *(rounded(x, 2) for x in worst), ""), "part"))
        rows += [Row((labels.unit(u), *(rounded(by[s][u], 2) for s in by), signed(by[PROPOSED][u] - by[DERIVED][u], 2)))
                 for u in units]  # fmt: skip
    head = (labels.word("burden_unit"), *map(labels.variant, by), labels.word("against", other=labels.variant(DERIVED)))
    return table(labels, "regrets", rows, numeric=range(1, len(head)), head=head)


def bands_table(found: Appraisal, labels: Labels) -> Table:
    """Every unit of every ranking: its rank, and its range at each move of the weights."""
    moves = moves_of_bands(found)
    at = {p: at_point(found, p) for p in moves}
    rows: list[Row] = []
    for pool in rankings(found):
        rows.append(Row((pool.named(labels), *[""] * (1 + len(moves))), "part"))
        own = {p: of_pool(at[p], pool.level, pool.pool).to_dict("index") for p in moves}
        near = own[moves[0]]
        rows += [Row((labels.unit(u), str(near[u]["rank"]), *(between(own[p][u]) for p in moves))) for u in pool.units]
    head = (labels.word("burden_unit"), labels.word("rank"), *(labels.word("band_of", points=f"{p:g}") for p in moves))
    return table(labels, "near_ranks", rows, numeric=range(1, len(head)), head=head)


def _by_group(found: Appraisal) -> dict[str, list[str]]:
    """Group -> its units, best as proposed first."""
    own = of_first(found.units, PROPOSED).sort_values("rank_in_group", kind="stable")
    groups: dict[str, list[str]] = {str(g): [] for g in found.proposed.base.weighting.indicators_of}
    for u, g in own["group"].items():
        groups[str(g)].append(str(u))
    return {g: units for g, units in groups.items() if units}


def _step(before: object, after: object) -> str:
    """A rank, or one that becomes another.

    >>> _step(3, 1) == "3" + STEP + "1", _step(2, 2), _step(pd.NA, 1)
    (True, '2', '—')
    """
    if pd.isna(before) or pd.isna(after):  # type: ignore[call-overload]
        return MISSING
    return str(after) if before == after else f"{before}{STEP}{after}"
