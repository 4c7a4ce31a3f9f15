r"""The annual score: what counts, what is deducted, what is left.

.. math:: s_i = \max\bigl(0, \textstyle\sum_j w_{g(i)j} c_{ij} - \sum_{j \text{ found}} ((F + f w_{g(i)j})\,m_{ij} + L)\bigr)

where :math:`c_{ij}` is the report, or the honest report where a find has been corrected in time.  All arrays are replication x
unit x indicator unless said otherwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array, Flags, totals
from govperf_sim.simulation.ranges import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a score can be; textbook models have no ends."""

    least: float = 0.0
    full: float = 1.0

    def __post_init__(self) -> None:
        if not self.least < self.full:
            refuse([fault("simulation.scale", least=self.least, full=self.full)])

    def hold(self, values: Array) -> Array:
        """Values beyond an end are put at it."""
        return np.clip(values, self.least, self.full)


MARKS = Scale()
"""Nothing to full marks."""
ENDLESS = Scale(least=-math.inf, full=math.inf)
"""No ends."""


def counted(reported: Array, honest: Array, corrected: Flags) -> Array:
    """The reports that count."""
    return np.where(corrected, honest, reported)


def weighted(weights: Array, values: Array) -> Array:
    r""":math:`\sum_j w_{ij} x_{ij}` of each unit."""
    return totals(weights * values)


def deduction(found: Flags, fabrication: Array, penalty: float, fine: float = 0.0) -> Array:
    """The score points each unit loses for what was found: ``penalty`` a point, and ``fine`` a find."""
    lost: Array = penalty * totals(np.where(found, fabrication, 0.0)) + fine * found.sum(axis=-1)
    return lost


def score(weights: Array, counts: Array, deducted: Array, scale: Scale = MARKS) -> Array:
    """The score of each unit, never below the least.

    >>> score(np.array([[0.4, 0.6]]), np.array([[0.5, 1.0]]), np.array([0.1])).round(3)
    array([0.7])
    """
    return np.maximum(weighted(weights, counts) - deducted, scale.least)
