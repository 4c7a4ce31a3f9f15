"""The admissible weights nearest to given ones, closest as in :mod:`govperf_sim.weights.moves`, and what forces each change."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.forced import MOVED, forces
from govperf_sim.weights.moves import smallest_move, write_moves
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.stages import Stage
from govperf_sim.weights.weighting import Weighting


@dataclass(frozen=True, kw_only=True, eq=False)
class Nearest:
    """The nearest weights that the rules admit."""

    table: pd.DataFrame
    """Group x indicator."""
    distance: float
    """Total move from the given weights, mean of groups; 0 where they are admissible."""
    moves: pd.DataFrame
    """Index (group, indicator), only what moves: given, nearest, change, why (``rows``, ``balance``, ``tie_break``), rows
    (a tuple of the names of the rows that force it), as in :mod:`govperf_sim.weights.forced`."""


def nearest_admissible(q: Weighting, w: Cells) -> Nearest:
    """Mend given weights, by (group, indicator), which add up to 1 in every group.

    The rules must admit weights.  A cap takes 0.2 from gdp, which the other two share:

    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9], "air": [0.2], "law": [0.5]}, index=["a"])
    >>> q = Weighting(scores=scores, groups=pd.Series({"a": "g"}), rules=[Share("cap", of=["gdp"], at_most=0.3)])
    >>> found = nearest_admissible(q, {("g", "gdp"): 0.5, ("g", "air"): 0.2, ("g", "law"): 0.3})
    >>> found.moves.loc["g", ["change", "why", "rows"]].round(6).to_dict("index")
    {'gdp': {'change': -0.2, 'why': 'rows', 'rows': ('cap(g)',)},
     'air': {'change': 0.1, 'why': 'balance', 'rows': ()}, 'law': {'change': 0.1, 'why': 'balance', 'rows': ()}}
    """
    table = pd.DataFrame(0.0, index=list(q.indicators_of), columns=list(q.scores.columns))
    stages: list[Stage] = []
    distance, mended = 0.0, dict[tuple[str, str], float]()
    for part in q.parts:
        m = q.model(part)
        write_moves(m, w)
        found = list(smallest_move(m, q, CompiledProgram(m.problem)))
        stages += found
        distance += found[0].value
        for g, k in m.w:
            mended[g, k] = table.at[g, k] = max(found[-1].columns[f"w({g},{k})"], 0.0)
    told = forces(q, w, mended, stages, "total_move")
    told = told.assign(given=list(w.values()), nearest=[mended[cell] for cell in w]).rename(columns={"move": "change"})
    moved = told.loc[told["change"].abs() > MOVED, ["given", "nearest", "change", "why", "rows"]]
    return Nearest(table=table.rename_axis(index="group", columns="indicator"), distance=distance, moves=moved)
