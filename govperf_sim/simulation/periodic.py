r"""Daily and periodic assessment combined; a pure function of arrays.

The daily assessment looks at every month alike, the periodic one at where a unit stands at the end.  With the share a of
the daily one the figure of an indicator that counts after month m is

.. math:: a\,\frac1m \sum_{l \le m} r_l + (1 - a)\,r_m .
"""

from __future__ import annotations

from dataclasses import dataclass

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.ranges import SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodic:
    """Daily assessment beside the periodic one."""

    daily: float
    """The share of the daily assessment."""

    def __post_init__(self) -> None:
        refuse(outside("periodic", {"daily": self.daily}, {"daily": SHARE}))


FINAL = Periodic(daily=0.0)
"""The mechanism switched off: the last month counts."""


def combined(mean: Array, last: Array, periodic: Periodic) -> Array:
    """The figure that counts."""
    figure: Array = periodic.daily * mean + (1.0 - periodic.daily) * last
    return figure
