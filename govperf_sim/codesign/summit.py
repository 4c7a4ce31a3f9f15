r"""The highest of the tops that climbs from several places reach: weights chosen for what units will make of them.

Among the weights that the rules and the guard on regret allow, those are sought under which welfare is highest once the units
have answered: :math:`\max_w \frac1S \sum_s V_s(w)` over draws s of what nobody knows, or :math:`\max_w \min_s V_s(w)`
(:mod:`~govperf_sim.codesign.response` gives V and its slope, :mod:`~govperf_sim.codesign.climb` the search).  V is neither convex nor concave, so the search starts from several places:
from the weights that the goal gives, and from extreme admissible weights half-way towards them.  What it finds is never worse
than its start in the response model; whether it is better in the full simulation is another question, and asked there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from govperf_sim.codesign.climb import Top, climb
from govperf_sim.codesign.response import Response
from govperf_sim.codesign.step import Steps
from govperf_sim.simulation.arrays import Array
from govperf_sim.weights.answer import Weights

BETTER = 1e-9
"""A gain in welfare below this is rounding: the start is returned."""


class Over(StrEnum):
    """What is made of the draws."""

    AVERAGE = "average"
    WORST = "worst"


@dataclass(frozen=True, eq=False)
class Summit:
    """The best weights found.

    ``table``: group x indicator.  ``start``: the weights they are held against, with their reasons.  ``welfare``: draw x
    (start, anticipated), the mean over units, years and replications in the response model.
    """

    table: pd.DataFrame
    start: Weights
    welfare: pd.DataFrame
    over: Over
    starts: int
    """places that were searched from besides the start"""
    programs: int
    """linear programs solved"""

    @property
    def gain(self) -> float:
        """By how much welfare is higher than at the start, in the response model."""
        value = self.welfare.min() if self.over is Over.WORST else self.welfare.mean()
        return float(value["anticipated"] - value["start"])


def summit(
    start: Weights,
    responses: Sequence[Response],
    *,
    caps: Mapping[str, float] | None = None,
    over: Over = Over.AVERAGE,
    starts: int = 8,
    seed: int = 1,
) -> Summit:
    """The weights that serve best once the units have answered, in the draws that ``responses`` are.

    ``start`` are the weights that are to be bettered, and their question says which others there are; ``caps`` limits the
    regret of groups, as the guard of ``start`` does unless they are given.  ``starts`` is how many places the search starts
    from besides; ``seed`` chooses them.
    """
    question = start.weighting
    steps = Steps(question, caps_of(start) if caps is None else caps, len(responses) if over is Over.WORST else 0)
    cells = _Cells(steps.cells, responses)
    first = np.array([start.cells[c] for c in steps.cells])
    overall = np.min if over is Over.WORST else np.mean

    def climbed(begin: Array) -> Top:
        return climb(begin, steps, cells.welfare, cells.slopes, lambda values: float(overall(values)))

    rng = np.random.default_rng(seed)
    begins = [first, *(0.5 * (first + steps.towards(rng.standard_normal(len(first)))) for _ in range(starts))]
    tops = [climbed(begin) for begin in begins]
    best = max(tops, key=lambda top: top.value)
    before = cells.welfare(first)
    found = best.weights if best.value > float(overall(before)) + BETTER else first
    table = pd.DataFrame(0.0, index=start.table.index, columns=start.table.columns)
    for (g, k), weight in zip(steps.cells, found, strict=True):
        table.at[g, k] = max(weight, 0.0)
    welfare = pd.DataFrame({"start": before, "anticipated": cells.welfare(found)}).rename_axis(index="draw")
    return Summit(table, start, welfare, over, starts, sum(top.steps for top in tops))


def caps_of(guarded: Weights) -> Mapping[str, float]:
    """How much regret the guard lets every group have; none where there is no guard."""
    guard = guarded.guard
    return {} if guard is None else {g: cap + guard.slack for g, cap in guard.caps.items()}


class _Cells:
    """The draws, asked about a vector over (group, indicator)."""

    def __init__(self, cells: Sequence[tuple[str, str]], responses: Sequence[Response]) -> None:
        self._responses = responses
        self._places = [
            (
                np.array([r.groups.index(g) for g, _ in cells]),
                np.array([r.indicators.index(k) for _, k in cells]),
            )
            for r in responses
        ]

    def welfare(self, at: Array) -> Array:
        return np.array([r.welfare(self._table(r, n, at)) for n, r in enumerate(self._responses)])

    def slopes(self, at: Array) -> Array:
        return np.array([r.slope(self._table(r, n, at))[self._places[n]] for n, r in enumerate(self._responses)])

    def _table(self, response: Response, n: int, at: Array) -> Array:
        table = np.zeros((len(response.groups), len(response.indicators)))
        table[self._places[n]] = at
        return table
