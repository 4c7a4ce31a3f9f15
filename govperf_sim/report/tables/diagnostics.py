"""Tables of diagnostics: weight given and carried, redundant pairs, saturation, burden."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.report.diagnosis import MANY, Pool, burden, saturated
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, rounded
from govperf_sim.report.tables.table import Row, Table, table
from govperf_sim.scenario.load import Scenario


def effective_table(pools: Sequence[Pool], labels: Labels) -> Table:
    """Every core indicator of every pool that can be taken apart, the one that carries most first."""
    rows: list[Row] = []
    for pool in pools:
        if pool.effective is None:
            continue
        rows.append(Row((labels.word("effective_panel", system=labels.system(pool.system), units=len(pool.units)),
                         *[""] * 4), "part"))  # fmt: skip
        ordered = pool.effective.sort_values("effective", ascending=False, kind="stable")
        for k, given, carried in zip(ordered.index, ordered["nominal"], ordered["effective"], strict=True):
            ratio = rounded(carried / given, 1) if given > 0 else MISSING
            note = "overweight" if k in pool.overweight else "constant" if k in pool.constant else ""
            noted = labels.word(f"note_is_{note}") if note else ""
            rows.append(Row((labels.indicator(k), points(given), points(carried), ratio, noted)))
    return table(labels, "effective", rows, numeric=(1, 2, 3))


def redundant_table(pools: Sequence[Pool], labels: Labels) -> Table:
    """The pairs at or beyond the threshold, strongest first, of the pools with units enough to tell."""
    rows = [
        [labels.indicator(pair["first"]), labels.indicator(pair["second"]), rounded(pair["correlation"], 2), str(pair["units"])]
        for pool in pools
        if pool.redundant is not None
        for pair in pool.redundant.pairs.to_dict("records")
    ]  # fmt: skip
    return table(labels, "redundant", rows, numeric=(2, 3))


def saturated_table(scenario: Scenario, labels: Labels) -> Table:
    """The indicators on which many units stand at full marks, or at nothing."""
    found = saturated(scenario)
    many = found[(found["at_full"] >= MANY) | (found["at_zero"] >= MANY)]
    rows = [
        [labels.indicator(row["indicator"]), labels.system(row["pool"]), str(row["units"]), points(row["at_full"], 0),
         points(row["at_zero"], 0), str(row["different"])]
        for row in many.sort_values("at_full", ascending=False, kind="stable").to_dict("records")
    ]  # fmt: skip
    return table(labels, "saturated", rows, numeric=(2, 3, 4, 5))


def burden_table(scenario: Scenario, labels: Labels) -> Table:
    """Person-days by unit and evaluator, with sums."""
    days = burden(scenario)
    days = days.loc[:, days.sum() > 0]
    rows = [
        Row((labels.unit(u), *(rounded(x, 1) for x in own), rounded(sum(own), 1)))
        for u, own in zip(days.index, days.to_numpy(float).tolist(), strict=True)
    ]
    every = days.sum().tolist()
    rows.append(Row((labels.word("burden_total"), *(rounded(x, 1) for x in every), rounded(sum(every), 1)), "part"))
    head = (labels.word("burden_unit"), *map(labels.evaluator, days.columns), labels.word("burden_total"))
    return table(labels, "burden", rows if sum(every) > 0 else [], numeric=range(1, len(head)), head=head)
