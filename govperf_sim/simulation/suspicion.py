r"""Where to look first: what an office can tell from the reports alone; pure functions of arrays.

A unit is suspected by what it has gained in its reports since somebody last looked, :math:`r_i - r_i^0` in score points,
with :math:`r_i^0` the report of the year of its last visit, or its scores at the start.  One that has landed within a
quarter of its noise above a target with a bonus is suspected before all others: effort alone puts few there.
Reports that are gained by good work are suspected alike; that is what a visit is for.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.deadline import Deadline

JUST_ABOVE = 0.25
"""How far above a target is just above it, in standard deviations of a year's chance."""


def bunched(progress: Array, rule: Deadline) -> Flags:
    """Whether a unit has landed just above its target.

    >>> bunched(np.array([0.9, 1.0, 1.1, 1.4]), Deadline(target=1, bonus=1, cost=1, noise=1, decisions=4))
    array([False,  True,  True, False])
    """
    above: Flags = (progress >= rule.target) & (progress < rule.target + JUST_ABOVE * rule.noise)
    return above


def suspicion(report: Array, known: Array, just_above: Flags | bool = False) -> Array:
    """How much each unit is suspected, from its report and what it was when somebody last looked."""
    return report - known + np.where(just_above, 1.0, 0.0)


def looked_at(known: Array, report: Array, visited: Flags) -> Array:
    """What is known when the year is over."""
    return np.where(visited, report, known)
