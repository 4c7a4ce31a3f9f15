r"""Case by case, for a trace: when each case came, was begun and was finished; first come, first served.

Each case takes the clerk who is free first.  With arrival times :math:`t_j` in order and the times :math:`f` at which the
clerks are free next,

.. math:: b_j = \max(t_j, \min f), \qquad \min f \leftarrow b_j + s_j ,

one step of a heap a case (Kiefer and Wolfowitz, 1955), exact for any arrivals, durations and number of clerks.

**The same office as by cohorts.**  A unit works :math:`S_d` cases on day d.  Counted by *work it could have done* rather
than by the clock, it is a single clerk who takes 1 for each case: a case of day d comes at :math:`S_1 + \dots + S_{d-1}`,
and is handled on the day in which its end falls.  The days are those of :mod:`~govperf_sim.simulation.services`, case
for case, so the distributions are the same as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapreplace

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts
from govperf_sim.simulation.services import FINISHED


def served(arrivals: Iterable[float], durations: Iterable[float], clerks: int = 1) -> list[float]:
    """When each case is begun; ``arrivals`` are times in order, ``durations`` those the cases take.

    >>> served([0.0, 1.0, 1.5], [2.0, 2.0, 1.0], clerks=2)
    [0.0, 1.0, 2.0]
    """
    free = [0.0] * clerks
    begun = []
    for arrival, duration in zip(arrivals, durations, strict=True):
        soonest = free[0]
        start = arrival if arrival > soonest else soonest
        heapreplace(free, start + duration)
        begun.append(start)
    return begun


@dataclass(frozen=True, slots=True)
class CaseDays:
    """The days of each case, in order of arrival; what did not happen by the last day has the day after it."""

    came: Counts
    begun: Counts
    handled: Counts


def case_days(arrived: Array, capacity: Array) -> CaseDays:
    """The days, from 0, of each case of a unit; ``arrived`` and ``capacity`` have one entry a day.

    >>> days = case_days(np.array([3.0, 0.0, 1.0]), np.array([1.5, 1.5, 1.5]))
    >>> days.came.tolist(), days.begun.tolist(), days.handled.tolist()
    ([0, 0, 0, 2], [0, 0, 1, 2], [0, 1, 1, 2])
    """
    could = np.cumsum(capacity)
    came = np.repeat(np.arange(arrived.size), arrived.astype(np.int64))
    begun = np.array(served((could - capacity)[came].tolist(), np.ones(came.size).tolist()))
    first = np.searchsorted(could, begun + FINISHED, side="right")
    last = np.searchsorted(could, begun + 1.0 - FINISHED, side="left")
    return CaseDays(came.astype(np.int64), first.astype(np.int64), last.astype(np.int64))
