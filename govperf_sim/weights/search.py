"""HiGHS opened silently, every answer of it looked at, and a search by place for programs solved once each."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from govperf_sim.errors import NotOptimal, fault
from govperf_sim.weights.arrays import Array

TOLERANCE = 1e-10
"""Feasibility asked of the simplex method, primal and dual."""
RESIDUAL = 1e-8
"""The largest violation accepted when an answer is checked."""


class Search:
    """HiGHS for programs solved once each: rows are added, numbers moved, and every search begins from nothing."""

    def __init__(self, cost: Array, low: Array, high: Array) -> None:
        self.highs = silent_highs(None)
        accepted(self.highs.setOptionValue("simplex_scale_strategy", 0))  # scores are all of one size
        self._all = np.arange(len(cost), dtype=np.int32)
        nowhere, nothing = np.zeros(len(cost), np.int32), (np.zeros(0, np.int32), np.zeros(0))
        accepted(self.highs.addCols(len(cost), cost, low, high, 0, nowhere, *nothing))

    def add_row(self, low: float, high: float, coefficients: Array) -> None:
        accepted(self.highs.addRow(low, high, len(coefficients), self._all, coefficients))

    def drop_row(self, n: int) -> None:
        """Rows after it move up."""
        accepted(self.highs.deleteRows(1, np.array([n], np.int32)))

    def limit_row(self, n: int, low: float, high: float) -> None:
        accepted(self.highs.changeRowBounds(n, low, high))

    def price_columns(self, cost: Array) -> None:
        accepted(self.highs.changeColsCost(len(cost), self._all, cost))

    def bound_columns(self, low: Array, high: Array) -> None:
        accepted(self.highs.changeColsBounds(len(low), self._all, low, high))

    def forget(self) -> None:
        accepted(self.highs.clearSolver())

    def optimum(self) -> tuple[Array, Array] | None:
        """Columns and duals of rows, as HiGHS has them; ``None`` where nothing satisfies all rows."""
        run, status = self.highs.run(), self.highs.getModelStatus()
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible):
            run, status = self.highs.run(), self.highs.getModelStatus()  # from where it got stuck
        if run == highspy.HighsStatus.kOk and status == highspy.HighsModelStatus.kInfeasible:
            return None
        if run != highspy.HighsStatus.kOk or status != highspy.HighsModelStatus.kOptimal:
            raise NotOptimal(fault("weights.not_optimal", status=self.highs.modelStatusToString(status)))
        found = self.highs.getSolution()
        return np.array(found.col_value, float), np.array(found.row_dual, float)


def silent_highs(iterations: int | None) -> highspy.Highs:
    """The simplex method at the tolerances of the package; ``iterations`` bounds a solve."""
    highs = highspy.Highs()
    options: dict[str, Any] = {
        "output_flag": False,
        "log_to_console": False,
        "presolve": "off",
        "solver": "simplex",
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
    }
    if iterations is not None:
        options["simplex_iteration_limit"] = iterations
    for name, value in options.items():
        accepted(highs.setOptionValue(name, value))
    return highs


def accepted(status: highspy.HighsStatus) -> None:
    """Go on only if HiGHS took what it was given; else :class:`~govperf_sim.errors.NotOptimal`."""
    if status != highspy.HighsStatus.kOk:
        raise NotOptimal(fault("weights.refused", status=str(status)))
