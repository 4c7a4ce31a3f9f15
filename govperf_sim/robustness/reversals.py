"""Does a rank survive dropping a unit, dropping an indicator, or merging two?

The weights are derived again each time.  Without a unit the others' regrets may weigh otherwise; without an indicator the
rules speak of those that are left; two merged indicators count as their mean, which is to say that they weigh the same.
Ranks are compared among the units that remain: a place gained only because a better unit left is no reversal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from govperf_sim.errors import InfeasibleRules, WeightingError, fault, nearest
from govperf_sim.robustness.progress import Progress, Steps
from govperf_sim.robustness.standings import INDEX, ranked, standings
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import Goal
from govperf_sim.weights.rules import Ratio
from govperf_sim.weights.variations import under, within, without_indicator, without_unit
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import default_language, say

Kind = Literal["drop_unit", "drop_indicator", "merge_indicators"]
KINDS: tuple[Kind, ...] = ("drop_unit", "drop_indicator", "merge_indicators")
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


def reversals(
    weighting: Weighting,
    goal: Goal | None = None,
    merges: Sequence[tuple[str, str]] = (),
    kinds: Sequence[Kind] = KINDS,
    progress: Progress | None = None,
) -> Reversals:
    """Drop each unit, drop each indicator, and merge each of the given pairs of indicators; or some ``kinds`` of these only.

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
    asked = [key for key in _changes(weighting, merges) if key[0] in kinds]
    step = Steps(len(asked), progress)
    for key in asked:
        q = _changed(weighting, key)
        step()
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


def alike(weighting: Weighting) -> list[tuple[str, str]]:
    """In each domain the two indicators whose scores differ least, on the average of the units to which both apply.

    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "jobs": [0.8, 0.5], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> alike(Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"])))
    [('gdp', 'jobs')]
    """
    known = list(map(str, weighting.scores.columns))
    domains = dict.fromkeys(known, "") if weighting.domains is None else weighting.domains.to_dict()
    found: dict[str, tuple[float, tuple[str, str]]] = {}
    for a, b in combinations(known, 2):
        apart = float((weighting.scores[a] - weighting.scores[b]).abs().mean())
        if domains[a] == domains[b] and _groups_with(weighting, a, b) and apart < found.get(domains[a], (np.inf,))[0]:
            found[domains[a]] = apart, (a, b)
    return [pair for _, pair in found.values()]


def _changes(q: Weighting, merges: Sequence[tuple[str, str]]) -> Iterator[tuple[Kind, str]]:
    """The kind of each change, and what is changed."""
    for unit in map(str, q.scores.index) if len(q.scores) > 1 else ():
        yield "drop_unit", unit
    for k in map(str, q.scores.columns):
        if all(own != (k,) for own in q.indicators_of.values()):
            yield "drop_indicator", k
    for a, b in merges:
        yield "merge_indicators", f"{a}+{b}"


def _changed(q: Weighting, key: tuple[Kind, str]) -> Weighting:
    """The question that a change leaves, of the groups whose weights it can touch."""
    match key:
        case "drop_unit", unit:
            return within(without_unit(q, unit), [str(q.groups[unit])])
        case "drop_indicator", k:
            return within(without_indicator(q, k), _groups_with(q, k))
        case _, pair:
            a, b = pair.split("+")
            same = Ratio(f"merged_{a}_{b}", of=a, to=b, at_least=1.0, at_most=1.0)
            return within(under(q, [*q.rules, same]), _groups_with(q, a, b) or _groups_with(q, a))


def _groups_with(q: Weighting, *indicators: str) -> list[str]:
    """The groups to which all of these apply."""
    return [g for g, own in q.indicators_of.items() if set(indicators) <= set(own)]


def _reversed(scores: pd.DataFrame) -> int:
    """The pairs of one pool that change places, counting none that is level before or after."""
    count = 0
    for _, pool in scores.groupby(level=["level", "pool"], sort=False):
        before, after = (np.sign(np.subtract.outer(x, x)) for x in pool.to_numpy(float).T)
        count += int((before * after < 0).sum()) // 2
    return count
