r"""Many programs that differ in a few numbers, each solved from nothing: one statement in PuLP, and moves by place.

.. math:: \min c'x \quad\text{subject to}\quad L \le Ax \le U,\ \ l \le x \le u .

The matrix is full (scores of units).  Rows that may wait are handed over when an optimum breaks them, and stay: of
thousands a few are ever needed, and one product of the matrix with the optimum is the exact check of all.  Starting from
nothing makes an answer independent of the one before.

An answer carries what its duals prove (weak duality), from the numbers as they stand: with :math:`d = c - A'y` and the
signs of :math:`y` as the rows ask for them (a wrong one counts as 0),

.. math:: c'x \;\ge\; \sum_{y_i > 0} y_i L_i + \sum_{y_i < 0} y_i U_i
          + \sum_{d_j > 0} d_j l_j + \sum_{d_j < 0} d_j u_j .
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pulp

from govperf_sim.errors import NotOptimal, fault
from govperf_sim.weights.arrays import Array, written_out
from govperf_sim.weights.compiled import AT_ONCE, FIXED, WAITING
from govperf_sim.weights.search import RESIDUAL, Search

ROUNDING = 1e-12
"""A reduced cost this small is what adding up leaves of 0."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """The optimum of one program, its columns, reduced costs and duals in the order of places."""

    value: float
    bound: float
    """What the duals prove: no point is better; minus infinity where they prove nothing."""
    x: Array
    reduced: Array
    dual: Array


class Batch:
    """A program to be minimised, moved by the places of its rows and columns; ``waiting`` names rows that may wait."""

    def __init__(self, problem: pulp.LpProblem, waiting: Iterable[str]) -> None:
        later = set(waiting)
        stated = written_out(problem)
        self.column = {name: j for j, name in enumerate(stated.columns)}
        self.row = {name: i for i, name in enumerate(stated.rows)}
        self._a = stated.a.toarray()
        self._cost, self._low, self._high = stated.cost, stated.low, stated.high
        self._row_low, self._row_high = stated.row_low, stated.row_high
        self._dearest = max(1.0, float(np.abs(self._cost).max()))
        self._search = Search(self._cost, self._low, self._high)
        self._called: list[int] = []
        self._place: dict[int, int] = {}
        for name, i in self.row.items():
            if name not in later:
                self._call(i)

    def fill_row(self, i: int, at: Array, coefficients: Array) -> None:
        """Replace the coefficients of some columns in a row."""
        self._a[i, at] = coefficients
        if i in self._place:  # many times quicker to hand over anew than to change in HiGHS one by one
            self._search.drop_row(self._place.pop(i))
            self._called.remove(i)
            self._place = {row: n for n, row in enumerate(self._called)}
            self._call(i)

    def limit_row(self, i: int, low: float, high: float) -> None:
        """Move the limits of a row."""
        self._row_low[i], self._row_high[i] = low, high
        if i in self._place:
            self._search.limit_row(self._place[i], low, high)

    def bound_columns(self, at: Array, low: Array, high: Array) -> None:
        """Move the bounds of some columns."""
        self._low[at], self._high[at] = low, high
        self._search.bound_columns(self._low, self._high)

    def price_columns(self, at: Array, cost: Array) -> None:
        """Move the costs of some columns."""
        self._cost[at] = cost
        self._dearest = max(1.0, float(np.abs(self._cost).max()))
        self._search.price_columns(self._cost)

    def is_one_point(self, optimum: Optimum) -> bool:
        """Whether prices alone show that there is no other optimum; when not, there may be one.

        Columns without a reduced cost are tied down by the rows with a dual, if these have as many ranks.
        """
        free = np.flatnonzero((np.abs(optimum.reduced) <= FIXED) & (self._low < self._high))
        tight = np.flatnonzero((np.abs(optimum.dual) > FIXED) | (self._row_low == self._row_high))
        return len(free) <= len(tight) and np.linalg.matrix_rank(self._a[np.ix_(tight, free)]) == len(free)

    def solve(self) -> Optimum | None:
        """The optimum, from nothing; ``None`` where no point satisfies all rows.

        Raises :class:`~govperf_sim.errors.NotOptimal` for anything less than an optimum with small residuals.
        """
        self._search.forget()
        while (found := self._search.optimum()) is not None:
            x, y = found
            activity = self._a @ x
            missed = np.maximum(self._row_low - activity, activity - self._row_high)
            broken = np.flatnonzero(missed > WAITING).tolist()
            if not (late := [i for i in broken if i not in self._place]):
                return self._checked(x, y, activity)
            for i in sorted(late, key=lambda i: (-missed[i], i))[:AT_ONCE]:
                self._call(i)
        return None

    def _call(self, i: int) -> None:
        self._search.add_row(self._row_low[i], self._row_high[i], self._a[i])
        self._place[i] = len(self._called)
        self._called.append(i)

    def _checked(self, x: Array, y: Array, activity: Array) -> Optimum:
        """Rows and columns alike have a price, stand at a value, and keep within two ends."""
        called = np.array(self._called)
        a, value = self._a[called], float(self._cost @ x)
        low = np.concatenate((self._row_low[called], self._low))
        high = np.concatenate((self._row_high[called], self._high))
        at, price = np.concatenate((activity[called], x)), np.concatenate((y, self._cost - y @ a))
        end = np.where(price > 0, low, high)
        # A price belongs to an end that is reached; one without an end must be nothing.
        size = np.abs(price)
        worst = float(max(np.minimum(size, np.abs(end - at)).max(), (low - at).max(), (at - high).max()))
        if not worst <= RESIDUAL * self._dearest:
            raise NotOptimal(fault("weights.residual", residual=worst))
        dual, reduced = np.zeros(len(self.row)), price[len(y) :]
        dual[called] = y
        paid = size > ROUNDING
        bound = float(price[paid] @ end[paid])
        if np.isinf(bound):
            bound = self._proven(np.where(np.isinf(end[: len(y)]), 0.0, y), a, low, high)
        return Optimum(value, bound, x, reduced, dual)

    def _proven(self, y: Array, a: Array, low: Array, high: Array) -> float:
        """What duals prove whose signs are right."""
        price = np.concatenate((y, self._cost - y @ a))
        paid = np.abs(price) > ROUNDING
        return float(price[paid] @ np.where(price > 0, low, high)[paid])
