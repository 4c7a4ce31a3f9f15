r"""Investigations: how long they take, how many are open, and who waits for an investigator.

The length is lognormal with mean :math:`\mu` and standard deviation :math:`s`, to whole working days:

.. math:: \ln T \sim \mathcal N\bigl(\ln\mu - \tfrac12\sigma^2,\; \sigma^2\bigr), \qquad \sigma^2 = \ln(1 + s^2/\mu^2).

With as many investigators as there are cases this is the queue M/G/:math:`\infty`: where cases come up like a Poisson
process, :math:`\lambda` of them a year, the number open is Poisson with mean :math:`\lambda\mu`, whatever the law of the
length.  With few investigators cases wait, first come first served, and sanctions come later still.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts
from govperf_sim.simulation.calendar import Phase
from govperf_sim.simulation.clock import Clock, Rhythm

LONGEST = 5000
"""Working days, some twenty years, after which an investigation is closed at any rate."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a unit is investigated, and how that will go."""

    year: int
    """the year it is about"""
    replication: int
    unit: int
    ground: str
    cause: bool
    """whether there is cause"""
    days: int
    """working days of investigation"""
    lot: float
    """uniform: whether the sanction ends a tenure"""


def lengths(lots: Array, mean: float, spread: float) -> Counts:
    """Working days of investigations, from standard normal ``lots``.

    >>> lengths(np.array([-1.0, 0.0, 1.0]), mean=100.0, spread=0.0).tolist()
    [100, 100, 100]
    """
    if mean == 0.0:
        return np.zeros(lots.shape, dtype=np.int64)
    variance = math.log1p((spread / mean) ** 2)
    days = np.rint(mean * np.exp(math.sqrt(variance) * lots - 0.5 * variance))
    return np.minimum(days, LONGEST).astype(np.int64)


class Investigations:
    """The investigations of a batch of replications; ``close`` is told each that ends, and how many days it took."""

    def __init__(
        self, clock: Clock, shape: tuple[int, int], investigators: int | None, close: Callable[[Suspicion, int], None]
    ) -> None:
        self.clock, self.close = clock, close
        self.offices = None if investigators is None else [clock.office(investigators) for _ in range(shape[0])]
        self.open = np.zeros(shape)
        """replication x unit: how many are open"""

    def start(self, suspicion: Suspicion, day: int) -> None:
        """Open one on a day counted through all years; what takes no time is over before anything else happens."""
        if suspicion.days == 0 and self.offices is None and day == self.clock.today:
            self._note(suspicion)
            self.close(suspicion, 0)
        else:
            self.clock.start(self._investigate(suspicion, day))

    def _note(self, suspicion: Suspicion) -> None:
        whose, cause = (suspicion.replication, suspicion.unit), float(suspicion.cause)
        self.clock.book.note(suspicion.year, self.clock.today, f"{suspicion.ground}_suspected", *whose, amounts=cause)

    def _investigate(self, suspicion: Suspicion, day: int) -> Rhythm:
        clock, whose = self.clock, (suspicion.replication, suspicion.unit)
        yield clock.on(day, Phase.VISIT)
        self.open[whose] += 1.0
        self._note(suspicion)
        if self.offices is None:
            yield clock.after(suspicion.days, Phase.VISIT)
        else:
            with self.offices[suspicion.replication].request() as turn:
                yield turn
                waited = clock.today - day
                clock.book.note(suspicion.year, clock.today, "investigation_starts", *whose, amounts=waited)
                yield clock.after(suspicion.days, Phase.VISIT)
        self.open[whose] -= 1.0
        self.close(suspicion, clock.today - day)
