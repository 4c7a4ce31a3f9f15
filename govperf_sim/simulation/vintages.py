r"""Data vintages: a first figure, and its later revision; pure functions of arrays.

The first figure of an indicator that units report on has a further error :math:`b + s z_{ij}`, and is kept within the marks
like the report itself.  D working days after the year's end all figures of the year are revised: the further error is gone.
A score made before the revision stands on first figures, one made after it on final ones; a score once made is not made again.
The stage assessment always falls before the revision.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import COUNT, NOT_NEGATIVE, Range, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintages:
    """A first figure and its later revision."""

    noise: float
    """Standard deviation of what a revision takes back of a first figure."""
    days: int
    """Working days from the year's end to the revision."""
    bias: float = 0.0
    """The mean of what it takes back."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"noise": NOT_NEGATIVE, "days": COUNT, "bias": Range(-math.inf, math.inf, "()")}
        refuse(outside("vintages", values, ranges))


def draw_first(luck: Luck, year: int, measured: Flags, vintages: Vintages) -> Array:
    """The further error of first figures, replication x unit x month x indicator; 0 where an indicator does not apply."""
    units, indicators = measured.shape
    error = vintages.bias + vintages.noise * luck.normal("vintages", year, (units, MONTHS, indicators))
    return np.where(measured[:, None, :], error, 0.0)
