r"""t07: cases with a deadline, first in first out to the day (the cohort chain, computed exactly).

Cases arrive each morning, Poisson with mean :math:`\lambda`; s are handled in a day.  From an empty desk the cases left in the
evening are a Markov chain, :math:`X_t = (X_{t-1} + a_t - s)_+`, whose distribution is carried forward day by day.  Of a cohort the
cases not handled within d days after theirs are those beyond what s handlers finish by then,

.. math:: \mathrm E\,L_t = \mathrm E\,(X_{t-1} + a_t - s(d+1))_+ - \mathrm E\,(X_{t-1} - s(d+1))_+ .

**World.**  The package's case handling, with a whole number of cases a day; its last year is compared.  After many years
this is the stationary queue.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, Range, refuse
from govperf_sim.simulation.services import Services
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.worlds import PROMPT, alike, contract, measured, textbook_cycle

UNITS = 20
DAYS = PROMPT.working_days


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A desk that handles so many cases a day."""

    name: ClassVar[str] = "t07"
    replications: ClassVar[int] = 100

    arrivals: float = 8.0
    """mean of a day"""
    capacity: int = 9
    """cases handled in a day"""
    deadline: int = 1
    """working days after its arrival within which a case is in time"""
    years: int = 2

    def __post_init__(self) -> None:
        days = Range(0, DAYS - 1, whole=True)
        refuse(strange(self, {"capacity": AT_LEAST_ONE, "deadline": days, "years": Range(1, 50, whole=True)}))
        refuse(strange(self, {"arrivals": Range(0, self.capacity, "()")}))

    def mutant(self) -> Queue:
        return replace(self, arrivals=OFF * self.arrivals)

    def exact(self) -> Mapping[str, float]:
        """In the last year: cases waiting at its end, the chance that there are none, and the share of cases late."""
        desk = chain(self.arrivals, self.capacity, self.deadline, self.years * DAYS)
        year = desk.late[-DAYS:] if self.years > 1 else desk.late[-DAYS + self.deadline :]
        return {"waiting": desk.waiting, "clear": desk.clear, "late_share": float(year.mean()) / self.arrivals}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from years of case handling."""
        rule = Services(task="t1", arrivals=self.arrivals, staff=float(self.capacity), rate=1.0, deadline=self.deadline)
        _, weights = contract(np.ones(1))
        journal = play(textbook_cycle(services=rule), alike(UNITS, np.eye(1)), weights, luck, self.years)
        waiting = measured(journal, "cases_waiting", UNITS)[:, -1].ravel()
        happened = journal.events[(journal.events["event"] == "cases_late") & (journal.events["year"] == self.years)]
        late = happened["amount"].to_numpy(float).reshape(len(luck), -1, UNITS).sum(axis=1).ravel()
        due = DAYS if self.years > 1 else DAYS - self.deadline
        return {
            "waiting": mean_of(waiting),
            "clear": share_of(int((waiting == 0.0).sum()), waiting.size),
            "late_share": mean_of(late / (due * self.arrivals)),
        }


@dataclass(frozen=True, slots=True)
class Desk:
    """The last evening of a desk, and its cohorts."""

    waiting: float
    """mean number of cases left"""
    clear: float
    """the chance that none are"""
    late: Array
    """mean number late of each cohort due by then"""


@functools.lru_cache(maxsize=32)
def chain(arrivals: float, capacity: int, deadline: int, days: int) -> Desk:
    """So many days of a desk, from an empty one on."""
    from scipy.stats import poisson

    spread = 12.0 * math.sqrt(arrivals)
    coming = poisson.pmf(np.arange(int(arrivals + spread) + 20), arrivals)
    longest = min(20.0 * (arrivals + 1.0) / (capacity - arrivals), spread * math.sqrt(days))
    states = np.zeros(int(longest) + capacity + 50)
    states[0] = 1.0
    handled = capacity * (deadline + 1)
    late = np.zeros(days)
    for day in range(days):
        after = np.convolve(states, coming)
        late[day] = _beyond(after, handled) - _beyond(states, handled)
        moved = after[capacity : capacity + states.size].copy()
        moved[0] = after[: capacity + 1].sum()
        states[:] = 0.0
        states[: moved.size] = moved
    return Desk(waiting=_beyond(states, 0), clear=float(states[0]), late=late[: days - deadline])


def _beyond(states: Array, mark: int) -> float:
    """The mean excess over a mark."""
    return float((states[mark + 1 :] * np.arange(1, states.size - mark)).sum()) if states.size > mark + 1 else 0.0
