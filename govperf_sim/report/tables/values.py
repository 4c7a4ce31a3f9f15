"""Tables of the values under the scores: which vintages are in use, and every cell that was treated."""

from __future__ import annotations

from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING
from govperf_sim.report.tables.table import Table, table
from govperf_sim.scenario.load import Scenario
from govperf_sim.words import Message


def treated_table(scenario: Scenario, labels: Labels) -> Table:
    """Every cell that was winsorised, filled or transformed: before, after, why."""
    rows = []
    for cell in scenario.treated.to_dict("records"):
        known = {**labels.units, **labels.indicators}
        basis = labels.joined([known.get(b, b) for b in str(cell["basis"]).split(", ")])
        rows.append([
            labels.unit(cell["unit"]),
            labels.indicator(cell["indicator"]),
            str(cell["period"]),
            MISSING if cell["before"] != cell["before"] else f"{cell['before']:g}",
            f"{cell['after']:g}",
            Message(f"scores.why_{cell['why']}", {"basis": basis}).text(labels.language),
        ])  # fmt: skip
    return table(labels, "treated", rows, numeric=(3, 4), tight=(2,))


def vintages_table(scenario: Scenario, labels: Labels) -> Table:
    """Each vintage: how many cells it has, in how many it is in use, and in how many a better one is."""
    every, used = (
        frame["vintage"].astype(str).value_counts(sort=False) for frame in (scenario.panel.frame, scenario.panel.in_use)
    )
    rows = [
        [_called(str(vintage), labels), str(count), str(used.get(vintage, 0)), str(count - used.get(vintage, 0))]
        for vintage, count in every.items()
    ]
    return table(labels, "vintages", rows if set(every.index) != {""} else [], numeric=(1, 2, 3))


def _called(vintage: str, labels: Labels) -> str:
    return labels.known(f"report.vintage_{vintage or 'unsaid'}", vintage)
