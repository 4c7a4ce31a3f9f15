"""What a rule costs: its limit swept, the weights derived again at each, and what becomes of value and ranks.

Each unit's own best and worst are held as the question has them.  Were they to move with the limit, the value could rise
when a rule is loosened, since units would then be measured by more than before; held fixed, looser is never worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import Fault, InfeasibleRules, WeightingError, fault, nearest
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import Goal
from govperf_sim.weights.rule import Limit, Rule, Side
from govperf_sim.weights.rule_checks import is_number
from govperf_sim.weights.variations import under_same_yardstick
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import default_language, say

ADDRESS = re.compile(r"([^()]+)(?:\(([^()]+)\))?")


@dataclass(frozen=True, eq=False)
class Prices:
    """A limit swept; each unit's own best and worst are held as the question has them."""

    limit: str
    """Which limit, as it was asked for."""
    values: pd.DataFrame
    """Index limit: value (of the goal's first stage; infinite where no weights are admissible), mean_regret, worst_regret
    (over all units; empty there)."""
    weights: pd.DataFrame
    """Index (limit, group), a column for each indicator; only limits that leave admissible weights."""
    units: pd.DataFrame
    """Index (limit, unit), the same limits: group, system, score, rank_in_group, core_score, rank_in_system, regret."""

    def _repr_html_(self) -> str:
        caption = say("robustness.prices", default_language(), limit=self.limit)
        return f"<p>{caption}</p>" + self.values.to_html(float_format="{:.4f}".format, na_rep="", border=0)


def prices(weighting: Weighting, limit: str, values: Sequence[float], goal: Goal | None = None) -> Prices:
    """Derive weights at each value of a limit, with the goal of :func:`~govperf_sim.weights.derive.derive_weights`.

    ``limit`` is named like the rows of the rule: ``cap_growth``, or ``share_livelihood_max`` where there is a floor too;
    with a group, ``cap_growth(core_urban)``, it moves for that group alone.  Raises
    :class:`~govperf_sim.errors.WeightingError` for a limit that is not there or a value that it cannot have.

    >>> from govperf_sim.weights.goals import MinimaxRegret
    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.4)])
    >>> prices(question, "cap_growth", [0.1, 0.2, 0.3, 0.4], MinimaxRegret()).values["value"].round(3).to_dict()
    {0.1: 0.75, 0.2: 0.5, 0.3: 0.5, 0.4: 0.5}

    From 0.2 on the rule costs nothing: a loses half of what it could have, and b as much.
    """
    rule, side, group = _named(weighting, limit)
    if wrong := [v for v in values if not (is_number(v) and 0 <= v <= rule.largest)]:
        key = "weights.limit_outside" if rule.largest == 1 else "weights.limit_negative"
        raise WeightingError([fault(key, rule=rule.id, side=side, found=v) for v in wrong])
    weights, units = dict[float, pd.DataFrame](), dict[float, pd.DataFrame]()
    records = {v: {"value": float("inf")} for v in values}
    for value in values:
        moved = rule.with_limit(side, _moved(weighting, rule, side, group, float(value)))
        q = under_same_yardstick(weighting, [moved if r is rule else r for r in weighting.rules])
        try:
            found = derive_weights(q, goal)
        except InfeasibleRules:
            continue
        regret = found.units["regret"]
        records[value] = {"value": found.value, "mean_regret": regret.mean(), "worst_regret": regret.max()}
        weights[value], units[value] = found.table, found.units.drop(columns=["own_best", "own_worst"])
    table = pd.DataFrame.from_dict(
        records, orient="index", columns=["value", "mean_regret", "worst_regret"], dtype=float
    )
    return Prices(limit, table.rename_axis("limit"), _joined(weights, "group"), _joined(units, "unit"))


def _named(q: Weighting, limit: str) -> tuple[Rule, Side, str | None]:
    known = {name: (rule, side) for rule in q.rules for name, side in _names(rule)}
    address = ADDRESS.fullmatch(limit)
    if address is None or address[1] not in known:
        raise WeightingError(fault("robustness.unknown_limit", nearest(limit, known), limit=limit))
    (rule, side), group = known[address[1]], address[2]
    if group is not None and (found := _group_fault(q, rule, side, group)):
        raise WeightingError(found)
    return rule, side, group


def _names(rule: Rule) -> Iterator[tuple[str, Side]]:
    given = [side for side, limit in rule.limits.items() if limit is not None]
    for side in given:
        yield rule.id if len(given) == 1 else f"{rule.id}_{'min' if side == 'at_least' else 'max'}", side


def _group_fault(q: Weighting, rule: Rule, side: Side, group: str) -> Fault | None:
    binds = sorted({line.group for line in rule.lines(q.indicators_of)})
    if any(line.other is not None for line in rule.lines(q.indicators_of)):
        return fault("robustness.one_limit_for_all", rule=rule.id)
    if group not in binds:
        return fault("robustness.limit_not_there", nearest(group, binds), rule=rule.id, group=group)
    return None


def _moved(q: Weighting, rule: Rule, side: Side, group: str | None, value: float) -> Limit:
    given = rule.limits[side]
    if group is None:
        return dict.fromkeys(given, value) if isinstance(given, Mapping) else value
    every = given if isinstance(given, Mapping) else dict.fromkeys(rule.where(q.indicators_of), given)
    return {g: value if g == group else float(old) for g, old in every.items() if old is not None}


def _joined(tables: Mapping[float, pd.DataFrame], name: str) -> pd.DataFrame:
    if not tables:
        return pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []], names=["limit", name]))
    return pd.concat(tables, names=["limit", name])
