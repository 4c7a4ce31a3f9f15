r"""Independent uniform draws: exact, where a cheap superset of the admissible weights can be drawn from.

Weights of one group with a reach :math:`l \le w \le u` and the sum 1 can be drawn from exactly, in two ways.

*Floors.* If only the floors matter, :math:`w = l + (1 - \sum l)\, e / \sum e` with exponential :math:`e`; draws above a
ceiling are refused.

*Tilt.* All weights but the widest, :math:`v`, are drawn apart, each with density :math:`\propto e^{-\theta w}` on its
reach, and :math:`w_v = 1 - \sum_{k \ne v} w_k`.  Their joint density, :math:`\propto e^{\theta w_v}`, is evened out by
keeping a draw with probability :math:`\propto e^{-\theta w_v}`.  With :math:`\theta` such that the means add up to 1,
about one in :math:`\sqrt{m}` of m weights is kept, however uneven their reaches.

Groups are drawn apart, and what breaks another row is refused.  Where one draw in fifty is kept, this is the sampler.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from govperf_sim.cells import Array
from govperf_sim.robustness.body import HELD, Body

KEPT = 0.02
"""The least share of proposals to be kept."""
TRIED = 20_000
"""Proposals on which that share is judged."""
WITHIN = 1e-12
AT_ONCE = 16_384

Propose = Callable[[np.random.Generator, int], Array]
"""So many proposals or fewer: draw x weight of one group."""


@dataclass(frozen=True, eq=False)
class Independent:
    """Independent draws from a body, by refusal."""

    body: Body
    propose: tuple[Propose, ...]
    """One for each group."""
    kept: float
    """The share of proposals that were kept when it was tried."""

    def draw(self, rng: np.random.Generator, count: int) -> Array:
        """Draw x weight."""
        found: list[Array] = []
        left = count
        while left > 0:
            found.append(_within(self.body, _proposed(self.propose, rng, AT_ONCE))[:left])
            left -= len(found[-1])
        return np.concatenate(found)


def independent(body: Body, rng: np.random.Generator) -> Independent | None:
    """The sampler, where the body has as many dimensions as its groups apart and enough proposals are kept."""
    ways: list[Propose] = []
    dimension = 0
    for g in body.groups:
        own = [n for n, (group, _) in enumerate(body.cells) if group == g]
        free = int(body.free[own].sum())
        dimension += max(free - 1, 0)
        ways.append(_better(rng, body.low[own], body.high[own]))
    if dimension != body.dimension:
        return None
    proposed = [len(way(rng, TRIED)) / TRIED for way in ways]
    joined = _proposed(ways, rng, TRIED)
    kept = min(proposed) * len(_within(body, joined)) / max(len(joined), 1)
    return Independent(body, tuple(ways), kept) if kept >= KEPT else None


def _within(body: Body, weights: Array) -> Array:
    good = (weights @ body.rows.T <= body.limits + WITHIN).all(axis=1)
    for bend in body.bends:
        good &= bend.value(weights) <= WITHIN
    return weights[good]


def _proposed(ways: Sequence[Propose], rng: np.random.Generator, count: int) -> Array:
    """Proposals of all groups side by side, as many as the group with the fewest."""
    each = [way(rng, count) for way in ways]
    shortest = min(map(len, each))
    return np.hstack([draws[:shortest] for draws in each])


def _better(rng: np.random.Generator, low: Array, high: Array) -> Propose:
    """The way that keeps more of what it draws."""
    free = high - low > HELD
    if free.sum() < 2:
        return lambda _, count: np.tile((low + high) / 2, (count, 1))
    ways = (_floors(low, high, free), _tilt(low, high, free))
    return max(ways, key=lambda way: len(way(rng, TRIED)))


def _floors(low: Array, high: Array, free: np.ndarray) -> Propose:
    middle = (low + high) / 2
    spare = 1.0 - middle[~free].sum() - low[free].sum()

    def propose(rng: np.random.Generator, count: int) -> Array:
        e = rng.standard_exponential((count, int(free.sum())))
        w = low[free] + spare * e / e.sum(axis=1, keepdims=True)
        return _placed(w[(w <= high[free]).all(axis=1)], free, middle)

    return propose


def _tilt(low: Array, high: Array, free: np.ndarray) -> Propose:
    middle = (low + high) / 2
    places = np.flatnonzero(free)
    widest = int(places[(high - low)[free].argmax()])
    rest = places[places != widest]
    floor, reach = low[rest], (high - low)[rest]
    whole = 1.0 - middle[~free].sum()
    theta = _tilt_of(low[free], (high - low)[free], whole)
    edge = low[widest] if theta > 0 else high[widest]

    def propose(rng: np.random.Generator, count: int) -> Array:
        u = rng.random((count, len(rest)))
        w = np.empty((count, len(low)))
        w[:] = middle
        w[:, rest] = floor + (reach * u if theta == 0 else -np.log1p(u * np.expm1(-theta * reach)) / theta)
        w[:, widest] = whole - w[:, rest].sum(axis=1)
        good = (w[:, widest] >= low[widest]) & (w[:, widest] <= high[widest])
        w = w[good]
        return np.asarray(w[rng.random(len(w)) < np.exp(-theta * (w[:, widest] - edge))])

    return propose


def _tilt_of(low: Array, reach: Array, whole: float) -> float:
    """The tilt under which the means add up to the whole; 0 where that is the middle of all reaches."""

    def excess(theta: float) -> float:
        return float((low + reach * _mean(theta * reach)).sum()) - whole

    end = 1.0 / float(reach.min())
    while excess(-end) < 0 or excess(end) > 0:
        end *= 2
        if end > LARGEST:
            return 0.0
    found = float(brentq(excess, -end, end))
    return found if abs(found) * float(reach.max()) > HELD else 0.0


LARGEST = 1e12
"""A steeper tilt than this is given up: the weights are then at their ends, and the other way serves."""


def _mean(a: Array) -> Array:
    """The mean on [0, 1] of a density like exp(-a x)."""
    near = np.abs(a) < 1e-4
    safe = np.where(near, 1.0, a)
    with np.errstate(over="ignore"):
        return np.where(near, 0.5 - a / 12, 1 / safe - 1 / np.expm1(safe))


def _placed(free_weights: Array, free: np.ndarray, middle: Array) -> Array:
    w = np.tile(middle, (len(free_weights), 1))
    w[:, free] = free_weights
    return w
