"""How units stand under derived weights: totals in each group, core sub-scores in each system of several groups."""

from __future__ import annotations

import pandas as pd

from govperf_sim.robustness.pools import INDEX
from govperf_sim.weights.answer import SAME, Weights

__all__ = ["INDEX", "ranked", "standings"]


def standings(w: Weights) -> pd.Series[float]:
    """Index (level, pool, unit): the score by which the unit is ranked, rounded so that what is level stays level."""
    units, systems = w.units, pd.Series(dict(w.weighting.system_of))
    several = systems.value_counts().loc[lambda n: n > 1].index
    found = {}
    for level, code, score in (("group", "group", "score"), ("system", "system", "core_score")):
        ranked_here = units if level == "group" else units[units["system"].isin(several)].dropna(subset=["core_score"])
        for unit, pool, x in zip(ranked_here.index, ranked_here[code], ranked_here[score], strict=True):
            found[level, str(pool), str(unit)] = round(float(x), SAME)
    index = pd.MultiIndex.from_tuples(list(found), names=INDEX)
    return pd.Series(list(found.values()), index, dtype=float)


def ranked(scores: pd.Series[float]) -> pd.Series[int]:
    """Rank in the pool, 1 the best; ties share the better rank."""
    return scores.groupby(level=["level", "pool"]).rank(method="min", ascending=False).astype(int)
