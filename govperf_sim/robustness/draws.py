r"""Uniform draws from the admissible weights, in rounds that owe nothing to one another.

Every part of a question (groups that rules tie together) has its own sampler: a point where nothing can move,
independent draws where they are cheap (:mod:`govperf_sim.robustness.independent`), else a walk
(:mod:`govperf_sim.robustness.walk`) with so many sweeps between two draws that next to nothing of the one is left in the
other.  A round is chains of :data:`LENGTH` draws, or as many independent draws, keyed by seed, part and number of the
round: however many rounds there are, in whatever order, each is the same.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.errors import NotMixed, fault
from govperf_sim.robustness.body import Body, body_of
from govperf_sim.robustness.independent import Independent, independent
from govperf_sim.robustness.walk import Movement, Walk, crossings, exchanges
from govperf_sim.weights.conflicts import require_admissible
from govperf_sim.weights.weighting import Weighting

LENGTH = 40
"""Draws of a chain in a round."""
TRIED = 1_000
"""Chains on which the sweeps between two draws are settled."""
LEFT = 0.12
"""The correlation of a draw with the next that is let pass, in every weight and every row."""
BURN = 6
"""A chain goes so many times the way between two draws before the first: of where it began, ``LEFT**BURN`` remains."""
MOST_SWEEPS = 4_096


@dataclass(frozen=True, eq=False)
class Point:
    """Weights that the rules leave no choice."""

    method: ClassVar[str] = "point"
    body: Body

    def round(self, chains: int, rng: np.random.Generator) -> Array:
        return np.broadcast_to(self.body.middle, (chains, LENGTH, len(self.body.cells)))


@dataclass(frozen=True, eq=False)
class Refusal:
    """Independent draws."""

    method: ClassVar[str] = "independent"
    body: Body
    source: Independent

    def round(self, chains: int, rng: np.random.Generator) -> Array:
        return self.source.draw(rng, chains * LENGTH).reshape(chains, LENGTH, -1)


@dataclass(frozen=True, eq=False)
class Walking:
    """Chains of draws, ``sweeps`` apart."""

    method: ClassVar[str] = "walk"
    body: Body
    movements: tuple[Movement, ...]
    sweeps: int

    def round(self, chains: int, rng: np.random.Generator) -> Array:
        walk = Walk(self.body, self.movements, chains, rng)
        walk.sweep(BURN * self.sweeps)
        draws = np.empty((chains, LENGTH, len(self.body.cells)))
        for n in range(LENGTH):
            walk.sweep(self.sweeps)
            draws[:, n] = walk.weights
        return draws


Sampler = Point | Refusal | Walking


@dataclass(frozen=True, eq=False)
class Draws:
    """Where draws of all weights come from."""

    cells: tuple[tuple[str, str], ...]
    """(group, indicator) of each weight, in the order of a draw."""
    samplers: tuple[Sampler, ...]
    """One for each part of the question."""
    seed: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The weights by their names in the model."""
        return tuple(f"w({g},{k})" for g, k in self.cells)

    def slower(self) -> Draws:
        """The same with twice the sweeps between two draws."""
        walked = (replace(s, sweeps=2 * s.sweeps) if isinstance(s, Walking) else s for s in self.samplers)
        return replace(self, samplers=tuple(walked))

    def round(self, number: int, chains: int) -> Array:
        """Chain x draw x weight, each part by chance of its own."""
        parts = [s.round(chains, _stream(self.seed, s.body, number)) for s in self.samplers]
        return np.concatenate(parts, axis=2)


def draws_from(weighting: Weighting, seed: int) -> Draws:
    """The samplers of a question, tried and settled.

    Raises :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights, naming those that contradict one
    another, and :class:`~govperf_sim.errors.NotMixed` where no number of sweeps that can be waited for makes draws
    forget one another.
    """
    require_admissible(weighting.indicators_of, weighting.rules, weighting.names)
    if weighting.mean_regret is not None:
        require_admissible(weighting.indicators_of, weighting.rules, weighting.names, weighting.mean_regret)
    bodies = [body_of(weighting, part) for part in weighting.parts]
    cells = tuple(itertools.chain.from_iterable(body.cells for body in bodies))
    return Draws(cells, tuple(sampler_of(body, seed) for body in bodies), seed)


def sampler_of(body: Body, seed: int) -> Sampler:
    """The cheapest sampler that is exact, or as good as exact."""
    if body.dimension == 0:
        return Point(body)
    rng = _stream(seed, body, SETTLING)
    if (source := independent(body, rng)) is not None:
        return Refusal(body, source)
    return _walking(body, rng)


SETTLING = -1
"""The number of the round in which samplers are tried."""


def _walking(body: Body, rng: np.random.Generator) -> Walking:
    """The movements and the least number of sweeps after which next to nothing of a draw is left."""
    walks = {moves: Walk(body, moves, TRIED, rng) for moves in (exchanges(body), crossings(body))}
    sweeps, done = 1, 0
    while sweeps <= MOST_SWEEPS:
        for moves, walk in walks.items():
            walk.sweep(BURN * sweeps - done)
            before = walk.weights @ body.rows.T
            walk.sweep(sweeps)
            if _correlation(before, walk.weights @ body.rows.T).max() <= LEFT:
                return Walking(body, moves, sweeps)
        sweeps, done = 2 * sweeps, (BURN + 1) * sweeps
    raise NotMixed(fault("sampling.not_mixed", groups=", ".join(body.groups), sweeps=MOST_SWEEPS))


def _correlation(x: Array, y: Array) -> Array:
    x, y = x - x.mean(axis=0), y - y.mean(axis=0)
    size = np.sqrt((x**2).sum(axis=0) * (y**2).sum(axis=0))
    return np.asarray(np.abs((x * y).sum(axis=0)) / np.where(size > 0, size, 1.0))


def _stream(seed: int, body: Body, number: int) -> np.random.Generator:
    """Chance by name: of a part, in a round."""
    return np.random.default_rng([seed, number + 1, *"|".join(body.groups).encode()])
