r"""What a place among others is worth: pure functions of a contest, and beliefs about it that learn from past years.

A place is among the best k of a pool of n.  If scores differ by normal chance with standard deviation :math:`\sigma`, a
unit that stands :math:`\delta\sigma` above n - 1 equal others has such a place with chance

.. math:: P_k(\delta) = \int \varphi(x - \delta)\, B_k(x)\, dx, \qquad
          B_k(x) = \Pr\{\text{fewer than k of } n - 1 \text{ standard normals exceed } x\},

and a point of score adds :math:`f = P_k'/\sigma` to it (Lazear and Rosen, 1981; Akerlof and Holden, 2012).  *Not* to be
among the worst l is a place among the best n - l.

**Belief.**  Before any score units reckon with :math:`P_k'(0)/\sigma` at a declared :math:`\sigma`.  After it they
reckon with the slope of the place on the score in the years they have seen,

.. math:: f = \frac{C}{V}, \qquad C = \tfrac1n \sum_i (1_i - \bar 1)(s_i - \bar s), \qquad
          V = \tfrac1{n-1} \sum_i (s_i - \bar s)^2,

both averaged over years with exponential forgetting, the declared numbers counting as the year before the first.  For
normal scores :math:`\mathrm{Cov}(1, s) = \sigma^2 P'`, so the slope is what a point adds (Stein).  It is the mean of the
pool: a unit does not know that it stands too high or too low for a point to matter.

**Second-order condition.**  Where :math:`\sigma` is small a point near the line is worth more than it costs, it pays to
jump ahead or to give up, and nobody has a best answer.  With prizes D and :math:`a = \partial s/\partial e` it is safe if

.. math:: \sum D \max_\delta P_k''(\delta)/\sigma^2 \cdot a'(cC)^{-1}a < 1 ;

less chance is refused when the contest is declared, and no belief goes beyond the slope at that limit.  Effort alone is
looked at, at the weights of the start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

import numpy as np

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Array, Counts, Flags, through, totals
from govperf_sim.simulation.institutions.institution import Setting
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, refuse

PoolsBy = Literal["systems", "groups"]
STAKES: Mapping[str, Range] = {
    "noise": POSITIVE,
    "prize": NOT_NEGATIVE,
    "loss": NOT_NEGATIVE,
    "forgetting": Range(0, 1, "(]"),
}
"""What the numbers of a contest with both ends may be."""
"""By what units are ranked together."""
STEP = 0.05
SEEN = np.arange(-14.0, 14.0, STEP)
"""Scores that are integrated over, in standard deviations: steps so small that for bell curves sums are exact to rounding."""
AHEAD = np.linspace(-5.0, 5.0, 401)
"""How far ahead of the others a unit is thought to jump, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line in each pool, and what it is worth to be above it."""

    best: Sequence[int]
    """in each pool: how many are above it"""
    prize: float
    """in units of effort cost"""


class Contest:
    """Several lines in the same pools, and what units believe a point of score adds to their chances."""

    def __init__(
        self,
        part: str,
        setting: Setting,
        pools: Sequence[Counts],
        lines: Sequence[Line],
        noise: float,
        forgetting: float,
    ) -> None:
        self.pools, self.lines, self.forgetting = tuple(pools), tuple(lines), forgetting
        sizes = [len(pool) for pool in pools]
        response = steepness(setting)
        least = [self._least_noise(which, response) for which in range(len(sizes))]
        if noise <= max(least) and any(line.prize > 0.0 for line in lines):
            refuse([fault("simulation.too_little_noise", parameter=f"{part}.noise", found=noise, least=max(least))])
        start = np.array([[slope(n, k) for n, k in zip(sizes, line.best, strict=True)] for line in lines])
        limit = np.array(least)
        self._steepest = np.divide(start, limit, out=np.full_like(start, np.inf), where=limit > 0.0)[..., None]
        shape = (len(lines), len(sizes), setting.shape[0])
        self._covariance = np.broadcast_to(start[..., None] * noise, shape)
        """line x pool x replication"""
        self._variance = np.full(shape, noise**2)
        self._slope = np.broadcast_to(start[..., None] / noise, shape)
        self._shape = setting.shape

    def marginal(self, line: int) -> Array:
        """What a point of score is believed to be worth through one of the lines, replication x unit."""
        worth = np.zeros(self._shape)
        believed = np.minimum(self._slope, self._steepest)
        for which, pool in enumerate(self.pools):
            worth[:, pool] = self.lines[line].prize * believed[line, which][:, None]
        return worth

    def learn(self, score: Array, above: Sequence[Flags]) -> None:
        """A year's scores, and who was above each line, replication x unit."""
        kept = 1.0 - self.forgetting
        seen = [[_moments(score, there, pool) for pool in self.pools] for there in above]
        covariance, variance = (np.array([[pair[m] for pair in row] for row in seen]) for m in (0, 1))
        self._covariance = kept * self._covariance + self.forgetting * covariance
        self._variance = kept * self._variance + self.forgetting * variance
        some = self._variance > 0.0
        self._slope = np.where(some, self._covariance / np.where(some, self._variance, 1.0), self._slope)

    def _least_noise(self, which: int, response: Array) -> float:
        """The chance in scores that a pool must have more of."""
        pool = self.pools[which]
        bent = sum(line.prize * curvature(len(pool), line.best[which]) for line in self.lines)
        return float(np.sqrt(np.max(bent) * response[pool].max()))


@cache
def slope(n: int, k: int) -> float:
    """What a standard deviation of score adds to the chance of being among the best k of n equal units.

    >>> round(slope(7, 2), 9), round(slope(21, 20), 9), slope(5, 5), slope(1, 1)
    (0.301364664, 0.089960377, 0.0, 0.0)
    """
    return float(_integrated(n, k, np.zeros(1), lambda z: z)[0])


@cache
def curvature(n: int, k: int) -> Array:
    """How the chance bends at each of :data:`AHEAD`, never below 0.

    >>> round(float(curvature(2, 1).max()), 4)  # exp(-1/2) / (2 sqrt(2 pi)) for two
    0.121
    """
    return np.maximum(_integrated(n, k, AHEAD, lambda z: z**2 - 1.0), 0.0)


def steepness(setting: Setting) -> Array:
    r""":math:`a'(cC)^{-1}a` of each unit: how far its score answers when a point becomes worth one more."""
    people, work = setting.population, setting.work
    gain = through(setting.yields.T, people.per_task(setting.weights[0])) * people.works
    squares, total, tasks = totals(gain**2), totals(gain), people.works.sum(axis=-1)
    s = work.substitution
    answer: Array = (squares - s / (1.0 - s + s * tasks) * total**2) / (work.effort_cost * (1.0 - s))
    return answer


def pools_of(population: Population, by: PoolsBy) -> Mapping[str, Counts]:
    """The positions of the units that are ranked together, by the code of their pool."""
    column = population.systems if by == "systems" else population.groups
    codes = np.array([column[u] for u in population.units], dtype=object)
    return {code: np.flatnonzero(codes == code) for code in dict.fromkeys(codes)}


def unknown_pools(part: str, by: str) -> list[Fault]:
    """A fault if units cannot be ranked together by this."""
    if by in get_args(PoolsBy):
        return []
    return [fault("simulation.unknown_pools", nearest(by, get_args(PoolsBy)), parameter=f"{part}.pools", found=by)]


def places(score: Array, lots: Array, pools: Sequence[Counts]) -> Counts:
    """The place of each unit in its pool, 1 the best, replication x unit; of equals the larger lot goes first.

    >>> places(np.array([[0.5, 0.7, 0.5, 0.1]]), np.array([[0.2, 0.1, 0.3, 0.9]]), [np.array([0, 1, 2]), np.array([3])])
    array([[3, 1, 2, 1]])
    """
    place = np.zeros(score.shape, dtype=np.int64)
    for pool in pools:
        order = np.lexsort((-np.take(lots, pool, axis=-1), -np.take(score, pool, axis=-1)))
        place[:, pool] = order.argsort(axis=-1) + 1
    return place


def among_first(score: Array, lots: Array, pools: Sequence[Counts], best: Sequence[int]) -> Flags:
    """Who is among so many first of its pool, replication x unit."""
    line = np.zeros(score.shape[1], dtype=np.int64)
    for pool, count in zip(pools, best, strict=True):
        line[pool] = count
    return places(score, lots, pools) <= line


def among_last(score: Array, lots: Array, pools: Sequence[Counts], worst: Sequence[int]) -> Flags:
    """Who is among so many last of its pool, replication x unit; who comes first among equals is not last.

    >>> among_last(np.array([[0.5, 0.7, 0.5]]), np.array([[0.2, 0.1, 0.3]]), [np.arange(3)], [1])
    array([[ True, False, False]])
    """
    return among_first(-score, -lots, pools, worst)


def wrongly(last: Flags, true: Array, lots: Array, pools: Sequence[Counts], worst: Sequence[int]) -> Flags:
    """Who of the last by score is not among so many last by truth."""
    return last & ~among_last(true, lots, pools, worst)


def both_ends(
    pools: Sequence[Counts], first: Sequence[int], prize: float, last: Sequence[int], loss: float
) -> tuple[Line, Line]:
    """The line to the first of each pool and its prize, and the line above the last of each and what is spared there."""
    safe = [len(pool) - count for pool, count in zip(pools, last, strict=True)]
    return Line(first, prize), Line(safe, loss)


def _integrated(n: int, k: int, ahead: Array, kernel: Callable[[Array], Array]) -> Array:
    r""":math:`\int g(x - \delta)\,\varphi(x - \delta)\,B_k(x)\,dx` for each :math:`\delta` ahead."""
    from scipy.special import bdtr, ndtr

    if k >= n or k < 1:
        return np.zeros(ahead.size)
    z = SEEN - ahead[:, None]
    density = np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    return totals(kernel(z) * density * bdtr(k - 1, n - 1, ndtr(-SEEN)) * STEP)


def _moments(score: Array, above: Flags, pool: Counts) -> tuple[Array, Array]:
    """The covariance of place and score in a pool and the variance of the score, by replication."""
    s, there = np.take(score, pool, axis=-1), np.take(above, pool, axis=-1).astype(float)
    n = len(pool)
    apart = s - totals(s)[:, None] / n
    return totals((there - totals(there)[:, None] / n) * apart) / n, totals(apart**2) / max(n - 1, 1)
