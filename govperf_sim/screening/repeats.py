r"""Repeated values: the same figure in two years, or in two units, to the last digit.

A figure that really changed lands on last year's digits with a chance of about :math:`\delta f(0)`, :math:`\delta` the width
that rounding leaves open and :math:`f` the density of growth (see :mod:`govperf_sim.screening.chance`).  Coarse figures
repeat often and are held to it less; a row of several repeats is stronger than each alone.  Zeros never count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from govperf_sim.screening.cells import block
from govperf_sim.screening.chance import RATE, at_peak, spread_of_growth
from govperf_sim.screening.coincidences import coincidences
from govperf_sim.screening.findings import Checked
from govperf_sim.screening.runs import runs


def repeated_values(
    cells: pd.DataFrame,
    *,
    indicators: Sequence[str] | None = None,
    false_discovery_rate: float = RATE,
    sticky: float = 0.10,
) -> Checked:
    """The same value in a unit in two years running.

    ``sticky``: an indicator that stands still in more than this share of all its cells (land area, number of districts)
    is still by nature and is not tested; one repeat in ten is more than carrying forward a few rows would make.
    """
    seen = block(cells, indicators)
    growth, noise = seen.growth()
    hits = growth == 0
    p = at_peak(noise, spread_of_growth(growth))
    p = np.where(np.isfinite(growth), p, np.nan)
    moves = np.isfinite(growth).sum(axis=(0, 2))
    p[:, hits.sum(axis=(0, 2)) > sticky * np.maximum(moves, 1), :] = np.nan
    return runs(seen, "repeated_value", hits, p, false_discovery_rate)


def same_in_two_units(
    cells: pd.DataFrame, *, indicators: Sequence[str] | None = None, false_discovery_rate: float = RATE
) -> Checked:
    """The same value in two or more units in one year; a row copied from a neighbour shows in several indicators."""
    seen = block(cells, indicators)
    positive = np.where(seen.value > 0, seen.value, np.nan)
    noise = seen.half_width() / positive
    return coincidences(seen, "same_value", np.log(positive), noise, width=0.5, rate=false_discovery_rate)
