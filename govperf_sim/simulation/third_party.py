r"""The third party: an institute that measures for itself, with a small error and for a fee; pure functions of arrays.

.. math:: \min\bigl(1, \max(0,\; x + s z)\bigr)

for the true score x, whatever the unit reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, outside, refuse
from govperf_sim.simulation.scoring import MARKS, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParty:
    """An institute that measures for itself, every month; the last counts."""

    indicators: Sequence[str]
    """The indicators it measures."""
    noise: float
    """Standard deviation of its error."""
    fee: float = 0.0
    """What it is paid a year for each unit."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("third_party", values, {"noise": NOT_NEGATIVE, "fee": NOT_NEGATIVE}))


def draw_measurements(luck: Luck, year: int, units: int, indicators: int) -> Array:
    """Standard normal, replication x unit x month x indicator."""
    return luck.normal("third_party", year, (units, MONTHS, indicators))


def measured(shown: Array, error: Array, third_party: ThirdParty, scale: Scale = MARKS) -> Array:
    """What the institute finds; ``error`` is standard normal."""
    return scale.hold(shown + third_party.noise * error)
