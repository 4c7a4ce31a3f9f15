"""From indicator scores to one score a unit: one function a method."""

from __future__ import annotations

import pandas as pd


def weighted_sum(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> pd.Series[float]:
    r"""The total of each unit under the weights of its group: :math:`\sum_k w_{g(i)k} x_{ik}`.

    ``scores`` is unit x indicator in [0, 1]; ``weights`` is group x indicator, 0 where an indicator does not apply;
    ``groups`` gives each unit's group.  The result is in [0, 1].

    >>> scores = pd.DataFrame({"gdp": [0.5, 1.0], "air": [1.0, 0.0]}, index=["a", "b"])
    >>> weights = pd.DataFrame({"gdp": [0.2], "air": [0.8]}, index=["cities"])
    >>> weighted_sum(scores, weights, pd.Series({"a": "cities", "b": "cities"})).round(3).to_dict()
    {'a': 0.9, 'b': 0.2}
    """
    own = weights.reindex(index=groups.loc[scores.index], columns=scores.columns).to_numpy(float)
    # 0 x NaN: an indicator that does not apply has no score and no weight.
    total = (scores.where(own != 0, 0.0).to_numpy(float) * own).sum(axis=1)
    return pd.Series(total, index=scores.index, name="score")
