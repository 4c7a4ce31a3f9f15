"""How every unit stands under given weights, admissible or not: scores, ranks, and regret."""

from __future__ import annotations

import pandas as pd

from govperf_sim.aggregate import weighted_sum
from govperf_sim.weights.benchmark import regrets
from govperf_sim.weights.weighting import Weighting

SAME = 9
"""Scores equal to so many decimals share a rank."""


def standing(q: Weighting, table: pd.DataFrame) -> pd.DataFrame:
    """Index unit; scores in [0, 1], rank 1 is the best, ties share the better rank.

    ``table``: weights of all groups, group x indicator, adding up to 1 in every group.

    Columns group, system, pool, score, rank_in_group, core_score, rank_in_system, rank_in_pool, own_best, own_worst,
    regret.  The ranking to publish is ``rank_in_group``, by total, and ``rank_in_pool``, by core score; a pool is the
    system unless the question sets units apart.
    ``core_score`` is the mean score on the core of the system, by the group's own weights; NaN where they leave the core
    nothing.  ``regret`` is normalised, NaN for an indifferent unit.

    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> q = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]))
    >>> half = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> standing(q, half)[["score", "rank_in_group", "regret"]].round(3).to_dict("index")
    {'a': {'score': 0.55, 'rank_in_group': 2, 'regret': 0.5}, 'b': {'score': 0.6, 'rank_in_group': 1, 'regret': 0.5}}
    """
    groups = pd.Series({u: g for g, units in q.units_of.items() for u in units}).reindex(list(q.scores.index))
    systems = groups.map(dict(q.system_of))
    pools = groups.index.to_series().map(dict(q.pool_of))
    score = weighted_sum(q.scores, table, groups)
    core = pd.Series({u: _core_score(q, table, u, g) for g, units in q.units_of.items() for u in units}, dtype=float)
    found = pd.DataFrame({"group": groups, "system": systems, "pool": pools, "score": score})
    found["rank_in_group"] = _rank(score, groups)
    found["core_score"] = core
    found["rank_in_system"] = _rank(core, systems)
    found["rank_in_pool"] = _rank(core, pools)
    found[["own_best", "own_worst"]] = q.bounds
    found["regret"] = regrets(q.bounds, score)
    return found.rename_axis("unit")


def _core_score(q: Weighting, table: pd.DataFrame, unit: str, group: str) -> float:
    core = list(q.core_of[q.system_of[group]])
    weights = table.loc[group, core].to_numpy(float)
    if not weights.sum() > 0:
        return float("nan")
    return float(weights @ q.scores.loc[unit, core].to_numpy(float) / weights.sum())


def _rank(score: pd.Series[float], pool: pd.Series[str]) -> pd.Series[int]:
    return score.round(SAME).groupby(pool).rank(method="min", ascending=False).astype("Int64")
