r"""How units spread their effort: the best response to the weights and the reward; pure functions of arrays.

**Effort.**  At the start of a year unit i chooses :math:`e \ge \underline e` over its tasks to maximise

.. math:: \sum_k (b W_{ik} + \mu_{ik})\,\theta e_k - \tfrac12 c\, e'Ce, \qquad C = (1-s) I + s 11',

where :math:`W_{ik}` is the weight of task k in the score of its group, b the value of a whole score and s the
substitution between tasks (Holmström and Milgrom's linear contract).  The least effort
:math:`\underline e` is 0 but in textbook models.  A maximum exists while C is positive definite,
:math:`-1/(K-1) < s < 1` with K tasks.  The unit counts a year's effort at :math:`\theta e`: it foresees neither how that
wears off, nor later years, nor that a score cannot pass 1.

**Motive.**  The intrinsic motive is calibrated, not chosen: it is what makes a unit that is paid nothing (b = 0) keep
the level it starts with.  That takes :math:`e^0 = \delta M^{-1} Y^0`, with M the yields of effort (:math:`\theta I`
unless work on one task touches others), which is the best response to :math:`\mu\theta = c\,C e^0`; where
:math:`e^0` would be negative, the level is more than kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags, through, totals
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.ranges import NOT_NEGATIVE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """What the annual score is worth to a unit."""

    strength: float
    """The value of one whole score, in the units of effort cost."""

    def __post_init__(self) -> None:
        refuse(outside("reward", {"strength": self.strength}, {"strength": NOT_NEGATIVE}))


def best_effort(gain: Array, cost: float, substitution: float, least: float = 0.0) -> Array:
    r"""The effort that maximises :math:`a'e - \tfrac12 c\,e'Ce` over :math:`e \ge \underline e`, row by row (..., task).

    Counted from the least, :math:`x = e - \underline e`, and with :math:`g = a/c - \underline e\,C1` the conditions for a
    maximum read :math:`x_k = [g_k - sS]_+/(1-s)`, :math:`S = \sum_k x_k`.  If the r largest gains are the ones worked
    for, :math:`S_r = (g_{(1)} + \dots + g_{(r)})/(1 - s + rs)`.  The right side is the largest of K affine functions of S
    whose fixed points are the :math:`S_r`, so S is the largest of these, and at least 0.  No iteration is needed.  A task
    that is nobody's business has the gain :math:`-\infty`.

    >>> best_effort(np.array([[0.6, 0.2, -0.1]]), cost=1.0, substitution=0.25).round(4)
    array([[0.5867, 0.0533, 0.    ]])
    """
    tasks = gain.shape[-1]
    g = gain / cost - least * (1.0 - substitution + substitution * tasks)
    falling = -np.sort(-g, axis=-1)
    sums = np.cumsum(falling, axis=-1) / (1.0 - substitution + substitution * np.arange(1, tasks + 1))
    total = np.maximum(sums.max(axis=-1, keepdims=True), 0.0)
    effort: Array = least + np.maximum((g - substitution * total) / (1.0 - substitution), 0.0)
    return effort


def effort_cost(effort: Array, cost: float, substitution: float) -> Array:
    r""":math:`\tfrac12 c\,e'Ce` of each unit."""
    squares, total = totals(effort**2), totals(effort)
    spent: Array = 0.5 * cost * ((1.0 - substitution) * squares + substitution * total**2)
    return spent


def intrinsic_gain(start: Array, works: Flags, work: Work, yields: Array) -> Array:
    r""":math:`c\,C e^0`, the gain from effort that needs no score; 0 where the unit does not work."""
    inverse = np.linalg.inv(yields).astype(np.float64)
    effort = np.maximum(through(inverse, work.depreciation * start), 0.0)
    total = totals(effort)[..., None]
    kept_up = work.effort_cost * ((1.0 - work.substitution) * effort + work.substitution * total)
    return np.where(works, kept_up, 0.0)
