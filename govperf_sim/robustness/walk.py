r"""Draws by walking: thousands of chains that exchange weight between two indicators, or two extremes, at a time.

A step picks one movement for all chains, such as the exchange :math:`e_i - e_j`, finds in each chain how far it may go either way
before a row stops it, and goes to a uniform place on that stretch: the uniform distribution stays as it is.  Which movement
comes next owes nothing to where the chains are.  A movement touches few rows, and arrays hold a weight of all chains
side by side, in coordinates along the directions that have room, so that a step of thousands of chains costs a few passes over short arrays.  Where a bent row stops the
movement the stretch is found by trying: a place outside becomes the new end of the stretch (Neal 2003, shrinkage).

Plain hit-and-run, in a random direction of all weights at once, fails silently where some weights have much room and
others little: the shortest stops every step.  An exchange is stopped by its own two.  Under a chain of orders
:math:`w_1 \ge w_2 \ge \dots` exchanges are short too; there the way from one extreme point of the set to another,
:math:`p_a - p_b`, takes the place of the exchange.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.robustness.body import HELD, SMALL, Body
from govperf_sim.robustness.shadow import Bend

Places = np.ndarray[tuple[int], np.dtype[np.intp]]
TOUCH = 1e-12
MOST = 1_000
"""Crossings."""
CORNERS = 3
"""So many points of the set are mixed to make the start of a chain."""
MEASURED = 16
"""Sweeps between two measurements of what is left before each row: in them rounding adds up to nothing that counts, and
a product of matrices after every sweep, shared among threads, would wait for them longer than the steps take."""


@dataclass(frozen=True, eq=False)
class Movement:
    """A direction inside the hull, and what it touches."""

    coordinates: Places
    by: Array
    """How the touched coordinates change, as a column."""
    touched: Places
    """Rows that stop it: first those that stop it going forward, then those that stop it going back."""
    forward: int
    """How many of them stop it going forward."""
    speed: Array
    """How fast each touched row is approached, as a column; negative for those approached going back."""
    reach: Array
    """How far the movement goes for each unit of room before the row: one over the speed, without its sign."""
    lines: tuple[Array, ...]
    """For each bend, the speed of its lines; empty where the bend does not feel the movement."""


def exchanges(body: Body) -> tuple[Movement, ...]:
    """The directions of the basis, and the differences of two that leave less to move than both together."""
    one = np.eye(body.dimension)
    found = list(one)
    for i, j in itertools.combinations(range(body.dimension), 2):
        v, other = body.directions[[i, j]]
        shared = (v != 0) & (other != 0)
        if shared.any():
            ratio = float((v[shared] / other[shared])[0])
            difference = np.abs(v - ratio * other) > SMALL
            if np.count_nonzero(difference) < np.count_nonzero(v) + np.count_nonzero(other) - 1:
                found.append(one[i] - ratio * one[j])
    return tuple(_movement(body, v) for v in found)


def crossings(body: Body) -> tuple[Movement, ...]:
    """Ways from one of the farthest points to another; where there are very many, some of them."""
    places = _coordinates(body, body.points)
    pairs = list(itertools.combinations(range(len(places)), 2))
    if len(pairs) > MOST:
        pairs = [pairs[n] for n in np.random.default_rng(0).choice(len(pairs), MOST, replace=False)]
    ways = (places[i] - places[j] for i, j in pairs)
    return tuple(_movement(body, v / np.abs(v).max()) for v in ways if np.abs(v).max() > HELD)


class Walk:
    """Chains in a body; all of them take the same movements, each its own way along them."""

    def __init__(self, body: Body, movements: Sequence[Movement], chains: int, rng: np.random.Generator) -> None:
        self._body, self._movements, self._rng = body, movements, rng
        self._at = np.ascontiguousarray(_coordinates(body, _starts(body, chains, rng)).T)
        self._rows, self._room = body.rows @ body.directions.T, body.limits - body.rows @ body.middle
        self._measure()

    @property
    def weights(self) -> Array:
        """Chain x weight."""
        return np.asarray(self._body.middle + self._at.T @ self._body.directions)

    def sweep(self, times: int) -> None:
        """As many steps as there are dimensions, so many times."""
        for done in range(1, times + 1):
            for n in self._rng.integers(len(self._movements), size=self._body.dimension):
                self._step(self._movements[n])
            if done % MEASURED == 0 or done == times:
                self._measure()

    def _measure(self) -> None:
        """What is left before each row stops a chain, from where the chains are: no rounding adds up."""
        self._slack = np.maximum(self._room[:, None] - self._rows @ self._at, 0.0)
        self._lines = [bend.slopes @ self.weights.T + bend.heights[:, None] for bend in self._body.bends]

    def _step(self, m: Movement) -> None:
        slack = self._slack[m.touched]
        room = slack * m.reach
        ahead, back = room[: m.forward].min(axis=0), room[m.forward :].min(axis=0)
        felt = [n for n, speed in enumerate(m.lines) if speed.size]
        by = self._between(-back, ahead, m, felt) if felt else self._rng.random(len(ahead)) * (ahead + back) - back
        self._at[m.coordinates] += m.by * by
        slack -= np.multiply(m.speed, by, out=room)
        self._slack[m.touched] = slack
        for n in felt:
            self._lines[n] += m.lines[n] * by

    def _between(self, low: Array, high: Array, m: Movement, felt: list[int]) -> Array:
        """A uniform place of the stretch on which no bend is broken; 0 always is one."""
        by = np.zeros_like(low)
        seeking = np.arange(len(low))
        while len(seeking):
            tried = low[seeking] + (high - low)[seeking] * self._rng.random(len(seeking))
            out = np.zeros(len(seeking), dtype=bool)
            for n in felt:
                lines = self._lines[n][:, seeking] + m.lines[n] * tried
                out |= _total(self._body.bends[n], lines) > 0
            by[seeking[~out]] = tried[~out]
            stuck = out & (np.abs(tried) < TOUCH)
            seeking, tried = seeking[out & ~stuck], tried[out & ~stuck]
            low[seeking] = np.where(tried < 0, tried, low[seeking])
            high[seeking] = np.where(tried > 0, tried, high[seeking])
        return by


def _total(bend: Bend, lines: Array) -> Array:
    return np.asarray(np.maximum.reduceat(lines, bend.starts, axis=0).sum(axis=0), dtype=float)


def _movement(body: Body, step: Array) -> Movement:
    """A step in the coordinates of the body's directions."""
    v = step @ body.directions
    speed = body.rows @ v
    up, down = np.flatnonzero(speed > SMALL), np.flatnonzero(speed < -SMALL)
    touched = np.concatenate([up, down])
    felt = [bend.slopes @ v for bend in body.bends]
    coordinates = np.flatnonzero(step)
    return Movement(
        coordinates=coordinates,
        by=step[coordinates, None],
        touched=touched,
        forward=len(up),
        speed=speed[touched, None],
        reach=1 / np.abs(speed[touched, None]),
        lines=tuple(s[:, None] if (np.abs(s) > SMALL).any() else np.empty((0, 1)) for s in felt),
    )


def _coordinates(body: Body, points: Array) -> Array:
    """Points of the hull by how far they lie along each direction from the middle."""
    return np.asarray((points - body.middle) @ np.linalg.pinv(body.directions))


def _starts(body: Body, chains: int, rng: np.random.Generator) -> Array:
    """Places all over the set, none of them on its edge."""
    corners = body.points[rng.integers(len(body.points), size=(chains, CORNERS))]
    mixed = np.einsum("cp,cpk->ck", rng.dirichlet(np.ones(CORNERS), chains), corners)
    return np.asarray(0.9 * mixed + 0.1 * body.middle, dtype=float)
