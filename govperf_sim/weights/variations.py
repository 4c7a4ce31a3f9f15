"""A question put again with one thing changed: other rules, a unit less, an indicator less, some groups only.

What was checked when the question was first put is not checked again; whether the rules still admit weights, a derivation
will tell.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import pandas as pd

from govperf_sim.errors import WeightingError, fault
from govperf_sim.weights.rule import Rule
from govperf_sim.weights.weighting import Weighting


def under(q: Weighting, rules: Iterable[Rule]) -> Weighting:
    """Under other rules; each unit's own best and worst are taken anew."""
    return _changed(q, rules=tuple(rules))


def under_same_yardstick(q: Weighting, rules: Iterable[Rule]) -> Weighting:
    """Under other rules; each unit's own best and worst stay as the question has them."""
    return _with_bounds(under(q, rules), q.bounds)


def without_unit(q: Weighting, unit: str) -> Weighting:
    """Without a unit; its group stays, though it may have been alone in it."""
    return _with_bounds(_changed(q, scores=q.scores.drop(index=unit), groups=q.groups.drop(unit)), q.bounds.drop(unit))


def without_indicator(q: Weighting, indicator: str) -> Weighting:
    """Without an indicator, in any group; rules speak of what is left, the others' reference weights are scaled up.

    Raises :class:`~govperf_sim.errors.WeightingError` where it is a group's only one.
    """
    own = {g: tuple(k for k in known if k != indicator) for g, known in q.indicators_of.items()}
    if empty := [g for g, left in own.items() if not left]:
        raise WeightingError([fault("weights.nothing_applies", group=g) for g in empty])
    scores = q.scores.drop(columns=indicator)
    applies = pd.DataFrame([[k in left for k in scores.columns] for left in own.values()], list(own), scores.columns)
    reference = None
    if q.start is not None:
        left_over = {g: sum(q.start[g, k] for k in left) for g, left in own.items()}
        reference = pd.DataFrame(0.0, list(own), scores.columns)
        for g, left in own.items():
            for k in left:
                reference.at[g, k] = q.start[g, k] / left_over[g] if left_over[g] > 0 else 1.0 / len(left)
    return _changed(q, scores=scores, applies=applies, reference=reference)


def within(q: Weighting, groups: Iterable[str]) -> Weighting:
    """Of these groups only, with all that rules or a system tie to them: their answer is that of the whole question."""
    own = set(groups)
    while True:
        systems = {q.system_of[g] for g in own}
        tied = {g for part in q.parts if set(part) & own for g in part}
        more = own | tied | {g for g, system in q.system_of.items() if system in systems}
        if more == own:
            break
        own = more
    kept = [g for g in q.indicators_of if g in own]
    units = [u for u in q.scores.index if q.groups[u] in own]
    applies = pd.DataFrame([[k in q.indicators_of[g] for k in q.scores.columns] for g in kept], kept, q.scores.columns)
    changed = _changed(q, scores=q.scores.loc[units], groups=q.groups.loc[units], applies=applies)
    return _with_bounds(changed, q.bounds.loc[units]) if "bounds" in vars(q) else changed


def _changed(q: Weighting, **changed: Any) -> Weighting:
    again = object.__new__(Weighting)
    for f in dataclasses.fields(Weighting):
        object.__setattr__(again, f.name, changed.get(f.name, getattr(q, f.name)))
    return again


def _with_bounds(q: Weighting, bounds: pd.DataFrame) -> Weighting:
    vars(q)["bounds"] = bounds  # where a cached property keeps what it found
    return q
