r"""How units decide: best responses to the weights, the reward and the visits; pure functions of arrays.

**Effort.**  At the start of a year unit i chooses :math:`e \ge 0` over its tasks to maximise

.. math:: \sum_k (b W_{ik} + \mu_{ik})\,\theta e_k - \tfrac12 c\, e'Ce, \qquad C = (1-s) I + s 11',

where :math:`W_{ik}` is the weight of task k in the score of its group, b the value of a whole score and s the
substitution between tasks (Holmström and Milgrom's linear contract).  The unit counts a year's effort at
:math:`\theta e`: it foresees neither how that wears off, nor later years, nor that a score cannot pass 1.

**Motive.**  The intrinsic motive is calibrated, not chosen: it is what makes a unit that is paid nothing (b = 0) keep
the level it starts with.  That takes :math:`e^0 = \delta Y^0/\theta`, which is the best response to
:math:`\mu\theta = c\,C e^0`.

**Fabrication.**  In indicator j with weight w the unit adds m to what it reports.  With the believed chance p of a visit
and q of being found by one, a find cancels the gain and costs F score points per point:

.. math:: U(m) = b\,w\,m\,(1 - pq) - b\,pq\,F\,m - \tfrac12 \kappa m^2, \qquad
          U'(m) = b\,[w(1 - pq) - pqF] - \kappa m = 0 .

What would pay is :math:`m^* = b\,[w(1-pq) - pqF]_+/\kappa`, nothing at all when :math:`p \ge w/(q(w+F))`; of this a unit
does the share :math:`\varphi_i`, its propensity.  It believes every find to be corrected before the score.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.population import Array, Flags
from govperf_sim.simulation.ranges import NOT_NEGATIVE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """What the annual score is worth to a unit."""

    strength: float
    """The value of one whole score, in the units of effort cost."""

    def __post_init__(self) -> None:
        refuse(outside("reward", {"strength": self.strength}, {"strength": NOT_NEGATIVE}))


def best_effort(gain: Array, cost: float, substitution: float) -> Array:
    r"""The effort that maximises :math:`a'e - \tfrac12 c\,e'Ce` over :math:`e \ge 0`, row by row (unit x task).

    With :math:`g = a/c` the conditions for a maximum read :math:`e_k = [g_k - sS]_+/(1-s)`, :math:`S = \sum_k e_k`.
    If the r largest gains are the ones worked for, :math:`S_r = (g_{(1)} + \dots + g_{(r)})/(1 - s + rs)`; S grows with r
    exactly as long as the next task pays, so S is the largest :math:`S_r`, and at least 0.  No iteration is needed.

    >>> best_effort(np.array([[0.6, 0.2, -0.1]]), cost=1.0, substitution=0.25).round(4)
    array([[0.5867, 0.0533, 0.    ]])
    """
    g = gain / cost
    falling = -np.sort(-g, axis=-1)
    ranks = np.arange(1, g.shape[-1] + 1)
    sums = np.cumsum(falling, axis=-1) / (1.0 - substitution + substitution * ranks)
    total = np.maximum(sums.max(axis=-1, keepdims=True), 0.0)
    effort: Array = np.maximum((g - substitution * total) / (1.0 - substitution), 0.0)
    return effort


def effort_cost(effort: Array, cost: float, substitution: float) -> Array:
    r""":math:`\tfrac12 c\,e'Ce` of each unit."""
    squares, total = (effort**2).sum(axis=-1), effort.sum(axis=-1)
    spent: Array = 0.5 * cost * ((1.0 - substitution) * squares + substitution * total**2)
    return spent


def intrinsic_gain(start: Array, works: Flags, work: Work) -> Array:
    r""":math:`\mu\theta = c\,C e^0`, the gain from effort that needs no score; 0 where the unit does not work."""
    effort = work.depreciation * start / work.productivity
    total = effort.sum(axis=-1, keepdims=True)
    kept_up = work.effort_cost * ((1.0 - work.substitution) * effort + work.substitution * total)
    return np.where(works, kept_up, 0.0)


def fabricate(
    weights: Array, propensity: Array, strength: float, risk: float, penalty: float, fabrication_cost: float
) -> Array:
    """How much is added to each indicator's report, unit x indicator in [0, 1].

    ``risk`` is the believed chance pq of being found; ``propensity`` has one entry a unit.

    >>> fabricate(np.array([[1.0]]), np.array([0.5]), strength=1, risk=0.24, penalty=2, fabrication_cost=1).round(4)
    array([[0.14]])
    """
    pays = strength * np.maximum(weights * (1.0 - risk) - risk * penalty, 0.0) / fabrication_cost
    return np.minimum(propensity[:, None] * pays, 1.0)
