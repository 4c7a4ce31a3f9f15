"""What institutions share and remember of the units: who leads them, how able and how willing they are.

One institution may write what another reads: sanctions lower morale and end a tenure, promotion ends it too, and both the
ratchet and the fear of sanctions look at how long a leader may stay.  All arrays are moved in place.
"""

from __future__ import annotations

import numpy as np


class Standing:
    """The stocks of a batch of replications, replication x unit x ..."""

    def __init__(self, replications: int, units: int, tasks: int) -> None:
        self.tenure = np.zeros((replications, units))
        """years the leader of a unit has been scored in office"""
        self.morale = np.ones((replications, units))
        """what effort brings is multiplied by it"""
        self.skill = np.ones((replications, units, tasks))
        """x task: what a unit has learnt, in multiples of what it could do at the start"""
        self.barred = np.zeros((replications, units))
        """years for which a unit may still not be commended"""
        self.leaving = np.zeros((replications, units))
        """the chance with which a leader leaves office at a year's end, as leaders see it"""
        self.horizon = np.full((replications, units), np.inf)
        """the last year of office that a leader reckons with, counted as years of tenure"""
