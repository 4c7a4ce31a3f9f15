r"""How effort becomes results.

The level of task k of unit i is a stock.  Month by month

.. math:: Y_{ik} \leftarrow Y_{ik} + (\theta e_{ik} - \delta Y_{ik})/12 + \sigma z_{ik}/\sqrt{12}

with z standard normal, :math:`\sigma` the standard deviation of a year's chance, and nothing where the unit does not
work.  Without chance the level goes geometrically, by the factor :math:`1 - \delta/12` a month, to
:math:`\theta e/\delta`.  A level may leave [0, 1]; what an indicator shows of it may not: its true score is
:math:`\min(1, \max(0, \sum_k G_{jk} Y_{ik} + o_{ij}))`.  Arrays are replication x unit x task or x indicator.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags, through
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, outside, refuse
from govperf_sim.simulation.scoring import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How effort becomes results; levels are in score units."""

    productivity: float
    """What a unit of effort kept up for a year adds to the level of a task."""
    depreciation: float
    """The share of a level lost in a year without effort; at 12 a month's level is the month's work alone."""
    effort_cost: float
    """Half of this times squared effort is its cost in a year."""
    substitution: float
    """How much effort on one task makes effort on another dearer; below 0 it makes it cheaper."""
    shock: float
    """Standard deviation of a year's chance in the level of a task."""
    least_effort: float = 0.0
    """The least effort on a task; below 0 in a textbook model whose effort may take either sign."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "productivity": POSITIVE,
            "depreciation": Range(0, MONTHS, "(]"),
            "effort_cost": POSITIVE,
            "substitution": Range(-1, 1, "()"),
            "shock": NOT_NEGATIVE,
            "least_effort": Range(-math.inf, 0, "(]"),
        }
        refuse(outside("work", values, ranges))


def draw_shocks(luck: Luck, year: int, works: Flags) -> Array:
    """Standard normal, replication x unit x month x task; 0 where the unit does not work."""
    units, tasks = works.shape
    return np.where(works[:, None, :], luck.normal("shock", year, (units, MONTHS, tasks)), 0.0)


def advance(level: Array, gained: Array, chance: Array, work: Work, drain: Array | float = 0.0) -> Array:
    """One month on; ``gained`` is what a year's effort adds, ``chance`` standard normal, ``drain`` what a year takes.

    >>> work = Work(productivity=1, depreciation=0.6, effort_cost=1, substitution=0, shock=0.2)
    >>> advance(np.array([[0.5]]), np.array([[0.9]]), np.array([[0.0]]), work)
    array([[0.55]])
    """
    moved = (gained - work.depreciation * level - drain) / MONTHS
    after: Array = level + moved + work.shock / math.sqrt(MONTHS) * chance
    return after


def true_scores(level: Array, offset: Array, loading: Array, scale: Scale) -> Array:
    """What the indicators would show if everybody told the truth: (..., indicator)."""
    return scale.hold(through(loading, level) + offset)
