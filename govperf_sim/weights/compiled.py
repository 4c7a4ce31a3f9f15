r"""Any PuLP model, read once and kept open in HiGHS, so that numbers can be moved by name and solved again.

.. math::
    V = \min_x\ c'x \quad\text{subject to}\quad L \le Ax \le U,\ \ l \le x \le u, \qquad
    \text{dual of row } i = \partial V / \partial b_i .

Limits, coefficients and costs move; a change of structure is a new compilation.  Rows that may wait are handed to
HiGHS only when an optimum breaks them: of thousands of regrets a few hundred ever matter.  An answer is given only when HiGHS
reports an optimum *and* its primal and dual residuals, computed here from the numbers over all rows, are small.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import highspy
import numpy as np
import pulp
from scipy.sparse import csr_array

from govperf_sim.errors import NotOptimal, fault
from govperf_sim.weights.arrays import Array, Places, written_out
from govperf_sim.weights.folded import folded
from govperf_sim.weights.search import RESIDUAL, accepted, silent_highs
from govperf_sim.weights.solution import Solution, WholeSolution
from govperf_sim.weights.sweep import swept

__all__ = ["CompiledProgram", "Solution", "WholeSolution", "solve_whole"]

WAITING = 1e-9
"""A waiting row broken by more than this is called in."""
AT_ONCE = 3
"""So many of a kind are called in together, the worst first."""
FEW = 500
"""So few rows need no presolve before a start from nothing, and none of them has to wait."""
WHOLE: Mapping[str, Any] = {
    "presolve": "choose",
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
    "mip_feasibility_tolerance": 1e-9,
}
"""How HiGHS looks for whole numbers."""
FIXED = 1e-7
"""A dual or a reduced cost above this pins its row or column on the optimal face."""


class CompiledProgram:
    """A linear program in HiGHS, moved by the names of its rows and columns.

    ``waiting`` names rows that wait until they are broken, each with its kind, such as its group.
    ``iterations`` bounds the simplex iterations of a solve; without it there is no bound.
    """

    def __init__(
        self, problem: pulp.LpProblem, waiting: Mapping[str, str] | None = None, iterations: int | None = None
    ) -> None:
        stated = written_out(problem)
        self._names = stated.columns, stated.rows
        self._column = {name: j for j, name in enumerate(stated.columns)}
        self._row = {name: i for i, name in enumerate(stated.rows)}
        self._sign, self._constant, self._cost = stated.sign, stated.constant, stated.cost
        self._low, self._high, self._whole = stated.low, stated.high, stated.whole
        self._row_low, self._row_high = stated.row_low, stated.row_high
        self._has(stated.a)
        self._highs = silent_highs(iterations)
        self._kind = {self._row[row]: kind for row, kind in (waiting or {}).items()}
        later = self._kind if len(self._kind) > FEW else {}
        self._begin(np.array([i for i in range(len(stated.rows)) if i not in later], dtype=np.int32))
        self._settled = len(self._called) <= FEW
        if not self._settled:
            accepted(self._highs.setOptionValue("presolve", "choose"))

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
                self._has(csr_array(self._a + csr_array(([a], ([i], [j])), shape=self._a.shape)))
            if i in self._place:
                accepted(self._highs.changeCoeff(self._place[i], j, a))

    def set_objective(self, coefficients: Mapping[str, float]) -> None:
        """Another objective, in the sense of the model; columns not named cost nothing."""
        self.set_costs(self.places(coefficients), np.fromiter(coefficients.values(), float, len(coefficients)))

    def places(self, columns: Iterable[str]) -> Places:
        """Where columns stand, in the order given, for :meth:`set_costs` and :meth:`Solution.at`."""
        return np.array([self._column[column] for column in columns], dtype=np.int32)

    def set_costs(self, at: Places, costs: Array) -> None:
        """Another objective, as :meth:`set_objective`, by places."""
        self._cost, self._constant = np.zeros_like(self._cost), 0.0
        self._cost[at] = self._sign * costs
        self._pass_costs()

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

    def optima(self, at: Places, costs: Iterable[Array]) -> Iterator[Solution]:
        """The optimum of each objective in turn, every search from nothing; ``costs`` as in :meth:`set_costs`.

        However a batch of at most :data:`FEW` rows is split or ordered, every answer is the same to the last bit.
        """
        for cost in costs:
            self.set_costs(at, cost)
            accepted(self._highs.clearSolver())
            yield self.solve()

    def sweep(self, columns: Sequence[str], costs: Array) -> tuple[Array, Array]:
        """The optimum of several objectives, one a row of ``costs`` over ``columns``: values, and these columns there.

        The program itself stays as it is: it is read anew, folded.  Raises :class:`~govperf_sim.errors.NotOptimal` as
        :meth:`solve` does.
        """
        program, at = folded(self._a, self._row_low, self._row_high, self._low, self._high), self.places(columns)
        whole = np.zeros((len(costs), len(self._cost)))
        whole[:, at] = self._sign * costs
        cost = program.priced(whole)
        x, _ = swept(program, cost)
        return self._sign * np.einsum("nj,nj->n", cost, x), x[:, program.place[at]]

    def attempt(self) -> Solution | None:
        """The optimum, or ``None`` where nothing satisfies all rows.

        A start from the last basis can mislead HiGHS, even to "unbounded"; only a start from none is believed when it
        finds nothing, and, so that it leaves a proof, only without presolve.
        """
        self._leave_slack_aside()
        with contextlib.suppress(NotOptimal):
            if (found := self._run()) is not None:
                return found
        self._call_what_was_left_aside()
        accepted(self._highs.clearSolver())
        accepted(self._highs.setOptionValue("presolve", "off"))
        return self._run()

    def contradiction(self) -> Mapping[str, float]:
        """After an infeasible :meth:`attempt`: rows whose sum cannot hold, with multipliers (Farkas), the largest 1."""
        _, known, ray = self._highs.getDualRay()
        if not known:
            raise NotOptimal(fault("weights.no_proof"))
        largest = float(np.abs(ray).max())
        known_rows = [self._names[1][i] for i in self._called.tolist()]
        return {row: y / largest for row, y in zip(known_rows, ray, strict=True) if abs(y) > FIXED * largest}

    def _run(self) -> Solution | None:
        while (x := self._optimum_of_called()) is not None:
            activity = self._a @ x
            missed = np.maximum(self._row_low - activity, activity - self._row_high)
            if not self._call(missed):
                return self._checked(x, activity, missed)
        return None

    def _optimum_of_called(self) -> Array | None:
        run = self._highs.run()
        status = self._highs.getModelStatus()
        if run == highspy.HighsStatus.kOk and status == highspy.HighsModelStatus.kInfeasible:
            return None
        if run != highspy.HighsStatus.kOk or status != highspy.HighsModelStatus.kOptimal:
            raise NotOptimal(fault("weights.not_optimal", status=self._highs.modelStatusToString(status)))
        return np.array(self._highs.getSolution().col_value, float)

    def _call(self, missed: Array) -> bool:
        """Call in the worst of the waiting rows that are broken; whether there were any."""
        broken = self._waiting[missed[self._waiting] > WAITING]
        if not broken.size:
            return False
        called = Counter[str | None]()
        rows = []
        for i in broken[np.lexsort((broken, -missed[broken]))].tolist():
            kind = self._kind.get(i)
            called[kind] += 1
            if kind is None or called[kind] <= AT_ONCE:
                rows.append(i)
        self._hand_over(np.array(rows, dtype=np.int32))
        return True

    def _leave_slack_aside(self) -> None:
        """Once, before the second search among many rows: those that the first optimum does not lean on now wait.

        At a vertex of n columns no more than n rows matter, and moves are many times cheaper without the others.
        """
        if self._settled or not (basis := self._highs.getBasis()).valid:
            return
        self._settled = True
        slack = highspy.HighsBasisStatus.kBasic
        self._begin(self._called[[status != slack for status in basis.row_status]])
        basis.row_status = [status for status in basis.row_status if status != slack]
        accepted(self._highs.setBasis(basis))

    def _call_what_was_left_aside(self) -> None:
        self._settled = True
        self._hand_over(np.array([i for i in self._waiting.tolist() if i not in self._kind], dtype=np.int32))

    def _begin(self, rows: Places) -> None:
        """Hand the columns and these rows over to HiGHS; all others wait."""
        accepted(self._highs.clearModel())
        accepted(self._highs.addVars(len(self._cost), self._low, self._high))
        self._pass_costs()
        self._called, self._waiting = np.zeros(0, np.int32), np.arange(len(self._row), dtype=np.int32)
        self._place: dict[int, int] = {}
        self._hand_over(rows)

    def _pass_costs(self) -> None:
        everywhere = np.arange(len(self._cost), dtype=np.int32)
        accepted(self._highs.changeColsCost(len(self._cost), everywhere, self._cost))

    def _hand_over(self, rows: Places) -> None:
        """Add rows to those that HiGHS knows."""
        self._place |= {i: len(self._called) + n for n, i in enumerate(rows.tolist())}
        self._called = np.append(self._called, rows)
        self._waiting = np.setdiff1d(self._waiting, rows, assume_unique=True)
        a = self._a[rows]
        limits = self._row_low[rows], self._row_high[rows]
        accepted(self._highs.addRows(len(rows), *limits, a.nnz, a.indptr[:-1], a.indices, a.data))

    def _checked(self, x: Array, activity: Array, missed: Array) -> Solution:
        """The optimum, if no bound, dual sign or complementary slackness is violated."""
        y = np.zeros(len(self._row))
        y[self._called] = self._highs.getSolution().row_dual
        reduced = self._cost - self._transposed @ y
        priced = np.flatnonzero(y)
        worst = np.max(
            [
                missed.max(initial=0.0),
                np.maximum(self._low - x, x - self._high).max(initial=0.0),
                _loose(y[priced], activity[priced], self._row_low[priced], self._row_high[priced]),
                _loose(reduced, x, self._low, self._high),
            ]
        )
        if not worst <= RESIDUAL * max(1.0, float(np.abs(self._cost).max(initial=0.0))):
            raise NotOptimal(fault("weights.residual", residual=float(worst)))
        value = self._sign * float(self._cost @ x) + self._constant
        return Solution(value, x, self._sign * reduced, self._sign * y, *self._names)

    def _bound_row(self, i: int, low: float, high: float) -> None:
        self._row_low[i], self._row_high[i] = low, high
        if i in self._place:
            accepted(self._highs.changeRowBounds(self._place[i], low, high))

    def _bound_column(self, j: int, low: float, high: float) -> None:
        self._low[j], self._high[j] = low, high
        accepted(self._highs.changeColBounds(j, low, high))

    def _has(self, a: csr_array) -> None:
        """Take the coefficients; the transpose is another view of the same numbers."""
        self._a, self._transposed = a, a.T


def solve_whole(problem: pulp.LpProblem, seconds: float) -> WholeSolution | None:
    """The optimum of a program to be minimised with integer columns; ``None`` where no point satisfies it.

    After ``seconds`` the best point found so far is taken, and its gap stated.  Raises
    :class:`~govperf_sim.errors.NotOptimal` when there is none by then.
    """
    program = CompiledProgram(problem)
    highs, whole = program._highs, program._whole
    for name, value in {**WHOLE, "time_limit": seconds}.items():
        accepted(highs.setOptionValue(name, value))
    kinds = np.full(len(whole), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    accepted(highs.changeColsIntegrality(len(whole), whole, kinds))
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        raise NotOptimal(fault("weights.not_optimal", status=highs.modelStatusToString(status)))
    x = np.array(highs.getSolution().col_value, float)
    x[whole] = np.round(x[whole])
    value = float(program._cost @ x) + program._constant
    proven = status == highspy.HighsModelStatus.kOptimal
    gap = 0.0 if proven else max(value - info.mip_dual_bound, 0.0) / max(abs(value), WAITING)
    return WholeSolution(value, gap, dict(zip(program._names[0], x.tolist(), strict=True)))


def _loose(price: Array, at: Array, low: Array, high: Array) -> float:
    """The largest price of a limit that is not reached: a positive one belongs to the lower, a negative to the upper."""
    room = np.where(price > 0, at - low, high - at)
    return float(np.minimum(np.abs(price), room).max(initial=0.0))
