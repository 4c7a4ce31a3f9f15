r"""A program said with fewer columns and rows, and the proof that a point is its optimum.

Of rules on single weights, :math:`l \le a\,x_j \le u`, nothing is left but a tighter :math:`x_j`.  Columns that may not
exceed one another in a ring, :math:`x_i \le x_j \le \dots \le x_i`, are one column: the core under a strict ruler weighs
the same in every group.  Rows that then say the same are one row.  A search in what is left is many times quicker.
Whatever a solver says, :math:`x` with prices :math:`y` is optimal if both are feasible and no price is put on a limit that
is not reached.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from govperf_sim.weights.arrays import Array


@dataclass(frozen=True, eq=False)
class Folded:
    r""":math:`\text{row\_low} \le Ax \le \text{row\_high},\ \text{low} \le x \le \text{high}`."""

    a: csr_array
    row_low: Array
    row_high: Array
    low: Array
    high: Array
    place: npt.NDArray[np.intp]
    """For each column of the program as it was, the column that stands for it."""

    def priced(self, cost: Array) -> Array:
        """Objectives of the program as it was, a row each, as objectives of this one."""
        return np.asarray(cost @ _joining(self.place))

    def violations(self, cost: Array, x: Array, y: Array) -> Array:
        """For each optimum, a row, the largest violation of a bound, of a dual sign, or of complementary slackness."""
        at, price = np.hstack([x, x @ self.a.T]), np.hstack([cost - y @ self.a, y])
        low, high = np.hstack([self.low, self.row_low]), np.hstack([self.high, self.row_high])
        loose = np.where(price > 0, np.minimum(price, at - low), np.minimum(-price, high - at))
        return np.asarray(np.maximum(loose, np.maximum(low - at, at - high)).max(axis=1, initial=0.0))


def folded(a: csr_array, row_low: Array, row_high: Array, low: Array, high: Array) -> Folded:
    """The same set, said with fewer columns and rows.

    >>> one = csr_array(np.array([[2.0, 0.0], [1.0, 1.0]]))
    >>> said = folded(one, np.array([0.0, 1.0]), np.array([1.0, 1.0]), np.zeros(2), np.ones(2))
    >>> said.a.shape, said.high
    ((1, 2), array([0.5, 1. ]))
    """
    place = _alike(a, row_low, row_high)
    columns = int(place.max(initial=-1)) + 1
    at_least, at_most = np.full(columns, -np.inf), np.full(columns, np.inf)
    np.maximum.at(at_least, place, low)
    np.minimum.at(at_most, place, high)
    a, row_low, row_high = _joined(csr_array(a @ _joining(place)), row_low, row_high)
    alone = np.diff(a.indptr) == 1
    column, scale = a.indices[a.indptr[:-1][alone]], a.data[a.indptr[:-1][alone]]
    ends = np.sort([row_low[alone] / scale, row_high[alone] / scale], axis=0)
    np.maximum.at(at_least, column, ends[0])
    np.minimum.at(at_most, column, ends[1])
    rest = np.flatnonzero(~alone)
    return Folded(csr_array(a[rest]), row_low[rest], row_high[rest], at_least, at_most, place)


def _alike(a: csr_array, row_low: Array, row_high: Array) -> npt.NDArray[np.intp]:
    """The number of the ring that each column belongs to; most are rings of their own."""
    start, columns = a.indptr[:-1], a.shape[1]
    both = start[np.diff(a.indptr) == 2]
    rows = np.flatnonzero(np.diff(a.indptr) == 2)
    differs = a.data[both] == -a.data[both + 1]
    both, rows = both[differs], rows[differs]
    first, second = a.indices[both], a.indices[both + 1]
    rises = a.data[both] > 0
    capped, floored = row_high[rows] == 0, row_low[rows] == 0
    up = np.where(rises, capped, floored)  # the first is at most the second
    down = np.where(rises, floored, capped)
    less, more = np.concatenate([first[up], second[down]]), np.concatenate([second[up], first[down]])
    edges = coo_array((np.ones(len(less)), (less, more)), shape=(columns, columns))
    _, ring = connected_components(edges, connection="strong")
    return _in_order(ring)


def _in_order(ring: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """Rings numbered as their first columns come, so that what is not joined stays in its place."""
    _, first, number = np.unique(ring, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[number], dtype=np.intp)


def _joining(place: npt.NDArray[np.intp]) -> csr_array:
    size = len(place)
    return csr_array((np.ones(size), (np.arange(size), place)), shape=(size, int(place.max(initial=-1)) + 1))


def _joined(a: csr_array, row_low: Array, row_high: Array) -> tuple[csr_array, Array, Array]:
    """Rows with the same coefficients as one row, in the place of the first; what is left of a ring is dropped."""
    a.sum_duplicates()
    a.eliminate_zeros()
    said: dict[tuple[bytes, bytes], int] = {}
    first = np.empty(a.shape[0], dtype=np.intp)
    for i in range(a.shape[0]):
        own = slice(a.indptr[i], a.indptr[i + 1])
        first[i] = said.setdefault((a.indices[own].tobytes(), a.data[own].tobytes()), i)
    low, high = np.full(len(first), -np.inf), np.full(len(first), np.inf)
    np.maximum.at(low, first, row_low)
    np.minimum.at(high, first, row_high)
    nothing = (np.diff(a.indptr) == 0) & (low <= 0) & (high >= 0)
    kept = np.flatnonzero((first == np.arange(len(first))) & ~nothing)
    return csr_array(a[kept]), low[kept], high[kept]
