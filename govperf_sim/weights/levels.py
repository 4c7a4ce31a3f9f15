r"""The level of each group, :math:`T_g`: what its worst-off unit, or its units on average, have to bear.

A unit bears :math:`\rho_i(w) = (b_i - x_i'w) / r_i`; with its own best :math:`b_i` and its range :math:`r_i` that is its
regret.  Groups are compared by leximin: the highest level as low as it can be, then the second highest, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pulp

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import MeanRegret, WeightModel, linear
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.stages import Stage, leximin
from govperf_sim.weights.weighting import Weighting

Yardsticks = Mapping[str, tuple[float, float]]
"""Unit -> :math:`b_i` and :math:`r_i`; a unit without one bears nothing."""


def write_worst(m: WeightModel, q: Weighting, yardsticks: Yardsticks) -> None:
    r"""Levels with :math:`x_i'w_g + r_i T_g \ge b_i` for every unit of the group."""
    for g in m.applying:
        most = m.column(f"T({g})")
        for unit in (u for u in q.units_of[g] if u in yardsticks):
            best, span = yardsticks[unit]
            m.require_in_time(f"regret({unit})", score(m, q, unit, g, (most, span)) >= best, g)


def write_means(m: WeightModel, means: Mapping[str, MeanRegret]) -> None:
    r"""Levels with :math:`T_g \ge \bar\rho_g(w)`."""
    for g in m.applying:
        level = m.column(f"T({g})")
        if g in means:
            constant, slope = means[g]
            m.require(f"mean_regret({g})", linear((m.w[g, k], b) for k, b in slope.items()) + level >= constant)


def write_highest(m: WeightModel, groups: Iterable[str] | None = None) -> None:
    """The highest level of these groups, or of all, to be made low."""
    highest = m.column("worst_regret")
    for g in m.applying if groups is None else groups:
        m.require(f"worst_regret({g})", m.columns[f"T({g})"] - highest <= 0)


def lowest_levels(m: WeightModel, program: CompiledProgram) -> Iterator[Stage]:
    """Leximin of the levels over groups."""
    yield from leximin(program, "worst_regret", "worst_regret", {f"worst_regret({g})": f"T({g})" for g in m.applying})


def worst_of(q: Weighting, yardsticks: Yardsticks, w: Cells, groups: Iterable[str]) -> dict[str, float]:
    """Group -> what its worst-off unit bears under given weights."""
    borne = dict.fromkeys(groups, 0.0)
    for g in borne:
        own = q.indicators_of[g]
        for unit in (u for u in q.units_of[g] if u in yardsticks):
            best, span = yardsticks[unit]
            borne[g] = max(borne[g], (best - sum(w[g, k] * q.scores_of[unit][k] for k in own)) / span)
    return borne


def score(
    m: WeightModel, q: Weighting, unit: str, group: str, *more: tuple[pulp.LpVariable, float]
) -> pulp.LpAffineExpression:
    """The score of a unit, and more columns times numbers."""
    x = q.scores_of[unit]
    return linear([*((m.w[group, k], x[k]) for k in m.applying[group]), *more])
