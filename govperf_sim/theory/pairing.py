r"""t16: queues, and comparisons under common luck (Lindley, 1952; Kiefer and Wolfowitz, 1955; textbook statistics).

**A queue.**  Visits come due on random days and wait for one of c teams, each out for S days.  With the workloads of the
teams in order, :math:`w_1 \le \dots \le w_c`, the next visit waits :math:`w_1`; its S days are added there, and the time to the
visit after is taken off all, not below 0.  The same days must give the same waits.

**A comparison.**  Two contracts a and b give scores :math:`w'(e + \sigma z)` with the same z under common random numbers, so the
difference has the variance :math:`\sigma^2|w_a - w_b|^2` in place of :math:`\sigma^2(|w_a|^2 + |w_b|^2)`, and its mean is
:math:`s(|w_a|^2 - |w_b|^2)` with s the strength of the reward.  Of the 95 % intervals of so many replications 95 % hold it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.experiments.estimates.intervals import CONFIDENCE, mean_interval
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, POSITIVE, SHARE, refuse
from govperf_sim.simulation.verification import Visits
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.worlds import alike, contract, measured, textbook_cycle, textbook_work

UNITS = 20
"""Units under a contract, each a further draw of the same."""
SAMPLE = 20
"""Replications an interval is made of."""


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Visits that queue, and two contracts side by side."""

    name: ClassVar[str] = "t16"
    replications: ClassVar[int] = 500

    units: int = 20
    teams: int = 1
    visit_days: int = 10
    weight_a: float = 0.8
    """of the first of two tasks under the first contract"""
    weight_b: float = 0.5
    strength: float = 1.0
    shock: float = 0.5

    def __post_init__(self) -> None:
        ranges = {
            "units": AT_LEAST_ONE,
            "teams": AT_LEAST_ONE,
            "visit_days": AT_LEAST_ONE,
            "weight_a": SHARE,
            "weight_b": SHARE,
            "strength": NOT_NEGATIVE,
            "shock": POSITIVE,
        }
        refuse(strange(self, ranges))
        if self.weight_a == self.weight_b:
            refuse([fault("theory.same_contract", parameter="t16.weight_b", found=self.weight_b)])

    def mutant(self) -> Pairing:
        return replace(self, strength=OFF * self.strength)

    def exact(self) -> Mapping[str, float]:
        """No wait apart from the recursion, the mean difference, what pairing saves, and the coverage of intervals."""
        a, b = self._weights()
        return {
            "wait_apart": 0.0,
            "difference": self.strength * float(b @ b - a @ a),
            "variance_ratio": float(a @ a + b @ b) / float((a - b) @ (a - b)),
            "coverage": CONFIDENCE,
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of visits, and from years under both contracts."""
        a, b = self._weights()
        apart = Luck(luck.seed + 1, luck.replications)
        under_a, under_b, elsewhere = (self._scores(w, x) for w, x in ((a, luck), (b, luck), (b, apart)))
        paired, unpaired = under_b - under_a, elsewhere - under_a
        ratio = float(unpaired.var(ddof=1) / paired.var(ddof=1))
        trials = paired.size // SAMPLE
        held = [self._holds(sample) for sample in paired[: trials * SAMPLE].reshape(trials, SAMPLE)]
        return {
            "wait_apart": Estimate(self._wait_apart(Luck(luck.seed, luck.replications[:SAMPLE]))),
            "difference": mean_of(paired),
            "variance_ratio": Estimate(ratio, 2.0 * ratio / math.sqrt(paired.size - 1)),
            "coverage": share_of(sum(held), trials),
        }

    def _weights(self) -> tuple[Array, Array]:
        return np.array([self.weight_a, 1.0 - self.weight_a]), np.array([self.weight_b, 1.0 - self.weight_b])

    def _scores(self, weights: Array, luck: Luck) -> Array:
        """One score for each unit of each replication."""
        _, table = contract(weights)
        rules = textbook_cycle(self.strength, work=textbook_work(shock=self.shock))
        return measured(play(rules, alike(UNITS, np.eye(2)), table, luck, years=1), "score", UNITS).ravel()

    def _holds(self, sample: Array) -> bool:
        _, low, high = mean_interval(sample)
        return low <= self.exact()["difference"] <= high

    def _wait_apart(self, luck: Luck) -> float:
        """The largest difference between a wait in the journal and the recursion."""
        visits = Visits(
            teams=self.teams, a_year=self.units, days=self.visit_days, detection=0.0, penalty=0.0, correction_days=0
        )
        _, weights = contract(np.ones(1))
        events = play(textbook_cycle(visits=visits), alike(self.units, np.eye(1)), weights, luck, years=1).events
        due, starts = (events[events["event"] == name].groupby("replication") for name in ("visit_due", "visit_starts"))
        days = (np.sort(rows.to_numpy(float)) for _, rows in due["day"])
        waited = (rows.to_numpy(float) for _, rows in starts["amount"])
        return max(
            float(np.abs(waits(d, np.full(d.size, self.visit_days), self.teams) - w).max())
            for d, w in zip(days, waited, strict=True)
        )


def waits(arrivals: Array, service: Array, teams: int) -> Array:
    """The waits of arrivals in order, each served for its own time by one of the teams.

    >>> waits(np.array([0.0, 1.0, 5.0]), service=np.array([3.0, 3.0, 1.0]), teams=1)
    array([0., 2., 1.])
    """
    load, waited, before = np.zeros(teams), np.empty(arrivals.size), 0.0
    for place, now in enumerate(arrivals):
        load = np.maximum(load - (now - before), 0.0)
        waited[place], before = load[0], now
        load[0] += service[place]
        load.sort()
    return waited
