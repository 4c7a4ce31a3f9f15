r"""What happens to a total after the weighted sum: deductions, bonuses and vetoes, in this order, each of them listed.

1. *Deductions*: what a unit loses under one rule in one year is held to the cap of the rule.
2. *Bonuses*: likewise.  After both the total is held within [0, 1], and what that cuts is listed too.
3. *Vetoes*: a unit with a veto item keeps at most the ceiling of the veto, however large its bonus.  The one-vote veto
   (一票否决) is not in the notice: it is general practice, and marked so wherever it is applied.

With D_r and B_r the sums of what happened under a rule, and V the rules of veto that were met:

.. math:: s' = \min\Big(\min_{r \in V} c_r,\; \min(1, \max(0, s - \sum_r \min(D_r, d_r) + \sum_r \min(B_r, b_r)))\Big).

Under one cap, occurrences count in the order in which they are given.  Amounts are fractions of full marks, as totals
are: 0.02 is two points of 100.  Grades come after: :mod:`govperf_sim.scoring.grades`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from govperf_sim.errors import AggregationError, Fault, fault, nearest
from govperf_sim.sources import Source
from govperf_sim.words import Language, default_language, say

COLUMNS = (
    "unit", "step", "rule", "reason", "points_asked", "points", "general_practice", "status", "cite", "clause", "place",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Deductions:
    """Points taken off for what went wrong, at most ``at_most`` a unit and year."""

    step: ClassVar[str] = "deduction"
    general_practice: ClassVar[bool] = False
    id: str
    at_most: float
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Bonuses:
    """Points added for what is not scored otherwise (innovation), at most ``at_most`` a unit and year."""

    step: ClassVar[str] = "bonus"
    general_practice: ClassVar[bool] = False
    id: str
    at_most: float
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoCap:
    """A veto item: a unit that fails it keeps at most ``ceiling``.  General practice, not in the notice."""

    step: ClassVar[str] = "veto"
    general_practice: ClassVar[bool] = True
    id: str
    ceiling: float
    source: Source


Adjustment = Deductions | Bonuses | VetoCap


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that happened in a unit and falls under an adjustment."""

    unit: str
    rule: str
    """The id of the adjustment."""
    reason: str
    source: Source
    """Where it is on record."""
    amount: float | None = None
    """Fraction of full marks asked for, above 0, for a deduction too; None for a veto."""


@dataclass(frozen=True)
class Adjusted:
    """Totals before and after, by unit, and why they differ.

    ``ledger`` has a row for each occurrence, and for each cut at 0 or 100 points: ``unit``, ``step`` (``deduction``, ``bonus``,
    ``range`` or ``veto``), ``rule``, ``reason``, ``points_asked`` and ``points`` (of 100, with sign; they differ where a
    cap held), ``general_practice``, and ``status``, ``cite``, ``clause`` and ``place`` of the adjustment's source.  The
    points of a unit sum to the difference of its totals.
    """

    before: pd.Series[float]
    after: pd.Series[float]
    ledger: pd.DataFrame

    def explain(self, language: Language | None = None) -> list[str]:
        """A sentence for each row of the ledger."""
        speech = language or default_language()
        mark = say("aggregate.general_practice", speech)
        return [
            say(f"aggregate.applied_{row['step']}", speech, basis=f"{row['clause']} {row['cite']}".strip(), **row)
            + mark * bool(row["general_practice"])
            for row in ({str(k): v for k, v in r.items()} for r in self.ledger.to_dict("records"))
        ]


def adjust(totals: pd.Series[float], adjustments: Sequence[Adjustment], occurrences: Sequence[Occurrence]) -> Adjusted:
    """Apply what happened to the totals, in [0, 1] by unit.

    Raises :class:`~govperf_sim.errors.AggregationError` for a total outside [0, 1], a cap or ceiling out of range, an id used
    twice, and an occurrence with an unknown unit or rule or an impossible amount, all of them listed.

    >>> said = Source(status="assumption", cite="for illustration", clause="V-2e")
    >>> bonus = Bonuses(id="innovation", at_most=0.03, source=said)
    >>> new = [Occurrence(unit="a", rule="innovation", reason=why, amount=0.02, source=said) for why in ("one", "two")]
    >>> adjusted = adjust(pd.Series({"a": 0.80, "b": 0.75}), [bonus], new)
    >>> adjusted.after.round(3).to_dict()
    {'a': 0.83, 'b': 0.75}
    >>> adjusted.ledger[["unit", "step", "reason", "points_asked", "points", "clause"]].round(3)
      unit   step reason  points_asked  points clause
    0    a  bonus    one           2.0     2.0   V-2e
    1    a  bonus    two           2.0     1.0   V-2e
    """
    faults = _faults(totals, adjustments, occurrences)
    if faults:
        raise AggregationError(faults)
    now = totals.astype(float).copy()
    rows: list[dict[str, object]] = []
    rules = {a.id: a for a in adjustments}
    for kind, sign in ((Deductions, -1.0), (Bonuses, 1.0)):
        left: dict[tuple[str, str], float] = {}
        for happened in occurrences:
            rule = rules[happened.rule]
            if not isinstance(rule, kind):
                continue
            # `_faults` has made sure that a deduction and a bonus have an amount.
            assert happened.amount is not None
            room = left.get((happened.unit, rule.id), rule.at_most)
            counts = min(happened.amount, room)
            left[happened.unit, rule.id] = room - counts
            now[happened.unit] += sign * counts
            rows.append(_row(rule, happened, sign * happened.amount, sign * counts))
    for unit, total in now.items():
        held = min(1.0, max(0.0, total))
        if held != total:
            rows.append(_out_of_range(str(unit), held - total))
    now = now.clip(0.0, 1.0)
    for happened in occurrences:
        rule = rules[happened.rule]
        if isinstance(rule, VetoCap):
            lost = max(0.0, now[happened.unit] - rule.ceiling)
            now[happened.unit] = min(now[happened.unit], rule.ceiling)
            rows.append(_row(rule, happened, -lost, -lost))
    return Adjusted(totals, now.rename("score"), pd.DataFrame(rows, columns=list(COLUMNS)))


def _row(rule: Adjustment, happened: Occurrence, asked: float, counts: float) -> dict[str, object]:
    source = rule.source
    values = (
        happened.unit, rule.step, rule.id, happened.reason, 100 * asked, 100 * counts, rule.general_practice,
        source.status, source.cite, source.clause or "", source.place,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _out_of_range(unit: str, change: float) -> dict[str, object]:
    values = (unit, "range", "", "", 100 * change, 100 * change, False, "", "", "", "")
    return dict(zip(COLUMNS, values, strict=True))


def _faults(
    totals: pd.Series[float], adjustments: Sequence[Adjustment], occurrences: Sequence[Occurrence]
) -> list[Fault]:
    faults = [fault("aggregate.twice", name=u) for u in totals.index[totals.index.duplicated()].unique()]
    faults += [fault("aggregate.bad_total", unit=u, found=s) for u, s in totals.items() if not 0 <= s <= 1]
    rules: dict[str, Adjustment] = {}
    for rule in adjustments:
        if rule.id in rules:
            faults.append(fault("aggregate.rule_twice", rule=rule.id))
        rules[rule.id] = rule
        if isinstance(rule, VetoCap):
            if not 0 <= rule.ceiling <= 1:
                faults.append(fault("aggregate.bad_ceiling", rule=rule.id, found=rule.ceiling))
        elif not 0 < rule.at_most <= 1:
            faults.append(fault("aggregate.bad_cap", rule=rule.id, found=rule.at_most))
    for one in occurrences:
        if one.unit not in totals.index:
            faults.append(fault("aggregate.unknown_unit", nearest(one.unit, map(str, totals.index)), unit=one.unit))
        if one.rule not in rules:
            faults.append(fault("aggregate.unknown_rule", nearest(one.rule, rules), rule=one.rule))
        elif isinstance(rules[one.rule], VetoCap):
            if one.amount is not None:
                faults.append(fault("aggregate.veto_with_amount", unit=one.unit, rule=one.rule, found=one.amount))
        elif one.amount is None or not (np.isfinite(one.amount) and one.amount > 0):
            faults.append(fault("aggregate.bad_amount", unit=one.unit, rule=one.rule, found=one.amount))
    return faults
