"""The optima of many objectives over one set, each proven by its numbers.

Where the rows are few, all are searched for in step (:mod:`govperf_sim.weights.lockstep`).  What that leaves unproven
goes to HiGHS one by one: the primal simplex method goes from the optimum of one objective, which stays feasible, to
that of the next, and what is still not optimal beyond doubt is searched for again from nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govperf_sim.errors import NotOptimal, fault
from govperf_sim.weights.arrays import Array
from govperf_sim.weights.folded import Folded
from govperf_sim.weights.lockstep import lockstep
from govperf_sim.weights.search import RESIDUAL, accepted, silent_highs

FEW = 24
"""With more rows, a full inverse for each objective costs more than HiGHS does."""
PRIMAL = 4
"""The primal simplex method, as HiGHS numbers it."""


def swept(program: Folded, cost: Array) -> tuple[Array, Array]:
    """Where each objective, a row of ``cost``, is least: the columns, and the duals of the rows.

    Raises :class:`~govperf_sim.errors.NotOptimal` where no point satisfies all rows, or nothing found is an optimum.

    >>> from scipy.sparse import csr_array
    >>> whole = Folded(csr_array(np.ones((1, 2))), np.ones(1), np.ones(1), np.zeros(2), np.full(2, 0.75), np.arange(2))
    >>> swept(whole, np.array([[2.0, 1.0], [1.0, 3.0]]))[0]
    array([[0.25, 0.75],
           [0.75, 0.25]])
    """
    x, y = lockstep(program, cost) if len(program.row_low) <= FEW else _nothing(program, cost)
    if (unproven := ~_proven(program, cost, x, y)).any():
        x[unproven], y[unproven] = _one_by_one(program, cost[unproven])
    return x, y


def _one_by_one(program: Folded, cost: Array) -> tuple[Array, Array]:
    highs, everywhere, a = silent_highs(None), np.arange(len(program.low), dtype=np.int32), program.a
    accepted(highs.setOptionValue("simplex_strategy", PRIMAL))
    accepted(highs.addVars(len(everywhere), program.low, program.high))
    limits = program.row_low, program.row_high
    accepted(highs.addRows(a.shape[0], *limits, a.nnz, a.indptr[:-1], a.indices, a.data))
    x, y = _nothing(program, cost)

    def search(n: int) -> None:
        """What HiGHS says of it is not asked: the numbers prove an optimum, or they do not."""
        highs.changeColsCost(len(everywhere), everywhere, cost[n])
        highs.run()
        found = highs.getSolution()
        if found.value_valid and found.dual_valid:
            x[n], y[n] = found.col_value, found.row_dual

    for n in range(len(cost)):
        search(n)
    for n in np.flatnonzero(~_proven(program, cost, x, y)).tolist():
        accepted(highs.clearSolver())
        search(n)
        if not _proven(program, cost[[n]], x[[n]], y[[n]])[0]:
            worst = float(program.violations(cost[[n]], x[[n]], y[[n]])[0])
            raise NotOptimal(fault("weights.no_solution" if np.isnan(worst) else "weights.residual", residual=worst))
    return x, y


def _nothing(program: Folded, cost: Array) -> tuple[Array, Array]:
    return np.full_like(cost, np.nan), np.full((len(cost), len(program.row_low)), np.nan)


def _proven(program: Folded, cost: Array, x: Array, y: Array) -> npt.NDArray[np.bool_]:
    small = RESIDUAL * np.maximum(1.0, np.abs(cost).max(axis=1, initial=0.0))
    return np.asarray(program.violations(cost, x, y) <= small)
