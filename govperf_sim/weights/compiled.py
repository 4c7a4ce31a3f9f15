r"""Any PuLP model, read once and kept open in HiGHS, so that numbers can be moved by name and solved again.

.. math::
    V = \min_x\ c'x \quad\text{subject to}\quad L \le Ax \le U,\ \ l \le x \le u, \qquad
    \text{dual of row } i = \partial V / \partial b_i .

Limits, coefficients and costs move; a change of structure is a new compilation.  Rows that may wait are handed to
HiGHS only when an optimum breaks them: of thousands of regrets a few hundred ever matter.  An answer is given only when HiGHS
reports an optimum *and* its primal and dual residuals, computed here from the numbers, are small.
"""

from __future__ import annotations

import contextlib
import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
import pulp
from scipy.sparse import csr_array

from govperf_sim.errors import NotOptimal, fault

Array = npt.NDArray[np.float64]
TOLERANCE = 1e-10
"""Feasibility asked of the simplex method, primal and dual."""
RESIDUAL = 1e-8
"""The largest violation accepted when the answer is checked."""
WAITING = 1e-9
"""A waiting row broken by more than this is called in."""
AT_ONCE = 3
"""So many of a kind are called in together, the worst first."""
WHOLE: Mapping[str, Any] = {
    "presolve": "choose",
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
    "mip_feasibility_tolerance": 1e-9,
}
"""How HiGHS looks for whole numbers."""
FIXED = 1e-7
"""A dual or a reduced cost above this pins its row or column on the optimal face."""


@dataclass(frozen=True, eq=False)
class Solution:
    """An optimum: its value, and by name the columns, their reduced costs, and the duals of the rows."""

    value: float
    _x: Array
    _reduced: Array
    _dual: Array
    _column_names: tuple[str, ...]
    _row_names: tuple[str, ...]

    @functools.cached_property
    def columns(self) -> Mapping[str, float]:
        return dict(zip(self._column_names, self._x.tolist(), strict=True))

    @functools.cached_property
    def reduced_costs(self) -> Mapping[str, float]:
        return dict(zip(self._column_names, self._reduced.tolist(), strict=True))

    @functools.cached_property
    def duals(self) -> Mapping[str, float]:
        """Row -> what the value gains per unit of the row's limit, whichever way the model optimises."""
        return dict(zip(self._row_names, self._dual.tolist(), strict=True))


class CompiledProgram:
    """A linear program in HiGHS, moved by the names of its rows and columns.

    ``waiting`` names rows that wait until they are broken, each with its kind, such as its group.
    ``iterations`` bounds the simplex iterations of a solve; without it there is no bound.
    """

    def __init__(
        self, problem: pulp.LpProblem, waiting: Mapping[str, str] | None = None, iterations: int | None = None
    ) -> None:
        variables = sorted(problem.variables(), key=lambda v: str(v.name))
        rows = sorted(problem.constraints(), key=lambda c: str(c.name))
        self._column = {str(v.name): j for j, v in enumerate(variables)}
        self._row = {str(c.name): i for i, c in enumerate(rows)}
        self._names = tuple(self._column), tuple(self._row)
        self._sign = -1.0 if problem.sense == pulp.LpMaximize else 1.0
        self._low = _bounds([v.lowBound for v in variables], -np.inf)
        self._high = _bounds([v.upBound for v in variables], np.inf)
        self._row_low = _bounds([c.getLb() for c in rows], -np.inf)
        self._row_high = _bounds([c.getUb() for c in rows], np.inf)
        self._cost = np.zeros(len(variables))
        self._constant = float(problem.objective.constant) if problem.objective is not None else 0.0
        for v, a in problem.objective.items() if problem.objective is not None else ():
            self._cost[self._column[v.name]] = self._sign * a
        terms = [sorted((self._column[v.name], float(a)) for v, a in c.items()) for c in rows]
        start = np.cumsum([0, *map(len, terms)], dtype=np.int32)
        index = np.array([j for row in terms for j, _ in row], dtype=np.int32)
        value = np.array([a for row in terms for _, a in row], dtype=float)
        self._a = csr_array((value, index, start), shape=(len(rows), len(variables)))
        self._waiting = {self._row[row]: kind for row, kind in (waiting or {}).items()}
        self._called = [i for i in range(len(rows)) if i not in self._waiting]
        self._place = {i: n for n, i in enumerate(self._called)}
        self._highs = _silent_highs(iterations)
        self._pass()

    def set_limit(self, row: str, limit: float) -> None:
        """Move the right-hand side of a row."""
        i = self._row[row]
        low = limit if np.isfinite(self._row_low[i]) else -np.inf
        high = limit if np.isfinite(self._row_high[i]) else np.inf
        self._bound_row(i, low, high)

    def set_row(self, row: str, coefficients: Mapping[str, float]) -> None:
        """Replace coefficients in a row, as when a unit's scores are redrawn."""
        i = self._row[row]
        for column, a in coefficients.items():
            j = self._column[column]
            here = slice(self._a.indptr[i], self._a.indptr[i + 1])
            at = np.flatnonzero(self._a.indices[here] == j)
            if at.size:
                self._a.data[here.start + at[0]] = a
            else:  # it was zero, and PuLP drops zeros
                self._a = csr_array(self._a + csr_array(([a], ([i], [j])), shape=self._a.shape))
            if i in self._place:
                _accepted(self._highs.changeCoeff(self._place[i], j, a))

    def set_objective(self, coefficients: Mapping[str, float]) -> None:
        """Another objective, in the sense of the model; columns not named cost nothing."""
        cost = np.zeros_like(self._cost)
        for column, a in coefficients.items():
            cost[self._column[column]] = self._sign * a
        self._cost, self._constant = cost, 0.0
        everywhere = np.arange(len(self._cost), dtype=np.int32)
        _accepted(self._highs.changeColsCost(len(self._cost), everywhere, self._cost))

    def cap(self, column: str, high: float) -> None:
        """Let a column be no more than ``high``."""
        self._bound_column(self._column[column], self._low[self._column[column]], high)

    def release(self, row: str) -> None:
        """Let a row require nothing any more."""
        self._bound_row(self._row[row], -np.inf, np.inf)

    def stay_on_face(self, optimum: Solution) -> None:
        """Keep to the optimal face: what has a reduced cost stays at its bound, what has a dual becomes an equality.

        By complementary slackness these are exactly the points as good as ``optimum``; no slack is needed.
        """
        for j in np.flatnonzero(np.abs(optimum._reduced) > FIXED):
            at = self._low[j] if self._sign * optimum._reduced[j] > 0 else self._high[j]
            self._bound_column(int(j), at, at)
        for i in np.flatnonzero(np.abs(optimum._dual) > FIXED):
            at = self._row_low[i] if self._sign * optimum._dual[i] > 0 else self._row_high[i]
            self._bound_row(int(i), at, at)

    def solve(self) -> Solution:
        """The optimum.  Raises :class:`~govperf_sim.errors.NotOptimal` for anything less."""
        found = self.attempt()
        if found is None:
            raise NotOptimal(fault("weights.no_solution"))
        return found

    def attempt(self) -> Solution | None:
        """The optimum, or ``None`` where nothing satisfies all rows.

        A start from the last basis can mislead HiGHS, even to "unbounded"; only a start from none is believed when it
        finds nothing.
        """
        with contextlib.suppress(NotOptimal):
            if (found := self._run()) is not None:
                return found
        _accepted(self._highs.clearSolver())
        return self._run()

    def _run(self) -> Solution | None:
        while (found := self._run_called()) is not None and self._call(found._x):
            pass
        return found

    def _call(self, x: Array) -> bool:
        """Call in the worst of the waiting rows that ``x`` breaks; whether there were any."""
        if not self._waiting:
            return False
        rows = np.fromiter(self._waiting, dtype=np.intp)
        activity = (self._a @ x)[rows]
        broken = np.maximum(self._row_low[rows] - activity, activity - self._row_high[rows])
        called = Counter[str]()
        for n in np.lexsort((rows, -broken)):
            i = int(rows[n])
            if broken[n] <= WAITING:
                break
            if called[self._waiting[i]] == AT_ONCE:
                continue
            called[self._waiting.pop(i)] += 1
            here = slice(self._a.indptr[i], self._a.indptr[i + 1])
            index, value = self._a.indices[here], self._a.data[here]
            _accepted(self._highs.addRow(self._row_low[i], self._row_high[i], len(index), index, value))
            self._place[i] = len(self._called)
            self._called.append(i)
        return called.total() > 0

    def _run_called(self) -> Solution | None:
        run = self._highs.run()
        status = self._highs.getModelStatus()
        if run == highspy.HighsStatus.kOk and status == highspy.HighsModelStatus.kInfeasible:
            return None
        if run != highspy.HighsStatus.kOk or status != highspy.HighsModelStatus.kOptimal:
            raise NotOptimal(fault("weights.not_optimal", status=self._highs.modelStatusToString(status)))
        found = self._highs.getSolution()
        x, y = np.asarray(found.col_value, float), np.zeros(len(self._row))
        y[self._called] = np.asarray(found.row_dual, float)
        reduced = self._cost - y @ self._a
        worst = self._residual(x, y, reduced)
        if not worst <= RESIDUAL * max(1.0, float(np.abs(self._cost).max(initial=0.0))):
            raise NotOptimal(fault("weights.residual", residual=worst))
        value = self._sign * float(self._cost @ x) + self._constant
        return Solution(value, x, self._sign * reduced, self._sign * y, *self._names)

    def contradiction(self) -> Mapping[str, float]:
        """After an infeasible :meth:`attempt`: rows whose sum cannot hold, with multipliers (Farkas), the largest 1."""
        _, known, ray = self._highs.getDualRay()
        if not known:
            raise NotOptimal(fault("weights.no_proof"))
        largest = float(np.abs(ray).max())
        known_rows = [self._names[1][i] for i in self._called]
        return {row: y / largest for row, y in zip(known_rows, ray, strict=True) if abs(y) > FIXED * largest}

    def _residual(self, x: Array, y: Array, reduced: Array) -> float:
        """The largest violation of a bound, of a dual sign, or of complementary slackness."""
        columns, called = (x, reduced, self._low, self._high), self._called
        rows = (self._a @ x)[called], y[called], self._row_low[called], self._row_high[called]
        at, price, low, high = (np.concatenate(both) for both in zip(columns, rows, strict=True))
        # A positive price must sit at the lower limit, a negative one at the upper.
        loose = np.where(price > 0, np.minimum(price, at - low), np.minimum(-price, high - at))
        return float(np.maximum(loose, np.maximum(low - at, at - high)).max(initial=0.0))

    def _bound_row(self, i: int, low: float, high: float) -> None:
        self._row_low[i], self._row_high[i] = low, high
        if i in self._place:
            _accepted(self._highs.changeRowBounds(self._place[i], low, high))

    def _bound_column(self, j: int, low: float, high: float) -> None:
        self._low[j], self._high[j] = low, high
        _accepted(self._highs.changeColBounds(j, low, high))

    def _pass(self) -> None:
        lp = highspy.HighsLp()
        a = self._a[self._called]
        lp.num_row_, lp.num_col_ = a.shape
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self._cost, self._low, self._high
        lp.row_lower_, lp.row_upper_ = self._row_low[self._called], self._row_high[self._called]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = a.indptr, a.indices, a.data
        _accepted(self._highs.passModel(lp))


@dataclass(frozen=True, eq=False)
class WholeSolution:
    """The best point found with whole numbers where they are asked for, and how far from optimal it can be."""

    value: float
    gap: float
    """The proven distance from the optimum, relative to the value; 0 where it is proven optimal."""
    columns: Mapping[str, float]


def solve_whole(problem: pulp.LpProblem, seconds: float) -> WholeSolution | None:
    """The optimum of a program to be minimised with integer columns; ``None`` where no point satisfies it.

    After ``seconds`` the best point found so far is taken, and its gap stated.  Raises
    :class:`~govperf_sim.errors.NotOptimal` when there is none by then.
    """
    program = CompiledProgram(problem)
    variables = sorted(problem.variables(), key=lambda v: str(v.name))
    whole = [j for j, v in enumerate(variables) if v.cat == pulp.LpInteger]
    highs = program._highs
    for name, value in {**WHOLE, "time_limit": seconds}.items():
        _accepted(highs.setOptionValue(name, value))
    kinds = np.full(len(whole), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    _accepted(highs.changeColsIntegrality(len(whole), np.array(whole, dtype=np.int32), kinds))
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        raise NotOptimal(fault("weights.not_optimal", status=highs.modelStatusToString(status)))
    x = np.asarray(highs.getSolution().col_value, float)
    x[whole] = np.round(x[whole])
    value = float(program._cost @ x) + program._constant
    proven = status == highspy.HighsModelStatus.kOptimal
    gap = 0.0 if proven else max(value - info.mip_dual_bound, 0.0) / max(abs(value), WAITING)
    return WholeSolution(value, gap, dict(zip(program._names[0], x.tolist(), strict=True)))


def _silent_highs(iterations: int | None) -> highspy.Highs:
    highs = highspy.Highs()
    options: dict[str, Any] = {
        "output_flag": False,
        "log_to_console": False,
        "presolve": "off",  # costs more than it saves on programs of this size
        "solver": "simplex",
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
    }
    if iterations is not None:
        options["simplex_iteration_limit"] = iterations
    for name, value in options.items():
        _accepted(highs.setOptionValue(name, value))
    return highs


def _accepted(status: highspy.HighsStatus) -> None:
    if status != highspy.HighsStatus.kOk:
        raise NotOptimal(fault("weights.refused", status=str(status)))


def _bounds(given: Iterable[float | None], missing: float) -> Array:
    return np.array([missing if b is None else b for b in given], float)
