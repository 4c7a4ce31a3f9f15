r"""What sets a unit apart from those it is ranked with, indicator by indicator.

.. math:: \Delta_{ik} = w_{g(i)k}\,(x_{ik} - \bar x_{p(i)k}),

with :math:`\bar x_{pk}` the mean over the units of the pool to which the indicator applies, the unit itself among them.  Where
a pool is one group the :math:`\Delta_{ik}` of a unit add up to its total less the mean total of the pool.  An indicator that
applies to one unit of the pool alone compares it with nobody.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def against_peers(
    scores: pd.DataFrame, weights: pd.DataFrame, groups: Mapping[str, str], pools: Mapping[str, str]
) -> pd.DataFrame:
    """Index (unit, indicator), where the indicator applies: weight, score, peers, mean, difference.

    ``scores``: unit x indicator in [0, 1], NaN where an indicator does not apply.  ``weights``: group x indicator.  ``peers``
    counts the units of the pool with the indicator, the unit itself among them; with one, ``mean`` and ``difference`` are NaN.

    >>> scores = pd.DataFrame({"gdp": [0.9, 0.5], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> weights = pd.DataFrame({"gdp": [0.4], "air": [0.6]}, index=["cities"])
    >>> both = {"a": "cities", "b": "cities"}
    >>> against_peers(scores, weights, both, both)["difference"].round(3).to_dict()
    {('a', 'gdp'): 0.08, ('a', 'air'): -0.18, ('b', 'gdp'): -0.08, ('b', 'air'): 0.18}
    """
    known = scores.rename_axis(index="unit", columns="indicator").stack().dropna()
    tidy = pd.DataFrame({"score": known}).reset_index()
    tidy["pool"] = tidy["unit"].map(dict(pools))
    together = tidy.groupby(["pool", "indicator"])["score"]
    tidy["peers"] = together.transform("size")
    tidy["mean"] = together.transform("mean").where(tidy["peers"] > 1)
    shares = weights.to_dict("index")
    tidy["weight"] = [shares[groups[u]][k] for u, k in zip(tidy["unit"], tidy["indicator"], strict=True)]
    tidy["difference"] = tidy["weight"] * (tidy["score"] - tidy["mean"])
    return tidy.set_index(["unit", "indicator"])[["weight", "score", "peers", "mean", "difference"]]
