r"""One set, many objectives: the dual simplex method takes a step in all of them at once.

With the activities of the rows as columns of their own, :math:`r - Ax = 0`, and every column of :math:`x` between two
ends, each objective starts from the activities as its basis and from each column at its cheaper end: no reduced cost
has the wrong sign, but rows are broken.  A step (Lemke 1954, Naval Research Logistics Quarterly 1:36-47) takes what
misses its end by most, :math:`\delta`, out of the basis :math:`B`, and goes along its row of the tableau,

.. math:: \alpha = e_i' B^{-1}\, (-A\ \ I),

in the order in which reduced costs reach 0, :math:`|d_j / \alpha_j|`.  As long as it still misses its end when these
columns go to their other ends, :math:`\sum |\alpha_j| (u_j - l_j) < \delta`, they go there; the next comes into the
basis (Maros 2003, European Journal of Operational Research 149:1-16).  So a sum of weights is settled in one step,
however many weights there are, and few rules need few steps, each a handful of products of arrays for all objectives
together.

Nothing here says that what is found is an optimum: :meth:`~govperf_sim.weights.folded.Folded.violations` does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govperf_sim.weights.arrays import Array
from govperf_sim.weights.folded import Folded

BROKEN = 1e-10
"""A basic column that misses its end by no more than this is there."""
PIVOT = 1e-9
"""Nothing smaller is divided by."""
ROOM = 8.0
"""A column without an end is searched so far; weights add up to 1.  What stops there is no optimum."""
STEPS = 100
"""An objective that has taken so many is given up."""
WORK = 1 << 18
"""So many numbers are multiplied at once: they stay near the processor, and too few to be spread over several."""

Places = npt.NDArray[np.intp]
Which = npt.NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class _Searches:
    """Where the objectives stand, a row each; columns in the order of the table."""

    who: Places
    basis: Places
    inverse: Array
    x: Array
    reduced: Array
    side: Array
    """1 for a column at its lower end, -1 at its upper, 0 in the basis or where both ends are one."""

    def keep(self, these: Which) -> None:
        self.who, self.basis, self.inverse = self.who[these], self.basis[these], self.inverse[these]
        self.x, self.reduced, self.side = self.x[these], self.reduced[these], self.side[these]


@dataclass(frozen=True, eq=False)
class _Table:
    """The rows of :math:`r - Ax = 0`, and the ends of all columns."""

    rows: Array
    low: Array
    high: Array
    width: Array

    def started(self, cost: Array) -> _Searches:
        (n, own), (rows, columns) = cost.shape, self.rows.shape
        activities = np.zeros((n, rows))
        dear = cost < 0
        x = np.hstack([np.where(dear, self.high[:own], self.low[:own]), activities])
        side = np.hstack([np.where(dear, -1.0, 1.0) * (self.width[:own] > 0), activities])
        basis, inverse = np.tile(np.arange(own, columns), (n, 1)), np.tile(np.eye(rows), (n, 1, 1))
        return _Searches(np.arange(n), basis, inverse, x, np.hstack([cost, activities]), side)

    def missing(self, now: _Searches) -> Array:
        """What the columns of each basis lack to their lower ends or, negative, have beyond their upper ones."""
        np.put_along_axis(now.x, now.basis, 0.0, axis=1)
        basic = -np.einsum("nij,nj->ni", now.inverse, now.x @ self.rows.T)
        np.put_along_axis(now.x, now.basis, basic, axis=1)
        below, above = self.low[now.basis] - basic, basic - self.high[now.basis]
        return np.asarray(np.maximum(below, 0.0) - np.maximum(above, 0.0))

    def step(self, now: _Searches, missing: Array) -> Which:
        """A column out of each basis and another in; false where none can come in."""
        every, place = np.arange(len(missing)), np.abs(missing).argmax(axis=1)
        lack, leaves = missing[every, place], now.basis[every, place]
        alpha = now.inverse[every, place] @ self.rows
        gain = -alpha * now.side * np.sign(lack)[:, None]
        enters, turned = self._passed(np.abs(now.reduced), gain, np.abs(lack))
        goes_on = np.asarray(gain[every, enters] > PIVOT)
        pivot = np.where(goes_on, alpha[every, enters], 1.0)

        now.x += now.side * np.where(turned, self.width, 0.0)
        now.x[every, leaves] = np.where(lack > 0, self.low[leaves], self.high[leaves])
        now.side[turned] *= -1.0
        now.side[every, leaves] = np.where(self.width[leaves] > 0, np.sign(lack), 0.0)
        now.side[every, enters] = 0.0
        now.reduced -= (now.reduced[every, enters] / pivot)[:, None] * alpha
        now.reduced[every, enters] = 0.0
        now.basis[every, place] = enters
        column = np.einsum("nij,jn->ni", now.inverse, self.rows[:, enters])
        column[every, place] -= 1.0
        now.inverse -= column[:, :, None] * (now.inverse[every, place] / pivot[:, None])[:, None, :]
        return goes_on

    def _passed(self, reduced: Array, gain: Array, lack: Array) -> tuple[Places, Which]:
        """The column that comes into each basis, and those before it, which go to their other ends."""
        can = gain > PIVOT
        ratio = np.divide(reduced, gain, out=np.full_like(gain, np.inf), where=can)
        whole = np.multiply(gain, self.width, out=np.zeros_like(gain), where=can)
        order = ratio.argsort(axis=1)
        # Who just reaches the end comes in: rounding must not turn it and leave nobody.
        before = np.take_along_axis(whole, order, axis=1).cumsum(axis=1) < lack[:, None] - BROKEN
        turned = np.zeros_like(can)
        np.put_along_axis(turned, order, before, axis=1)
        next_one = np.minimum(before.sum(axis=1), len(self.width) - 1)
        return order[np.arange(len(order)), next_one], turned & can


def lockstep(program: Folded, cost: Array) -> tuple[Array, Array]:
    """Where each objective, a row of ``cost``, is least: the columns, and the duals of the rows; NaN where given up."""
    a = program.a.toarray()
    rows = len(a)
    low = np.concatenate([np.where(np.isinf(program.low), -ROOM, program.low), program.row_low])
    high = np.concatenate([np.where(np.isinf(program.high), ROOM, program.high), program.row_high])
    table = _Table(np.hstack([-a, np.eye(rows)]), low, high, high - low)
    x, y = np.full_like(cost, np.nan), np.full((len(cost), rows), np.nan)
    at_once = max(1, WORK // max(1, table.rows.size))
    for begin in range(0, len(cost), at_once):
        here = slice(begin, begin + at_once)
        x[here], y[here] = _searched(table, cost[here])
    return x, y


def _searched(table: _Table, cost: Array) -> tuple[Array, Array]:
    """The dual of a row is the reduced cost of its activity."""
    now = table.started(cost)
    x, reduced = np.full_like(now.x, np.nan), np.full_like(now.x, np.nan)
    for _ in range(STEPS):
        missing = table.missing(now)
        there = np.abs(missing).max(axis=1, initial=0.0) <= BROKEN
        if there.any():
            x[now.who[there]], reduced[now.who[there]] = now.x[there], now.reduced[there]
            now.keep(~there)
            missing = missing[~there]
        if not now.who.size:
            break
        goes_on = table.step(now, missing)
        if not goes_on.all():
            now.keep(goes_on)
    own = cost.shape[1]
    return x[:, :own], reduced[:, own:]
