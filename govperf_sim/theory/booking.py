r"""t06c: a target reached by booking output early (Oyer, 1998, for the fact).

Progress is :math:`y \sim N(0, \sigma^2)`, chance alone.  To book s early costs :math:`\tfrac12 k s^2`; reaching K earns B.  A gap
up to :math:`d = \sqrt{2B/k}` is worth closing, so all units from K - d to K move to just K: the target is reached with chance
:math:`\bar\Phi((K - d)/\sigma)`, and

.. math:: \mathrm E\,s^n = \mathrm E\,[(K - y)^n;\; K - d \le y < K] ,

the moments of a truncated normal distribution.

**World.**  The package's run at a target, by units for whom effort is too dear.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.deadline import Deadline
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.simulation.shifting import Shifting
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.worlds import alike, contract, measured, textbook_cycle

UNITS = 100
DEAR = 1e9
"""What effort costs, in bonuses and squared standard deviations of progress."""
HIT = 1e-9
"""So near the target, in standard deviations, a unit stands at it."""


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A target, a bonus, and output that can be booked early."""

    name: ClassVar[str] = "t06c"
    replications: ClassVar[int] = 200

    bonus: float = 1.0
    target: float = 0.5
    noise: float = 1.0
    cost: float = 8.0
    """half of this times the squared amount booked early is its cost"""

    def __post_init__(self) -> None:
        target = Range(-math.inf, math.inf, "()")
        refuse(strange(self, {"bonus": NOT_NEGATIVE, "target": target, "noise": POSITIVE, "cost": POSITIVE}))

    def mutant(self) -> Booking:
        return replace(self, cost=OFF * self.cost)

    @property
    def window(self) -> float:
        """The largest gap worth closing."""
        return math.sqrt(2.0 * self.bonus / self.cost)

    def exact(self) -> Mapping[str, float]:
        """The chance to reach the target, the share of units that book early, and means of how much and at what cost."""
        from scipy.stats import norm

        sigma, mark = self.noise, self.target
        low, high = (mark - self.window) / sigma, mark / sigma
        moved = float(norm.cdf(high) - norm.cdf(low))
        progress = sigma * float(norm.pdf(low) - norm.pdf(high))
        squared = sigma**2 * (moved + float(low * norm.pdf(low) - high * norm.pdf(high)))
        return {
            "reached": float(norm.sf(low)),
            "moved": moved,
            "mean_moved": mark * moved - progress,
            "mean_cost": 0.5 * self.cost * (mark**2 * moved - 2.0 * mark * progress + squared),
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year."""
        dear = DEAR * max(self.bonus, 1.0) / self.noise**2
        rules = textbook_cycle(
            deadline=Deadline(target=self.target, bonus=self.bonus, cost=dear, noise=self.noise),
            shifting=Shifting(cost=self.cost, discount=0.0),
        )
        _, weights = contract(np.ones(1))
        journal = play(rules, alike(UNITS, np.eye(1)), weights, luck, years=1)
        reached, progress, welfare = (
            measured(journal, name, UNITS).ravel() for name in ("target_reached", "target_progress", "welfare")
        )
        moved = np.isclose(progress, self.target, rtol=0.0, atol=HIT * self.noise)  # chance alone never hits it
        spent = np.where(moved, -welfare, 0.0)  # nothing else costs anything, and nothing is produced
        unseen = share_of(0, moved.size).error
        much, dearly = mean_of(np.sqrt(2.0 * spent / self.cost)), mean_of(spent)
        return {
            "reached": share_of(int(reached.sum()), reached.size),
            "moved": share_of(int(moved.sum()), moved.size),
            "mean_moved": replace(much, error=max(much.error, unseen * self.window)),
            "mean_cost": replace(dearly, error=max(dearly.error, unseen * self.bonus)),
        }
