r"""t07b: cases that come at any time and take any time (Erlang; Pollaczek and Khinchine; Franx, 2001).

Cases come as a Poisson process of rate :math:`\lambda` and take a time of mean :math:`1/\mu` and squared coefficient of
variation v at one of c clerks, first come, first served; :math:`\rho = \lambda/c\mu`.

* v = 1, exponential times: with Erlang's C the chance to wait and :math:`a = c\mu - \lambda`, :math:`P(W > t) = C e^{-at}`
  and :math:`P(W + S > t) = e^{-\mu t}\bigl(1 + C\mu\,(1 - e^{-(a-\mu)t})/(a - \mu)\bigr)`.
* c = 1: :math:`P(W > 0) = \rho` and :math:`\mathrm E\,W = \lambda(1 + v)/(2\mu^2(1 - \rho))`.
* c = 1, v = 0, equal times D: :math:`P(W \le t) = (1-\rho)\sum_{j \le t/D} (-\lambda(t - jD))^j e^{\lambda(t - jD)}/j!`.

**World.**  Cases one by one; times are gamma with variation v.  The first cases find an empty desk and do not count:
what is left of it falls by e with each of the relaxation times of the queue, about :math:`\rho/(1 - \sqrt\rho)^2` cases,
more if v > 1, and those in hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.percase import served
from govperf_sim.simulation.ranges import POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange

FORGOTTEN = 10
"""Relaxation times before the first case that counts."""
COUNTED = 20
"""Relaxation times that count."""
FEWEST = 1000
"""Cases that count, at least."""
BUSIEST = 0.99
"""The load up to which so many cases are still few enough."""
LONGEST = 20.0
"""The latest deadline, in mean service times: beyond it Franx's sum loses its digits."""


@dataclass(frozen=True, kw_only=True)
class Clerks:
    """Clerks who take cases as they come."""

    name: ClassVar[str] = "t07b"
    replications: ClassVar[int] = 40

    arrivals: float = 2.4
    """mean number in a unit of time"""
    rate: float = 1.0
    """cases that a clerk handles in a unit of time"""
    clerks: int = 3
    variation: float = 1.0
    """squared coefficient of variation of the time that a case takes; with several clerks it must be 1"""
    deadline: float = 3.0
    """a case begun later than this after it came is begun late, and so with its end"""

    def __post_init__(self) -> None:
        ranges = {"rate": POSITIVE, "clerks": Range(1, 100, whole=True), "variation": Range(0, 4)}
        refuse(strange(self, ranges))
        busy = Range(0, BUSIEST * self.clerks * self.rate, "(]")
        refuse(strange(self, {"arrivals": busy, "deadline": Range(0, LONGEST / self.rate)}))
        if self.clerks > 1 and self.variation != 1.0:
            refuse([fault("theory.several_clerks", parameter="t07b.variation", found=self.variation)])

    @property
    def load(self) -> float:
        return self.arrivals / (self.clerks * self.rate)

    def mutant(self) -> Clerks:
        return replace(self, rate=OFF * self.rate)

    def exact(self) -> Mapping[str, float]:
        """The chance to wait and the mean wait; where there is a closed form the chances to be begun and ended late."""
        from scipy.special import exprel

        free, delayed, deadline = self.clerks * self.rate - self.arrivals, self._delayed(), self.deadline
        known = {"delayed": delayed, "wait": 0.5 * (1.0 + self.variation) * delayed / free}
        if self.variation == 0.0:
            known["begun_late"] = self._begun_late()
        if self.variation == 1.0:
            known["begun_late"] = delayed * math.exp(-free * deadline)
            more = self.rate * deadline * float(exprel((self.rate - free) * deadline))
            known["ended_late"] = math.exp(-self.rate * deadline) * (1.0 + delayed * more)
        return known

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from queues played case by case."""
        memory = relaxation(self.load, self.variation, self.arrivals / self.rate)
        before, counting = lengths(memory)
        played = [self._played(chance, before + counting) for chance in luck.streams("clerks", 1)]
        waits, took = (np.array(values)[:, before:] for values in zip(*played, strict=True))
        # Cases within a relaxation time of each other wait together: a rare wait is seen that much more rarely.
        unseen = share_of(0, round(waits.size / memory)).error

        def mean(values: Array | Flags, unit: float = 1.0) -> Estimate:
            found = mean_of(values.mean(axis=1))
            return replace(found, error=max(found.error, unseen * unit))

        return {
            "delayed": mean(waits > 0.0),
            "wait": mean(waits, 1.0 / self.rate),
            "begun_late": mean(waits > self.deadline),
            "ended_late": mean(waits + took > self.deadline),
        }

    def _played(self, chance: np.random.Generator, cases: int) -> tuple[Array, Array]:
        """How long each case waits, and how long it takes."""
        came, took = drawn(chance, self.arrivals, self.rate, self.variation, cases)
        begun = served(came.tolist(), took.tolist(), self.clerks)
        return np.array(begun) - came, took

    def _delayed(self) -> float:
        """Erlang's C, from his B by its recursion."""
        offered, blocked = self.arrivals / self.rate, 1.0
        for clerks in range(1, self.clerks + 1):
            blocked = offered * blocked / (clerks + offered * blocked)
        return blocked / (1.0 - self.load * (1.0 - blocked))

    def _begun_late(self) -> float:
        """Franx's sum; t/D may be a whole number but for rounding, and its last term is then nothing."""
        times = self.deadline * self.rate
        left = self.load * (times - np.arange(math.floor(times) + 1))
        terms = [(-x) ** j / math.factorial(j) * math.exp(x) for j, x in enumerate(left)]
        return 1.0 - (1.0 - self.load) * math.fsum(terms)


def relaxation(load: float, variation: float, busy: float) -> float:
    """The number of cases in which what is left of an empty desk falls by e; ``busy`` are in hand on average."""
    return max(1.0, 0.5 * (1.0 + variation)) * load / (1.0 - math.sqrt(load)) ** 2 + busy


def lengths(memory: float) -> tuple[int, int]:
    """How many cases come before the first that counts, and how many count."""
    return math.ceil(FORGOTTEN * memory), max(math.ceil(COUNTED * memory), FEWEST)


def drawn(
    chance: np.random.Generator, arrivals: float, rate: float, variation: float, cases: int
) -> tuple[Array, Array]:
    """When each case comes, and how long it takes."""
    came = np.cumsum(chance.exponential(1.0 / arrivals, cases))
    if variation == 0.0:
        return came, np.full(cases, 1.0 / rate)
    return came, chance.gamma(1.0 / variation, variation / rate, cases)
