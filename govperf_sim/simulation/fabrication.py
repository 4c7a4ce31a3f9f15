r"""What units add to what they report: pure functions of arrays.

In indicator j with weight w the unit adds m to what it reports.  With the believed chance p of a visit and the chance
q(m) that a visit finds the lie, a find cancels the gain and costs F score points per point, f for each point of score that the
lie gained, and L for the find itself:

.. math:: U(m) = b\,\bigl[w\,m\,(1 - pq) - pq\,((F + f w)\,m + L)\bigr] - pq\,D - \tfrac12 \kappa m^2 ,

where D is what a find costs besides, a sanction say.

**A constant chance q.**  :math:`m^* = b\,[w(1-pq) - pq(F + fw)]_+/\kappa`, nothing at all when :math:`p \ge w/(q(w+F+fw))`
(Becker, 1968); and nothing when the fine outweighs it, :math:`\tfrac12\kappa m^{*2} \le pq\,(bL + D)`.

**A chance that grows with the lie**, :math:`q(m) = 1 - e^{-sm}`.  U may have a second best at 0 and bend either way between,
so the best of an even grid of points is taken first; the condition :math:`U'(m) = 0` is then solved beside it by Newton's
method, with a step halved back into the bracket wherever it leaves it.

**Daily checks** (:mod:`~govperf_sim.simulation.checks`) find a lie with chance c in a year, whatever its size.  In all of
this w then stands for :math:`w(1-c)`, :math:`b\,c f m` is lost, and D is lost where either finds it, with chance
:math:`1 - (1-pq)(1-c)`.

**A unit that shuns risk** (:mod:`~govperf_sim.simulation.caution`) counts what a visit may cost it more than what it may gain.

Of what pays a unit does the share :math:`\varphi_i`, its propensity.  It believes every find to be corrected before the
score.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.caution import BOLD, Caution, lie, odds_of

POINTS = 64
"""Points of the grid on which the best cell is found."""
STEPS = 60
"""Steps of the safeguarded Newton method: halving alone would do."""


@dataclass(frozen=True, kw_only=True)
class Scrutiny:
    """What a unit believes about being found out."""

    visited: Array | float
    """the chance p of a visit this year; an array is (..., unit, 1)"""
    detection: float = 1.0
    """the chance q that a visit finds a lie, whatever its size"""
    growth: float = 0.0
    """if above 0, the rate s at which the chance grows with the lie, in place of ``detection``"""
    penalty: float = 0.0
    """score points lost per point found"""
    forfeit: float = 0.0
    """of the score points that a lie gained, how many times as many are lost if it is found"""
    fine: float = 0.0
    """score points lost for every find"""
    loss: Array | float = 0.0
    """what a find costs besides score points, in units of effort cost; an array is (..., unit, 1)"""
    checked: float = 0.0
    """the chance c that a daily check finds a lie this year"""
    check_penalty: float = 0.0
    """score points lost per point that a daily check finds"""

    def found(self, fabrication: Array) -> Array:
        """The chance q(m) that a visit finds a fabrication of this size."""
        if self.growth > 0.0:
            return -np.expm1(-self.growth * fabrication)
        return np.where(fabrication > 0.0, self.detection, 0.0)


def fabricate(
    weights: Array,
    propensity: Array,
    strength: Array | float,
    scrutiny: Scrutiny,
    cost: Array | float,
    most: float = 1.0,
    caution: Caution = BOLD,
) -> Array:
    """How much is added to each indicator's report, (..., unit, indicator) in [0, ``most``].

    ``propensity`` is (..., unit); ``strength`` is the value b of a whole score, one number or (..., unit, 1); ``cost`` is
    kappa, one number or one an indicator.  A unit that shuns risk believes in a constant chance q.

    >>> seen = Scrutiny(visited=0.3, detection=0.8, penalty=2.0)
    >>> fabricate(np.array([[1.0]]), np.array([0.5]), strength=1, scrutiny=seen, cost=1).round(4)
    array([[0.14]])
    """
    if caution.aversion > 0.0:
        best = _wary(weights, strength, scrutiny, cost, caution)
    elif scrutiny.growth > 0.0:
        best = _growing(weights, strength, scrutiny, cost)
    else:
        best = _constant(weights, strength, scrutiny, cost)
    return np.minimum(propensity[..., None] * best, most)


def fabrication_cost(fabrication: Array, cost: Array | float) -> Array:
    """What fabricating costs a unit, indicator by indicator."""
    spent: Array = 0.5 * cost * fabrication**2
    return spent


def _lost(weights: Array, scrutiny: Scrutiny) -> Array:
    """The score points lost per point found."""
    lost: Array = scrutiny.penalty + scrutiny.forfeit * weights
    return lost


def _constant(weights: Array, strength: Array | float, scrutiny: Scrutiny, cost: Array | float) -> Array:
    risk, kept = scrutiny.visited * scrutiny.detection, weights * (1.0 - scrutiny.checked)
    gain = kept * (1.0 - risk) - risk * _lost(weights, scrutiny) - scrutiny.checked * scrutiny.check_penalty
    pays = strength * np.maximum(gain, 0.0) / cost
    found = risk + scrutiny.checked * (1.0 - risk)
    feared = risk * (strength * scrutiny.fine) + found * scrutiny.loss
    return np.where(fabrication_cost(pays, cost) > feared, pays, 0.0)


def _wary(weights: Array, strength: Array | float, scrutiny: Scrutiny, cost: Array | float, caution: Caution) -> Array:
    odds = odds_of(
        gain=strength * weights * (1.0 - scrutiny.checked),
        risk=scrutiny.visited * scrutiny.detection,
        loss=strength * _lost(weights, scrutiny),
        fine=strength * scrutiny.fine + scrutiny.loss,
        drain=strength * scrutiny.checked * scrutiny.check_penalty,
    )
    return lie(odds, cost, caution)


def _growing(weights: Array, strength: Array | float, scrutiny: Scrutiny, cost: Array | float) -> Array:
    p, s, kept = scrutiny.visited, scrutiny.growth, weights * (1.0 - scrutiny.checked)
    gain, lost = kept - scrutiny.checked * scrutiny.check_penalty, kept + _lost(weights, scrutiny)
    unchecked = 1.0 - scrutiny.checked

    def utility(m: Array) -> Array:
        found = p * scrutiny.found(m)
        worth: Array = strength * gain * m - found * (strength * (lost * m + scrutiny.fine) + unchecked * scrutiny.loss)
        worth -= 0.5 * cost * m**2 + scrutiny.checked * scrutiny.loss
        return worth

    def slope(m: Array) -> tuple[Array, Array]:
        """U' and U''."""
        unseen, at_stake = np.exp(-s * m), strength * (lost * m + scrutiny.fine) + unchecked * scrutiny.loss
        first = strength * (gain - p * (1.0 - unseen) * lost) - p * s * unseen * at_stake - cost * m
        second = p * s * unseen * (s * at_stake - 2.0 * strength * lost) - cost
        return first, second

    cell = strength * np.maximum(gain, 0.0) / cost / POINTS  # beyond all cells the cost alone outweighs the gain
    best = np.zeros(np.broadcast_shapes(weights.shape, np.shape(p), np.shape(strength), np.shape(scrutiny.loss)))
    highest = best - scrutiny.checked * scrutiny.loss
    for point in range(1, POINTS + 1):
        worth = utility(point * cell)
        best = np.where(worth > highest, point * cell, best)
        highest = np.maximum(worth, highest)
    low, high = np.maximum(best - cell, 0.0), best + cell
    for _ in range(STEPS):
        first, second = slope(best)
        low, high = np.where(first > 0.0, best, low), np.where(first > 0.0, high, best)
        newton = best - first / np.where(second < 0.0, second, -1.0)
        best = np.where((newton > low) & (newton < high), newton, 0.5 * (low + high))
    return np.where(utility(best) > 0.0, best, 0.0)
