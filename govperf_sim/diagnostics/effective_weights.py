r"""Nominal weight is not effective weight: how much of the differences between units each indicator really carries.

With contributions c_k = w_k x_k the total is S = sum_k c_k, and its variance over the units of a pool falls apart without
a remainder:

.. math:: e_k = \frac{\mathrm{Cov}(c_k, S)}{\mathrm{Var}(S)}, \qquad \sum_k e_k = 1.

An indicator on which all units score alike carries nothing, whatever its weight; one that spreads them carries more than
its weight; one that runs against the total carries less than nothing.  Because it is the contribution that varies, the
shares also hold for a pool of groups with different weights.

The share is of the differences found, not of the importance meant.  Beside it stands the *correlation ratio* (Paruolo,
Saisana and Saltelli 2013, Journal of the Royal Statistical Society A 176:609-634), Var(E[S | x_k]) / Var(S): the part of
the variance of totals that would go, on average, were the indicator the same for all.  Its linear form is the squared
correlation; :func:`correlation_ratio` also finds a bent relation.  Neither sums to 1.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from govperf_sim.aggregate import counted
from govperf_sim.cells import numbers
from govperf_sim.diagnostics.correlation import ALIKE, correlation
from govperf_sim.errors import AggregationError, fault


def effective_weights(
    scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str], pools: pd.Series[str]
) -> pd.DataFrame:
    """Nominal and effective weights: (pool, indicator) -> ``nominal``, ``effective``, ``correlation``.

    ``scores``, ``weights`` and ``groups`` as in :func:`~govperf_sim.aggregate.weighted_sum`; ``pools`` says which units
    are compared with one another (often the groups themselves).  ``nominal`` is the mean weight over the units of the
    pool; ``effective`` is the share of the variance of totals; ``correlation`` is that of score and total over the units
    to which the indicator applies, NaN where it does not vary.  Indicators without weight in a pool are left out.  Raises
    :class:`~govperf_sim.errors.AggregationError` for a pool of one unit and one whose totals are all alike.

    Growth and another indicator with half the weight each; growth varies by 34 points about the mean, the other by 10,
    independently.  Growth carries 34^2 / (34^2 + 10^2) = 92 % of the differences:

    >>> scores = pd.DataFrame({"growth": [0.84, 0.84, 0.16, 0.16], "air": [0.6, 0.4, 0.6, 0.4]}, index=list("abcd"))
    >>> weights = pd.DataFrame({"growth": [0.5], "air": [0.5]}, index=["cities"])
    >>> cities = pd.Series("cities", index=scores.index)
    >>> effective_weights(scores, weights, cities, pools=cities).round(2)
                      nominal  effective  correlation
    pool   indicator
    cities growth         0.5       0.92         0.96
           air            0.5       0.08         0.28
    """
    x, w = counted(scores, weights, groups)
    faults = [fault("diagnostics.no_pool", unit=u) for u in scores.index if u not in pools.index]
    if faults:
        raise AggregationError(faults)
    own = pools.loc[scores.index]
    rows: list[tuple[str, str, float, float, float]] = []
    for pool in own.unique():
        here = (own == pool).to_numpy(bool)
        contributions = (w * x)[here]
        totals = contributions.sum(axis=1)
        if len(totals) < 2 or totals.std() < ALIKE:
            key = "diagnostics.totals_alike" if len(totals) > 1 else "diagnostics.one_unit"
            faults.append(fault(key, pool=pool))
            continue
        apart = totals - totals.mean()
        shares = (contributions - contributions.mean(axis=0)).T @ apart / (apart @ apart)
        for k in np.flatnonzero(w[here].any(axis=0)):
            applies = w[here][:, k] > 0
            related = correlation(x[here][applies, k], totals[applies])
            rows.append(
                (str(pool), str(scores.columns[int(k)]), float(w[here][:, k].mean()), float(shares[k]), related)
            )
    if faults:
        raise AggregationError(faults)
    columns = ["pool", "indicator", "nominal", "effective", "correlation"]
    return pd.DataFrame(rows, columns=columns).set_index(["pool", "indicator"])


def correlation_ratio(scores: pd.Series[float], totals: pd.Series[float], classes: int) -> float:
    """The share of the variance of totals that lies between classes of units with like scores, in [0, 1].

    The units are cut into ``classes`` of as nearly equal size as equal scores allow, lowest first; the totals of a class
    are compared by their mean.  With few units in a class the ratio is too high: one unit a class gives 1.

    Low and high scores go with high totals, middling ones with low totals; the correlation is 0 and the ratio is 1:

    >>> score, total = pd.Series([0.1, 0.1, 0.5, 0.5, 0.9, 0.9]), pd.Series([0.8, 0.8, 0.2, 0.2, 0.8, 0.8])
    >>> round(correlation_ratio(score, total, classes=3), 3), abs(round(float(score.corr(total)), 3))
    (1.0, 0.0)
    """
    if not scores.index.equals(totals.index):
        raise AggregationError(fault("diagnostics.different_order"))
    table = numbers(pd.DataFrame({"score": scores, "total": totals}))
    faults = [
        fault("diagnostics.no_score", unit=scores.index[i]) for i in range(len(table)) if np.isnan(table[i]).any()
    ]
    if not faults and not 2 <= classes <= len(table):
        faults = [fault("diagnostics.bad_classes", found=classes, units=len(table))]
    if not faults and table[:, 1].std() < ALIKE:
        faults = [fault("diagnostics.no_difference")]
    if faults:
        raise AggregationError(faults)
    y = table[:, 1]
    place = rankdata(table[:, 0]) - 0.5
    group = np.floor(place * classes / len(y)).astype(int)
    sizes = np.bincount(group)
    means = np.bincount(group, weights=y)[sizes > 0] / sizes[sizes > 0]
    between = (sizes[sizes > 0] * (means - y.mean()) ** 2).sum() / len(y)
    return float(between / y.var())
