r"""A program whose rows of one column have become bounds of that column, and the proof that a point is its optimum.

Of rules on single weights, :math:`l \le a\,x_j \le u`, nothing is left but a tighter :math:`x_j`; a search among the few
other rows is many times quicker.  Whatever a solver says, :math:`x` with prices :math:`y` is optimal if both are
feasible and no price is put on a limit that is not reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from govperf_sim.weights.arrays import Array


@dataclass(frozen=True, eq=False)
class Folded:
    r""":math:`\text{row\_low} \le Ax \le \text{row\_high},\ \text{low} \le x \le \text{high}`."""

    a: csr_array
    row_low: Array
    row_high: Array
    low: Array
    high: Array

    def violations(self, cost: Array, x: Array, y: Array) -> Array:
        """For each optimum, a row, the largest violation of a bound, of a dual sign, or of complementary slackness."""
        at, price = np.hstack([x, x @ self.a.T]), np.hstack([cost - y @ self.a, y])
        low, high = np.hstack([self.low, self.row_low]), np.hstack([self.high, self.row_high])
        loose = np.where(price > 0, np.minimum(price, at - low), np.minimum(-price, high - at))
        return np.asarray(np.maximum(loose, np.maximum(low - at, at - high)).max(axis=1, initial=0.0))


def folded(a: csr_array, row_low: Array, row_high: Array, low: Array, high: Array) -> Folded:
    """The same set, said with fewer rows.

    >>> one = csr_array(np.array([[2.0, 0.0], [1.0, 1.0]]))
    >>> said = folded(one, np.array([0.0, 1.0]), np.array([1.0, 1.0]), np.zeros(2), np.ones(2))
    >>> said.a.shape, said.high
    ((1, 2), array([0.5, 1. ]))
    """
    alone = np.diff(a.indptr) == 1
    column, scale = a.indices[a.indptr[:-1][alone]], a.data[a.indptr[:-1][alone]]
    ends = np.sort([row_low[alone] / scale, row_high[alone] / scale], axis=0)
    low, high, rest = low.copy(), high.copy(), np.flatnonzero(~alone)
    np.maximum.at(low, column, ends[0])
    np.minimum.at(high, column, ends[1])
    return Folded(a[rest], row_low[rest], row_high[rest], low, high)
