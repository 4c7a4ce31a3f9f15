r"""``anticipate``: weights chosen for what units will make of them.

Weights decide where effort goes.  Among the weights that the rules and the guard on regret allow, those are sought under
which welfare is highest once the units have answered: :math:`\max_w \frac1S \sum_s V_s(w)` over draws s of what nobody
knows, or :math:`\max_w \min_s V_s(w)` (:mod:`~govperf_sim.codesign.response` gives V and its slope,
:mod:`~govperf_sim.codesign.climb` the search).  V is neither convex nor concave, so the search starts from several places:
from the weights that the goal gives, and from extreme admissible weights half-way towards them.  What it finds is never worse
than its start in the response model; whether it is better in the full simulation is another question, and asked there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from govperf_sim.codesign.climb import Top, climb
from govperf_sim.codesign.response import Response
from govperf_sim.codesign.step import Steps
from govperf_sim.simulation.arrays import Array
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.weighting import Weighting

BETTER = 1e-9
"""A gain in welfare below this is rounding: the start is returned."""


class Over(StrEnum):
    """What is made of the draws."""

    AVERAGE = "average"
    WORST = "worst"


@dataclass(frozen=True, eq=False)
class Anticipated:
    """Weights that anticipate behaviour.

    ``table``: group x indicator.  ``start``: the weights they are held against, with their reasons.  ``welfare``: draw x
    (start, anticipated), the mean over units, years and replications in the response model, but for what weights do not change.
    """

    table: pd.DataFrame
    start: Weights
    welfare: pd.DataFrame
    over: Over
    programs: int
    """linear programs solved"""

    @property
    def gain(self) -> float:
        """By how much welfare is higher than at the start, in the response model."""
        value = self.welfare.min() if self.over is Over.WORST else self.welfare.mean()
        return float(value["anticipated"] - value["start"])


def anticipate(
    question: Weighting, responses: Sequence[Response], *, over: Over = Over.AVERAGE, starts: int = 8, seed: int = 1
) -> Anticipated:
    """The weights that serve best once the units have answered, in the draws that ``responses`` are.

    ``starts`` is how many places the search starts from besides the weights that the goal of the question gives; ``seed``
    chooses them.
    """
    start = derive_weights(question)
    guard = start.guard
    caps = {} if guard is None else {g: cap + guard.slack for g, cap in guard.caps.items()}
    steps = Steps(question, caps, len(responses) if over is Over.WORST else 0)
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
    return Anticipated(table, start, welfare, over, sum(top.steps for top in tops))


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
