r"""Weights as they are published: whole points out of 100 that still obey every rule.

.. math::
    \min \frac1G \sum_g \sum_k |s_{gk} - 100\,w_{gk}| \quad\text{subject to}\quad s_{gk} \text{ whole}, \quad
    s / 100 \in W, \quad T_g(s / 100) \le \mathrm{cap}_g + \epsilon,

with the first slack :math:`\epsilon` of :data:`SLACK` that leaves a solution; it is stated.  Of equally close points those
that give fewer points to later codes are taken (coefficients :math:`\sqrt{\text{prime}_j}`, so that sums seldom tie).
Where there is no solution in whole points, tenths of a point are used.  Rounding each weight on its own would do none of
this: sums, orders and shares would break.
"""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import NotOptimal, fault
from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.compiled import WholeSolution, solve_whole
from govperf_sim.weights.guard import Guard
from govperf_sim.weights.levels import score, worst_of
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.weighting import Weighting

SLACK = (0.0, 0.001, 0.002, 0.005, 0.01, 0.02)
"""What the caps on regret may give, tried in this order."""
STEPS = (1.0, 0.1)
"""A whole point, or a tenth."""
HELD = 1e-4
"""By how much, in points, the tie-break may move the total."""
SECONDS = 20.0
"""For one search; after it the best found so far is taken, and its gap stated."""


@dataclass(frozen=True, eq=False)
class Points:
    """Published points, and how they were come by."""

    table: pd.DataFrame
    """Group x indicator, out of 100."""
    step: float
    """1 for whole points, 0.1 for tenths."""
    slack: float
    """What the caps on regret gave, in regret: the same for all groups."""
    excess: Mapping[str, float]
    """Group -> by how much its largest regret is above its cap, 0 where it keeps it; empty without a guard."""
    moved: float
    """The total move from the exact weights, in points, mean of groups."""
    gap: float
    """How far from the smallest such move it may be, relative to it; 0 where it is proven smallest."""


def published(
    q: Weighting, w: Cells, guard: Guard | None, seconds: float = SECONDS, slacks: Sequence[float] = SLACK
) -> Points:
    """The points; without a guard the caps do not come into it.

    Raises :class:`~govperf_sim.errors.NotOptimal` where not even tenths of a point obey the rules.
    """
    tried = slacks if guard is not None else slacks[:1]
    for step in STEPS:
        parts = [_part(q, groups, w, guard, step, tried, seconds) for groups in q.parts]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            return _joined(q, w, found, step, guard)
    raise NotOptimal(fault("weights.no_points"))


Part = tuple[Mapping[tuple[str, str], int], float, float]
"""Steps by (group, indicator), slack, gap."""


def _part(
    q: Weighting,
    groups: Sequence[str],
    w: Cells,
    guard: Guard | None,
    step: float,
    slacks: Sequence[float],
    seconds: float,
) -> Part | None:
    for slack in slacks:
        m = _model(q, groups, w, guard, step, slack)
        # A search that ends with nothing found in time is as good as none.
        with contextlib.suppress(NotOptimal):
            if (found := solve_whole(m.problem, seconds)) is not None:
                return _settled(m, found, seconds), slack, found.gap
    return None


def _model(
    q: Weighting, groups: Sequence[str], w: Cells, guard: Guard | None, step: float, slack: float
) -> WeightModel:
    m = q.model(groups)
    for (g, k), share in m.w.items():
        s, d = m.whole(f"s({g},{k})"), m.column(f"d({g},{k})")
        m.require(f"whole({g},{k})", share - (step / 100) * s == 0)
        m.require(f"up({g},{k})", step * s - d <= 100 * w[g, k])
        m.require(f"down({g},{k})", step * s + d >= 100 * w[g, k])
    if guard is not None:
        known = yardsticks(q)
        for unit, g in ((u, str(q.groups[u])) for h in groups for u in q.units_of[h] if u in known):
            best, span = known[unit]
            m.require(f"regret({unit})", score(m, q, unit, g) >= best - span * (guard.caps[g] + slack))
    m.minimise(linear((m.columns[f"d({g},{k})"], 1.0 / len(q.indicators_of)) for g, k in m.w))
    return m


def _settled(m: WeightModel, found: WholeSolution, seconds: float) -> dict[tuple[str, str], int]:
    """Of the points as close as those found, the ones with fewer points for later codes."""
    total = m.problem.objective
    later = zip(sorted(m.w), _primes(), strict=False)
    m.require("moved", total <= found.value + HELD)
    m.minimise(linear((m.columns[f"s({g},{k})"], math.sqrt(p)) for (g, k), p in later))
    best = found
    with contextlib.suppress(NotOptimal):
        best = solve_whole(m.problem, seconds) or found
    return {(g, k): round(best.columns[f"s({g},{k})"]) for g, k in m.w}


def _joined(q: Weighting, w: Cells, parts: Sequence[Part], step: float, guard: Guard | None) -> Points:
    steps = {cell: n for part, _, _ in parts for cell, n in part.items()}
    table = pd.DataFrame(0.0, index=list(q.indicators_of), columns=list(q.scores.columns))
    for (g, k), n in steps.items():
        table.at[g, k] = n * step if step == 1 else round(n * step, 1)
    if step == 1:
        table = table.astype(int)
    moved = sum(abs(n * step - 100 * w[cell]) for cell, n in steps.items()) / len(q.indicators_of)
    named = table.rename_axis(index="group", columns="indicator")
    excess = _excess(q, {cell: n * step / 100 for cell, n in steps.items()}, guard)
    return Points(named, step, max(s for _, s, _ in parts), excess, moved, max(gap for _, _, gap in parts))


def _excess(q: Weighting, w: Cells, guard: Guard | None) -> dict[str, float]:
    if guard is None:
        return {}
    worst = worst_of(q, yardsticks(q), w, q.indicators_of)
    return {g: max(regret - guard.caps[g], 0.0) for g, regret in worst.items()}


def _primes() -> Iterator[int]:
    """2, 3, 5, 7, ...

    >>> list(itertools.islice(_primes(), 6))
    [2, 3, 5, 7, 11, 13]
    """
    found: list[int] = []
    for n in itertools.count(2):
        if all(n % p for p in itertools.takewhile(lambda p: p * p <= n, found)):  # noqa: B023
            found.append(n)
            yield n
