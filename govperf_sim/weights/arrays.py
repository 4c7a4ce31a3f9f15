r"""A PuLP model written out as numbers, for :math:`\min c'x` subject to :math:`L \le Ax \le U,\ l \le x \le u`.

Rows and columns stand in the order of their names, so that the numbers are the same in whatever order a model was
stated; solvers start from them, and so find the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pulp
from scipy.sparse import csr_array

Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]
"""Where rows or columns stand."""


@dataclass(frozen=True, eq=False)
class Arrays:
    """Names, and the numbers in their order; a limit that is not there is infinite."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    sign: float
    """1 for a model that minimises, -1 for one that maximises; ``cost`` is to be minimised."""
    constant: float
    """Of the objective, in the sense of the model."""
    cost: Array
    low: Array
    high: Array
    row_low: Array
    row_high: Array
    a: csr_array
    whole: Places
    """The columns that must be whole numbers."""


def written_out(problem: pulp.LpProblem) -> Arrays:
    """The model as it stands, each of its terms read once."""
    variables = sorted(problem.variables(), key=_name)
    stated = sorted(problem.constraints(), key=_name)
    columns, rows = tuple(map(_name, variables)), tuple(map(_name, stated))
    at = {name: j for j, name in enumerate(columns)}
    sign = -1.0 if problem.sense == pulp.LpMaximize else 1.0
    cost, constant = np.zeros(len(columns)), 0.0
    if problem.objective is not None:
        constant = float(problem.objective.constant)
        for v, a in problem.objective.items():
            cost[at[v.name]] = sign * a
    terms = [row.items() for row in _rows(problem)]
    start = np.cumsum([0, *map(len, terms)], dtype=np.int32)
    index = np.fromiter((at[v.name] for row in terms for v, _ in row), np.int32, start[-1])
    value = np.fromiter((a for row in terms for _, a in row), float, start[-1])
    matrix = csr_array((value, index, start), shape=(len(rows), len(columns)))
    matrix.sort_indices()
    limit = 0.0 - np.array([row.constant for row in stated], float)
    sense = np.array([row.sense for row in stated], np.int8)
    return Arrays(
        columns,
        rows,
        sign,
        constant,
        cost,
        low=_bounds((v.lowBound for v in variables), -np.inf),
        high=_bounds((v.upBound for v in variables), np.inf),
        row_low=np.where(sense >= pulp.LpConstraintEQ, limit, -np.inf),
        row_high=np.where(sense <= pulp.LpConstraintEQ, limit, np.inf),
        a=matrix,
        whole=np.flatnonzero([v.cat == pulp.LpInteger for v in variables]).astype(np.int32),
    )


def _rows(problem: pulp.LpProblem) -> Iterable[Any]:
    """The rows by name, with their terms; PuLP 4 keeps these in Rust, and wraps every one anew unless asked there."""
    kept = problem.toRustModel().list_constraints() if hasattr(problem, "toRustModel") else problem.constraints()
    return sorted(kept, key=_name)


def _name(of: pulp.LpVariable | pulp.LpConstraint) -> str:
    return str(of.name)


def _bounds(given: Iterable[float | None], missing: float) -> Array:
    return np.array([missing if b is None else b for b in given], float)
