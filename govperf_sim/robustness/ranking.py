r"""Ranks and wins over many draws, in memory that does not grow with them.

A draw's ranking is found by sorting whole numbers: a score, not below 0, read as a whole number keeps its order, and
its last digits make room for the number of the unit.  One sort gives who stands where; counts by place do the rest.
Units whose scores are the same whatever the weights are ranked as one: ties share the better rank.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govperf_sim.cells import Array

Whole = npt.NDArray[np.int64]
TIED = 1e-9
"""Scores that never differ by more are tied."""


def tied_units(scores: Array) -> Whole:
    """For each unit the first unit that always scores the same; ``scores`` is draw x unit, of draws far apart."""
    first = np.arange(scores.shape[1])
    for i in range(scores.shape[1]):
        if first[i] == i:
            same = np.abs(scores[:, i + 1 :] - scores[:, [i]]).max(axis=0) <= TIED
            later = i + 1 + np.flatnonzero(same)
            first[later[first[later] == later]] = i
    return first


def standings(scores: Array) -> Whole:
    """Draw x place: the number of the unit that stands there, the best first.

    >>> standings(np.array([[0.2, 0.9, 0.5]]))
    array([[1, 2, 0]])
    """
    units = scores.shape[1]
    mask = (1 << max(units - 1, 1).bit_length()) - 1
    keys = np.ascontiguousarray(HIGHER - scores).view(np.int64)
    keys &= ~np.int64(mask)
    keys |= np.arange(units)
    keys.sort(axis=1)
    keys &= mask
    return keys


HIGHER = 2.0
"""Above every score: what a score lacks of it is never negative, so that its bits sort as it does."""


class Counts:
    """How often each unit of a pool took each rank, and came out ahead of each other unit."""

    def __init__(self, first: Whole) -> None:
        self.first = first
        self._units, self._kind = np.unique(first, return_inverse=True)
        self._size = np.bincount(self._kind)
        n = len(self._units)
        self._ranks, self._wins = np.zeros((len(first), n), dtype=np.int64), np.zeros((n, n), dtype=np.int64)

    def rank(self, scores: Array) -> Whole:
        """Count who took which rank in these draws, draw x unit; the unit that won each of them."""
        order = standings(np.ascontiguousarray(scores[:, self._units]))
        n = len(self._units)
        rank: Whole = np.arange(n)
        if len(self.first) > n:  # a tie leaves as many ranks empty as there are units to share it
            rank = np.cumsum(self._size[order], axis=1) - self._size[order]
        self._ranks += np.bincount((rank * n + order).ravel(), minlength=len(self.first) * n).reshape(-1, n)
        return np.asarray(self._units[order[:, 0]])

    def compare(self, scores: Array) -> None:
        """Count who came out ahead of whom."""
        across = np.ascontiguousarray(scores[:, self._units].T)
        for i in range(len(across)):
            self._wins[i] += np.count_nonzero(across[i] > across, axis=1)

    @property
    def ranks(self) -> Whole:
        """Unit x rank."""
        return np.asarray(self._ranks.T[self._kind])

    @property
    def wins(self) -> Whole:
        """Unit x unit: how often the first was ahead."""
        return np.asarray(self._wins[np.ix_(self._kind, self._kind)])
