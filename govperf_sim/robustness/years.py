r"""How steady weights and ranks are from one year to the next.

Ranks move because scores do and because weights do.  Between the two stands a ranking by this year's scores and last
year's weights: from before to there is the scores' doing, from there to after the weights'.  How score and weights split
the change of a single score is told by :mod:`govperf_sim.scoring.change`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import WeightingError, fault
from govperf_sim.robustness.standings import ranked, standings
from govperf_sim.weights.answer import Weights
from govperf_sim.words import default_language, say


@dataclass(frozen=True, eq=False)
class YearOnYear:
    """Two years held side by side; only units and groups that stand in both are compared."""

    weights: pd.DataFrame
    """Index (group, indicator): before, after, change; 0 in a year in which the indicator does not apply."""
    ranks: pd.DataFrame
    """Index (level, pool, unit): before, by_scores (this year's scores by last year's weights), after; ranks among the
    units of both years."""
    pools: pd.DataFrame
    """Index (level, pool): units, ranks_changed, largest_change, rank_correlation (Spearman, of before and after; empty
    where it has no meaning)."""
    groups: pd.DataFrame
    """Index group: total_change (half the sum of all changes of weight: what went from some indicators to others)."""

    def _repr_html_(self) -> str:
        shown = self.pools.to_html(float_format="{:.3f}".format, na_rep="", border=0)
        return f"<p>{say('robustness.years', default_language())}</p>" + shown


def year_on_year(earlier: Weights, later: Weights) -> YearOnYear:
    """Hold two years' derived weights side by side.

    Raises :class:`~govperf_sim.errors.WeightingError` when no unit stands, in the same group, in both years.

    >>> from govperf_sim.weights.derive import derive_weights
    >>> from govperf_sim.weights.weighting import Weighting
    >>> def year(scores):
    ...     q = Weighting(scores=pd.DataFrame(scores, index=["a", "b"]), groups=pd.Series("g", index=["a", "b"]))
    ...     return derive_weights(q)
    >>> found = year_on_year(year({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}), year({"gdp": [0.5, 0.4], "air": [0.2, 0.8]}))
    >>> found.ranks.to_dict("index")[("group", "g", "b")]
    {'before': 1, 'by_scores': 1, 'after': 1}
    """
    before, after = standings(earlier), standings(later)
    both = [key for key in before.index if key in after.index]
    if not both:
        raise WeightingError(fault("robustness.no_common_unit"))
    between = _under_earlier(earlier, later)
    scores = pd.DataFrame({"before": before[both], "by_scores": between[both], "after": after[both]})
    ranks = scores.apply(ranked)
    weights = _weights(earlier, later)
    gone = weights["change"].abs().groupby(level="group", sort=False).sum() / 2
    return YearOnYear(weights, ranks, _pools(ranks), pd.DataFrame({"total_change": gone}))


def _under_earlier(earlier: Weights, later: Weights) -> pd.Series[float]:
    """Standings by the later scores under the earlier weights; what indicators that are gone had goes to the others."""
    table = earlier.table.reindex(index=later.table.index, columns=later.table.columns).fillna(0.0)
    total = table.sum(axis=1)
    kept = table.div(total.where(total > 0), axis=0).fillna(later.table)
    return standings(dataclasses.replace(later, table=kept))


def _weights(earlier: Weights, later: Weights) -> pd.DataFrame:
    cells = [cell for cell in {**earlier.cells, **later.cells} if _known(earlier, cell) and _known(later, cell)]
    index = pd.MultiIndex.from_tuples(cells, names=["group", "indicator"])
    old, new = ([w.cells.get(cell, 0.0) for cell in cells] for w in (earlier, later))
    return pd.DataFrame({"before": old, "after": new, "change": np.subtract(new, old)}, index)


def _known(w: Weights, cell: tuple[str, str]) -> bool:
    return cell[0] in w.weighting.indicators_of


def _pools(ranks: pd.DataFrame) -> pd.DataFrame:
    change = (ranks["after"] - ranks["before"]).abs()
    found = {}
    for key, pool in ranks.groupby(level=["level", "pool"], sort=False):
        apart = pool["before"].nunique() > 1 and pool["after"].nunique() > 1
        moved = change[pool.index]
        found[key] = {
            "units": len(pool),
            "ranks_changed": int((moved > 0).sum()),
            "largest_change": int(moved.max()),
            "rank_correlation": float(np.corrcoef(pool["before"], pool["after"])[0, 1]) if apart else None,
        }
    return pd.DataFrame.from_dict(found, orient="index").rename_axis(["level", "pool"])
