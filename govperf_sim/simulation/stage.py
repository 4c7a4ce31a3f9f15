r"""The stage assessment counts: part of the annual score was settled in June.

.. math:: s_i = (1 - \lambda)\, s_i^{\text{annual}} + \lambda\, s_i^{\text{stage}}

with both scores as they stood when they were published: what is found or corrected after June changes the annual part
alone.  Output booked a year early comes after June too, so it earns the annual part only, and units know that.
"""

from __future__ import annotations

from dataclasses import dataclass

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.ranges import Range, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the stage assessment counts for."""

    share: float
    """The share of the annual score that the stage score settles, in [0, 1)."""

    def __post_init__(self) -> None:
        refuse(outside("stage", {"share": self.share}, {"share": Range(0, 1, "[)")}))


ANNUAL_ALONE = Stage(share=0.0)
"""The mechanism switched off."""


def settled(annual: Array, stage: Array, share: float) -> Array:
    """The score of the year.

    >>> import numpy as np
    >>> settled(np.array([0.8]), np.array([0.6]), share=0.25)
    array([0.75])
    """
    counted: Array = (1.0 - share) * annual + share * stage
    return counted
