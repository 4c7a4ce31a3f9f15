r"""Aggregation level by level along the framework: indicators into domains, domains into a total, a method for each level.

The weights of every level follow from the flat weights w, so that no second set of weights can contradict the first.  In
group g, a node N of the upper level (a domain) weighs the sum of what it holds, and inside it each child has its share:

.. math:: W_{gN} = \sum_{k \in N} w_{gk}, \qquad v_{gk} = w_{gk} / W_{gN} \quad (k \in N).

With the weighted sum at every level the total is the flat weighted sum.  With others it is not, and that is the point: a
geometric mean of arithmetic domains lets indicators make good for one another inside a domain, but not domains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from govperf_sim.aggregate import Aggregation, counted
from govperf_sim.errors import AggregationError, Fault, fault
from govperf_sim.framework import Framework


@dataclass(frozen=True, slots=True)
class Level:
    """One level up: each code of the level below has its parent, and ``method`` makes one score of a parent's children."""

    name: str
    parent: Mapping[str, str]
    method: Aggregation


@dataclass(frozen=True)
class Levelled:
    """The scores and the weights of every level above the indicators, and the total.

    ``scores``: level name -> unit x node, NaN where a node has no weight in the unit's group.
    ``weights``: level name -> group x node, each row summing to what the flat weights sum to.
    """

    scores: Mapping[str, pd.DataFrame]
    weights: Mapping[str, pd.DataFrame]
    total: pd.Series[float]


def domains(framework: Framework, method: Aggregation) -> Level:
    """The level of the framework's domains."""
    return Level("domain", {k: indicator.domain for k, indicator in framework.indicators.items()}, method)


def aggregate_levels(
    scores: pd.DataFrame,
    weights: pd.DataFrame,
    groups: pd.Series[str],
    levels: Sequence[Level],
    total: Aggregation,
) -> Levelled:
    """Go up level by level, lowest first, then make the total by its own method.

    ``scores`` is unit x indicator, ``weights`` the flat weights, group x indicator, ``groups`` each unit's group.  Raises
    :class:`~govperf_sim.errors.AggregationError` for a code without a parent, and for whatever the methods refuse, all nodes
    of a level together.

    >>> from govperf_sim.aggregate import geometric_mean, weighted_sum
    >>> scores = pd.DataFrame({"gdp": [0.9], "wage": [0.3], "air": [0.15]}, index=["a"])
    >>> weights = pd.DataFrame({"gdp": [0.25], "wage": [0.25], "air": [0.5]}, index=["cities"])
    >>> kinds = Level("domain", {"gdp": "economy", "wage": "economy", "air": "nature"}, weighted_sum)
    >>> found = aggregate_levels(scores, weights, pd.Series({"a": "cities"}), [kinds], geometric_mean)
    >>> found.scores["domain"].round(3).to_dict("index"), found.total.round(3).to_dict()
    ({'a': {'economy': 0.6, 'nature': 0.15}}, {'a': 0.3})
    """
    by_level: dict[str, pd.DataFrame] = {}
    weights_by_level: dict[str, pd.DataFrame] = {}
    for level in levels:
        counted(scores, weights, groups)
        scores, weights = _one_level(scores, weights, groups, level)
        by_level[level.name], weights_by_level[level.name] = scores, weights
    return Levelled(by_level, weights_by_level, total(scores, weights, groups))


def _one_level(
    scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str], level: Level
) -> tuple[pd.DataFrame, pd.DataFrame]:
    faults: list[Fault] = [
        fault("aggregate.no_parent", code=k, level=level.name) for k in scores.columns if k not in level.parent
    ]
    if faults:
        raise AggregationError(faults)
    own = groups.loc[scores.index]
    children: dict[str, list[str]] = {}
    for code in scores.columns:
        children.setdefault(level.parent[code], []).append(code)
    nodes = pd.DataFrame({n: weights[codes].sum(axis=1) for n, codes in children.items()}, index=weights.index)
    found: dict[str, pd.Series[float]] = {}
    for node, codes in children.items():
        inside = nodes.index[nodes[node] > 0]
        units = own.index[own.isin(inside)]
        shares = weights.loc[inside, codes].div(nodes.loc[inside, node], axis=0)
        try:
            found[node] = level.method(scores.loc[units, codes], shares, own)
        except AggregationError as refused:
            faults += refused.faults
    if faults:
        raise AggregationError(faults)
    return pd.DataFrame(found, index=scores.index, columns=list(children)), nodes
