"""Units that copy the best of their group; pure functions of arrays.

Each year an imitator looks, with some chance, at the best-scored unit of its own group in the last year that has been
scored, and does this year what that unit did then: its effort, its image projects, its fabrication, its timing.  Otherwise
it does what it did before.  Until a year has been scored it does what pays best.

**Limit.**  Among units that all answer best, as in t01, there is nobody better to copy, and it stays where it started.
Elsewhere it is biased: it copies what paid for another unit, with another motive and other luck, and lies that were not
found pay.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts, Flags


def leaders(score: Array, together: Array) -> Counts:
    """The position of the best-scored unit of each unit's group, replication x unit; the first of equals.

    >>> leaders(np.array([[0.1, 0.3, 0.2]]), np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])).tolist()
    [[2, 1, 2]]
    """
    first: Counts = np.where(together > 0.0, score[:, None, :], -np.inf).argmax(axis=-1)
    return first


def copied(habit: Array, done: Array, leader: Counts, looks: Flags) -> Array:
    """A decision, replication x unit or replication x unit x ...: the leader's where the unit looks, else its habit."""
    wide = (..., *(None,) * (done.ndim - leader.ndim))
    return np.where(looks[wide], np.take_along_axis(done, leader[wide], axis=1), habit)
