r"""What moved each weight: the rules from :math:`p` to :math:`w_p`, and the guard from there to :math:`w`.

Each move is

- *forced by rows*: those with a dual in the first step of the move (the smallest total) that contain the weight;
- or it *balances the sum*: what others were forced to gain, this one gives, and the row of the sum has a dual;
- or it is the *tie-break*: moves as small would do, and these are the most even.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from govperf_sim.weights.guard import Guard
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.stages import Stage
from govperf_sim.weights.weighting import Weighting

MOVED = 1e-7
"""A smaller move is none."""
COLUMNS = ("group", "indicator", "reference", "projected", "weight", "by_rules", "rules_why", "rules_rows", "by_guard",
           "guard_why", "guard_rows")  # fmt: skip


def moves(q: Weighting, guard: Guard, w: Cells, stages: Sequence[Stage]) -> pd.DataFrame:
    """Index (group, indicator); weights as shares, moves with their sign.

    Columns reference :math:`p`, projected :math:`w_p`, weight :math:`w`; by_rules and by_guard, the two moves; for each
    of them why (``rows``, ``balance``, ``tie_break``, or empty where nothing moved) and the rows, a tuple of names.
    """
    rows = _rows_of(q.model(), q)
    first = {name: {r for s in stages if s.name == name for r in s.duals} for name in ("total_move", "guarded_move")}
    records = []
    for g, k in guard.projected:
        p, projected, weight = guard.start[g, k], guard.projected[g, k], w[g, k]
        told = [
            _why(moved, [r for r in rows[g, k] if r in first[name]], f"sum({g})" in first[name])
            for moved, name in ((projected - p, "total_move"), (weight - projected, "guarded_move"))
        ]
        records.append((g, k, p, projected, weight, projected - p, *told[0], weight - projected, *told[1]))
    return pd.DataFrame.from_records(records, columns=COLUMNS).set_index(["group", "indicator"])


def _why(moved: float, rows: Sequence[str], sum_has_a_dual: bool) -> tuple[str, tuple[str, ...]]:
    if abs(moved) <= MOVED:
        return "", ()
    if rows:
        return "rows", tuple(rows)
    return ("balance" if sum_has_a_dual else "tie_break"), ()


def _rows_of(m: WeightModel, q: Weighting) -> Mapping[tuple[str, str], list[str]]:
    """(Group, indicator) -> the rows of rules, and of units' regrets, that contain its weight."""
    cell = {f"w({g},{k})": (g, k) for g, k in m.w}
    found: dict[tuple[str, str], list[str]] = {at: [] for at in m.w}
    sums = {f"sum({g})" for g in m.applying}
    for name, row in m.rows.items():
        for column in (str(v.name) for v, _ in row.items()):
            if column in cell and name not in sums:
                found[cell[column]].append(name)
    for g, own in m.applying.items():
        for k in own:
            found[g, k] += [f"regret({u})" for u in q.units_of[g]]
    return found
