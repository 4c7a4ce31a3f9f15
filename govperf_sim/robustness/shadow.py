r"""The admissible weights by themselves: the rows of the program without the columns that only help to state a rule.

A rule such as "little weight changes hands" needs columns of its own, :math:`e_k \ge |w_k - p_k|`.  Uniform over weights
*and* such columns is not uniform over weights, so the columns go.  A column :math:`e` is caught between rows,

.. math:: \max_j l_j(w) \le e \le \min_i u_i(w) \quad\Longrightarrow\quad l_j(w) \le u_i(w) \ \ \forall i, j,

(Fourier and Motzkin); where its upper row holds several such columns, as in :math:`\sum_k a_k e_k \le D`, pairs would
multiply without end, and the row is bent instead: :math:`\sum_k a_k \max_j l_{kj}(w) \le D`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.weights.arrays import Arrays

NOTHING = 1e-12


@dataclass(frozen=True, eq=False)
class Bend:
    """A bent row: the sum over terms of the largest of the term's lines, ``slopes @ w + heights``, is at most 0."""

    slopes: Array
    """Line x weight."""
    heights: Array
    starts: np.ndarray[tuple[int], np.dtype[np.intp]]
    """Where the lines of each term begin."""

    def value(self, weights: Array) -> Array:
        """What must not exceed 0, for each row of weights."""
        lines = weights @ self.slopes.T + self.heights
        return np.asarray(np.maximum.reduceat(lines, self.starts, axis=1).sum(axis=1), dtype=float)


@dataclass(frozen=True, eq=False)
class Shadow:
    """The weights alone: ``rows @ w <= limits``, and every bend."""

    rows: Array
    limits: Array
    bends: tuple[Bend, ...]


def shadow(program: Arrays, names: tuple[str, ...]) -> Shadow:
    """What a program asks of the named columns, the weights; the others are eliminated."""
    place = {name: j for j, name in enumerate(program.columns)}
    first = [place[name] for name in names]
    order = [*first, *(j for j in place.values() if j not in set(first))]
    g, h = _one_sided(program)
    g, weights = g[:, order], len(names)
    extra = list(range(weights, g.shape[1]))
    for e in list(extra):
        rising = g[:, e] > NOTHING
        others = [f for f in extra if f != e]
        if not (np.abs(g[rising][:, others]) > NOTHING).any():
            g, h = _eliminated(g, h, e)
            extra.remove(e)
    helps = (np.abs(g[:, extra]) > NOTHING).any(axis=1)
    totals = (g[:, extra] > NOTHING).any(axis=1)
    bends = tuple(_bent(g, h, int(i), extra, weights) for i in np.flatnonzero(totals))
    return Shadow(g[~helps][:, :weights], h[~helps], bends)


def _one_sided(program: Arrays) -> tuple[Array, Array]:
    """Every limit as ``g @ x <= h``, the bounds of columns among them; what asks for nothing is left out."""
    whole = np.eye(len(program.columns))
    matrix = program.a.toarray()
    g = np.vstack([matrix, -matrix, whole, -whole])
    h = np.concatenate([program.row_high, -program.row_low, program.high, -program.low])
    return _asking(g[np.isfinite(h)], h[np.isfinite(h)])


def _asking(g: Array, h: Array) -> tuple[Array, Array]:
    some = (np.abs(g) > NOTHING).any(axis=1)
    return g[some], h[some]


def _eliminated(g: Array, h: Array, e: int) -> tuple[Array, Array]:
    a = g[:, e]
    up, down, rest = a > NOTHING, a < -NOTHING, np.abs(a) <= NOTHING
    above, below = (g[up] / a[up, None], h[up] / a[up]), (g[down] / -a[down, None], h[down] / -a[down])
    pairs = (above[0][:, None, :] + below[0][None, :, :]).reshape(-1, g.shape[1])
    limits = (above[1][:, None] + below[1][None, :]).ravel()
    found, at = _asking(pairs, limits)
    return np.vstack([g[rest], found]), np.concatenate([h[rest], at])


def _bent(g: Array, h: Array, row: int, extra: list[int], weights: int) -> Bend:
    slopes, heights, starts = [g[row : row + 1, :weights]], [-h[row : row + 1]], [0]
    for e in (e for e in extra if g[row, e] > NOTHING):
        down = g[:, e] < -NOTHING
        scale = g[row, e] / -g[down, e]
        starts.append(sum(map(len, heights)))
        slopes.append(g[down][:, :weights] * scale[:, None])
        heights.append(-h[down] * scale)
    return Bend(np.vstack(slopes), np.concatenate(heights), np.array(starts, dtype=np.intp))
