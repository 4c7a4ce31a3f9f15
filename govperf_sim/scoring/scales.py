r"""The two scales of the Mazziotta-Pareto index, both centred on 100, for indicators of either direction.

*Standard* (De Muro, Mazziotta and Pareto 2011): :math:`z_{ik} = 100 \pm 10 (x_{ik} - \bar x_k) / S_k`, where the mean and
the population standard deviation (n, not n - 1) are those of the units at hand: for one year, since next year's mean is another 100.

*Goalposts* (Mazziotta and Pareto 2016): :math:`r_{ik} = 70 + 60 (x_{ik} - l_k) / (h_k - l_k)`, mirrored about 100 where
lower is better, for several years.  The posts lie half the range of all units and years to either side of a reference
value, so that 100 is the reference: :math:`l_k, h_k = R_k \mp (\max x_k - \min x_k) / 2`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from govperf_sim.cells import Array, numbers
from govperf_sim.errors import AggregationError, Fault, fault, nearest
from govperf_sim.framework import Direction


def standard_scale(values: pd.DataFrame, directions: Mapping[str, Direction]) -> pd.DataFrame:
    """Each indicator with mean 100 and standard deviation 10 over the units; ``values`` is unit x indicator.

    Raises :class:`~govperf_sim.errors.AggregationError` for an empty cell, an indicator with the same value everywhere, and an
    indicator without a direction.

    >>> values = pd.DataFrame({"wage": [10.0, 30.0], "crime": [4.0, 2.0]}, index=["a", "b"])
    >>> standard_scale(values, {"wage": "higher_is_better", "crime": "lower_is_better"})
       wage  crime
    a  90.0   90.0
    b 110.0  110.0
    """
    x, sign = _complete(values), _signs(values, directions)
    _refuse_constant(values, x)
    return pd.DataFrame(100 + 10 * sign * (x - x.mean(axis=0)) / x.std(axis=0), values.index, values.columns)


def posts_around(values: pd.DataFrame, reference: pd.Series[float]) -> pd.DataFrame:
    """Goalposts half a range to either side of each indicator's reference value: indicator -> ``low``, ``high``.

    ``values`` holds all units of all years that are to be compared, one row each.

    >>> posts_around(pd.DataFrame({"wage": [10.0, 20.0, 50.0]}), pd.Series({"wage": 25.0}))
          low  high
    wage  5.0  45.0
    """
    x = _complete(values)
    _refuse_constant(values, x)
    faults = [fault("aggregate.no_reference", indicator=k) for k in values.columns if k not in reference.index]
    if faults:
        raise AggregationError(faults)
    half, middle = np.ptp(x, axis=0) / 2, reference.loc[values.columns].to_numpy(float)
    return pd.DataFrame({"low": middle - half, "high": middle + half}, index=values.columns)


def goalpost_scale(values: pd.DataFrame, posts: pd.DataFrame, directions: Mapping[str, Direction]) -> pd.DataFrame:
    """Each indicator on the scale on which its posts are 70 and 130; nothing is clipped.

    >>> posts = pd.DataFrame({"low": [5.0], "high": [45.0]}, index=["wage"])
    >>> goalpost_scale(pd.DataFrame({"wage": [25.0, 45.0]}), posts, {"wage": "lower_is_better"})
       wage
    0 100.0
    1  70.0
    """
    x, sign = _complete(values), _signs(values, directions)
    faults = [fault("aggregate.no_posts", indicator=k) for k in values.columns if k not in posts.index]
    if faults:
        raise AggregationError(faults)
    low, high = (posts.loc[values.columns, side].to_numpy(float) for side in ("low", "high"))
    faults = [
        fault("aggregate.posts_crossed", indicator=k, low=bottom, high=top)
        for k, bottom, top in zip(values.columns, low, high, strict=True)
        if not top > bottom
    ]
    if faults:
        raise AggregationError(faults)
    return pd.DataFrame(100 + sign * 60 * ((x - low) / (high - low) - 0.5), values.index, values.columns)


def _complete(values: pd.DataFrame) -> Array:
    x = numbers(values)
    if np.isnan(x).any():
        raise AggregationError(
            fault("aggregate.no_value", unit=values.index[i], indicator=values.columns[k])
            for i, k in np.argwhere(np.isnan(x))
        )
    return x


def _signs(values: pd.DataFrame, directions: Mapping[str, Direction]) -> Array:
    faults = [
        fault("aggregate.no_direction", nearest(k, directions), indicator=k)
        for k in values.columns
        if k not in directions
    ]
    if faults:
        raise AggregationError(faults)
    return np.array([1.0 if directions[k] == "higher_is_better" else -1.0 for k in values.columns])


def _refuse_constant(values: pd.DataFrame, x: Array) -> None:
    faults: list[Fault] = [
        fault("aggregate.constant", indicator=k)
        for k, column in zip(values.columns, x.T, strict=True)
        if column.size == 0 or np.ptp(column) == 0
    ]
    if faults:
        raise AggregationError(faults)
