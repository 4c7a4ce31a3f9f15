r"""Ranges of ranks when every weight may move by so much from the published ones, :math:`|w'_{gk} - w_{gk}| \le \delta`.

The ranges are exact, as those of :mod:`govperf_sim.robustness.ranks`.  The larger move comes first: what is impossible
there is impossible nearer, and who has one rank there has it nearer; where a search runs out of time, ranges still nest.
They are taken within the rules, or over the whole simplex as if the rules might be broken too; the result says which.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import pandas as pd

from govperf_sim.errors import WeightingError, fault
from govperf_sim.robustness.limits import SECONDS, ranks_in, with_proven
from govperf_sim.robustness.nearby import keeps_ruler, simplex_of, weights_of
from govperf_sim.robustness.pools import Pool, pools_of
from govperf_sim.robustness.progress import Progress, Steps
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.schemes import Scheme, cells_of
from govperf_sim.weights.standing import SAME
from govperf_sim.weights.statements import called
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Message, default_language, say

POINTS = (0.5, 1.0, 2.0, 3.0, 5.0)
KEY = ["level", "pool", "points", "unit"]


class Within(Enum):
    """Where the weights may move to."""

    RULES = "rules"
    """Admissible weights near the published ones."""
    SIMPLEX = "simplex"
    """Any weights near the published ones; for a system, those that keep its core one ruler of the same total."""


@dataclass(frozen=True, eq=False)
class Bands:
    """Rank bands around published weights."""

    table: pd.DataFrame
    """Index (level, pool, points, unit): rank (by the published weights), best, worst, best_bound, worst_bound, proven."""
    within: Within
    apart: Mapping[str, Message]
    """System, or declared pool, that cannot be ranked together -> why not."""

    def _repr_html_(self) -> str:
        shown = (self.table["best"].astype(str) + "–" + self.table["worst"].astype(str)).unstack("points")
        caption = say(f"robustness.bands_{self.within.value}", default_language())
        return f"<p>{caption}</p>" + shown.to_html(border=0)


def bands(
    weighting: Weighting,
    published: Scheme,
    points: Sequence[float] = POINTS,
    within: Within = Within.RULES,
    seconds: float = SECONDS,
    workers: int = 1,
    progress: Progress | None = None,
) -> Bands:
    """The best and worst rank of each unit when every weight may be ``points`` of 100 more or less than published.

    ``workers`` searches run side by side; ``progress`` is told how many are done.

    Raises :class:`~govperf_sim.errors.WeightingError` for a table that is no scheme of weights, for points that are not
    above 0, and where no admissible weights are as near as asked; and
    :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights.

    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]))
    >>> half = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> bands(question, half, points=[3, 5]).table[["rank", "best", "worst"]]
                              rank  best  worst
    level pool   points unit
    group cities 3      a        2     2      2
                        b        1     1      1
                 5      a        2     1      2
                        b        1     1      2
    """
    w = cells_of(weighting, "published", published)
    if wrong := [p for p in points if not p > 0]:
        raise WeightingError([fault("robustness.points", found=p) for p in wrong])
    pools, tables = pools_of(weighting), list[pd.DataFrame]()
    apart = dict(pools.apart)
    step = Steps(2 * len(points) * sum(len(pool.units) for pool in pools.known), progress)
    for pool in pools.known:
        if not keeps_ruler(weighting, pool, w):
            apart[pool.code] = Message("robustness.published_no_ruler", {"system": called(pool.code, weighting.names)})
            continue
        score = pool.scores @ weights_of(pool, w)
        rank = pd.Series(score).round(SAME).rank(method="min", ascending=False).astype(int).to_numpy()
        around: pd.DataFrame | None = None
        inwards = list[pd.DataFrame]()
        for p in sorted(points, reverse=True):
            stated = functools.partial(_near, weighting, pool, w, p / 100, within)
            if CompiledProgram(stated().problem).attempt() is None:
                raise WeightingError(
                    fault("robustness.nothing_near", points=p, pool=called(pool.code, weighting.names))
                )
            around = ranks_in(stated, pool, seconds, workers, step, around)
            inwards.append(around)
        for p, ranks in zip(sorted(points), _reached(inwards[::-1]), strict=True):
            ranks.insert(0, "rank", rank)
            tables.append(ranks.assign(points=p).set_index("points", append=True).reorder_levels(KEY))
    return Bands(pd.concat(tables), within, apart)


def _reached(outwards: Sequence[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """What some weights reach is reached by the same weights in every larger set."""
    within: pd.DataFrame | None = None
    for table in outwards:
        if within is not None:
            best, worst = np.minimum(table["best"], within["best"]), np.maximum(table["worst"], within["worst"])
            table = with_proven(table.assign(best=best, worst=worst))
        within = table
        yield table.copy()


def _near(q: Weighting, pool: Pool, w: Cells, by: float, within: Within) -> WeightModel:
    m = q.model(pool.groups) if within is Within.RULES else simplex_of(q, pool, w)
    for g, k in m.w:
        m.require(f"near_max({g},{k})", m.w[g, k] <= w[g, k] + by)
        m.require(f"near_min({g},{k})", m.w[g, k] >= w[g, k] - by)
    return m
