r"""Weights from a panel's ranking of some units (UTASTAR): which weights would rank them so?

The panel knows a few units well and ranks them, ties allowed.  With one segment an indicator the value of a unit is
:math:`x_i'w`; with posts :math:`b_{k0}, b_{k1}, \dots` from worst to best it is piecewise linear between them, a column
:math:`w_{ks} \ge 0` for each segment.  Errors :math:`\sigma_i^+, \sigma_i^-` are what a unit seems over- or undervalued by:

.. math:: \min \sum_i (\sigma_i^+ + \sigma_i^-) \ \text{ s.t. } u_i - \sigma_i^+ + \sigma_i^- \ge
          u_j - \sigma_j^+ + \sigma_j^- + \delta \text{ for i next above j}, \quad = \text{ where they are level}.

A few ranked units leave the weights wide open: a weight in the textbook's example may lie anywhere from 0.05 to 0.94.
So there is no vector here, only ranges; what they are good for is a rule (a floor and a cap), not a reference.

Source: Siskos and Yannacopoulos 1985, Investigacao Operacional 5:39-53.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pulp

from govperf_sim.errors import Fault, PreferenceError, fault, nearest
from govperf_sim.weights.checks import CODE
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.preferences.answers import item_faults
from govperf_sim.weights.preferences.face import OPEN, Face, optimal_face, ranges_on
from govperf_sim.weights.rule_checks import is_number
from govperf_sim.words import Message

PANEL = "panel"
Posts = Mapping[str, Sequence[float]]
"""Indicator -> values from worst to best, at least two; value is linear between them."""


@dataclass(frozen=True, eq=False)
class RankingWeights:
    """The weights under which the panel's ranking comes out, as nearly as it can."""

    face: Face
    """The least total error, 0 where some weights reproduce the ranking; the range of every indicator's weight."""
    errors: pd.DataFrame
    """Index unit; ``least`` and ``most`` of the unit's error over the face, in value."""

    @property
    def reproduced(self) -> bool:
        """Whether some weights give exactly this ranking."""
        return self.face.optimum <= OPEN

    @property
    def reconsider(self) -> tuple[str, ...]:
        """The units that must be in error whatever the weights, the worst first."""
        table = self.errors[self.errors["least"] > OPEN].sort_values("least", ascending=False, kind="stable")
        return tuple(map(str, table.index))


def ranking(
    values: pd.DataFrame, ranks: pd.Series[int], delta: float = 0.05, posts: Posts | None = None
) -> RankingWeights:
    """Weights from ``ranks`` (unit -> place, 1 the best, equal where level) of some units of ``values``.

    ``values``: unit x indicator; without ``posts`` scores in [0, 1], higher is better.  ``delta`` in (0, 1): how much
    more a unit ranked higher must be worth.  Raises :class:`~govperf_sim.errors.PreferenceError`.

    >>> scores = pd.DataFrame({"growth": [0.9, 0.5, 0.1], "air": [0.2, 0.7, 0.6]}, index=["a", "b", "c"])
    >>> found = ranking(scores, pd.Series({"b": 1, "a": 2, "c": 3}))
    >>> found.reproduced, found.face.ranges.round(3).to_dict("index")
    (True, {'growth': {'least': 0.375, 'most': 0.5}, 'air': {'least': 0.5, 'most': 0.625}})
    """
    between = {str(k): (0.0, 1.0) for k in values.columns} if posts is None else {str(k): p for k, p in posts.items()}
    if faults := list(_faults(values, ranks, delta, between)):
        raise PreferenceError(faults)
    program, optimum = optimal_face(model(values, ranks, delta, between))
    sums = {k: {f"w({PANEL},{s})": 1.0 for s in _segments(k, p)} for k, p in between.items()}
    errors = {str(u): {f"over({u})": 1.0, f"under({u})": 1.0} for u in _ranked(ranks)}
    return RankingWeights(
        Face(max(optimum, 0.0), ranges_on(program, sums)), ranges_on(program, errors).rename_axis("unit")
    )


def model(values: pd.DataFrame, ranks: pd.Series[int], delta: float, posts: Posts) -> WeightModel:
    """The program: value by segment, errors by unit, a row for each two units next to one another in the ranking."""
    m = WeightModel({PANEL: tuple(s for k, p in posts.items() for s in _segments(k, p))})
    worth = {str(u): {str(k): float(x) for k, x in row.items()} for u, row in values.to_dict("index").items()}
    units, place = _ranked(ranks), {str(u): r for u, r in ranks.items()}
    for u in units:
        m.column(f"over({u})"), m.column(f"under({u})")
    for better, worse in itertools.pairwise(units):
        above, below = _passed(worth[better], posts), _passed(worth[worse], posts)
        ahead = linear((m.w[PANEL, s], above[s] - below[s]) for s in above)
        ahead = ahead + _error(m, better) - _error(m, worse)
        if place[better] == place[worse]:
            m.require(f"level({better},{worse})", ahead == 0)
        else:
            m.require(f"before({better},{worse})", ahead >= delta)
    m.minimise(linear((m.columns[f"{side}({u})"], 1.0) for u in units for side in ("over", "under")))
    return m


def _error(m: WeightModel, u: str) -> pulp.LpAffineExpression:
    return m.columns[f"under({u})"] - m.columns[f"over({u})"]


def _segments(k: str, posts: Sequence[float]) -> list[str]:
    return [k] if len(posts) == 2 else [f"{k}.{s}" for s in range(1, len(posts))]


def _passed(x: Mapping[str, float], posts: Posts) -> dict[str, float]:
    """The share of each segment that a unit has passed."""
    return {
        s: float(np.clip((x[k] - low) / (high - low), 0.0, 1.0))
        for k, p in posts.items()
        for s, (low, high) in zip(_segments(k, p), itertools.pairwise(p), strict=True)
    }


def _ranked(ranks: pd.Series[int]) -> list[str]:
    return [str(u) for u in ranks.sort_values(kind="stable").index]


def _faults(values: pd.DataFrame, ranks: pd.Series[int], delta: float, posts: Posts) -> Iterator[Fault]:
    table = values.rename(index=str, columns=str)
    yield from item_faults(table.columns)
    yield from _rank_faults(table, ranks)
    steps = ranks.nunique() - 1
    if not (is_number(delta) and 0 < delta < 1):
        yield fault("preferences.delta_outside", found=delta)
    elif delta * steps > 1:
        yield fault("preferences.delta_too_large", found=delta, steps=steps)
    if steps < 1:
        yield fault("preferences.ranks_nothing", count=len(ranks))
    yield from _post_faults(table.loc[[u for u in table.index if u in set(map(str, ranks.index))]], posts)


def _rank_faults(table: pd.DataFrame, ranks: pd.Series[int]) -> Iterator[Fault]:
    known = list(table.index)
    for u, times in Counter(map(str, ranks.index)).items():
        if times > 1:
            yield fault("preferences.ranked_twice", unit=u)
        if u not in known:
            yield fault("preferences.unknown_unit", nearest(u, known), unit=u)
        elif not CODE.fullmatch(u):
            yield fault("weights.bad_code", what=Message("weights.a_unit"), code=u)
    for name, r in ranks.items():
        if not (is_number(r) and r >= 1 and r == int(r)):
            yield fault("preferences.not_a_place", unit=name, found=r)


def _post_faults(table: pd.DataFrame, posts: Posts) -> Iterator[Fault]:
    known = list(table.columns)
    yield from (fault("preferences.no_posts", indicator=k) for k in known if k not in posts)
    for k, p in posts.items():
        steps = np.diff(np.asarray(p, float))
        if k not in known:
            yield fault("preferences.unknown_item", nearest(k, known), who="posts", item=k)
        elif not (len(steps) and (np.all(steps > 0) or np.all(steps < 0))):
            yield fault("preferences.posts_not_in_order", indicator=k)
        else:
            outside = {u: x for u, x in table[k].items() if not (is_number(x) and min(p) <= x <= max(p))}
            said = {"indicator": k, "low": min(p), "high": max(p)}
            yield from (fault("preferences.outside_posts", unit=u, found=x, **said) for u, x in outside.items())
