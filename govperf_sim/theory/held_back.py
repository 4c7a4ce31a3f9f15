r"""t05: effort under targets that follow results (Weitzman, 1980).

Output is :math:`y_t`, the target :math:`q_{t+1} = q_t + \lambda(y_t - q_t)`, pay :math:`b(y_t - q_t)`, the cost of effort
:math:`\tfrac12 c e^2`.  A leader who is scored for T years, discounts by :math:`\beta` and leaves before with probability h a
year counts a later year by :math:`\beta' = \beta(1-h)`:

.. math:: c\,e_t = b\Bigl[1 - \lambda\beta'\,\frac{1 - (\beta'(1-\lambda))^{T-t}}{1 - \beta'(1-\lambda)}\Bigr]
          \;\longrightarrow\; b\,\frac{\rho}{\rho + \lambda}, \quad \rho = 1/\beta' - 1,

as T goes to infinity.  Results that grow by g a year end up :math:`g/\lambda` above their targets.  A target that is the mean
result of n units leaves :math:`c\,e = b(1 - \beta'/n)`, or b where the own result is left out; who does not look ahead
works :math:`b/c`.

**World.**  The exact numbers follow one good result through all targets to come.  In the world leaders look ahead by the
closed form; who is in the t-th year of office is told by the terms that have been served.  Growth is that of units that do not look
ahead; their distance from the target moves by the same factor every year, so that three years tell where it comes to rest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.institutions.institution import Institution
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.rotation import Rotation
from govperf_sim.simulation.institutions.yardstick import Yardstick
from govperf_sim.simulation.journal import Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, SHARE, SHARE_BELOW_ONE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, strange
from govperf_sim.theory.worlds import alike, contract, measured, textbook_cycle, textbook_work

CLOSES = 0.01
"""The least share of a distance that must close in a year for three years to tell where it comes to rest."""
LEADERS = 40
"""How many leaders are expected to reach the last year of the term: that none does has probability e^-40."""


@dataclass(frozen=True, kw_only=True)
class HeldBack:
    """Leaders under a ratchet, or under a yardstick."""

    name: ClassVar[str] = "t05"
    replications: ClassVar[int] = 2

    pull: float = 0.5
    """lambda"""
    discount: float = 0.9
    hazard: float = 0.1
    """of leaving after a year"""
    years: int = 5
    """T: the longest a leader stays"""
    growth: float = 0.02
    """of results, where targets come to rest below them"""
    units: int = 7
    """under the yardstick"""
    reward: float = 1.0
    cost: float = 1.0

    def __post_init__(self) -> None:
        ranges = {
            "pull": SHARE,
            "discount": SHARE_BELOW_ONE,
            "hazard": Range(0, 0.5),
            "years": Range(1, 8, whole=True),
            "growth": NOT_NEGATIVE,
            "units": Range(2, 1000, whole=True),
            "reward": NOT_NEGATIVE,
            "cost": POSITIVE,
        }
        refuse(strange(self, ranges))

    def mutant(self) -> HeldBack:
        return replace(self, pull=OFF * self.pull)

    def exact(self) -> Mapping[str, float]:
        """The effort of each year of office, of one without end, and under yardsticks; and the distance from the target,
        which is told where it closes by :data:`CLOSES` a year or more.
        """
        full, later = self.reward / self.cost, self.discount * (1.0 - self.hazard)
        harm, target = [0.0], 0.0
        for after in range(1, self.years):
            target += self.pull * ((1.0 if after == 1 else 0.0) - target)
            harm.append(harm[-1] + later**after * target)
        impatience = 1.0 / later - 1.0 if later > 0.0 else math.inf
        lasting = 1.0 / (1.0 + self.pull / impatience)
        told = {f"effort_{t}": full * (1.0 - harm[self.years - t]) for t in range(1, self.years + 1)} | {
            "effort_endless": full * lasting,
            "effort_yardstick": full,
            "effort_yardstick_own": full * (1.0 - later / self.units),
            "effort_short_sighted": full,
        }
        return told | ({"above_target": self.growth / self.pull} if self.pull >= CLOSES else {})

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from leaders who play by the rules."""
        ratchet, terms = (
            Ratchet(pull=self.pull, discount=self.discount),
            Rotation(chance=self.hazard, longest=self.years),
        )
        leaders = math.ceil(LEADERS / (1.0 - self.hazard) ** (self.years - 1))
        served = self._played(luck, leaders, self.years, ratchet=ratchet, rotation=terms)
        effort, tenure = (measured(served, m, leaders) for m in ("effort", "tenure"))
        endless = {"rotation": Rotation(chance=self.hazard)}
        worlds: dict[str, Mapping[str, Institution]] = {
            "endless": {"ratchet": ratchet},
            "yardstick": {"yardstick": Yardstick(discount=self.discount)},
            "yardstick_own": {"yardstick": Yardstick(own=1.0, discount=self.discount)},
            "short_sighted": {"ratchet": Ratchet(pull=self.pull)},
        }
        first = {
            name: measured(self._played(luck, self.units, 1, **asked, **endless), "effort", self.units)
            for name, asked in worlds.items()
        }
        growing = replace(self, reward=self.growth * self.cost)
        gaps = measured(growing._played(luck, 1, 4, ratchet=Ratchet(pull=self.pull)), "ratchet_gap", 1)[0, 1:, 0]
        return (
            {f"effort_{t}": Estimate(float(effort[tenure == t].mean())) for t in range(1, self.years + 1)}
            | {f"effort_{name}": Estimate(float(found.mean())) for name, found in first.items()}
            | {"above_target": Estimate(limit(*gaps.tolist()))}
        )

    def _played(self, luck: Luck, units: int, years: int, **institutions: Institution) -> Journal:
        work = textbook_work(effort_cost=self.cost)
        rules = textbook_cycle(self.reward, work=work, institutions=institutions)
        return play(rules, alike(units, np.eye(1)), contract(np.ones(1))[1], luck, years)


def limit(first: float, second: float, third: float) -> float:
    """Where a sequence goes whose distance from there shrinks by the same factor every time (Aitken, 1926).

    >>> limit(8.0, 6.0, 5.0), limit(4.0, 4.0, 4.0)
    (4.0, 4.0)
    """
    step, last = second - first, third - second
    return third if abs(last) < 1e-12 else third - last**2 / (last - step)
