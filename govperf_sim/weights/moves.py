r"""The smallest move from given weights, every group counting alike; then the moves as even as they can be.

.. math:: \min\ \frac1G \sum_g \sum_{k \in K_g} d_{gk} \ \text{ s.t. } d_{gk} \ge |w_{gk} - p_{gk}|,
          \quad\text{then leximin of the } d_{gk}.

The second step leaves one point: were :math:`p + \delta` and :math:`p + \delta'` both optimal with the same moves
:math:`|\delta|`, their midpoint would move less.  Every goal ends with these two steps, and so has one answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.stages import Stage, least, leximin
from govperf_sim.weights.weighting import Weighting


def started(q: Weighting) -> Cells:
    r"""The reference; without one, equal weights within each group, :math:`p_{gk} = 1 / |K_g|`."""
    if q.start is not None:
        return q.start
    return {(g, k): 1.0 / len(own) for g, own in q.indicators_of.items() for k in own}


def write_moves(m: WeightModel, p: Cells) -> None:
    r"""Columns with :math:`w_{gk} - d_{gk} \le p_{gk} \le w_{gk} + d_{gk}`, and the level of the largest."""
    level = m.column("largest_move")
    for (g, k), w in m.w.items():
        d = m.column(f"d({g},{k})")
        m.require(f"up({g},{k})", w - d <= p[g, k])
        m.require(f"down({g},{k})", w + d >= p[g, k])
        m.require(f"largest_move({g},{k})", d - level <= 0)


def minimise_move(m: WeightModel, q: Weighting) -> None:
    m.minimise(linear((m.columns[d], a) for d, a in moves_cost(m, q).items()))


def moves_cost(m: WeightModel, q: Weighting) -> dict[str, float]:
    r"""The total move, every group counting alike: :math:`\frac1G \sum_g \sum_k d_{gk}`."""
    return {f"d({g},{k})": 1.0 / len(q.indicators_of) for g, k in m.w}


def smallest_move(
    m: WeightModel, q: Weighting, program: CompiledProgram, total: str = "total_move", largest: str = "largest_move"
) -> Iterator[Stage]:
    """Among what is left, the closest point; the names are those of the two stages."""
    program.set_objective(moves_cost(m, q))
    yield least(program, total)
    rows = {f"largest_move({g},{k})": f"d({g},{k})" for g, k in m.w}
    yield from leximin(program, largest, "largest_move", rows)
