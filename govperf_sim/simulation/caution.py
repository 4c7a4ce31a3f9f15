r"""What a unit that shuns risk adds to its report; pure functions of arrays (Allingham and Sandmo, 1972).

A unit has means B besides what its score brings, and counts a gain or a loss of x against them with constant relative risk
aversion :math:`\rho`,

.. math:: u(x) = B\,\frac{(1 + x/B)^{1-\rho} - 1}{1 - \rho}, \qquad u'(0) = 1 ,

a logarithm at :math:`\rho = 1` and x itself at :math:`\rho = 0`.  A lie m brings g a point unless it is found, with chance r;
found, it costs F a point and L for the find itself.  What is sure to be lost, d a point, and the cost of fabricating are
counted as they are:

.. math:: U(m) = (1 - r)\,u(g m) + r\,u(-F m - L) - d m - \tfrac12\kappa m^2 .

U is concave, so U' is halved down to its zero.  A lie that would cost all that a unit has is not told.  Without fine and cost
:math:`m^* = B(1-k)/(F + g k)` with :math:`k = \bigl(rF/((1-r)g)\bigr)^{1/\rho}`, and nothing pays from :math:`r = g/(g + F)` on,
whatever the aversion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from govperf_sim.simulation.arrays import Array

HALVINGS = 80
FAINT = 1e-200
"""A loss below this is none."""
BRINK = 1.0 - 1e-9
"""How near to losing all a unit may go, as a share of its means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """How a unit takes a risk."""

    aversion: float
    """relative risk aversion; 0 counts the mean alone"""
    means: float
    """what a unit has besides, in the units of effort cost"""

    def felt(self, x: Array) -> Array:
        """What a gain or a loss is worth, u(x)."""
        whole = 1.0 + x / self.means
        power = 1.0 - self.aversion
        worth: Array = self.means * (np.log(whole) if power == 0.0 else (whole**power - 1.0) / power)
        return worth

    def marginal(self, x: Array) -> Array:
        """What a little more is worth, u'(x)."""
        worth: Array = (1.0 + x / self.means) ** -self.aversion
        return worth


BOLD = Caution(aversion=0.0, means=1.0)
"""The mechanism switched off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What a lie may bring, a point of it; arrays are (..., unit, indicator)."""

    gain: Array
    """g, unless it is found"""
    risk: Array
    """r, the chance that it is"""
    loss: Array
    """F, if it is"""
    fine: Array
    """L, whatever its size"""
    drain: Array
    """d, for sure"""


def odds_of(gain: Array, risk: Array | float, loss: Array | float, fine: Array | float, drain: Array | float) -> Odds:
    """Where nothing is ever found there is nothing to lose."""
    wins, chance, sure = np.broadcast_arrays(gain, risk, drain)
    loses, fined = (np.where(chance > 0.0, x, 0.0) for x in (loss, fine))
    return Odds(gain=wins, risk=chance, loss=loses, fine=fined, drain=sure)


def lie(odds: Odds, cost: Array | float, caution: Caution) -> Array:
    """How much pays best.

    >>> odds = odds_of(np.array([0.3]), risk=0.3, loss=0.3, fine=0.0, drain=0.0)
    >>> lie(odds, cost=1e-12, caution=Caution(aversion=1.0, means=0.7)).round(6)
    array([0.933333])
    """
    dared = odds.fine < caution.means
    odds = replace(odds, gain=np.where(dared, odds.gain, 0.0), fine=np.where(dared, odds.fine, 0.0))
    ruin = BRINK * (caution.means - odds.fine) / np.maximum(odds.loss, FAINT)
    high = np.minimum(odds.gain / cost, ruin)
    low = np.zeros_like(high)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        pays = _slope(middle, odds, cost, caution) > 0.0
        low, high = np.where(pays, middle, low), np.where(pays, high, middle)
    return np.where(_worth(low, odds, cost, caution) > 0.0, low, 0.0)


def _slope(m: Array, odds: Odds, cost: Array | float, caution: Caution) -> Array:
    found = odds.loss * caution.marginal(-odds.loss * m - odds.fine)
    slope: Array = (1.0 - odds.risk) * odds.gain * caution.marginal(odds.gain * m) - odds.risk * found
    return slope - odds.drain - cost * m


def _worth(m: Array, odds: Odds, cost: Array | float, caution: Caution) -> Array:
    unseen, found = caution.felt(odds.gain * m), caution.felt(-odds.loss * m - odds.fine)
    worth: Array = (1.0 - odds.risk) * unseen + odds.risk * found - odds.drain * m - 0.5 * cost * m**2
    return worth
