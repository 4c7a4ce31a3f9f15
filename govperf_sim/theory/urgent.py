r"""t07c: cases that go before others at the same desk (Cobham, 1954; Kleinrock's conservation law).

Urgent cases come at rate :math:`\lambda_1` and all others at :math:`\lambda_2`, and each takes a time of mean :math:`1/\mu` and squared
coefficient of variation v at one of c clerks, who finish what they have begun.  With :math:`\rho_i = \lambda_i/c\mu`,
:math:`\rho = \rho_1 + \rho_2` and W the mean wait at the desk where nobody goes first,

.. math:: W_1 = \frac{1 - \rho}{1 - \rho_1}\,W, \qquad W_2 = \frac{W}{1 - \rho_1}, \qquad \rho_1 W_1 + \rho_2 W_2 = \rho W .

With one clerk :math:`W = \lambda(1 + v)/(2\mu^2(1 - \rho))`; with several :math:`W = C/(c\mu - \lambda)`, by Erlang's C and for
exponential times alone.  What the urgent gain the others lose.

**World.**  Cases one by one, as in t07b; the same cases are served in order of arrival beside it.  The last cases do not
count either: no urgent ones come after them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.percase import served
from govperf_sim.simulation.priority import served_by_rank
from govperf_sim.simulation.ranges import POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.clerks import BUSIEST, Clerks, drawn, lengths, relaxation

RARE = 0.05
"""So many of one kind for one of the other, at least: fewer would leave too few to count."""


@dataclass(frozen=True, kw_only=True)
class Urgent:
    """A desk at which some cases go first."""

    name: ClassVar[str] = "t07c"
    replications: ClassVar[int] = 60

    urgent: float = 0.3
    """mean number in a unit of time"""
    others: float = 0.5
    rate: float = 1.0
    """cases that a clerk handles in a unit of time"""
    clerks: int = 1
    variation: float = 1.0
    """squared coefficient of variation of the time that a case takes; with several clerks it must be 1"""

    def __post_init__(self) -> None:
        refuse(strange(self, {"rate": POSITIVE, "clerks": Range(1, 100, whole=True), "variation": Range(0, 4)}))
        most = BUSIEST * self.clerks * self.rate
        refuse(strange(self, {"urgent": Range(0, most / (1.0 + RARE), "()")}))
        refuse(strange(self, {"others": Range(RARE * self.urgent, min(self.urgent / RARE, most - self.urgent))}))
        if self.clerks > 1 and self.variation != 1.0:
            refuse([fault("theory.several_clerks", parameter="t07c.variation", found=self.variation)])

    @property
    def load(self) -> float:
        return (self.urgent + self.others) / (self.clerks * self.rate)

    def mutant(self) -> Urgent:
        return replace(self, rate=OFF * self.rate)

    def exact(self) -> Mapping[str, float]:
        """The mean waits of the urgent, of the others, and of all in order of arrival; and what the desk gains by it."""
        desk = Clerks(
            arrivals=self.urgent + self.others,
            rate=self.rate,
            clerks=self.clerks,
            variation=self.variation,
            deadline=0.0,
        )
        alike, before = desk.exact()["wait"], 1.0 - self.urgent / (self.clerks * self.rate)
        return {
            "wait_urgent": (1.0 - self.load) / before * alike,
            "wait_others": alike / before,
            "wait_in_order": alike,
            "conservation": 0.0,
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from queues played case by case."""
        arrivals = self.urgent + self.others
        memory = relaxation(self.load, self.variation, arrivals / self.rate)
        before, counting = lengths(memory)
        played = np.array([self._played(chance, before, counting) for chance in luck.streams("urgent", 1)])
        unseen = share_of(0, round(counting * len(luck) / memory)).error / self.rate
        told = zip(("wait_urgent", "wait_others", "wait_in_order", "conservation"), played.T, strict=True)
        means = {name: mean_of(values) for name, values in told}
        return {name: replace(found, error=max(found.error, unseen)) for name, found in means.items()}

    def _played(self, chance: np.random.Generator, before: int, counting: int) -> Array:
        """Mean waits of the urgent, the others and all in order, and by how much the waits together are longer."""
        arrivals, cases = self.urgent + self.others, before + counting + before
        came, took = drawn(chance, arrivals, self.rate, self.variation, cases)
        urgent = chance.random(cases) < self.urgent / arrivals
        ranks, counted = np.where(urgent, 0, 1).tolist(), slice(before, before + counting)
        waits, in_order = (
            (np.array(begun) - came)[counted]
            for begun in (
                served_by_rank(came.tolist(), took.tolist(), ranks, self.clerks),
                served(came.tolist(), took.tolist(), self.clerks),
            )
        )
        first = urgent[counted]
        means = np.array([waits[first].mean(), waits[~first].mean(), in_order.mean()])
        together = self.load * (waits.mean() - in_order.mean())
        return np.append(means, together)
