r"""Where every row bounds one weight, the admissible set is a box cut by the sum, and its extremes need no solver.

.. math:: \min \{ c'w : l \le w \le u,\ \textstyle\sum_k w_k = 1 \}

starts from :math:`w = l` and hands the rest, :math:`1 - \sum_k l_k`, to the cheapest weights first, each up to its
:math:`u`.  The box is read off the rows of the PuLP model, so it is the same statement, read faster.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.weights.model import WeightModel


@dataclass(frozen=True, eq=False)
class Box:
    """Bounds of the weights of one group, which add up to 1; not empty."""

    columns: tuple[str, ...]
    low: Array
    high: Array

    def extremes(self, costs: Array) -> tuple[Array, Array]:
        """The least and the most of each cost, a row over the columns, among the weights of the box."""
        order = np.argsort(costs, axis=-1)
        cost = np.take_along_axis(costs, order, axis=-1)
        room, rest = (self.high - self.low)[order], 1.0 - self.low.sum()
        filled = np.cumsum(room, axis=-1)
        base, before = costs @ self.low, filled - room
        cheapest = np.clip(rest - before, 0.0, room)
        dearest = np.clip(rest - (filled[..., -1:] - filled), 0.0, room)
        return base + np.einsum("...k,...k", cost, cheapest), base + np.einsum("...k,...k", cost, dearest)


def box_of(m: WeightModel) -> Box | None:
    """The box, when the model is of one group and every row of a rule speaks of one weight alone; else ``None``.

    >>> m = WeightModel({"cities": ("gdp", "air")})
    >>> m.require("cap(cities)", m.w["cities", "gdp"] <= 0.3)
    >>> box_of(m).high
    array([0.3, 1. ])
    """
    sums = {f"sum({g})" for g in m.applying}
    if len(m.applying) > 1 or len(m.columns) > len(m.w):
        return None
    low, high = dict.fromkeys(m.columns, 0.0), dict.fromkeys(m.columns, 1.0)
    for name, row in m.rows.items():
        terms = [(str(v.name), float(a)) for v, a in row.items() if a]
        if name in sums:
            continue
        if len(terms) > 1:
            return None
        for column, a in terms:
            at_least, at_most = (
                None if b is None else b / a for b in (row.getLb(), row.getUb())[:: 1 if a > 0 else -1]
            )
            low[column] = max(low[column], -np.inf if at_least is None else at_least)
            high[column] = min(high[column], np.inf if at_most is None else at_most)
    return Box(tuple(m.columns), np.array(list(low.values())), np.array(list(high.values())))
