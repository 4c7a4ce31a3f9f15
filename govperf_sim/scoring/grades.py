"""Grades from totals: thresholds first, then quotas where the office has set any.

A unit has the best grade whose threshold its total reaches.  A *quota* (a largest share of the pool that may have a
grade) is general practice, not in the notice: off unless given, and whoever it moves is marked.  Where more units reach
a grade than the quota leaves room for, the lower totals go down to the next grade, which has its own quota.  Equal totals
stay together: a tie that does not fit whole goes down whole, so the quota is never exceeded.  The room is the whole
number of units in the share: 20 % of 7 units is 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import floor

import pandas as pd

from govperf_sim.errors import AggregationError, Fault, fault
from govperf_sim.sources import Source
from govperf_sim.words import Name

TIE = 1e-9
"""Totals nearer than this are equal, and a total this close below a threshold reaches it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade: the total that earns it, and the largest share of a pool that may have it (None: any)."""

    name: Name
    at_least: float
    quota: float | None = None


@dataclass(frozen=True, kw_only=True)
class Grading:
    """The grades by code, best first; the lowest has threshold 0 and no quota.

    Raises :class:`~govperf_sim.errors.AggregationError` for thresholds that do not fall and quotas out of range.
    """

    grades: Mapping[str, Grade]
    source: Source

    def __post_init__(self) -> None:
        faults: list[Fault] = []
        best_first = list(self.grades.items())
        if not best_first:
            raise AggregationError(fault("aggregate.no_grades"))
        for (_, better), (code, grade) in pairwise(best_first):
            if not grade.at_least < better.at_least:
                faults.append(
                    fault("aggregate.thresholds_not_falling", grade=code, found=grade.at_least, before=better.at_least)
                )
        for code, grade in best_first:
            if grade.quota is not None and not 0 <= grade.quota <= 1:
                faults.append(fault("aggregate.bad_quota", grade=code, found=grade.quota))
        code, lowest = best_first[-1]
        if lowest.at_least != 0 or lowest.quota is not None:
            faults.append(fault("aggregate.lowest_grade_closed", grade=code))
        if faults:
            raise AggregationError(faults)


def award(totals: pd.Series[float], pools: pd.Series[str], grading: Grading) -> pd.DataFrame:
    """The grade of each unit: unit -> ``pool``, ``score``, ``by_threshold``, ``grade``, ``moved_by_quota``.

    ``totals`` are in [0, 1]; ``pools`` says with whom a unit is compared.  Quotas hold within a pool.

    >>> said = Source(status="assumption", cite="for illustration", clause="VI-4c")
    >>> top = Grade(name=Name(zh="优秀", en="excellent"), at_least=0.9, quota=0.34)
    >>> good = Grade(name=Name(zh="良好", en="good"), at_least=0.0)
    >>> grading = Grading(grades={"excellent": top, "good": good}, source=said)
    >>> totals = pd.Series({"a": 0.95, "b": 0.91, "c": 0.80})
    >>> award(totals, pd.Series("cities", index=totals.index), grading)[["by_threshold", "grade", "moved_by_quota"]]
      by_threshold      grade  moved_by_quota
    a    excellent  excellent           False
    b    excellent       good            True
    c         good       good           False
    """
    faults = [fault("aggregate.twice", name=u) for u in totals.index[totals.index.duplicated()].unique()]
    faults += [fault("aggregate.bad_total", unit=u, found=s) for u, s in totals.items() if not 0 <= s <= 1]
    faults += [fault("aggregate.no_pool", unit=u) for u in totals.index if u not in pools.index]
    if faults:
        raise AggregationError(faults)
    earned = {str(unit): _by_threshold(total, grading) for unit, total in totals.items()}
    given: dict[str, str] = {}
    own = pools.loc[totals.index]
    for pool in own.unique():
        given |= _within_quotas(totals[own == pool], earned, grading)
    table = pd.DataFrame({"pool": own, "score": totals})
    table["by_threshold"] = [earned[u] for u in totals.index]
    table["grade"] = [given[u] for u in totals.index]
    return table.assign(moved_by_quota=table["grade"] != table["by_threshold"])


def _by_threshold(total: float, grading: Grading) -> str:
    return next(code for code, grade in grading.grades.items() if total >= grade.at_least - TIE)


def _within_quotas(totals: pd.Series[float], earned: Mapping[str, str], grading: Grading) -> dict[str, str]:
    """Fill the grades of one pool from the best down; a whole tie enters, or none of it."""
    given: dict[str, str] = {}
    waiting: list[str] = []
    falling = totals.sort_values(ascending=False, kind="stable")
    for code, grade in grading.grades.items():
        waiting = [u for u in falling.index if u not in given and (u in waiting or earned[u] == code)]
        room = len(totals) if grade.quota is None else floor(grade.quota * len(totals) + TIE)
        for tie in _ties(waiting, totals):
            if len(tie) > room:
                break
            room -= len(tie)
            given |= dict.fromkeys(tie, code)
    return given


def _ties(units: list[str], totals: pd.Series[float]) -> list[list[str]]:
    ties: list[list[str]] = []
    for unit in units:
        if ties and totals[ties[-1][0]] - totals[unit] <= TIE:
            ties[-1].append(unit)
        else:
            ties.append([unit])
    return ties
