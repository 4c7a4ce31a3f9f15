r"""Units that work where points are missing; pure functions of arrays.

They spend as much effort in all as the best response does, in proportion to weight times shortfall,

.. math:: e_{ik} = \frac{W_{ik}\,(1 - Y_{ik})_+}{\sum_l W_{il}\,(1 - Y_{il})_+}\,\sum_l e^*_{il} ,

and fabricate, build and book early as best responders do.

**Limit.**  With equal shortfalls, no substitution and no motive of its own this is the best response of t01.  Otherwise it is
biased: it sees what is missing, not what an effort brings, and it does not mind that effort on one task makes effort on
another dearer.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array, totals


def rule_of_thumb(best: Array, task_weights: Array, level: Array, full: float) -> Array:
    """The effort, (..., task), from the best response; where nothing is missing on any weighted task it is that.

    >>> rule_of_thumb(np.array([[0.3, 0.3]]), np.array([[0.5, 0.5]]), np.array([[0.2, 0.8]]), 1.0).round(3)
    array([[0.48, 0.12]])
    """
    missing = np.maximum(full - level, 0.0) if np.isfinite(full) else np.ones_like(level)
    wanted = task_weights * missing
    total = totals(wanted)[..., None]
    share = wanted / np.where(total > 0.0, total, 1.0)
    return np.where(total > 0.0, share * totals(best)[..., None], best)
