r"""Why a score moved between two years: the unit's own change, moved posts, changed weights.

The score is :math:`S = \sum_k w_k\, s_k(x_k; P_k)`: values :math:`x`, posts :math:`P` (goalposts, or the frontier that
min-max takes from the year's field), weights :math:`w`.  From one year to the next all three may move.  Changing them
one after another, in any order, splits :math:`\Delta S` exactly, but each order gives another split.  The mean over all
six orders (the Shapley value) is the one split that adds up, treats the three alike and gives nothing to what did not
move (Shapley 1953; Shorrocks 2013).  Where the posts stay it is Bennet's (1920) midpoint rule:

.. math:: \text{own} = \sum_k \tfrac{w_k + w'_k}{2}\,(s'_k - s_k), \qquad
    \text{weights} = \sum_k \tfrac{s_k + s'_k}{2}\,(w'_k - w_k).

An indicator that carries weight in one year only, and has no score in the other, has nothing to be split: its whole
amount stands under ``indicators``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations, product
from typing import TypeAlias

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, PanelError, fault
from govperf_sim.normalise import Array, goalposts
from govperf_sim.words import Message

PARTS = ("own", "posts", "weights")
State: TypeAlias = tuple[int, int, int]
"""For values, posts and weights in turn: 0 as in the earlier year, 1 as in the later."""

EARLIER: State = (0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Year:
    """All that makes the scores of one year.

    ``values``: unit x indicator, in units of measure; NaN where an indicator does not apply.  ``posts``: index
    indicator, columns floor and target.  ``weights``: group x indicator.  ``groups``: each unit's group.
    """

    values: pd.DataFrame
    posts: pd.DataFrame
    weights: pd.DataFrame
    groups: pd.Series[str]


@dataclass(frozen=True)
class ChangeOfScore:
    """``table``: index unit; columns before, own, posts, weights, indicators, after; the four add up to the change.

    ``by_indicator``: the same four, tidy, one row a unit and indicator.
    """

    table: pd.DataFrame
    by_indicator: pd.DataFrame


def straight(values: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Scores between the posts, clipped to [0, 1]: unit x indicator, NaN where there is no value or no post."""
    scores = pd.DataFrame(np.nan, index=values.index, columns=values.columns)
    for k in values.columns.intersection(posts.dropna().index):
        x = values[k].dropna()
        scores.loc[x.index, k] = goalposts(x.to_numpy(float), posts["floor"][k], posts["target"][k]).clip(0.0, 1.0)
    return scores


def change_of_score(
    before: Year, after: Year, score: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame] = straight
) -> ChangeOfScore:
    """The change of each unit's score from ``before`` to ``after``, split by cause.

    ``score`` turns values and posts into scores (unit x indicator).  Both years must hold the same units.  Raises
    :class:`~govperf_sim.errors.PanelError`, naming every unit that is in one year only, and every indicator that
    carries weight in a year and has no score in it.

    >>> def year(value, target, weight):
    ...     return Year(values=pd.DataFrame({"gdp": [value], "air": [0.5]}, index=["a"]),
    ...                 posts=pd.DataFrame({"floor": 0.0, "target": [target, 1.0]}, index=["gdp", "air"]),
    ...                 weights=pd.DataFrame({"gdp": [weight], "air": [1 - weight]}, index=["cities"]),
    ...                 groups=pd.Series({"a": "cities"}))
    >>> change_of_score(year(4.0, 10.0, 0.5), year(8.0, 10.0, 0.3)).table.round(3)
          before   own  posts  weights  indicators  after
    unit
    a       0.45  0.16    0.0    -0.02         0.0   0.59
    """
    faults = [
        fault("scores.other_units", unit=unit, where=Message(f"scores.where_{where}"))
        for where, here, there in (("before", before, after), ("after", after, before))
        for unit in here.values.index.difference(there.values.index)
    ]
    faults += _unweighted(before, "before") + _unweighted(after, "after")
    if faults:
        raise PanelError(faults)
    units = before.values.index
    indicators = before.values.columns.union(after.values.columns, sort=False)
    years = (before, after)
    weights = [_weights(year, units, indicators) for year in years]
    scores = {
        (x, p): score(years[x].values.loc[units], years[p].posts)
        .reindex(index=units, columns=indicators)
        .to_numpy(float)
        for x, p in product((0, 1), repeat=2)
    }
    faults = _unscored(scores, weights, units, indicators)
    if faults:
        raise PanelError(faults)
    # Only a cell with a score under every mixture of values and posts can be split.
    split = np.logical_and.reduce([np.isfinite(s) for s in scores.values()])
    amount = {
        (x, p, w): np.where(weights[w] != 0, weights[w] * np.nan_to_num(scores[x, p]), 0.0)
        for x, p, w in product((0, 1), repeat=3)
    }
    start, end = amount[EARLIER], amount[1, 1, 1]
    parts = {name: np.where(split, part, 0.0) for name, part in zip(PARTS, _shapley(amount), strict=True)}
    parts["indicators"] = np.where(split, 0.0, end - start)
    sums = {name: part.sum(axis=1) for name, part in parts.items()}
    table = pd.DataFrame({"before": start.sum(axis=1), **sums, "after": end.sum(axis=1)}, index=units)
    cells = pd.MultiIndex.from_product([units, indicators], names=["unit", "indicator"])
    tidy = pd.DataFrame({name: part.ravel() for name, part in parts.items()}, index=cells).reset_index()
    return ChangeOfScore(table.rename_axis("unit"), tidy)


def _shapley(amount: dict[State, Array]) -> tuple[Array, ...]:
    """Mean effect of moving each of the three, over the orders in which they can be moved."""
    orders = list(permutations(range(3)))
    effects = [np.zeros_like(amount[EARLIER]) for _ in PARTS]
    for order in orders:
        state = EARLIER
        for moved in order:
            values, posts, weights = (1 if part == moved else now for part, now in enumerate(state))
            effects[moved] += amount[values, posts, weights] - amount[state]
            state = values, posts, weights
    return tuple(effect / len(orders) for effect in effects)


def _weights(year: Year, units: pd.Index[str], indicators: pd.Index[str]) -> Array:
    own = year.weights.reindex(index=year.groups.loc[units], columns=indicators)
    return own.fillna(0.0).to_numpy(float)


def _unweighted(year: Year, where: str) -> list[Fault]:
    groups = {unit: year.groups.get(unit, "") for unit in year.values.index}
    return [
        fault("scores.no_weights", unit=unit, group=group, where=Message(f"scores.where_{where}"))
        for unit, group in groups.items()
        if group not in year.weights.index
    ]


def _unscored(
    scores: dict[tuple[int, int], Array], weights: list[Array], units: pd.Index[str], indicators: pd.Index[str]
) -> list[Fault]:
    faults = []
    for year, where in enumerate(("before", "after")):
        needed = (weights[year] != 0) & ~np.isfinite(scores[year, year])
        faults += [
            fault("scores.no_score", unit=units[i], indicator=indicators[k], where=Message(f"scores.where_{where}"))
            for i, k in np.argwhere(needed)
        ]
    return faults
