"""Does a rank survive dropping a unit, dropping an indicator, or merging two?

The weights are derived again each time.  Without a unit the others' regrets may weigh otherwise; without an indicator the
rules speak of those that are left; two merged indicators count as their mean, which is to say that they weigh the same.
Ranks are compared among the units that remain: a place gained only because a better unit left is no reversal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import InfeasibleRules, WeightingError, fault, nearest
from govperf_sim.robustness.standings import INDEX, ranked, standings
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import Goal
from govperf_sim.weights.rules import Ratio
from govperf_sim.weights.variations import under, without_indicator, without_unit
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import default_language, say

KEY = ("change", "what")
SUMMARY = ("admissible", "pairs_reversed", "ranks_changed", "largest_change")


@dataclass(frozen=True, eq=False)
class Reversals:
    """What each change of the question does to the ranks of those that remain."""

    changes: pd.DataFrame
    """Index (change, what): admissible (whether the rules still admit weights; if not, nothing changes places),
    pairs_reversed, ranks_changed, largest_change (in places).  A change is ``drop_unit``, ``drop_indicator`` or
    ``merge_indicators``, whose ``what`` is ``a+b``."""
    ranks: pd.DataFrame
    """Index (change, what, level, pool, unit), the ranks that changed: before, after."""

    def _repr_html_(self) -> str:
        return f"<p>{say('robustness.reversals', default_language())}</p>" + self.changes.to_html(border=0)


def reversals(weighting: Weighting, goal: Goal | None = None, merges: Sequence[tuple[str, str]] = ()) -> Reversals:
    """Drop each unit, drop each indicator, and merge each of the given pairs of indicators.

    ``goal`` is that of :func:`~govperf_sim.weights.derive.derive_weights`.  An indicator that is the only one of some
    group is not dropped.  Raises :class:`~govperf_sim.errors.WeightingError` for a pair to merge that is not two known
    indicators, and :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights to begin with.

    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4, 0.1], "air": [0.2, 0.8, 0.9]}, index=["a", "b", "c"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b", "c"]))
    >>> reversals(question).changes["pairs_reversed"].to_dict()
    {('drop_unit', 'a'): 1, ('drop_unit', 'b'): 0, ('drop_unit', 'c'): 0,
     ('drop_indicator', 'gdp'): 2, ('drop_indicator', 'air'): 1}

    All three bear regret alike at a half each, where b leads a and a leads c.  Without a, who alone gains by gdp, all
    weight goes to air, and c leads b.
    """
    known = list(map(str, weighting.scores.columns))
    wrong = [k for pair in merges for k in pair if k not in known]
    if wrong or any(a == b for a, b in merges):
        faults = [fault("robustness.merge_unknown", nearest(k, known), indicator=k) for k in dict.fromkeys(wrong)]
        raise WeightingError(faults or [fault("robustness.merge_itself", indicator=a) for a, b in merges if a == b])
    before = standings(derive_weights(weighting, goal))
    records, moved = [], []
    for key, q in _changes(weighting, merges):
        try:
            after = standings(derive_weights(q, goal))
        except InfeasibleRules:
            records.append((*key, False, 0, 0, 0))
            continue
        scores = pd.DataFrame({"before": before, "after": after}).dropna()
        ranks = scores.apply(ranked)
        changed = ranks[ranks["before"] != ranks["after"]]
        largest = int((ranks["after"] - ranks["before"]).abs().max()) if len(ranks) else 0
        records.append((*key, True, _reversed(scores), len(changed), largest))
        moved.append(changed.assign(change=key[0], what=key[1]).set_index(list(KEY), append=True))
    changes = pd.DataFrame.from_records(records, columns=[*KEY, *SUMMARY]).set_index(list(KEY))
    nothing = pd.DataFrame(columns=["before", "after"], index=pd.MultiIndex.from_arrays([[]] * 5, names=[*INDEX, *KEY]))
    return Reversals(changes, pd.concat(moved or [nothing]).reorder_levels([*KEY, *INDEX]))


def _changes(q: Weighting, merges: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], Weighting]]:
    for unit in map(str, q.scores.index) if len(q.scores) > 1 else ():
        yield ("drop_unit", unit), without_unit(q, unit)
    for k in map(str, q.scores.columns):
        if all(own != (k,) for own in q.indicators_of.values()):
            yield ("drop_indicator", k), without_indicator(q, k)
    for a, b in merges:
        alike = Ratio(f"merged_{a}_{b}", of=a, to=b, at_least=1.0, at_most=1.0)
        yield ("merge_indicators", f"{a}+{b}"), under(q, [*q.rules, alike])


def _reversed(scores: pd.DataFrame) -> int:
    """The pairs of one pool that change places, counting none that is level before or after."""
    count = 0
    for _, pool in scores.groupby(level=["level", "pool"], sort=False):
        before, after = (np.sign(np.subtract.outer(x, x)) for x in pool.to_numpy(float).T)
        count += int((before * after < 0).sum()) // 2
    return count
