r"""What is feared of a sanction, and what it is worth to avoid one: closed forms, pure functions of arrays.

**Delay.**  A sanction that costs S and follows :math:`\Delta` years after the score is worth

.. math:: (\beta(1-h))^\Delta\, S

to a leader who discounts a year by :math:`\beta` and has left by its end with chance h: whoever has gone is not hit.  So
slow accountability deters less, and where leaders rotate it hardly deters at all.  What is feared is
:math:`L = (t - f)_+ (\beta(1-h))^\Delta S`, for a sanction also hits, with chance f, a unit that gives no cause.

**A ground is a threshold**, so that a unit compares two answers: its best one, with L lost if that gives cause, and the best
that does not.

*Image projects.*  Utility is a parabola in the investment.  To hold it at :math:`\bar v` in place of the best :math:`v^*`
costs :math:`\tfrac12 \kappa (v^* - \bar v)^2`.

*Inaction.*  Of all efforts with the sum E, the best has, with :math:`g = a/c` the gains over the effort cost and s
substitution,

.. math:: e_k = \frac{[g_k + t - sE]_+}{1-s}, \qquad
          t = \min_r \frac{(1-s)E - \sum_{i \le r} (g_{(i)} - sE)}{r},

r running over the largest gains: the sum is the largest of K affine functions of t, as in
:func:`~govperf_sim.simulation.behaviour.best_effort`.  A unit raises its effort if that costs less than L.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.behaviour import effort_cost


def deterring(discount: float, leaving: Array, delay: float) -> Array:
    """What is left of a sanction's worth so many years ahead.

    >>> deterring(0.9, np.array([0.0, 0.25]), 2.0).round(6)
    array([0.81    , 0.455625])
    """
    left: Array = (discount * (1.0 - leaving)) ** delay
    return left


def held_back(investment: Array, most: float, curvature: float, feared: Array) -> Array:
    """Investment that pays best once it is held to ``most`` or feared for; ``investment`` is best without fear."""
    over = np.maximum(investment - most, 0.0)
    return np.where(0.5 * curvature * over**2 < feared, investment - over, investment)


def roused(effort: Array, gain: Array, least: float, cost: float, substitution: float, feared: Array) -> Array:
    """Effort (..., task) that pays best once less than ``least`` in all is feared for; ``effort`` is best without fear."""
    raised = best_of_sum(gain, least, cost, substitution)
    loss = _worth(gain, effort, cost, substitution) - _worth(gain, raised, cost, substitution)
    pays = (totals(effort) < least) & (loss < feared)
    return np.where(pays[..., None], raised, effort)


def best_of_sum(gain: Array, total: float, cost: float, substitution: float) -> Array:
    """The best effort of those that sum to ``total``, (..., task); a task that is nobody's business gains -inf.

    >>> best_of_sum(np.array([[0.6, 0.2, -0.1]]), total=1.0, cost=1.0, substitution=0.0).round(4)
    array([[0.7, 0.3, 0. ]])
    """
    g = gain / cost - substitution * total
    falling = -np.sort(-g, axis=-1)
    count = np.arange(1, gain.shape[-1] + 1)
    lift = (((1.0 - substitution) * total - np.cumsum(falling, axis=-1)) / count).min(axis=-1, keepdims=True)
    effort: Array = np.maximum(g + lift, 0.0) / (1.0 - substitution)
    return effort


def _worth(gain: Array, effort: Array, cost: float, substitution: float) -> Array:
    """What effort brings in less what it costs."""
    brings = totals(np.where(np.isneginf(gain), 0.0, gain) * effort)
    worth: Array = brings - effort_cost(effort, cost, substitution)
    return worth
