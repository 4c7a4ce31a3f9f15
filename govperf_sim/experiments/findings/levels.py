"""Levels: which rows of a design share a value of one factor, and with which level they are compared.

A factor with listed values has a level for each.  One without has a level for each fifth of its distribution.  Where
factors were tried one at a time, a level is the one row in which this factor alone is not as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.experiments.design.factors import Factor
from govperf_sim.experiments.design.plans import OneAtATime, Plan, Row

PARTS = 5
"""Into so many parts, alike in weight, is the range of a factor cut that lists no values."""
Rows = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Level:
    """``value`` is that of the factor, or a :class:`pandas.Interval` of its values."""

    factor: Factor
    value: object
    rows: Rows
    """Which rows of the design have it."""
    against: int
    """The place, among all levels, of the one it is compared with."""


def balanced(factors: Sequence[Factor], rows: Sequence[Row], plan: Plan | None) -> Rows:
    """The rows that means are taken over: without what is as it is at values that no factor lists."""
    if isinstance(plan, OneAtATime):
        return np.ones(len(rows), bool)
    return np.array([
        all(f.spread.listed is None or value in f.spread.listed for f, value in zip(factors, row, strict=True))
        for row in rows
    ])  # fmt: skip


def levels(factors: Sequence[Factor], rows: Sequence[Row], plan: Plan | None, as_it_is: Row | None) -> list[Level]:
    """The levels of every factor, in their order; those that no row has are left out.

    A factor is compared with its value in ``as_it_is`` where that is known and listed, else with its first level.
    """
    kept = balanced(factors, rows, plan)
    found: list[Level] = []
    for place, factor in enumerate(factors):
        if isinstance(plan, OneAtATime):
            mine = _alone(place, rows)
        else:
            mine = [(value, which & kept) for value, which in _shared(factor, [row[place] for row in rows])]
        mine = [(value, which) for value, which in mine if which.any()]
        values = [value for value, _ in mine]
        first = values.index(as_it_is[place]) if as_it_is is not None and as_it_is[place] in values else 0
        against = len(found) + first
        found += [Level(factor, value, which, against) for value, which in mine]
    return found


def left(those: Sequence[Level], played: Rows) -> tuple[list[int], list[Level]]:
    """The levels that some row has which was played, and their places among all; what is compared with a level that none
    has is compared with the first of its factor.
    """
    places = [place for place, level in enumerate(those) if (level.rows & played).any()]
    first = {those[place].factor.code: now for now, place in reversed(list(enumerate(places)))}
    now_at = {place: now for now, place in enumerate(places)}
    return places, [
        replace(level, rows=level.rows & played, against=now_at.get(level.against, first[level.factor.code]))
        for level in (those[place] for place in places)
    ]


def _alone(place: int, rows: Sequence[Row]) -> list[tuple[object, Rows]]:
    """The first row, and those that differ from it in this place alone."""
    first = rows[0]
    own = [n for n, row in enumerate(rows) if all(row[k] == first[k] for k in range(len(first)) if k != place)]
    numbers = np.arange(len(rows))
    return [(rows[n][place], numbers == n) for n in own]


def _shared(factor: Factor, values: Sequence[object]) -> list[tuple[object, Rows]]:
    if factor.spread.listed is not None:
        return [(each, np.array([value == each for value in values])) for each in factor.spread.listed]
    inner = [factor.spread.at(part / PARTS) for part in range(1, PARTS)]
    part_of = np.searchsorted(inner, np.array(values, float), side="right")
    ends = pairwise([_end(factor, 0.0), *inner, _end(factor, 1.0)])
    return [(pd.Interval(low, high, closed="left"), part_of == part) for part, (low, high) in enumerate(ends)]


def _end(factor: Factor, u: float) -> float:
    """The lowest or the highest value there can be, or infinity."""
    with np.errstate(divide="ignore"):
        return float(factor.spread.at(u))
