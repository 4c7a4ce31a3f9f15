"""Is every rule well put?  Names, sets, limits, and whom it binds."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from numbers import Real
from typing import TypeGuard

import numpy as np

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.weights.arithmetic import at
from govperf_sim.weights.model import Applying
from govperf_sim.weights.rules import KINDS, Limit, Rule, Stability, TotalMovement

RULE_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
ROWS_OF_GOALS = frozenset(
    {"sum", "up", "down", "largest_move", "regret", "worst_regret", "mean_regret", "tail", "guard"}
    | {
        "ahead",
        "turned",
        "largest_total",
        "held",
        "held_max",
        "held_min",
        "near_max",
        "near_min",
        "along_max",
        "along_min",
    }
)
"""Rows that the model, the goals and the questions of robustness write themselves."""


def rule_faults(rules: Iterable[object], known: Iterable[str], applying: Applying | None) -> Iterator[Fault]:
    """Everything wrong with the rules; without ``applying``, all but whom they bind."""
    indicators, seen = list(known), Counter[str]()
    for rule in rules:
        if not isinstance(rule, Rule):
            yield fault("weights.not_a_rule", found=repr(rule), kinds=", ".join(k.__name__ for k in KINDS.values()))
            continue
        seen[rule.id] += 1
        yield from (at(rule.source, f) for f in _rule(rule, indicators, applying))
        if seen[rule.id] == 2:
            yield at(rule.source, fault("weights.rule_twice", rule=rule.id))
    for rule_id in seen:
        stem = re.sub(r"_(min|max|up|down)$", "", rule_id)
        if stem != rule_id and stem in seen:
            yield fault("weights.rule_ids_collide", rule=rule_id, other=stem)


def _rule(rule: Rule, indicators: list[str], applying: Applying | None) -> Iterator[Fault]:
    if not RULE_ID.fullmatch(rule.id):
        yield fault("weights.bad_rule_id", rule=rule.id)
    if rule.id in ROWS_OF_GOALS:
        yield fault("weights.reserved_rule_id", rule=rule.id)
    if isinstance(rule.groups, str):
        yield fault("weights.set_is_text", rule=rule.id, found=rule.groups)
    named = [k for s in rule.sets for k in ([s] if isinstance(s, str) else s)]
    for s in rule.sets:
        if isinstance(s, str):
            yield fault("weights.set_is_text", rule=rule.id, found=s)
        elif not s:
            yield fault("weights.empty_set", rule=rule.id)
        else:
            repeated = (k for k, times in Counter(s).items() if times > 1)
            yield from (fault("weights.repeated_in_set", rule=rule.id, indicator=k) for k in repeated)
    for k in named:
        if k not in indicators:
            yield fault("weights.unknown_indicator", nearest(k, indicators), where=rule.id, indicator=k)
    if len(rule.sets) == 2 and set(rule.sets[0]) == set(rule.sets[1]):
        yield fault("weights.against_itself", rule=rule.id)
    yield from _limits(rule)
    yield from _last(rule)
    if (
        applying is not None
        and all(k in indicators for k in named)
        and not any(isinstance(s, str) for s in (*rule.sets, rule.groups))
    ):
        yield from _where(rule, applying)


def _limits(rule: Rule) -> Iterator[Fault]:
    given = {side: limit for side, limit in rule.limits.items() if limit is not None}
    if not given:
        yield fault("weights.no_limit", rule=rule.id)
    for side, limit in given.items():
        if isinstance(limit, Mapping) and not limit:
            yield fault("weights.no_limit", rule=rule.id)
        for value in _values(limit):
            if not is_number(value) or not 0 <= value <= rule.largest:
                key = "weights.limit_outside" if rule.largest == 1 else "weights.limit_negative"
                yield fault(key, rule=rule.id, side=side, found=value)
    if len(given) == 2:
        low, high = (given["at_least"], given["at_most"])
        for g in _common(low, high):
            floor, cap = (v[g] if isinstance(v, Mapping) else v for v in (low, high))
            if is_number(floor) and is_number(cap) and floor > cap:
                yield fault("weights.floor_above_its_cap", rule=rule.id, group=g or "—", floor=floor, cap=cap)


def _last(rule: Rule) -> Iterator[Fault]:
    for g, row in rule.last.items() if isinstance(rule, Stability | TotalMovement) else ():
        for k, p in row.items():
            if not is_number(p) or not 0 <= p <= 1:
                yield fault("weights.last_cell", rule=rule.id, group=g, indicator=k, found=p)


def _where(rule: Rule, applying: Applying) -> Iterator[Fault]:
    asked = rule.named_groups
    binds = rule.where(applying)
    for g in asked:
        if g not in applying:
            yield fault("weights.unknown_group", nearest(g, applying), where=rule.id, group=g)
        elif rule.groups is not None and g not in rule.groups:
            yield fault("weights.limit_for_unbound_group", rule=rule.id, group=g)
        elif g not in binds:
            yield fault("weights.rule_not_applying", rule=rule.id, group=g)
    if not binds and not asked:
        yield fault("weights.rule_binds_nobody", rule=rule.id)


def _values(limit: Limit) -> list[float]:
    return list(limit.values()) if isinstance(limit, Mapping) else [limit]


def _common(low: Limit, high: Limit) -> list[str]:
    """The groups in which both limits hold; one empty name stands for all."""
    if isinstance(low, Mapping):
        return [g for g in low if not isinstance(high, Mapping) or g in high]
    return list(high) if isinstance(high, Mapping) else [""]


def is_number(x: object) -> TypeGuard[float]:
    """A finite number; True and False are none."""
    if isinstance(x, bool | np.bool_):
        return False
    return isinstance(x, Real) and math.isfinite(x)
