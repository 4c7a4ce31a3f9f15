"""How units stand under derived weights: totals in each group, core sub-scores across groups."""

from __future__ import annotations

import pandas as pd

from govperf_sim.robustness.pools import INDEX, rankings
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.standing import SAME

__all__ = ["INDEX", "ranked", "standings"]


def standings(w: Weights) -> pd.Series[float]:
    """Index (level, pool, unit): the score by which the unit is ranked, rounded so that what is level stays level."""
    found = {}
    for (level, code), units in rankings(w.weighting).items():
        scores = w.units.loc[list(units), "score" if level == "group" else "core_score"].dropna()
        found.update({(level, code, str(unit)): round(float(x), SAME) for unit, x in scores.items()})
    index = pd.MultiIndex.from_tuples(list(found), names=INDEX)
    return pd.Series(list(found.values()), index, dtype=float)


def ranked(scores: pd.Series[float]) -> pd.Series[int]:
    """Rank in the pool, 1 the best; ties share the better rank."""
    return scores.groupby(level=["level", "pool"]).rank(method="min", ascending=False).astype(int)
