"""Tables of scores: who stands where, what was cut, and how each indicator is scored."""

from __future__ import annotations

from dataclasses import replace

from govperf_sim.experiments.trust import Trust
from govperf_sim.framework import Scoring
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, place_among, points, rounded, signed
from govperf_sim.report.tables.robustness import beside_ranks, nearest_point
from govperf_sim.report.tables.table import Row, Table, origin, table
from govperf_sim.scenario.load import Scenario
from govperf_sim.scoring.change import ChangeOfScore
from govperf_sim.weights.answer import Weights


def units_table(weights: Weights, labels: Labels, trust: Trust | None = None) -> Table:
    """Every unit: total and place in its group, core sub-score and place in its pool, how far the rules let it move.

    Beside each rank stands its band, and that it is a tie, where it was asked how far ranks can be trusted.
    """
    units = weights.units
    in_group = units.groupby("group").size().to_dict()
    in_pool = units.groupby("pool").size().to_dict()
    pools = {pool: n for n, pool in enumerate(dict.fromkeys(units["pool"]))}
    order = units.assign(pool=units["pool"].map(pools)).sort_values(["pool", "rank_in_pool"], kind="stable")
    beside = None if trust is None else beside_ranks(trust, weights, labels)
    rows = [
        [
            labels.unit(unit["unit"]),
            labels.group(unit["group"]),
            points(unit["score"]),
            place_among(unit["rank_in_group"], in_group[unit["group"]]),
            *(() if beside is None else beside[unit["unit"]][:1]),
            points(unit["core_score"]),
            labels.pool(unit["pool"]),
            place_among(unit["rank_in_pool"], in_pool[unit["pool"]]),
            *(() if beside is None else beside[unit["unit"]][1:]),
            f"{points(unit['own_worst'])}–{points(unit['own_best'])}",
            rounded(unit["regret"], 2),
        ]
        for unit in units.loc[order.index].reset_index().to_dict("records")
    ]
    if trust is None:
        return table(labels, "units", rows, numeric=(2, 3, 4, 6, 7, 8))
    made = table(labels, "banded", rows, numeric=(2, 3, 4, 5, 7, 8, 9, 10))
    near = labels.word("note_bands", points=f"{nearest_point(trust):g}")
    return replace(made, note=labels.word("note_units") + near)


def clipped_table(scenario: Scenario, labels: Labels) -> Table:
    """Every score that lay outside 0 to 100 before it was cut."""
    rows = [
        [
            labels.unit(cell["unit"]),
            labels.indicator(cell["indicator"]),
            points(cell["before_clipping"]),
            points(min(max(cell["before_clipping"], 0.0), 1.0)),
        ]
        for cell in scenario.scores.clipped.to_dict("records")
    ]
    return table(labels, "clipped", rows, numeric=(2, 3))


def indicators_table(scenario: Scenario, labels: Labels) -> Table:
    """Every indicator: how it is measured and scored, and where that comes from."""
    rows = []
    for k, i in scenario.framework.indicators.items():
        status, clause, _, _ = origin(i.source, labels)
        rows.append([
            k,
            labels.indicator(k),
            labels.domain(i.domain),
            i.unit_of_measure,
            labels.word(i.direction),
            labels.known(f"report.method_{i.scoring.method}", i.scoring.method),
            _posts(i.scoring, labels),
            labels.evaluator(i.evaluator),
            status,
            clause,
        ])  # fmt: skip
    return table(labels, "indicators", rows, tight=(0, 4, 6, 9))


def _posts(scoring: Scoring, labels: Labels) -> str:
    """The numbers of a scoring: floor and target as an arrow, the others by name, and the years posts were frozen over."""
    numbers = scoring.numbers
    floor, target = numbers.pop("floor", None), numbers.pop("target", None)
    said = [] if floor is None or target is None else [f"{floor:g} → {target:g}"]
    said += [labels.word(f"number_{name}", number=f"{number:g}") for name, number in numbers.items()]
    if scoring.targets:
        said.append(labels.word("own_targets"))
    if scoring.reference_years:
        said.append(labels.word("frozen_over", years=labels.joined([str(year) for year in scoring.reference_years])))
    return labels.joined(said) or MISSING


def cells_tables(scenario: Scenario, labels: Labels) -> list[Table]:
    """A table for each system: the score of every unit on every indicator, shaded, with marks for cells that were touched.

    The fewer go across: units where there are more indicators than units, indicators otherwise.
    """
    framework, scores = scenario.framework, scenario.scores
    marks = _marks(scenario)
    tables = []
    for system in framework.systems:
        units = [u for u, unit in framework.units.items() if framework.groups[unit.group].system == system]
        own = [k for k in framework.indicators if framework.system_of(k) == system]
        values = scores.table.loc[units, own].to_numpy(float).tolist()
        known = {(u, k): x for u, row in zip(units, values, strict=True) for k, x in zip(own, row, strict=True)}
        cells = {cell: (points(x) + marks.get(cell, "") if x == x else "") for cell, x in known.items()}
        shades = {cell: min(int(float(points(x)) / 10), 9) if x == x else None for cell, x in known.items()}
        rows: list[Row] = []
        if len(units) <= len(own):
            head = (labels.word("indicator"), *map(labels.unit, units))
            for k in own:
                if k == own[0] or framework.indicators[k].domain != framework.indicators[own[own.index(k) - 1]].domain:
                    rows.append(Row((labels.domain(framework.indicators[k].domain), *[""] * len(units)), "part"))
                rows.append(Row((labels.indicator(k), *(cells[u, k] for u in units)),
                                shades=(None, *(shades[u, k] for u in units))))  # fmt: skip
        else:
            head = (labels.word("burden_unit"), *map(labels.indicator, own))
            rows = [Row((labels.unit(u), *(cells[u, k] for k in own)), shades=(None, *(shades[u, k] for k in own)))
                    for u in units]  # fmt: skip
        made = table(labels, "cells", rows, numeric=range(1, len(head)), head=head)
        tables.append(replace(made, caption=f"{made.caption} · {labels.system(system)}"))
    return tables


def _marks(scenario: Scenario) -> dict[tuple[str, str], str]:
    """What stands behind a score: * cut at the limit, † scored on level, ‡ from a treated value."""
    found: dict[tuple[str, str], str] = {}
    touched = scenario.treated[scenario.treated["period"] == scenario.scores.period]
    clipped = scenario.scores.clipped
    cells = [(cell, "*") for cell in zip(clipped["unit"], clipped["indicator"], strict=True)]
    cells += [((u, k), "†") for k in scenario.scores.first_year for u in scenario.framework.units]
    cells += [(cell, "‡") for cell in zip(touched["unit"], touched["indicator"], strict=True)]
    for (u, k), mark in cells:
        found[str(u), str(k)] = found.get((str(u), str(k)), "") + mark
    return found


def change_table(change: ChangeOfScore, labels: Labels) -> Table:
    """Last year's total, the causes of the change, this year's; in points."""
    causes = ("own", "posts", "weights", "indicators")
    rows = [
        [labels.unit(u), points(row["before"]), *(signed(100 * row[c]) for c in causes), points(row["after"])]
        for u, row in zip(change.table.index, change.table.to_dict("records"), strict=True)
    ]
    return table(labels, "change", rows, numeric=range(1, 7))
