r"""The administrative record: indicators read off the log of cases; pure functions of arrays.

The log knows when every case came and when it was handled, so the share of cases late cannot be forged: an indicator of
the record shows :math:`1 - \ell` with the late share :math:`\ell` of the year so far, whatever the unit would like.  What
can be forged is the clock.  A unit may have it stopped ("waiting for documents") for up to P working days, and does so for
:math:`\lfloor \varphi_i P \rfloor` of them, with its propensity to fabricate :math:`\varphi_i`: a case is then late only
after so many days more.  Without that the record shows the truth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts
from govperf_sim.simulation.ranges import COUNT, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Indicators read off the log of cases."""

    indicators: Sequence[str]
    """The indicators it measures: the share of cases handled in time."""
    pause: int = 0
    """Working days for which a unit that forges all it can has the clock stopped."""

    def __post_init__(self) -> None:
        refuse(outside("records", {"pause": self.pause}, {"pause": COUNT}))


def stopped_days(propensity: Array, pause: int) -> Counts:
    """For how many days each unit has the clock stopped.

    >>> stopped_days(np.array([0.0, 0.5, 1.0]), 3)
    array([0, 1, 3])
    """
    return np.floor(propensity * pause).astype(np.int64)


def in_time(late: Array) -> Array:
    """What the record shows."""
    return 1.0 - late
