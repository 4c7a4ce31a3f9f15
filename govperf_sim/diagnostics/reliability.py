r"""Cronbach's alpha: do the indicators of a set measure one thing?

With Q indicators, their variances and the variance of their plain sum over the units (Cronbach 1951, Psychometrika
16:297-334; Handbook on Constructing Composite Indicators, OECD/JRC 2008, step on multivariate analysis):

.. math:: \alpha = \frac{Q}{Q - 1} \left(1 - \frac{\sum_k \mathrm{Var}(x_k)}{\mathrm{Var}(\sum_k x_k)}\right).

It is 1 when all indicators move as one and about 0 when they are unrelated; below 0, some run against the others.  A low
alpha is no fault of a framework that is meant to cover different tasks; a high one says that a shorter list would rank
alike.  On values standardised beforehand it is the standardised alpha of the Handbook.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.cells import Array, numbers
from govperf_sim.diagnostics.correlation import ALIKE, correlation
from govperf_sim.errors import AggregationError, fault


@dataclass(frozen=True)
class Reliability:
    """``alpha`` of the whole set, and ``without``, a table with a row for each indicator.

    ``without``: indicator -> ``correlation_with_rest`` (with the sum of the others) and ``alpha`` (of the others alone;
    NaN where fewer than two are left or their sum does not vary).
    """

    alpha: float
    without: pd.DataFrame


def cronbach_alpha(scores: pd.DataFrame) -> Reliability:
    """Alpha of the indicators in ``scores``, unit x indicator, every cell filled.

    Raises :class:`~govperf_sim.errors.AggregationError` for fewer than two units or indicators, an empty cell, an indicator
    with the same score everywhere, and indicators whose sum does not vary.

    Two indicators with variance 1/4 each and covariance 1/8, so 3/4 for their sum: alpha = 2 (1 - 2/3) = 2/3.

    >>> found = cronbach_alpha(pd.DataFrame({"wage": [1, 1, 1, 1, 0, 0, 0, 0], "tax": [1, 1, 1, 0, 0, 0, 0, 1]}))
    >>> round(found.alpha, 4)
    0.6667
    """
    x = numbers(scores)
    if min(x.shape) < 2:
        raise AggregationError(fault("diagnostics.too_small", units=x.shape[0], indicators=x.shape[1]))
    faults = [
        fault("diagnostics.empty_cell", unit=scores.index[i], indicator=scores.columns[k])
        for i, k in np.argwhere(np.isnan(x))
    ]
    if not faults:
        faults = [
            fault("diagnostics.constant", indicator=code)
            for code, column in zip(scores.columns, x.T, strict=True)
            if column.std() < ALIKE
        ]
    if not faults and x.sum(axis=1).std() < ALIKE:
        faults = [fault("diagnostics.sum_alike")]
    if faults:
        raise AggregationError(faults)
    rest = [np.delete(x, k, axis=1) for k in range(x.shape[1])]
    together = [correlation(x[:, k], others.sum(axis=1)) for k, others in enumerate(rest)]
    without = pd.DataFrame(
        {"correlation_with_rest": together, "alpha": [_alpha(others) for others in rest]}, index=scores.columns
    )
    return Reliability(_alpha(x), without.rename_axis("indicator"))


def _alpha(x: Array) -> float:
    count, whole = x.shape[1], x.sum(axis=1).var()
    if count < 2 or whole < ALIKE**2:
        return float("nan")
    return float(count / (count - 1) * (1 - x.var(axis=0).sum() / whole))
