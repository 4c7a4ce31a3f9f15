"""The cells of a unit x indicator table as numbers, or a fault for each cell that is none."""

from __future__ import annotations

from numbers import Real

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.errors import AggregationError, Fault, fault

Array = npt.NDArray[np.float64]


def numbers(table: pd.DataFrame) -> Array:
    """The table as floats, rows by columns; an empty cell is NaN.

    Raises :class:`~govperf_sim.errors.AggregationError` for text, an infinite value, and a row or column that is there twice,
    all of them listed.

    >>> numbers(pd.DataFrame({"gdp": [0.5, None]}, index=["a", "b"]))
    array([[0.5],
           [nan]])
    """
    faults = _twice(table.index) + _twice(table.columns)
    if faults:
        raise AggregationError(faults)
    if all(dtype.kind in "fiub" for dtype in table.dtypes):
        values = table.to_numpy(float, na_value=np.nan)
    else:
        cells = [_number(cell) for row in table.to_numpy(object) for cell in row]
        values = np.array(cells, dtype=float).reshape(table.shape)
    wrong = np.argwhere(~np.isfinite(values) & ~table.isna().to_numpy(bool))
    if wrong.size:
        raise AggregationError(
            fault("aggregate.not_a_number", unit=table.index[i], indicator=table.columns[j], found=table.iat[i, j])
            for i, j in wrong
        )
    return values


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, Real) else np.nan


def _twice(names: pd.Index) -> list[Fault]:
    return [fault("aggregate.twice", name=n) for n in names[names.duplicated()].unique()]
