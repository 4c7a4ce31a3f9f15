r"""What moved each weight: the rules from :math:`p` to :math:`w_p`, and the guard from there to :math:`w`.

With the duals :math:`y` of the first step of a move (the smallest total), of the rows :math:`a_r` that the answer keeps to
and of the sum of the group, :math:`\lambda_g`, complementary slackness says of every weight that moved

.. math:: \sum_r y_r a_{rgk} + \lambda_g = \pm \frac1G \quad\text{(less, where it reached 0)},

with the sign of its move.  So each move is

- *forced by rows*: those of rules that push the weight the way it went, :math:`y_r a_{rgk}` of that sign, and those of
  units' regrets with a dual;
- or it *balances the sum*: what others were forced to gain, this one gives, and the row of the sum has a dual;
- or it is the *tie-break*: moves as small would do, and these are the most even.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from govperf_sim.weights.guard import Guard
from govperf_sim.weights.reasons import lines_of
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.stages import Stage
from govperf_sim.weights.weighting import Weighting

Cell = tuple[str, str]
"""Group, indicator."""
MOVED = 1e-7
"""A smaller move is none."""
COLUMNS = (
    "reference",
    "projected",
    "weight",
    "by_rules",
    "rules_why",
    "rules_rows",
    "by_guard",
    "guard_why",
    "guard_rows",
)


def moves(q: Weighting, guard: Guard, w: Cells, stages: Sequence[Stage]) -> pd.DataFrame:
    """Index (group, indicator); weights as shares, moves with their sign.

    Columns reference :math:`p`, projected :math:`w_p`, weight :math:`w`; by_rules and by_guard, the two moves; for each
    of them why (``rows``, ``balance``, ``tie_break``, or empty where nothing moved) and the rows, a tuple of names.
    """
    start = {cell: guard.start[cell] for cell in guard.projected}
    by_rules = forces(q, start, guard.projected, stages, "total_move")
    by_guard = forces(q, guard.projected, w, stages, "guarded_move")
    parts = [
        table.rename(columns={"move": f"by_{of}", "why": f"{of}_why", "rows": f"{of}_rows"})
        for of, table in (("rules", by_rules), ("guard", by_guard))
    ]
    values = {"reference": start, "projected": guard.projected, "weight": {cell: w[cell] for cell in start}}
    whole = pd.concat([*parts], axis=1)
    return whole.assign(**{name: list(cells.values()) for name, cells in values.items()})[list(COLUMNS)]


def forces(q: Weighting, start: Cells, to: Cells, stages: Sequence[Stage], step: str) -> pd.DataFrame:
    """Index (group, indicator), every weight of ``start``: move, why (as in :func:`moves`), rows.

    ``step`` names the stage, one for each part, that made the total of the moves as small as it can be.
    """
    prices = {row: y for stage in stages if stage.name == step for row, y in stage.duals.items()}
    rows, regrets = _priced(q, prices), {r for r in prices if r.startswith("regret(")}
    records = []
    for g, k in start:
        moved = to[g, k] - start[g, k]
        pushing = [r for r, push in rows.get((g, k), {}).items() if push * moved > 0.0]
        pushing += [r for u in q.units_of[g] if (r := f"regret({u})") in regrets]
        records.append((moved, *_why(moved, pushing, f"sum({g})" in prices)))
    index = pd.MultiIndex.from_tuples(list(start), names=["group", "indicator"])
    return pd.DataFrame.from_records(records, index, columns=["move", "why", "rows"])


def _why(moved: float, rows: Sequence[str], sum_has_a_dual: bool) -> tuple[str, tuple[str, ...]]:
    if abs(moved) <= MOVED:
        return "", ()
    if rows:
        return "rows", tuple(rows)
    return ("balance" if sum_has_a_dual else "tie_break"), ()


def _priced(q: Weighting, prices: Mapping[str, float]) -> Mapping[Cell, Mapping[str, float]]:
    """The lines of rules with a dual that speak of each weight, and which way each pushes it.

    A row that only measures for a line, such as how far a weight moved, is told as that line.
    """
    m, lines = q.model(), {line.name for line in lines_of(q)}
    cell = {f"w({g},{k})": (g, k) for g, k in m.w}
    terms = {name: {str(v.name): a for v, a in row.items()} for name, row in m.rows.items()}
    measured = {c: name for name in terms if name in lines for c in terms[name] if c not in cell}
    found: dict[Cell, dict[str, float]] = {}
    for name in (r for r in terms if r in prices and r not in {f"sum({g})" for g in m.applying}):
        line = name if name in lines else next(measured[c] for c in terms[name] if c in measured)
        for column in (c for c in terms[name] if c in cell):
            pushes = found.setdefault(cell[column], {})
            pushes[line] = pushes.get(line, 0.0) + prices[name] * terms[name][column]
    return found
