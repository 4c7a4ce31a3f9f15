r"""From indicator scores to one score a unit: one function a method.

Every method takes the same three tables: ``scores``, unit x indicator, higher is better; ``weights``, group x indicator,
0 where an indicator does not apply; ``groups``, each unit's group.  A cell counts where its weight is above 0, and only
there must it hold a number.  With w the weights of the unit's group:

=================  ==============================================  =========================================
weighted sum       :math:`\sum_k w_k x_k`                          a lead in one makes good any lag in another
geometric mean     :math:`\prod_k x_k^{w_k}`                       a lag costs more the deeper it is
harmonic mean      :math:`1 / \sum_k (w_k / x_k)`                  still more so
generalised mean   :math:`(\sum_k w_k x_k^p)^{1/p}`                p = 1, 0, -1 are the three above
Mazziotta-Pareto   :math:`M \mp S^2 / M`                           the mean less a penalty for imbalance
=================  ==============================================  =========================================

All but the weighted sum need weights that sum to 1 in every group.  Every method raises
:class:`~govperf_sim.errors.AggregationError`, naming unit and indicator of every cell that it cannot take.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import pandas as pd

from govperf_sim.cells import Array, numbers
from govperf_sim.errors import AggregationError, fault

Aggregation = Callable[[pd.DataFrame, pd.DataFrame, "pd.Series[str]"], "pd.Series[float]"]
Penalty = Literal["subtracted", "added"]
NO_WEIGHT = 1e-9
"""A weight this close to 0, on either side, is a solver's way of saying 0."""
WHOLE = 1e-6
"""How far the weights of a group may be from a sum of 1."""


def weighted_sum(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> pd.Series[float]:
    r"""The total of each unit under the weights of its group: :math:`\sum_k w_{g(i)k} x_{ik}`.

    ``scores`` is unit x indicator in [0, 1]; ``weights`` is group x indicator, 0 where an indicator does not apply;
    ``groups`` gives each unit's group.  The result is in [0, 1].

    >>> scores = pd.DataFrame({"gdp": [0.5, 1.0], "air": [1.0, 0.0]}, index=["a", "b"])
    >>> weights = pd.DataFrame({"gdp": [0.2], "air": [0.8]}, index=["cities"])
    >>> weighted_sum(scores, weights, pd.Series({"a": "cities", "b": "cities"})).round(3).to_dict()
    {'a': 0.9, 'b': 0.2}
    """
    x, w = counted(scores, weights, groups)
    return _one_a_unit((w * x).sum(axis=1), scores)


def geometric_mean(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> pd.Series[float]:
    r"""The weighted geometric mean, :math:`\prod_k x_{ik}^{w_{g(i)k}}`; a counted score must be above 0.

    >>> scores = pd.DataFrame({"gdp": [0.9], "air": [0.4]}, index=["a"])
    >>> weights = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> geometric_mean(scores, weights, pd.Series({"a": "cities"})).round(3).to_dict()
    {'a': 0.6}
    """
    x, w = _above_zero(scores, weights, groups)
    return _one_a_unit(np.exp((w * np.log(x)).sum(axis=1)), scores)


def harmonic_mean(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> pd.Series[float]:
    r"""The weighted harmonic mean, :math:`1 / \sum_k (w_{g(i)k} / x_{ik})`; a counted score must be above 0.

    >>> scores = pd.DataFrame({"gdp": [0.9], "air": [0.45]}, index=["a"])
    >>> weights = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> harmonic_mean(scores, weights, pd.Series({"a": "cities"})).round(3).to_dict()
    {'a': 0.6}
    """
    x, w = _above_zero(scores, weights, groups)
    return _one_a_unit(1 / (w / x).sum(axis=1), scores)


def generalised_mean(
    scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str], power: float
) -> pd.Series[float]:
    r"""The weighted power mean :math:`M_p = (\sum_k w_{g(i)k} x_{ik}^p)^{1/p}`, rising in p.

    At p = 0 it is its limit, the geometric mean; at plus and minus infinity the best and the worst counted score.  A
    counted score must be above 0, or for p > 0 not below 0.  Near p = 0 no digits are lost: with m the largest counted
    score (the smallest for p < 0), :math:`M_p = m \exp(\log(1 + \sum_k w_k ((x_k / m)^p - 1)) / p)`.

    >>> scores = pd.DataFrame({"gdp": [0.1], "air": [0.7]}, index=["a"])
    >>> weights = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> generalised_mean(scores, weights, pd.Series({"a": "cities"}), power=2).round(3).to_dict()
    {'a': 0.5}
    """
    if np.isnan(power):
        raise AggregationError(fault("aggregate.power_not_a_number", found=power))
    if power == 0:
        return geometric_mean(scores, weights, groups)
    x, w = _not_below_zero(scores, weights, groups) if power > 0 else _above_zero(scores, weights, groups)
    counts = w > 0
    largest = x.max(axis=1, where=counts, initial=-np.inf) if power > 0 else x.min(axis=1, where=counts, initial=np.inf)
    if np.isinf(power):
        return _one_a_unit(largest, scores)
    scale = np.where(largest > 0, largest, 1.0)
    share = np.where(counts, x, scale[:, None]) / scale[:, None]
    with np.errstate(divide="ignore"):  # the logarithm of a score of 0 is meant: its power is 0
        total = (w * np.expm1(power * np.log(share))).sum(axis=1)
    mean = scale * np.exp(np.log1p(np.where(largest > 0, total, 0.0)) / power)
    return _one_a_unit(np.where(largest > 0, mean, 0.0), scores)


def mazziotta_pareto(
    scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str], penalty: Penalty = "subtracted"
) -> pd.Series[float]:
    r"""The mean less a penalty for imbalance: :math:`M \mp S \cdot cv = M \mp S^2 / M`, with cv = S / M.

    M and S are the weighted mean and the weighted (population) standard deviation of the unit's own scores.  The penalty
    is subtracted where more is better (well-being) and ``added`` where more is worse (poverty).  On
    :func:`~govperf_sim.scoring.scales.standard_scale` this is the index of De Muro, Mazziotta and Pareto (2011), Social
    Indicators Research 104:1-18; on :func:`~govperf_sim.scoring.scales.goalpost_scale` the adjusted index of Mazziotta and Pareto
    (2016), Social Indicators Research 127:983-1003; weights as in their paper of 2022, Rivista Italiana di Economia,
    Demografia e Statistica.

    The scores must be on such a scale, far from 0.  The index does not always rise with every indicator: where one lies
    above :math:`3M/2 + S^2/(2M)`, raising it further costs more balance than it adds to the mean.

    >>> scores = pd.DataFrame({"gdp": [110.0, 100.0], "air": [90.0, 100.0]}, index=["a", "b"])
    >>> weights = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> mazziotta_pareto(scores, weights, pd.Series({"a": "cities", "b": "cities"})).to_dict()
    {'a': 99.0, 'b': 100.0}
    """
    x, w = _whole(scores, weights, groups)
    mean = (w * x).sum(axis=1)
    faults = [
        fault("aggregate.mean_not_positive", unit=scores.index[i], found=mean[i])
        for i in range(len(mean))
        if mean[i] <= 0
    ]
    if faults:
        raise AggregationError(faults)
    imbalance = (w * (x - mean[:, None]) ** 2).sum(axis=1) / mean
    return _one_a_unit(mean - imbalance if penalty == "subtracted" else mean + imbalance, scores)


AGGREGATIONS: dict[str, Aggregation] = {
    f.__name__: f for f in (weighted_sum, geometric_mean, harmonic_mean, mazziotta_pareto)
}
"""The methods that need no further number; ``functools.partial(generalised_mean, power=p)`` makes one more."""


def counted(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> tuple[Array, Array]:
    """The scores that count and each unit's own weights, both unit x indicator; a score without weight reads 0.

    Raises :class:`~govperf_sim.errors.AggregationError` for a unit without a group, a group or an indicator without weights,
    an indicator with weight but without scores, a negative weight, and every counted cell without a number.
    """
    x, given = numbers(scores), numbers(weights)
    faults = [fault("aggregate.no_group", unit=u) for u in scores.index if u not in groups.index]
    if not groups.index.is_unique:
        faults += [fault("aggregate.twice", name=u) for u in groups.index[groups.index.duplicated()].unique()]
    present = groups[groups.index.isin(scores.index)].unique()
    faults += [fault("aggregate.no_weights", group=g) for g in present if g not in weights.index]
    faults += [fault("aggregate.no_weight", indicator=k) for k in scores.columns if k not in weights.columns]
    faults += [
        fault("aggregate.no_scores", indicator=k)
        for k, column in zip(weights.columns, given.T, strict=True)
        if k not in scores.columns and (column > NO_WEIGHT).any()
    ]
    faults += [
        fault("aggregate.bad_weight", group=weights.index[i], indicator=weights.columns[j], found=given[i, j])
        for i, j in np.argwhere(~(given >= -NO_WEIGHT))
    ]
    if faults:
        raise AggregationError(faults)
    w = given[
        np.ix_(
            weights.index.get_indexer(pd.Index(groups.loc[scores.index])), weights.columns.get_indexer(scores.columns)
        )
    ]
    w = np.where(w > NO_WEIGHT, w, 0.0)
    _refuse(scores, (w > 0) & np.isnan(x), "aggregate.no_score")
    return np.where(w > 0, x, 0.0), w


def _whole(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> tuple[Array, Array]:
    """As :func:`counted`, with weights that make up a whole."""
    x, w = counted(scores, weights, groups)
    sums = pd.Series(w.sum(axis=1), index=groups.loc[scores.index])
    sums = sums[~sums.index.duplicated()]
    faults = [fault("aggregate.not_whole", group=g, found=s) for g, s in sums.items() if abs(s - 1) > WHOLE]
    if faults:
        raise AggregationError(faults)
    return x, w


def _above_zero(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> tuple[Array, Array]:
    x, w = _whole(scores, weights, groups)
    _refuse(scores, (w > 0) & (x <= 0), "aggregate.not_above_zero")
    return np.where(w > 0, x, 1.0), w


def _not_below_zero(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> tuple[Array, Array]:
    x, w = _whole(scores, weights, groups)
    _refuse(scores, (w > 0) & (x < 0), "aggregate.below_zero")
    return x, w


def _refuse(scores: pd.DataFrame, wrong: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], key: str) -> None:
    if wrong.any():
        raise AggregationError(
            fault(key, unit=scores.index[i], indicator=scores.columns[j], found=scores.iat[i, j])
            for i, j in np.argwhere(wrong)
        )


def _one_a_unit(total: Array, scores: pd.DataFrame) -> pd.Series[float]:
    return pd.Series(total, index=scores.index, name="score")
