r"""What institutions share and remember of the units: who leads them, how able and how willing they are.

One institution may write what another reads: sanctions lower morale and end a tenure, promotion ends it too, and both the
ratchet and the fear of sanctions look at how long a leader may stay.  A year under way multiplies what effort brings by
skill and morale, once, when it opens (:meth:`~govperf_sim.simulation.world.World.open`); a leader's tenure grows by one
whenever a year is scored, before any course looks at the score.  All arrays are moved in place.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags


class Standing:
    """The stocks of a batch of replications, replication x unit x ..."""

    def __init__(self, replications: int, units: int, tasks: int) -> None:
        self.tenure = np.zeros((replications, units))
        """years the leader of a unit has been scored in office; 0 for one who has just come"""
        self.morale = np.ones((replications, units))
        """what effort brings is multiplied by it"""
        self.skill = np.ones((replications, units, tasks))
        """x task: what a unit has learnt, in multiples of what it could do at the start"""
        self.barred = np.zeros((replications, units))
        """the last year for which a unit may not be commended; 0 where there is none"""
        self.exits: dict[str, Array] = {}
        """by institution: the chance that it takes a leader out of office at a year's end, as leaders see it"""
        self.horizon = np.full((replications, units), np.inf)
        """the last year of office that a leader reckons with, counted as years of tenure"""

    @property
    def leaving(self) -> Array:
        r"""The chance that a leader leaves office at a year's end, as leaders see it: :math:`1 - \prod_x (1 - p_x)`."""
        staying = np.ones_like(self.tenure)
        for chance in self.exits.values():
            staying = staying * (1.0 - chance)
        return 1.0 - staying

    def replace(self, who: Flags) -> None:
        """These leaders leave, replication x unit; who comes has no years in office yet."""
        self.tenure[who] = 0.0
