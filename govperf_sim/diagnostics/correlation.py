"""The correlation of two columns, undefined where one of them does not vary."""

from __future__ import annotations

import numpy as np

from govperf_sim.cells import Array

ALIKE = 1e-10
"""A column whose standard deviation is below this does not vary; what is left is rounding."""


def correlation(x: Array, y: Array) -> float:
    """Pearson's correlation; NaN for fewer than two values or a column that does not vary.

    >>> correlation(np.array([1.0, 2.0, 3.0]), np.array([6.0, 4.0, 2.0]))
    -1.0
    >>> correlation(np.array([1.0, 2.0, 3.0]), np.array([5.0, 5.0, 5.0]))
    nan
    """
    if len(x) < 2 or x.std() < ALIKE or y.std() < ALIKE:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])
