r"""The grounds on which units are held to account (VI-4d), what truly gives cause, and what is suspected; arrays.

=================  ====================================================================================================
``image_project``  investment in image projects :math:`v > \bar v` of a unit whose true score is below :math:`\bar x`
``inaction``       effort :math:`\sum_k e_k < \bar e`
``misconduct``     a fabrication found by a visit or a daily check; besides, cases of which a unit has m a year on average:
                   on each of D working days one comes up with chance m/D
``slowness``       a share of late cases above :math:`\bar\ell`
=================  ====================================================================================================

**Errors of both kinds.**  Where a ground gives cause, an investigation opens with chance t, the *sensitivity*; where it does
not, with chance f, the *false alarm*.  If a share b of the units gives cause,

.. math:: \mathrm{PPV} = \frac{b\,t}{b\,t + (1 - b)\,f}

of those investigated deserve it (Bayes).  The rest are *falsely* held to account, and of the deserving the share
:math:`1 - t` is missed.  A lie that nobody found is missed by visits, not here.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags, totals
from govperf_sim.simulation.luck import Luck

GROUNDS = ("image_project", "inaction", "misconduct", "slowness")
ROUNDING = 1e-9
"""Effort that falls short of the least asked for by no more than this does not."""


def image_projects(investment: Array, true_score: Array, most: float, low: float | None) -> Flags:
    """Investment above ``most`` where the true score is below ``low``; without it, whatever the score."""
    above: Flags = investment > most
    return above if low is None else above & (true_score < low)


def idle(effort: Array, least: float) -> Flags:
    """Effort, over all tasks (..., task), below the least asked for."""
    below: Flags = totals(effort) < least - ROUNDING
    return below


def suspected(cause: Flags, pursued: Flags, sensitivity: float, false_alarm: float, luck: Luck, year: int) -> Flags:
    """Where investigations open, replication x unit x ground; ``pursued`` has a flag for each ground."""
    lots = luck.uniform("suspicions", year, cause.shape[1:])
    opened: Flags = pursued & (lots < np.where(cause, sensitivity, false_alarm))
    return opened


def incidents(luck: Luck, year: int, units: int, days: int, a_year: float) -> Array:
    """Lots in [0, 1) of the cases of misconduct, replication x unit x working day; 1 where there is none.

    There are ``a_year`` > 0 cases a year on average.  The lot of a case is uniform: it decides whether the case comes to
    light.
    """
    return np.minimum(luck.uniform("incidents", year, (units, days)) * (days / a_year), 1.0)
