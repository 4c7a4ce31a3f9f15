r"""How effort becomes results.

The level of task k of unit i is a stock.  Month by month

.. math:: Y_{ik} \leftarrow Y_{ik} + (\theta e_{ik} - \delta Y_{ik})/12 + \sigma z_{ik}/\sqrt{12}

with z standard normal, :math:`\sigma` the standard deviation of a year's chance, and nothing where the unit does not
work.  Without chance the level goes geometrically, by the factor :math:`1 - \delta/12` a month, to
:math:`\theta e/\delta`.  A level may leave [0, 1]; what an indicator shows of it may not: its true score is
:math:`\min(1, \max(0, Y_{i,k(j)} + o_{ij}))`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.population import Array, Flags
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, outside, refuse


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
    """How much effort on one task makes effort on another dearer, in [0, 1)."""
    shock: float
    """Standard deviation of a year's chance in the level of a task."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "productivity": POSITIVE,
            "depreciation": Range(0, MONTHS, "(]"),
            "effort_cost": POSITIVE,
            "substitution": Range(0, 1, "[)"),
            "shock": NOT_NEGATIVE,
        }
        refuse(outside("work", values, ranges))


def draw_shocks(luck: Luck, year: int, works: Flags) -> Array:
    """Standard normal, unit x month x task; 0 where the unit does not work."""
    units, tasks = works.shape
    return np.where(works[:, None, :], luck.stream("shock", year).standard_normal((units, MONTHS, tasks)), 0.0)


def advance(level: Array, effort: Array, chance: Array, work: Work) -> Array:
    """One month on, unit x task; ``chance`` is standard normal.

    >>> work = Work(productivity=1, depreciation=0.6, effort_cost=1, substitution=0, shock=0.2)
    >>> advance(np.array([[0.5]]), np.array([[0.9]]), np.array([[0.0]]), work)
    array([[0.55]])
    """
    moved = (work.productivity * effort - work.depreciation * level) / MONTHS
    after: Array = level + moved + work.shock / math.sqrt(MONTHS) * chance
    return after


def true_scores(level: Array, offset: Array, task_index: npt.NDArray[np.intp]) -> Array:
    """What the indicators would show if everybody told the truth: unit x indicator in [0, 1]."""
    shown: Array = np.clip(level[:, task_index] + offset, 0.0, 1.0)
    return shown
