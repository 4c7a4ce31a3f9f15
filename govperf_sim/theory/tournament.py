r"""t03: a prize for the best of equals (Lazear and Rosen, 1981; for n players Akerlof and Holden, 2012).

Each of n units shows :math:`y_i = e_i + \varepsilon_i`, :math:`\varepsilon` normal with standard deviation :math:`\sigma`, at the
cost :math:`\tfrac12 c\,e^2`.  The best k get W, the last l lose L.  Where all do alike a unit more of effort adds

.. math:: \beta_r = \binom{n-1}{r-1} \int \bigl[(n-r) F^{n-r-1} (1-F)^{r-1} - (r-1) F^{n-r} (1-F)^{r-2}\bigr] f^2

to the chance of place r, in units of :math:`1/\sigma`; the :math:`\beta_r` sum to 0, and

.. math:: c\,e = \frac1\sigma \Bigl(W \sum_{r \le k} \beta_r - L \sum_{r > n - l} \beta_r\Bigr) .

That is a best answer, and not the worst of both sides, only where there is chance enough:
:math:`c > \max_\delta (W P_k'' + L P_{n-l}'')(\delta)/\sigma^2`, with :math:`P_k(\delta)` the chance of a place among the best k of one who
is :math:`\delta\sigma` ahead.  Less is refused.

**World.**  The institution of awards, in many pools of n at once.  In the first year units reckon with its own belief; and
what they would learn is what years show: the slopes of commendation, and of not being last, on the score.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.journal import Journal
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import COUNT, NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, strange
from govperf_sim.theory.worlds import alike, contract, in_pools, measured, textbook_cycle, textbook_work

POOLS = 40
FAR = 10.0
"""Standard deviations that are integrated over."""
AHEAD = np.linspace(-5.0, 5.0, 801)


@dataclass(frozen=True, kw_only=True)
class Tournament:
    """A contest of equals."""

    name: ClassVar[str] = "t03"
    replications: ClassVar[int] = 200

    units: int = 7
    top: int = 2
    prize: float = 1.0
    bottom: int = 1
    loss: float = 0.5
    noise: float = 1.0
    cost: float = 1.0

    def __post_init__(self) -> None:
        ranges = {
            "units": Range(2, math.inf, "[)", whole=True),
            "top": COUNT,
            "prize": NOT_NEGATIVE,
            "bottom": COUNT,
            "loss": NOT_NEGATIVE,
            "noise": POSITIVE,
            "cost": POSITIVE,
        }
        refuse(strange(self, ranges))
        if self.top + self.bottom > self.units:
            said = {"parameter": "t03.top", "top": self.top, "bottom": self.bottom, "pool": "t03", "units": self.units}
            refuse([fault("simulation.more_places_than_units", **said)])
        if self.noise <= self.least_noise:
            said = {"parameter": "t03.noise", "found": self.noise, "least": self.least_noise}
            refuse([fault("simulation.too_little_noise", **said)])

    @property
    def least_noise(self) -> float:
        """The chance there must be more of."""
        bent = self.prize * _bend(self.units, self.top) + self.loss * _bend(self.units, self.units - self.bottom)
        return math.sqrt(max(float(bent.max()), 0.0) / self.cost)

    def mutant(self) -> Tournament:
        return replace(self, noise=OFF * self.noise)

    def exact(self) -> Mapping[str, float]:
        """Effort, and what a unit of it adds to the chances of a prize and of not being last."""
        best = sum(beta(self.units, r) for r in range(1, self.top + 1)) / self.noise
        saved = -sum(beta(self.units, r) for r in range(self.units - self.bottom + 1, self.units + 1)) / self.noise
        effort = (self.prize * best + self.loss * saved) / self.cost
        return {"effort": effort, "slope_top": best, "slope_bottom": saved}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of awards."""
        journal = self._year(luck)
        effort, score, best, last = (
            measured(journal, name, POOLS * self.units)[:, 0].reshape(-1, self.units)
            for name in ("effort", "score", "commended", "last_placed")
        )
        return {
            "effort": Estimate(float(effort[0, 0])),
            "slope_top": slope_of(best, score),
            "slope_bottom": slope_of(1.0 - last, score),
        }

    def _year(self, luck: Luck) -> Journal:
        """In many pools at once."""
        awards = Awards(
            top=self.top, prize=self.prize, noise=self.noise, bottom=self.bottom, loss=self.loss, pools="groups"
        )
        rules = textbook_cycle(
            work=textbook_work(effort_cost=self.cost),
            reports=Reports(noise=self.noise, propensity=0.0, fabrication_cost=1.0),
            institutions={"awards": awards},
        )
        _, weights = contract(np.ones(1))
        return play(rules, *in_pools(alike(POOLS * self.units, np.eye(1)), weights, POOLS), luck, years=1)


@cache
def beta(n: int, r: int) -> float:
    """What a standard deviation of effort adds to the chance of place r among n.

    >>> round(beta(7, 1), 9), round(sum(beta(7, r) for r in range(1, 8)), 12) + 0.0
    (0.193168339, 0.0)
    """
    from scipy.integrate import quad
    from scipy.special import comb
    from scipy.stats import norm

    def of(x: float) -> float:
        below, above = float(norm.cdf(x)), float(norm.sf(x))
        gained = (n - r) * below ** (n - r - 1) * above ** (r - 1) if r < n else 0.0
        passed = (r - 1) * below ** (n - r) * above ** (r - 2) if r > 1 else 0.0
        return (gained - passed) * float(norm.pdf(x)) ** 2

    return float(comb(n - 1, r - 1)) * float(quad(of, -FAR, FAR, epsabs=1e-13, limit=200)[0])


def slope_of(place: Array, score: Array) -> Estimate:
    """The slope of a place on the score, contest x unit each; contests are independent, units of one are not."""
    n = score.shape[1]
    apart = score - score.mean(axis=1, keepdims=True)
    # The mean of a pool takes a share 1/n of what a unit does, and of the variance: what is left is n - 1 times as much.
    squares = float((apart**2).sum()) * n / (n - 1)
    slope = float((place * apart).sum()) / squares
    residual = (place * apart).sum(axis=1) - slope * (apart**2).sum(axis=1) * n / (n - 1)
    return Estimate(slope, math.sqrt(float((residual**2).sum())) / squares)


def _bend(n: int, k: int) -> Array:
    r""":math:`P_k''` at each of :data:`AHEAD`: :math:`P_k' = \int \varphi(x - \delta)\,b(x)\,dx` with b the density of the k-th of n - 1."""
    from scipy.special import gammaln, ndtr, xlog1py, xlogy
    from scipy.stats import norm

    if not 1 <= k < n:
        return np.zeros(AHEAD.size)
    x, step = np.linspace(-FAR - 5.0, FAR + 5.0, 1201, retstep=True)
    ways = gammaln(n) - gammaln(k) - gammaln(n - k)
    below = np.clip(ndtr(x), 1e-300, 1.0 - 1e-16)
    kth = np.exp(ways + xlogy(n - 1 - k, below) + xlog1py(k - 1, -below)) * norm.pdf(x)
    z = x - AHEAD[:, None]
    bent: Array = (z * norm.pdf(z) * kth).sum(axis=1) * step
    return bent
