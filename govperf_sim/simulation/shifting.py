r"""Timing shifts: output of the coming year booked in this one; pure functions of arrays.

At the year's end a unit moves :math:`s_{ij} \ge 0` of indicator j forward: the last report of the year shows it, and all
reports of the coming year lack it.  Nothing is gained but time.  With b the value of a whole score and :math:`\beta` the
unit's discount of the coming year it maximises

.. math:: b\,w_{ij} s - \beta\,b\,w_{ij} s - \tfrac12 k s^2, \qquad s^* = b\,w_{ij}(1 - \beta)/k .

Before a threshold with a bonus B (Oyer, 1998) it moves just what is missing, if that is worth it: a gap g is closed when
:math:`\tfrac12 k g^2 \le B`, so that a target is hit from :math:`\sqrt{2B/k}` below.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.ranges import POSITIVE, Range, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifting:
    """Output booked a year early."""

    cost: float
    """Half of this times the squared shift of an indicator is its cost."""
    discount: float
    """What the coming year counts for against this one, in [0, 1)."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("shifting", values, {"cost": POSITIVE, "discount": Range(0, 1, "[)")}))


def shift(weights: Array, strength: Array | float, shifting: Shifting | None, most: float = 1.0) -> Array:
    """How much of each indicator is booked early, (..., indicator); nothing where the mechanism is off.

    >>> shift(np.array([[0.5, 0.1]]), 1.0, Shifting(cost=2.0, discount=0.8)).round(4)
    array([[0.05, 0.01]])
    """
    if shifting is None:
        return np.zeros_like(weights)
    return np.minimum(strength * weights * (1.0 - shifting.discount) / shifting.cost, most)


def shift_to_target(gap: Array, bonus: float, cost: float) -> Array:
    """What is booked early to reach a target with a bonus: the gap, where closing it pays, else nothing.

    >>> shift_to_target(np.array([-0.1, 0.3, 0.5]), bonus=0.1, cost=1.0)
    array([0. , 0.3, 0. ])
    """
    pays = (gap > 0.0) & (gap <= math.sqrt(2.0 * bonus / cost))
    return np.where(pays, gap, 0.0)


def shifting_cost(shifted: Array, shifting: Shifting | None) -> Array:
    """What booking early costs, indicator by indicator."""
    spent: Array = np.zeros_like(shifted) if shifting is None else 0.5 * shifting.cost * shifted**2
    return spent
