r"""The expert panel: few members, some noise, and an eye for what shines; pure functions of arrays.

Each of the n members sees the true score x, what the unit puts in the window (its image projects v, times the *halo* h) and
an error of its own with standard deviation s; the panel gives the mean,

.. math:: \min\bigl(1, \max(0,\; x + h v + s z/\sqrt n)\bigr) .
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, outside, refuse
from govperf_sim.simulation.scoring import MARKS, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Experts:
    """A panel of experts, every month; the last counts."""

    indicators: Sequence[str]
    """The indicators they judge."""
    members: int
    """Members of the panel."""
    noise: float
    """Standard deviation of one member's error."""
    halo: float = 0.0
    """Score points that a unit of investment in image projects adds to what they see."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("experts", values, {"members": AT_LEAST_ONE, "noise": NOT_NEGATIVE, "halo": NOT_NEGATIVE}))


def draw_opinions(luck: Luck, year: int, units: int, indicators: int) -> Array:
    """Standard normal, replication x unit x month x indicator."""
    return luck.normal("experts", year, (units, MONTHS, indicators))


def judged(shown: Array, vanity: Array, error: Array, experts: Experts, scale: Scale = MARKS) -> Array:
    """What the panel gives, (..., unit, indicator); ``vanity`` is (..., unit), ``error`` is standard normal."""
    return scale.hold(shown + experts.halo * vanity[..., None] + experts.noise / math.sqrt(experts.members) * error)
