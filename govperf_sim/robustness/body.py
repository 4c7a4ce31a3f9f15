r"""The admissible weights as a body: how far each weight reaches, in which directions there is room, where its middle is.

Rules may leave fewer dimensions than there are weights, and not only by the sum of each group: a ruler held strictly, a
floor met by a ceiling.  The affine hull is found, not read off the rows.  The optima of all weights, lowest and highest,
are points of :math:`W`; a random direction at right angles to all of them either has no width, and then (with
probability 1) no direction has, or its two optima are points more.  Directions with room are the null space of the
equalities, reduced so that most of them move few weights: where only the sum binds they are :math:`e_i - e_j`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.robustness.shadow import Bend, Shadow, shadow
from govperf_sim.weights.arrays import written_out
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.weighting import Weighting

HELD = 1e-7
"""A weight, or a direction, with less room than this is held."""
SMALL = 1e-9


@dataclass(frozen=True, eq=False)
class Body:
    """The admissible weights of groups that rules tie together; arrays are by ``cells``."""

    groups: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    """(group, indicator) of each weight."""
    low: Array
    high: Array
    """The least and the greatest each weight can be."""
    points: Array
    """Points of the set, among them a lowest and a highest of every weight: point x weight."""
    middle: Array
    """The mean of the points: within the set, whatever its dimension."""
    directions: Array
    """Direction x weight: a basis of all movements inside the hull."""
    rows: Array
    limits: Array
    """``rows @ w <= limits``: what may stop a movement."""
    bends: tuple[Bend, ...]

    @property
    def dimension(self) -> int:
        return len(self.directions)

    @property
    def free(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """The weights that are not held at one value."""
        return np.asarray(self.high - self.low > HELD)


def body_of(q: Weighting, groups: tuple[str, ...]) -> Body:
    """The body of a part of a question whose rules are known to admit weights."""
    m = q.model(groups)
    cells = tuple(m.w)
    program = CompiledProgram(m.problem)
    names = tuple(f"w({g},{k})" for g, k in cells)
    points = _farthest(program, names)
    low, high = points.min(axis=0), points.max(axis=0)
    free = high - low > HELD
    points = _spanning(program, names, points, free)
    found = shadow(written_out(m.problem), names)
    equalities = _equalities(found, points, free)
    rows, limits = _stopping(program, names, found, points)
    bounds = np.eye(len(names))[free]
    directions = null_space(equalities)
    rows, limits = np.vstack([rows, bounds, -bounds]), np.concatenate([limits, high[free], -low[free]])
    tightest = _tightest(rows @ directions.T, limits - rows @ points.mean(axis=0))
    return Body(
        groups=groups,
        cells=cells,
        low=low,
        high=high,
        points=points,
        middle=points.mean(axis=0),
        directions=directions,
        rows=rows[tightest],
        limits=limits[tightest],
        bends=found.bends,
    )


def _farthest(program: CompiledProgram, names: tuple[str, ...]) -> Array:
    """A lowest and a highest point of every weight, each point once."""
    _, found = program.sweep(names, np.vstack([np.eye(len(names)), -np.eye(len(names))]))
    return found[np.unique(np.round(found / HELD), axis=0, return_index=True)[1]]


def _spanning(program: CompiledProgram, names: tuple[str, ...], points: Array, free: np.ndarray) -> Array:
    """The points, with more of them until no direction at right angles to all has any room."""
    width = np.ptp(points, axis=0)
    rng = np.random.default_rng(0)
    while True:
        spread = (points - points[0])[:, free] / width[free]
        _, size, basis = np.linalg.svd(spread, full_matrices=True)
        across = basis[int((size > HELD).sum()) :]
        if not len(across):
            return points
        way = np.zeros(len(names))
        way[free] = (rng.standard_normal(len(across)) @ across) / width[free]
        _, ends = program.sweep(names, np.array([way, -way]))
        if float((ends[1] - ends[0]) @ way) <= HELD * float(np.linalg.norm(way * width)):
            return points
        points = np.vstack([points, ends])


def _equalities(found: Shadow, points: Array, free: np.ndarray) -> Array:
    """Rows that are constant on the hull, and as many as the hull needs: first those of rules, which are exact."""
    size = points.shape[1]
    held = np.eye(size)[~free]
    scale = np.where(free, np.ptp(points, axis=0), 1.0)
    spread = (points - points[0]) / scale
    reach = np.ptp(found.rows @ points.T, axis=1)
    constant = found.rows[reach <= SMALL * np.maximum(1.0, np.abs(found.rows).max(axis=1, initial=1.0))]
    known = np.vstack([held, constant])
    _, sizes, basis = np.linalg.svd(spread, full_matrices=True)
    normals = basis[int((sizes > HELD).sum()) :] / scale
    rank = np.linalg.matrix_rank(known * scale, tol=HELD) if len(known) else 0
    return known if rank >= len(normals) else np.vstack([known, normals])


def _stopping(program: CompiledProgram, names: tuple[str, ...], found: Shadow, points: Array) -> tuple[Array, Array]:
    """The rows that can stop a movement: not those of one weight, nor those that never come near their limit."""
    at = points @ found.rows.T
    moving = (np.count_nonzero(found.rows, axis=1) > 1) & (np.ptp(at, axis=0) > SMALL)
    near = at.max(axis=0) >= found.limits - HELD
    unsure = np.flatnonzero(moving & ~near)
    if len(unsure):
        least, _ = program.sweep(names, -found.rows[unsure])
        near[unsure] = -least > found.limits[unsure] - HELD
    return found.rows[moving & near], found.limits[moving & near]


def _tightest(speeds: Array, room: Array) -> list[int]:
    """Of rows that mean the same inside the hull, such as one weight held alike in several groups, the one that stops
    first; ``speeds`` is how fast each is approached in each direction.
    """
    scale = np.abs(speeds).max(axis=1, initial=0.0)
    kept: dict[bytes, int] = {}
    for i in np.argsort(room / np.where(scale > 0, scale, 1.0), kind="stable"):
        if scale[i] > SMALL:
            kept.setdefault((np.round(speeds[i] / scale[i], 9) + 0.0).tobytes(), int(i))
    return sorted(kept.values())


def null_space(equalities: Array) -> Array:
    """A basis of what the equalities leave free, one vector a free column, few entries each.

    Columns are made dependent from the last to the first, each on the columns before it.

    >>> null_space(np.array([[1.0, 1.0, 1.0]]))
    array([[ 1.,  0., -1.],
           [ 0.,  1., -1.]])
    """
    a, size = equalities.copy(), equalities.shape[1]
    dependent: list[int] = []
    for j in reversed(range(size)):
        done = len(dependent)
        if done == len(a):
            break
        i = done + int(np.abs(a[done:, j]).argmax())
        if abs(a[i, j]) <= HELD:
            continue
        a[[done, i]] = a[[i, done]]
        a[done] /= a[done, j]
        others = np.arange(len(a)) != done
        a[others] -= np.outer(a[others, j], a[done])
        a[np.abs(a) < NOISE] = 0.0
        dependent.append(j)
    free = [j for j in range(size) if j not in dependent]
    basis = np.zeros((len(free), size))
    for n, j in enumerate(free):
        basis[n, j] = 1.0
        basis[n, dependent] = -a[: len(dependent), j]
    return basis + 0.0


NOISE = 1e-11
"""Entries smaller than this are what is left of rounding."""
