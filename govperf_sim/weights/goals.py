r"""Goals: among the weights the rules allow, which to recommend, and why these alone.

A goal writes its columns, rows and first objective in PuLP, and then runs in stages until one weighting is left.

To add a goal, write a class and enter it in :data:`KINDS` at the foot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

import pulp

from govperf_sim.errors import WeightingError, fault
from govperf_sim.weights.benchmark import INDIFFERENT, own_bounds
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.stages import Stage, least, leximin
from govperf_sim.weights.weighting import Weighting

Reference = Mapping[tuple[str, str], float]


class Goal(Protocol):
    """What a goal must say."""

    kind: ClassVar[str]
    """Its name; ``words/weights.toml`` says under ``value_<kind>`` what its value is."""

    def write(self, m: WeightModel, q: Weighting) -> None:
        """State columns, rows and the first objective."""

    def stages(self, m: WeightModel, program: CompiledProgram) -> Iterator[Stage]:
        """Solve, narrowing the optimal face until it is one point; the first stage prices the rules."""


@dataclass(frozen=True)
class ClosestToReference:
    r"""The smallest total move from the reference, every group counting alike; then the moves as even as they can be.

    .. math:: \min\ \frac1G \sum_g \sum_{k \in K_g} d_{gk} \ \text{ s.t. } d_{gk} \ge |w_{gk} - p_{gk}|,
              \quad\text{then leximin of the } d_{gk}.

    The second stage leaves one point: were :math:`p + \delta` and :math:`p + \delta'` both optimal with the same moves
    :math:`|\delta|`, their midpoint would move less.
    """

    kind: ClassVar[str] = "closest_to_reference"

    def write(self, m: WeightModel, q: Weighting) -> None:
        if q.start is None:
            raise WeightingError(fault("weights.no_reference"))
        write_moves(m, q.start)
        m.minimise(pulp.lpSum(a * m.columns[d] for d, a in moves_cost(m).items()))

    def stages(self, m: WeightModel, program: CompiledProgram) -> Iterator[Stage]:
        yield least(program, "total_move")
        yield from even_moves(m, program)


@dataclass(frozen=True)
class MinimaxRegret:
    r"""Nobody wronged more than it must be: the largest normalised regret as small as it can be.

    .. math:: \text{leximin over groups of } T_g \ \text{ s.t. } x_i'w_g + (b_i - a_i)\,T_g \ge b_i \ \ \forall i \in g,

    then the point closest to the reference (to equal weights within each group, where there is none), as in
    :class:`ClosestToReference`.  Own best :math:`b_i` and own worst :math:`a_i`: :mod:`govperf_sim.weights.benchmark`.
    """

    kind: ClassVar[str] = "minimax_regret"

    def write(self, m: WeightModel, q: Weighting) -> None:
        bounds = own_bounds(q).to_dict("index")
        level = m.column("worst_regret")
        for g, own in m.applying.items():
            most = m.column(f"T({g})")
            m.require(f"worst_regret({g})", most - level <= 0)
            for unit in q.units_of[g]:
                best, worst = bounds[unit]["own_best"], bounds[unit]["own_worst"]
                if best - worst >= INDIFFERENT:
                    score = pulp.lpSum(q.scores_of[unit][k] * m.w[g, k] for k in own)
                    m.require(f"regret({unit})", score + (best - worst) * most >= best)
        write_moves(m, q.start if q.start is not None else equal_weights(q))
        m.minimise(1.0 * level)

    def stages(self, m: WeightModel, program: CompiledProgram) -> Iterator[Stage]:
        levels = {f"worst_regret({g})": f"T({g})" for g in m.applying}
        yield from leximin(program, "worst_regret", "worst_regret", levels)
        program.set_objective(moves_cost(m))
        yield least(program, "total_move")
        yield from even_moves(m, program)


def equal_weights(q: Weighting) -> Reference:
    r""":math:`p_{gk} = 1 / |K_g|`."""
    return {(g, k): 1.0 / len(own) for g, own in q.indicators_of.items() for k in own}


def write_moves(m: WeightModel, p: Reference) -> None:
    r"""Columns with :math:`w_{gk} - d_{gk} \le p_{gk} \le w_{gk} + d_{gk}`, and the level of the largest."""
    level = m.column("largest_move")
    for (g, k), w in m.w.items():
        d = m.column(f"d({g},{k})")
        m.require(f"up({g},{k})", w - d <= p[g, k])
        m.require(f"down({g},{k})", w + d >= p[g, k])
        m.require(f"largest_move({g},{k})", d - level <= 0)


def moves_cost(m: WeightModel) -> dict[str, float]:
    r"""The total move, every group counting alike: :math:`\frac1G \sum_g \sum_k d_{gk}`."""
    return {f"d({g},{k})": 1.0 / len(m.applying) for g, k in m.w}


def even_moves(m: WeightModel, program: CompiledProgram) -> Iterator[Stage]:
    """Leximin of the moves, from the largest down."""
    rows = {f"largest_move({g},{k})": f"d({g},{k})" for g, k in m.w}
    yield from leximin(program, "largest_move", "largest_move", rows)


KINDS: Mapping[str, type[Goal]] = {goal.kind: goal for goal in (ClosestToReference, MinimaxRegret)}
