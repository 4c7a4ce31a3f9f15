r"""t10: ranking on noisy scores (Cochran, 1951; Moran, 1948; the name: Goodhart, in Manheim and Garrabrant, 2018).

Truths V are standard normal, scores :math:`M = V + \varepsilon` have reliability :math:`R = \rho^2 = 1/(1 + \mathrm{var}\,\varepsilon)`.  Nobody
decides anything.  Then

.. math:: \mathrm E[V \mid M = m] = Rm, \qquad \mathrm E[V \mid \text{top } a] = \rho\,\varphi(z_a)/a, \qquad
          \mathrm E\,r_S = \tfrac{6}{\pi(n+1)}\bigl[\arcsin\rho + (n-2)\arcsin\tfrac\rho2\bigr], \qquad
          \mathrm E\,\tau = \tfrac2\pi\arcsin\rho .

*False accountability* is the share of the n units' bottom k by score who are not in the bottom k by truth: the integral,
over one unit's truth and score, of the chance that fewer than k others lie below it by the one and by the other.  Some of
them even belong to the *better half*, with as many others below them in truth as above, or more.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange
from govperf_sim.theory.worlds import FLEETING, alike, contract, measured, textbook_cycle, textbook_work

NODES = 200
"""Of the Gauss-Legendre rule, in each direction."""
FAR = 8.5
"""Standard deviations that are integrated over."""


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """Units ranked on a score that is truth and noise."""

    name: ClassVar[str] = "t10"
    replications: ClassVar[int] = 4000

    reliability: float = 0.5
    units: int = 7
    bottom: int = 1
    """how many are held to account"""
    top_share: float = 0.25
    """the share selected out of very many"""

    def __post_init__(self) -> None:
        ranges = {
            "reliability": Range(0, 1, "()"),
            "units": Range(2, math.inf, "[)", whole=True),
            "bottom": AT_LEAST_ONE,
            "top_share": Range(0, 1, "()"),
        }
        refuse(strange(self, ranges))
        if self.bottom >= self.units:
            refuse([fault("theory.bottom", parameter="t10.bottom", found=self.bottom, units=self.units)])

    def mutant(self) -> Ranking:
        return replace(self, reliability=OFF * self.reliability)

    def exact(self) -> Mapping[str, float]:
        """Shrinkage, the worth and the score of those selected, rank correlations, the winner's worth and how often it is the
        best, false accountability, and how many of those held to account belong to the better half.
        """
        from scipy.stats import norm

        rho, n, a = math.sqrt(self.reliability), self.units, self.top_share
        mark = float(norm.isf(a))
        moran = 6.0 / (math.pi * (n + 1)) * (math.asin(rho) + (n - 2) * math.asin(rho / 2.0))
        return {
            "shrinkage": self.reliability,
            "selected_worth": rho * float(norm.pdf(mark)) / a,
            "selected_score": float(norm.pdf(mark)) / a / rho,
            "selected_truly_top": float(_both_above(np.array(mark), np.array(mark), rho)) / a,
            "spearman": moran,
            "kendall": 2.0 / math.pi * math.asin(rho),
            "winner_worth": rho * _best_of(n),
            "winner_is_best": _deserved(n, 1, rho),  # by symmetry
            "false_accountability": 1.0 - _deserved(n, self.bottom, rho),
            "better_half": _better_half(n, self.bottom, rho),
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from years in which only chance moves truths and scores."""
        from scipy.stats import norm

        noise = math.sqrt(1.0 / self.reliability - 1.0)
        rules = textbook_cycle(
            work=textbook_work(depreciation=FLEETING, shock=math.sqrt(MONTHS)),
            reports=Reports(noise=noise, propensity=0.0, fabrication_cost=1.0),
        )
        _, weights = contract(np.ones(1))
        journal = play(rules, alike(self.units, np.eye(1)), weights, luck, years=1)
        true, score = (measured(journal, name, self.units)[:, 0] for name in ("true_score", "score"))
        v, m = true.ravel(), score.ravel()
        mark = float(norm.isf(self.top_share))
        chosen = m > mark / math.sqrt(self.reliability)
        slope = float((v * m).sum() / (m**2).sum())
        residual = float(((v - slope * m) ** 2).mean())
        ranks_true, ranks_score = (x.argsort(axis=1).argsort(axis=1) for x in (true, score))
        punished, deserving = ranks_score < self.bottom, ranks_true < self.bottom
        n = self.units
        better = mean_of((punished & (2 * ranks_true >= n - 1)).sum(axis=1) / self.bottom)
        squares = ((ranks_true - ranks_score) ** 2).sum(axis=1)
        return {
            "shrinkage": Estimate(slope, math.sqrt(residual / float((m**2).sum()))),
            "selected_worth": mean_of(v[chosen]),
            "selected_score": mean_of(m[chosen]),
            "selected_truly_top": share_of(int((v[chosen] > mark).sum()), int(chosen.sum())),
            "spearman": mean_of(1.0 - 6.0 * squares / (n * (n**2 - 1.0))),
            "kendall": mean_of(np.fromiter(_kendall(true, score), float, len(true))),
            "winner_worth": mean_of(np.take_along_axis(true, score.argmax(axis=1)[:, None], axis=1)[:, 0]),
            "winner_is_best": share_of(int((true.argmax(axis=1) == score.argmax(axis=1)).sum()), len(true)),
            "false_accountability": mean_of((punished & ~deserving).sum(axis=1) / self.bottom),
            "better_half": replace(better, error=max(better.error, share_of(0, len(true)).error)),
        }


def _kendall(true: Array, score: Array) -> Iterator[float]:
    """The share of pairs ordered alike, less the share ordered otherwise, contest by contest."""
    n = true.shape[1]
    for v, m in zip(true, score, strict=True):
        yield float((np.sign(v[:, None] - v) * np.sign(m[:, None] - m)).sum()) / (n * (n - 1))


def _best_of(n: int) -> float:
    """The mean of the largest of n standard normals."""
    from scipy.integrate import quad
    from scipy.stats import norm

    return float(quad(lambda x: n * x * norm.pdf(x) * norm.cdf(x) ** (n - 1), -10.0, 10.0, epsabs=1e-11)[0])


def _both_above(h: Array, k: Array, rho: float) -> Array:
    """The chance that two standard normals with correlation rho are above h and k, by Owen's T function."""
    from scipy.special import ndtr, owens_t

    root = math.sqrt(1.0 - rho**2)
    # A ratio at exactly 0 / 0 is approached from beside it.
    h, k = (np.where(x == 0.0, 1e-300, x) for x in (h, k))
    apart = np.where(h * k < 0.0, 0.5, 0.0)
    below: Array = (
        0.5 * (ndtr(-h) + ndtr(-k)) - owens_t(h, (k / h - rho) / root) - owens_t(k, (h / k - rho) / root) - apart
    )
    return below


def _deserved(n: int, bottom: int, rho: float) -> float:
    """The share of the bottom ``bottom`` of n by score who belong there by truth."""
    from scipy.special import gammaln, xlogy

    density, below, worse, lower, above = _others(rho)
    chance = np.zeros_like(below)
    others = n - 1
    for a, b, c in itertools.product(range(bottom), repeat=3):
        left = others - a - b - c
        if a + b < bottom and a + c < bottom and left >= 0:
            ways = gammaln(others + 1) - sum(gammaln(x + 1) for x in (a, b, c, left))
            chance += np.exp(ways + xlogy(a, below) + xlogy(b, worse) + xlogy(c, lower) + xlogy(left, above))
    return n / bottom * float(density @ chance @ density)


def _better_half(n: int, bottom: int, rho: float) -> float:
    """The share of the bottom ``bottom`` of n by score with at least half of the others below them in truth."""
    from scipy.special import betainc, gammaln, xlogy

    density, below, worse, lower, above = _others(rho)
    higher = worse + above
    truly = np.where(higher > 0.0, worse / np.where(higher > 0.0, higher, 1.0), 0.0)
    chance = np.zeros_like(below)
    others, half = n - 1, n // 2
    for a, c in itertools.product(range(min(bottom, n)), repeat=2):
        left = others - a - c
        if a + c < bottom and left >= 0:
            ways = gammaln(others + 1) - sum(gammaln(x + 1) for x in (a, c, left))
            need = half - a
            enough = betainc(need, left - need + 1, truly) if 0 < need <= left else float(need <= 0)
            chance += enough * np.exp(ways + xlogy(a, below) + xlogy(c, lower) + xlogy(left, higher))
    return n / bottom * float(density @ chance @ density)


@functools.lru_cache(maxsize=8)
def _others(rho: float) -> tuple[Array, Array, Array, Array, Array]:
    """The weights of a unit's truth and score, and where another unit then is.

    Below it in both, worse in truth alone, lower in score alone, above it in both: truth x score.
    """
    from scipy.special import ndtr
    from scipy.stats import norm

    nodes, heights = np.polynomial.legendre.leggauss(NODES)
    z, density = FAR * nodes, FAR * heights * norm.pdf(FAR * nodes)
    v = np.repeat(z[:, None], NODES, axis=1)
    m = rho * v + math.sqrt(1.0 - rho**2) * z
    above = np.clip(_both_above(v, m, rho), 0.0, 1.0)
    below = np.clip(ndtr(v) - ndtr(-m) + above, 0.0, 1.0)
    worse, lower = np.clip(ndtr(v) - below, 0.0, 1.0), np.clip(ndtr(m) - below, 0.0, 1.0)
    return density, below, worse, lower, above
