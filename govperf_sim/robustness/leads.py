r"""The least lead of each unit of a pool over each other, :math:`D_{ik} = \min_{w \in W} (s_i - s_k)(w)`.

In closed form where the rules are bounds on single weights (:mod:`govperf_sim.weights.boxes`), else a linear program a
pair, all of them over one set (:meth:`~govperf_sim.weights.compiled.CompiledProgram.sweep`).  The largest lead is the
other's least, :math:`-D_{ki}`.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.robustness.pools import Pool
from govperf_sim.weights.boxes import Box, box_of
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.model import WeightModel

AT_ONCE = 4096
"""So many pairs are worked on at once, so that memory stays small."""


def least_leads(m: WeightModel, pool: Pool) -> Array:
    """Unit x unit: the least lead of the first over the second among the weights of a model, 0 on the diagonal.

    Raises :class:`~govperf_sim.errors.NotOptimal` for a model that admits none.
    """
    box = box_of(m)
    if box is not None:
        return _in_box(box, pool)
    program, n = CompiledProgram(m.problem), len(pool.units)
    first, second = np.nonzero(~np.eye(n, dtype=bool))
    least = np.zeros((n, n))
    for begin in range(0, len(first), AT_ONCE):
        i, k = first[begin : begin + AT_ONCE], second[begin : begin + AT_ONCE]
        least[i, k], _ = program.sweep(pool.columns, pool.scores[i] - pool.scores[k])
    return least


def _in_box(box: Box, pool: Pool) -> Array:
    at = [box.columns.index(c) for c in pool.columns]
    box = Box(pool.columns, box.low[at], box.high[at])
    least = np.zeros((len(pool.units),) * 2)
    for i in range(len(pool.units)):
        low, high = box.extremes(pool.scores[i] - pool.scores[i + 1 :])
        least[i, i + 1 :], least[i + 1 :, i] = low, -high
    return least
