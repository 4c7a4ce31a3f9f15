r"""t12b: effort for a reputation that is never settled (Holmström, 1999; the gain: Muth, 1960).

Ability drifts, :math:`\eta_{t+1} = \eta_t + \delta_t`, and each year shows :math:`y_t = \eta_t + e_t + \varepsilon_t`; with
:math:`r = \mathrm{var}\,\delta/\mathrm{var}\,\varepsilon` what is thought of a unit moves, in the long run, by a steady share of what
surprises:

.. math:: 1 - \mu = \sqrt{r^2/4 + r} - r/2, \qquad c\,e = \frac{\beta(1-\mu)}{1 - \beta\mu} .

**World.**  The market knows neither formula: it learns by a gain, :math:`m_{t+1} = m_t + g\,(y_t - m_t)`, and takes the g with
which it would have foretold the scores of a first generation best.  Units of a second generation know how long a unit of
effort is remembered, choose their effort by it, and show it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, strange
from govperf_sim.theory.worlds import careers

UNITS = 100
COUNTED = 20
"""Years that are foretold."""
FORGOTTEN = 6
"""How often the market's memory has passed before them."""
REMEMBERED = 1e-9
"""What is left of a score when units look no further."""


@dataclass(frozen=True, kw_only=True)
class Reputation:
    """A career without end, paid by reputation."""

    name: ClassVar[str] = "t12b"
    replications: ClassVar[int] = 60

    drift: float = 1.0
    """variance of a year's change in ability, over that of a score's chance"""
    discount: float = 0.9
    cost: float = 1.0

    def __post_init__(self) -> None:
        refuse(strange(self, {"drift": Range(0.02, 50), "discount": Range(0, 1, "[)"), "cost": POSITIVE}))

    def mutant(self) -> Reputation:
        return replace(self, drift=OFF * self.drift)

    def exact(self) -> Mapping[str, float]:
        """How far an opinion follows a surprise, and the effort of every year."""
        half = 0.5 * self.drift
        gain = math.sqrt(half * half + self.drift) - half
        return {"gain": gain, "effort": self.discount * gain / (1.0 - self.discount * (1.0 - gain)) / self.cost}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from scores the market learns from, and scores of units that know it has."""
        before = math.ceil(FORGOTTEN * (1.0 + 1.0 / math.sqrt(self.drift)))
        steps = luck.normal("ability", 0, (UNITS, before + COUNTED))
        ability = math.sqrt(self.drift) * np.cumsum(steps, axis=-1)
        scores = careers(luck, ability, np.zeros(ability.shape[-1]), chance=1.0)
        gains = np.array([_learned(career[None], before) for career in scores])
        learned = _learned(scores, before)
        # One mind learns from all careers; how far it may be off shows in those who learn from one replication each.
        wanted, spread = self._best(learned), mean_of(np.array([self._best(gain) for gain in gains])).error
        seen = ability[..., :1]
        shown = careers(luck, seen, np.array([wanted]), 1.0) - careers(luck, seen, np.zeros(1), 1.0)
        return {"gain": Estimate(learned, mean_of(gains).error), "effort": Estimate(float(shown.mean()), spread)}

    def _best(self, gain: float) -> float:
        """The effort that pays, from what a unit more in one score adds to each later opinion."""
        years = math.ceil(math.log(REMEMBERED) / math.log(max(self.discount, 0.5)))
        opinion, worth = gain, 0.0
        for ahead in range(1, years + 1):
            worth += self.discount**ahead * opinion
            opinion += gain * (0.0 - opinion)  # the next score says nothing of it
        return worth / self.cost


def _learned(scores: Array, before: int) -> float:
    """The gain with which the scores, replication x unit x year, would have been foretold best."""
    from scipy.optimize import minimize_scalar

    def missed(gain: float) -> float:
        opinion, total = np.zeros(scores.shape[:-1]), 0.0
        for year in range(scores.shape[-1]):
            surprise = scores[..., year] - opinion
            if year >= before:
                total += float((surprise * surprise).sum())
            opinion = opinion + gain * surprise
        return total

    return float(minimize_scalar(missed, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-7}).x)
