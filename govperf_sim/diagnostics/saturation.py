"""Saturation: an indicator on which most units stand at full marks, or at nothing, no longer tells them apart.

Weight on a saturated indicator is a gift to all (full marks) or a loss to all (nothing), and the differences move to the
indicators that are left: see :mod:`govperf_sim.diagnostics.effective_weights`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from govperf_sim.cells import numbers
from govperf_sim.errors import AggregationError, fault

NEAR = 1e-9
"""A score this close to full marks, or to 0, stands there."""


def saturation(scores: pd.DataFrame, pools: pd.Series[str]) -> pd.DataFrame:
    """Where the units of each pool stand: (pool, indicator) -> ``units``, ``at_full``, ``at_zero``, ``different``.

    ``scores`` is unit x indicator in [0, 1], NaN where an indicator does not apply.  ``at_full`` and ``at_zero`` are shares
    of the ``units`` that have a score; ``different`` counts the scores that differ (1: all alike).  An indicator that
    applies to no unit of a pool is left out.  Raises :class:`~govperf_sim.errors.AggregationError` for what is not a number, a
    score outside [0, 1], and a unit without a pool.

    >>> scores = pd.DataFrame({"growth": [1.0, 1.0, 1.0, 0.4], "air": [0.2, 0.0, 0.7, None]}, index=list("abcd"))
    >>> saturation(scores, pd.Series("cities", index=scores.index)).round(2)
                      units  at_full  at_zero  different
    pool   indicator
    cities growth         4     0.75     0.00          2
           air            3     0.00     0.33          3
    """
    x = numbers(scores)
    faults = [fault("diagnostics.no_pool", unit=u) for u in scores.index if u not in pools.index]
    outside = np.argwhere((x < -NEAR) | (x > 1 + NEAR))
    faults += [
        fault("diagnostics.outside", unit=scores.index[i], indicator=scores.columns[k], found=x[i, k])
        for i, k in outside
    ]
    if faults:
        raise AggregationError(faults)
    own = pools.loc[scores.index]
    rows: list[tuple[str, str, int, float, float, int]] = []
    for pool in own.unique():
        here = x[(own == pool).to_numpy(bool)]
        for k, code in enumerate(scores.columns):
            column = here[~np.isnan(here[:, k]), k]
            if column.size:
                full, nothing = float((column >= 1 - NEAR).mean()), float((column <= NEAR).mean())
                rows.append((str(pool), str(code), column.size, full, nothing, len(np.unique(column.round(9)))))
    columns = ["pool", "indicator", "units", "at_full", "at_zero", "different"]
    return pd.DataFrame(rows, columns=columns).set_index(["pool", "indicator"])
