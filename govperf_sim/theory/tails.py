r"""t10b: the best by a score with gross errors (extremal Goodhart, in Manheim and Garrabrant, 2018).

Truths V are standard normal and scores :math:`M = V + s\,T`, where T is Student's t with df degrees of freedom scaled to variance
1 and :math:`R = 1/(1 + s^2)`.  Of very many the share a with the highest scores is selected, those above :math:`m_a`:

.. math:: \mathrm E[V \mid M > m_a] = \frac1a \int v\,\varphi(v)\,\bar T\Bigl(\frac{m_a - v}{s}\Bigr) dv , \qquad
          \int \varphi(v)\,\bar T\Bigl(\frac{m_a - v}{s}\Bigr) dv = a .

With normal errors the higher the score, the better; with heavy tails the very highest scores are errors, and their units
are hardly better than the mean.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.channels import SLIGHT, Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import Range, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.worlds import FLEETING, alike, contract, measured, textbook_cycle, textbook_work

UNITS = 250
POINTS = 4001
"""Of the quadrature, the middle one at 0."""
FAR = 9.0
"""Standard deviations of the truth that are integrated over."""


@dataclass(frozen=True, kw_only=True)
class Tails:
    """A selection out of very many."""

    name: ClassVar[str] = "t10b"
    replications: ClassVar[int] = 200

    reliability: float = 0.5
    tails: float = 1.0 / 3.0
    """one over the degrees of freedom of the error; 0 is a normal error"""
    top_share: float = 0.1

    def __post_init__(self) -> None:
        ranges = {
            "reliability": Range(0.05, 0.99),
            "tails": Range(0, 0.49),
            "top_share": Range(0.02, 0.98),
        }
        refuse(strange(self, ranges))

    def mutant(self) -> Tails:
        return replace(self, reliability=OFF * self.reliability)

    @property
    def noise(self) -> float:
        """Standard deviation of the error."""
        return math.sqrt(1.0 / self.reliability - 1.0)

    def exact(self) -> Mapping[str, float]:
        """The share selected, their mean truth, and how many of them are better than the mean of all."""
        chosen = selection(self.noise, self.tails, self.top_share)
        return {
            "selected": self.top_share,
            "selected_worth": chosen.worth,
            "selected_above_mean": chosen.above_mean,
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from years in which only chance moves truths and scores."""
        rules = textbook_cycle(
            work=textbook_work(depreciation=FLEETING, shock=math.sqrt(MONTHS)),
            reports=Reports(noise=self.noise, propensity=0.0, fabrication_cost=1.0, tails=self.tails),
        )
        _, weights = contract(np.ones(1))
        journal = play(rules, alike(UNITS, np.eye(1)), weights, luck, years=1)
        true, score = (measured(journal, name, UNITS).ravel() for name in ("true_score", "score"))
        chosen = true[score > selection(self.noise, self.tails, self.top_share).mark]
        return {
            "selected": share_of(chosen.size, true.size),
            "selected_worth": mean_of(chosen),
            "selected_above_mean": share_of(int((chosen > 0.0).sum()), chosen.size),
        }


@dataclass(frozen=True, slots=True)
class Selection:
    """Those whose score is above a mark."""

    mark: float
    worth: float
    """their mean truth"""
    above_mean: float
    """the share of them whose truth is above the mean of all"""


def selection(noise: float, tails: float, share: float) -> Selection:
    """The share with the highest scores, by quadrature over the truth."""
    from scipy.integrate import simpson
    from scipy.optimize import brentq
    from scipy.special import ndtr, stdtr
    from scipy.stats import norm

    truths = np.linspace(-FAR, FAR, POINTS)
    density, step = norm.pdf(truths), truths[1] - truths[0]

    def above(mark: float) -> Array:
        short = (truths - mark) / noise
        passed = stdtr(1.0 / tails, short / math.sqrt(1.0 - 2.0 * tails)) if tails > SLIGHT else ndtr(short)
        weights: Array = density * passed
        return weights

    far = 1e4 * noise + FAR
    mark = float(brentq(lambda m: step * float(above(m).sum()) - share, -far, far, xtol=1e-12))
    chosen, half = above(mark), POINTS // 2
    better = float(simpson(chosen[half:], dx=step))
    return Selection(mark, step * float((chosen * truths).sum()) / share, better / share)
