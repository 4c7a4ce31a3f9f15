"""Tables of scores: who stands where, what was cut, and how each indicator is scored."""

from __future__ import annotations

from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, place_among, points, rounded
from govperf_sim.report.tables.table import Table, origin, table
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights


def units_table(weights: Weights, labels: Labels) -> Table:
    """Every unit: total and place in its group, core sub-score and place in its system, how far the rules let it move."""
    units = weights.units
    in_group = units.groupby("group").size().to_dict()
    in_system = units.groupby("system").size().to_dict()
    systems = {system: n for n, system in enumerate(dict.fromkeys(units["system"]))}
    order = units.assign(system=units["system"].map(systems)).sort_values(["system", "rank_in_system"], kind="stable")
    rows = [
        [
            labels.unit(unit["unit"]),
            labels.group(unit["group"]),
            points(unit["score"]),
            place_among(unit["rank_in_group"], in_group[unit["group"]]),
            points(unit["core_score"]),
            place_among(unit["rank_in_system"], in_system[unit["system"]]),
            f"{points(unit['own_worst'])}–{points(unit['own_best'])}",
            rounded(unit["regret"], 2),
        ]
        for unit in units.loc[order.index].reset_index().to_dict("records")
    ]
    return table(labels, "units", rows, numeric=range(2, 8))


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
        given = i.scoring.floor is not None and i.scoring.target is not None
        status, clause, _, _ = origin(i.source, labels)
        rows.append([
            k,
            labels.indicator(k),
            labels.domain(i.domain),
            i.unit_of_measure,
            labels.word(i.direction),
            labels.known(f"report.method_{i.scoring.method}", i.scoring.method),
            f"{i.scoring.floor:g} → {i.scoring.target:g}" if given else MISSING,
            labels.evaluator(i.evaluator),
            status,
            clause,
        ])  # fmt: skip
    return table(labels, "indicators", rows, tight=(0, 4, 6, 9))
