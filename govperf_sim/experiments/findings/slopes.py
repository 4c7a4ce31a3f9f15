r"""Slopes: by how much an outcome moves when one uncertainty does and the others do not.

Of a world w with coordinates :math:`x_w` (1, each number scaled to a mean of 0 and a deviation of 1, a 0/1 for each listed
value but the first) a replication r tells part and whole, and

.. math:: \hat\beta = \Bigl(\sum_{w,r} b_{wr} x_w x_w'\Bigr)^{-1} \sum_{w,r} a_{wr} x_w

is the regression of a/b on x weighted by b, that is by least squares where all wholes are 1.  About it replication r is

.. math:: z_r = \hat\beta + \bar G^{-1} \sum_w x_w (a_{wr} - b_{wr} x_w'\hat\beta), \qquad \bar G = \frac1R \sum_{w,r} b_{wr} x_w x_w' .

Only the sums over worlds are kept, so that worlds need not fit into memory.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.experiments.design.factors import Uncertainty
from govperf_sim.experiments.design.plans import ENDS, Row
from govperf_sim.experiments.estimates.intervals import PART, WHOLE, mean_interval


class Regression:
    """Takes worlds one after the other and then tells the slopes."""

    def __init__(self, uncertainties: Sequence[Uncertainty], worlds: Sequence[Row], replications: int) -> None:
        self._told: list[tuple[Uncertainty, int, float]] = []
        columns = [np.ones(len(worlds))]
        for place, factor in enumerate(uncertainties):
            values = [world[place] for world in worlds]
            if factor.spread.listed is not None:
                columns += [np.array([v == each for v in values], float) for each in factor.spread.listed[1:]]
                continue
            numbers = np.array(values, float)
            if numbers.std() > 0.0:
                self._told.append((factor, len(columns), float(numbers.std())))
                columns.append((numbers - numbers.mean()) / numbers.std())
        self._x = np.stack(columns, axis=1)
        size = self._x.shape[1]
        self._a, self._b = np.zeros((size, replications)), np.zeros((size, size, replications))

    def add(self, world: int, pairs: Array) -> None:
        """``pairs``: replication x (part, whole) of that world."""
        x = self._x[world]
        self._a += np.multiply.outer(x, pairs[:, PART])
        self._b += np.multiply.outer(np.outer(x, x), pairs[:, WHOLE])

    def table(self) -> pd.DataFrame:
        """Index factor: slope, low, high, for every number that was varied; and the same ``across`` its range from .05 to
        .95.  Empty where there are too few worlds to tell the factors apart.
        """
        mean_b = self._b.mean(axis=2)
        rows = []
        if self._told and np.linalg.matrix_rank(mean_b) == len(mean_b):
            beta = np.linalg.solve(mean_b, self._a.mean(axis=1))
            z = beta[:, None] + np.linalg.solve(mean_b, self._a - np.einsum("jkr,k->jr", self._b, beta))
            for factor, column, scale in self._told:
                slope = mean_interval(z[column] / scale)
                width = factor.spread.at(ENDS[1]) - factor.spread.at(ENDS[0])
                rows.append((factor.code, *slope, *(width * end for end in slope)))
        names = ["factor", "slope", "low", "high", "across", "across_low", "across_high"]
        return pd.DataFrame(rows, columns=names).set_index("factor")
