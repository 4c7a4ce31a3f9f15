r"""The smallest move from given weights, every group counting alike; then the moves as even as they can be.

.. math:: \min\ \frac1G \sum_g \sum_{k \in K_g} d_{gk} \ \text{ s.t. } d_{gk} \ge |w_{gk} - p_{gk}|,
          \quad\text{then leximin of the } d_{gk}.

The second step leaves one point: were :math:`p + \delta` and :math:`p + \delta'` both optimal with the same moves
:math:`|\delta|`, their midpoint would move less.  Every goal ends with these two steps, and so has one answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.deviations import write_deviations
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.stages import Stage, least, leximin
from govperf_sim.weights.weighting import Weighting


def started(q: Weighting) -> Cells:
    r"""The reference; without one, domains alike, and indicators alike within a domain.

    .. math:: p_{gk} = \frac{1}{|D_g|\,|K_{g,d(k)}|}

    with the domains :math:`D_g` of which something applies in the group and what applies of each, :math:`K_{gd}`; where
    no domains are known, :math:`1 / |K_g|`.
    """
    if q.start is not None:
        return q.start
    domain = {k: k if q.domains is None else str(q.domains[k]) for k in map(str, q.scores.columns)}
    return {(g, k): share for g, own in q.indicators_of.items() for k, share in alike(own, domain).items()}


def alike(own: Sequence[str], domain: Mapping[str, str]) -> dict[str, float]:
    """Domains alike, and indicators alike within a domain.

    >>> alike(["gdp", "air", "water"], {"gdp": "growth", "air": "green", "water": "green"})
    {'gdp': 0.5, 'air': 0.25, 'water': 0.25}
    """
    sizes = Counter(domain[k] for k in own)
    return {k: 1.0 / (len(sizes) * sizes[domain[k]]) for k in own}


def write_moves(m: WeightModel, p: Cells) -> None:
    r"""Columns with :math:`w_{gk} - d_{gk} \le p_{gk} \le w_{gk} + d_{gk}`, and the level of the largest."""
    write_deviations(m, {f"{g},{k}": (1.0 * w, p[g, k]) for (g, k), w in m.w.items()}, "largest_move")


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
