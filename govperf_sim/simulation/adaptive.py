r"""Units that learn by trying; pure functions of arrays.

In its year n a unit tries the effort :math:`e + h z/\sqrt n` around the best it knows, with z standard normal, and keeps
what was tried if the utility it then saw, :math:`b s_i + \mu'\theta e` less what it spent, is above the best so far.  Its
belief in a visit forgets at the rate :math:`\lambda`, :math:`p \leftarrow (1-\lambda)p + \lambda v`, where v is the mean of its own visits and the
share of its group that it saw visited.

**Limits.**  Where chance moves no score and a year's score is a year's work, the effort climbs to t01's :math:`C^{-1}\alpha`, ever
more slowly as the steps shrink.  Two biases: chance makes a lucky year be remembered as a good idea; and where stocks last,
years are compared that started from different levels.  It feels that work wears off within the year, which best
responders do not foresee.  The belief tends, on average over time, to the rate of visits (t09).
"""

from __future__ import annotations

import math

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags, totals


def tried(known: Array, chance: Array, works: Flags, step: float, year: int, least: float) -> Array:
    """The effort tried around the best one known; in its first year a unit keeps to what it knows."""
    moved = known if year == 1 else np.maximum(known + step / math.sqrt(year) * chance, least)
    return np.where(works, moved, 0.0)


def believed(belief: Array, visited: Array, together: Array, forgetting: float) -> Array:
    """The belief in a visit after a year, replication x unit; ``together`` is group of unit x unit.

    >>> believed(np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]]), np.ones((2, 2)), 0.2)
    array([[0.55, 0.45]])
    """
    seen = totals(visited[:, None, :] * together) / together.sum(axis=-1)
    after: Array = (1.0 - forgetting) * belief + forgetting * 0.5 * (visited + seen)
    return after
