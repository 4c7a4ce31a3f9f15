r"""PRIM, the patient rule induction method: a box of factors within which failures are dense.

The box begins as everything and is peeled: of all ways to take a twentieth off one end of one factor, or one of its listed
values away, the one that raises the density of failures most for each world it costs is taken, until few worlds are left.
Of the boxes on this trajectory the one is taken that tells most, by the likelihood ratio

.. math:: \Lambda = \ell(k, n) + \ell(K - k, N - n) - \ell(K, N), \qquad
    \ell(k, n) = k \ln \tfrac{k}{n} + (n - k) \ln \bigl(1 - \tfrac{k}{n}\bigr),

k of the n worlds within and K of all N failing; and then each face is put where :math:`\Lambda` is greatest, the others held
(Friedman and Fisher paste instead: they let faces out again, a little at a time).  Two questions are asked of what is found.
Would a box be found if nothing mattered?  :math:`\Lambda` is compared with that of the same search after the failures have been
dealt out among the worlds at random.  Does each face matter?  If it did not, as many of the worlds within would fail as fail
without it: the binomial chance of as many failures or more is its quasi-p, and what may be chance is let go.

Sources: Friedman and Fisher (1999), Statistics and Computing 9:123-143 (peels weighed by what they cost: eq. 14.5); Bryant and
Lempert (2010), Technological Forecasting and Social Change 77:34-49 (coverage, density, quasi-p); Kwakkel and Jaxa-Rozen (2016),
Environmental Modelling & Software 79:311-321 (listed values); Kulldorff (1997), Communications in Statistics 26:1481-1496 (the
likelihood ratio and its chance); Besag and Clifford (1991), Biometrika 78:301-304 (when to stop dealing).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from govperf_sim.cells import Array

Mask = npt.NDArray[np.bool_]
PEEL = 0.05
"""The share of worlds that a peel takes off."""
SMALLEST = 0.05
"""A box holds at least this share of the worlds, and at least :data:`FEWEST_WITHIN` of them."""
FEWEST_WITHIN = 5
CHANCE = 0.05
"""What is at least as likely by chance alone is not told."""
DEALT = 99
"""How often failures are dealt out at random, at most."""
ENOUGH_AS_GOOD = 10
"""No need to deal on once so many were as good as what was found."""
DEALT_AMONG = 2000
"""Of more worlds, so many stand for all when chance is asked."""
EQUAL = 1e-9
"""Likelihood ratios nearer to one another than this are alike."""


@dataclass(frozen=True)
class Between:
    """A range of a number, both ends within; an infinite end is open."""

    low: float = -math.inf
    high: float = math.inf

    def holds(self, x: Array) -> Mask:
        return np.asarray((x >= self.low) & (x <= self.high))

    @property
    def sides(self) -> list[Between]:
        """The ranges that are left when one of the closed ends is opened."""
        opened = [Between(-math.inf, self.high), Between(self.low, math.inf)]
        return [each for each in opened if each != self]

    def peeled(self, x: Array) -> Iterator[Between]:
        """``x`` are the values within."""
        count = math.ceil(PEEL * len(x))
        ordered = np.sort(x)
        above, below = ordered[ordered > ordered[count - 1]], ordered[ordered < ordered[-count]]
        if above.size:
            yield Between(float(above[0]), self.high)
        if below.size:
            yield Between(self.low, float(below[-1]))


@dataclass(frozen=True)
class OneOf:
    """Some of a factor's listed values, by their places; ``count`` there are in all."""

    places: frozenset[int]
    count: int

    def holds(self, x: Array) -> Mask:
        return np.isin(x, list(self.places))

    @property
    def sides(self) -> list[OneOf]:
        return [] if len(self.places) == self.count else [OneOf(frozenset(range(self.count)), self.count)]

    def peeled(self, x: Array) -> Iterator[OneOf]:
        there = {int(v) for v in np.unique(x)}
        if len(there) > 1:
            yield from (OneOf(self.places - {place}, self.count) for place in sorted(there))


Limit = Between | OneOf
Limits = tuple[Limit, ...]
"""One for each factor."""


@dataclass(frozen=True)
class Step:
    """A box on the trajectory: how many worlds are within, and how many of them fail."""

    limits: Limits
    within: int
    failing: int
    gain: float


@dataclass(frozen=True, eq=False)
class Found:
    """The box, what it tells, and how it was come by."""

    limits: Limits
    gain: float
    trajectory: tuple[Step, ...]


def within(limits: Limits, x: Array) -> Mask:
    """``x``: world x factor."""
    return reduce(np.logical_and, (limit.holds(x[:, j]) for j, limit in enumerate(limits)), np.ones(len(x), bool))


def search(x: Array, fails: Mask, whole: Limits) -> Found:
    """Peel from ``whole``, the box of everything, and settle the faces of what tells most."""
    trajectory = tuple(_peeled_down(x, fails, whole))
    best = max(trajectory, key=lambda step: step.gain)
    limits, gain = settled(x, fails, best.limits, best.gain)
    return Found(limits, gain, trajectory)


def settled(x: Array, fails: Mask, limits: Limits, gain: float) -> tuple[Limits, float]:
    """Each face where the likelihood ratio is greatest, the others held, until none moves."""
    moved = True
    while moved:
        before = gain
        for j in range(len(limits)):
            others = within((*limits[:j], *limits[j + 1 :]), np.delete(x, j, axis=1))
            limit, gain = _better(limits[j], x[others, j], fails[others], (len(fails), int(fails.sum())), gain)
            limits = (*limits[:j], limit, *limits[j + 1 :])
        moved = gain > before + EQUAL
    return limits, gain


def pruned(x: Array, fails: Mask, limits: Limits) -> Limits:
    """Without the ends and lists that may be chance, the likeliest let go first."""
    while True:
        doubtful = [
            (quasi_p(x, fails, limits, opened), opened)
            for j, limit in enumerate(limits)
            for side in limit.sides
            for opened in [(*limits[:j], side, *limits[j + 1 :])]
        ]
        p, opened = max(doubtful, key=lambda each: each[0], default=(0.0, limits))
        if p < CHANCE:
            return limits
        limits = opened


def quasi_p(x: Array, fails: Mask, limits: Limits, without: Limits) -> float:
    """The chance of as many failures within, were they as dense as they are ``without`` some of the limits."""
    from scipy.stats import binom  # half a second to import

    inner, outer = within(limits, x), within(without, x)
    return float(binom.sf(fails[inner].sum() - 1, inner.sum(), fails[outer].mean()))


def chance(x: Array, fails: Mask, whole: Limits, seed: int) -> float:
    """How likely as good a box would be found if failures lay among the worlds at random."""
    draw = np.random.default_rng([seed, len(fails)])
    if len(fails) > DEALT_AMONG:
        some = draw.choice(len(fails), DEALT_AMONG, replace=False)
        x, fails = x[some], fails[some]
    gain = search(x, fails, whole).gain
    as_good = 0
    for dealt in range(1, DEALT + 1):
        as_good += search(x, draw.permutation(fails), whole).gain >= gain - EQUAL
        if as_good == ENOUGH_AS_GOOD:
            return as_good / dealt
    return (as_good + 1) / (DEALT + 1)


def fewest(worlds: int) -> int:
    """A box of so many worlds must hold at least so many."""
    return max(FEWEST_WITHIN, math.ceil(SMALLEST * worlds))


def _peeled_down(x: Array, fails: Mask, limits: Limits) -> Iterator[Step]:
    total, failing, least = len(fails), int(fails.sum()), fewest(len(fails))
    now, mine = x, fails
    while True:
        yield Step(limits, len(mine), int(mine.sum()), float(_gain(len(mine), mine.sum(), total, failing)))
        density, best = mine.mean(), (-math.inf, 0, limits[0])
        for j, limit in enumerate(limits):
            for peel in limit.peeled(now[:, j]):
                left = mine[peel.holds(now[:, j])]
                if len(left) >= least:
                    score = (left.mean() - density) / (len(mine) - len(left))
                    best = max(best, (float(score), j, peel), key=lambda each: each[0])
        score, j, peel = best
        if score == -math.inf or density == 1.0:
            return
        stays = peel.holds(now[:, j])
        now, mine, limits = now[stays], mine[stays], (*limits[:j], peel, *limits[j + 1 :])


def _better(limit: Limit, x: Array, fails: Mask, totals: tuple[int, int], gain: float) -> tuple[Limit, float]:
    """The best limit of one factor, given the worlds that the limits of the others let in; the widest of those alike."""
    if isinstance(limit, OneOf):
        tried: Sequence[Limit] = [
            OneOf(places, limit.count) for p in range(limit.count) if (places := limit.places ^ {p})
        ]
        for other in tried:
            inside = other.holds(x)
            if inside.sum() >= fewest(totals[0]):
                reached = float(_gain(inside.sum(), fails[inside].sum(), *totals))
                if reached > gain + EQUAL:
                    limit, gain = other, reached
        return limit, gain
    low, gain = _best_end(x, fails, limit.high, totals, gain, limit.low)
    high, gain = _best_end(-x, fails, -low, totals, gain, -limit.high)
    return Between(low, -high), gain


def _best_end(
    x: Array, fails: Mask, high: float, totals: tuple[int, int], gain: float, low: float
) -> tuple[float, float]:
    """The best lower end of a range whose upper end is held; ``low`` and ``gain`` where none is better."""
    kept = x <= high
    order = np.argsort(-x[kept], kind="stable")
    ordered, failing = x[kept][order], np.cumsum(fails[kept][order])
    count = np.arange(1, len(ordered) + 1)
    last = np.append(ordered[1:] < ordered[:-1], True) if len(ordered) else np.zeros(0, bool)
    allowed = last & (count >= fewest(totals[0]))
    if not allowed.any():
        return low, gain
    reached = np.where(allowed, _gain(count, failing, *totals), -math.inf)
    widest = int(np.flatnonzero(reached >= reached.max() - EQUAL)[-1])
    if reached[widest] < gain - EQUAL:
        return low, gain
    end = -math.inf if widest == len(ordered) - 1 else float(ordered[widest])
    return end, float(reached[widest])


def _gain(count: npt.ArrayLike, failing: npt.ArrayLike, total: int, all_failing: int) -> Array:
    """The logarithm of the likelihood ratio; 0 where failures are no denser within than without."""
    n, k = np.asarray(count, float), np.asarray(failing, float)
    told = _log_likelihood(k, n) + _log_likelihood(all_failing - k, total - n)
    denser = k * total > all_failing * n
    alone = _log_likelihood(np.asarray(float(all_failing)), np.asarray(float(total)))
    return np.where(denser, told - alone, 0.0)


def _log_likelihood(k: Array, n: Array) -> Array:
    from scipy.special import xlogy  # a third of a second to import

    share = k / np.maximum(n, 1.0)
    return np.asarray(xlogy(k, share) + xlogy(n - k, 1.0 - share))
