r"""Deviations from what was wanted, as columns: :math:`d_r \ge |a_r'w - b_r|`, and the level of the largest.

Whatever the objective before, making the deviations leximin at the end leaves one point: had :math:`w` and :math:`w'`
the same deviations, their midpoint would have smaller ones wherever :math:`a_r'w` and :math:`a_r'w'` differ.
"""

from __future__ import annotations

from collections.abc import Mapping

import pulp

from govperf_sim.weights.model import WeightModel

Wanted = Mapping[str, tuple[pulp.LpAffineExpression, float]]
"""Name -> :math:`a_r'w` and :math:`b_r`."""


def write_deviations(m: WeightModel, wanted: Wanted, level: str) -> None:
    r"""Columns ``d(r)`` with :math:`a_r'w - d_r \le b_r \le a_r'w + d_r`, each no more than the level."""
    largest = m.column(level)
    for r, (expression, b) in wanted.items():
        d = m.column(f"d({r})")
        m.require(f"up({r})", expression - d <= b)
        m.require(f"down({r})", expression + d >= b)
        m.require(f"{level}({r})", d - largest <= 0)


def level_rows(wanted: Wanted, level: str) -> dict[str, str]:
    """The rows that hold deviations below the level, each with its column, as leximin takes them."""
    return {f"{level}({r})": f"d({r})" for r in wanted}
