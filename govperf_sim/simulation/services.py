r"""Case handling with deadlines: arrivals, capacity, and who waits how long; pure functions of arrays.

**Capacity.**  A unit with n staff handles on a day

.. math:: S_i = n\,\sigma\,(1 - b)\,(a_0 + a_1 e_i)

cases, with :math:`\sigma` cases a staff day, b the share of staff time that being assessed takes (the *burden*) and e the
unit's effort on the task of service.  Other effort and the hosting of verification visits may take staff as well.

**First in, first out, to the day.**  Cases arrive in the morning, Poisson with mean :math:`\lambda` a day.  With :math:`a_t`
of them the work left in the evening, in cases, is

.. math:: X_t = \max(X_{t-1} + a_t - S_t, 0), \qquad H_t = \lfloor A_t - X_t \rfloor

where A counts the cases that have arrived and H those handled; the one begun is finished first thing.  These two curves
are the whole queue.  Of the cohort that arrived on day t the cases still there in the evening of day t + d,

.. math:: L_t(d) = \bigl[A_t - \max(H_{t+d}, A_{t-1})\bigr]_+ ,

waited longer than d days, and are late when d is the deadline.  The cohorts by age need no matrix of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.luck import Luck, poisson
from govperf_sim.simulation.ranges import COUNT, NOT_NEGATIVE, POSITIVE, Range, outside, refuse

FINISHED = 1e-9
"""A case of which less than this is left to do is finished, whatever rounding says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Cases of the public, alike in all units."""

    task: str
    """The task whose effort speeds the handling of cases."""
    arrivals: float
    """Cases that arrive on a working day, on average."""
    staff: float
    """Staff of a unit."""
    rate: float
    """Cases that one of them handles in a day at no effort, if ``base`` is 1."""
    deadline: int
    """Working days after its arrival within which a case is handled in time."""
    burden: float = 0.0
    """The share of staff time that being assessed takes."""
    base: float = 1.0
    """What the rate is multiplied by at no effort."""
    response: float = 0.0
    """What a unit of effort adds to that."""
    effort_days: float = 0.0
    """Staff days that a unit of effort, on whatever task, takes out of a year."""
    hosting: float = 0.0
    """Staff that a verification visit keeps busy while it lasts."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "arrivals": NOT_NEGATIVE,
            "staff": POSITIVE,
            "rate": POSITIVE,
            "deadline": COUNT,
            "burden": Range(0, 1, "[)"),
            "base": POSITIVE,
            "response": NOT_NEGATIVE,
            "effort_days": NOT_NEGATIVE,
            "hosting": NOT_NEGATIVE,
        }
        refuse(outside("services", values, ranges))

    def speed(self, effort: Array) -> Array:
        """Cases a staff day, from the effort on the task of service; never below nothing."""
        return self.rate * np.maximum(self.base + self.response * effort, 0.0)

    def rota(self, spread: Array, hosts: Array, burden: Array | float = 0.0) -> Rota:
        """How a day's staff is divided: a total effort ``spread`` out over a day, so many visits to host, a further burden."""
        present = self.staff * np.maximum(1.0 - (self.burden + burden), 0.0)
        effort = np.minimum(self.effort_days * spread, present)
        hosting = np.minimum(self.hosting * hosts, present - effort)
        return Rota(effort=effort, hosting=hosting, cases=present - effort - hosting)


@dataclass(frozen=True, slots=True)
class Rota:
    """Staff on a day, by what they do; those who are being assessed are not in it."""

    effort: Array
    hosting: Array
    cases: Array


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is not done when a year opens."""

    left: Array
    """the work left, in cases: replication x unit"""
    arrived: Array
    """the last year's curve of cases arrived, from its opening to its last evening and ending with 0: day x ..."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A verification visit comes or goes, after the work of a day counted through all years."""

    day: int
    replication: int
    unit: int
    visits: int
    """1 or -1"""


def none_waiting(shape: tuple[int, ...], days: int) -> Waiting:
    """Before the first year."""
    return Waiting(np.zeros(shape), np.zeros((days + 1, *shape)))


def draw_arrivals(luck: Luck, year: int, units: int, days: int, mean: float) -> Array:
    """The cases of a year, day x replication x unit: the year is one block."""
    lots = luck.uniform("cases", year, (units, days))
    counts = poisson(np.array([mean]), lots[:, None])[:, 0]
    return np.ascontiguousarray(np.moveaxis(counts, -1, 0)).astype(float)


def worked_off(left: Array, arrived: Array, capacity: Array) -> None:
    """One day: ``left``, the work left in cases, moves to what is left this evening.

    >>> left = np.array([3.0]); worked_off(left, np.array([8.0]), np.array([9.5])); left
    array([1.5])
    """
    left += arrived
    left -= capacity
    np.maximum(left, 0.0, out=left)


def handled_by(arrived: Array, left: Array) -> Array:
    """Cases handled so far, from those arrived so far and the work left."""
    return np.floor(arrived - left + FINISHED)


def late_cases(before: Array, arrived: Array, handled: Array) -> Array:
    """How many of a cohort were not handled yet: ``before`` and ``arrived`` count the cases until it came and with it.

    >>> late_cases(np.array([10.0]), np.array([18.0]), np.array([15.0]))
    array([3.])
    """
    return np.maximum(arrived - np.maximum(handled, before), 0.0)


def share_of(part: Array, whole: Array) -> Array:
    """A part of a whole; nothing of nothing is nothing."""
    some: Flags = whole > 0.0
    return np.where(some, part, 0.0) / np.where(some, whole, 1.0)
