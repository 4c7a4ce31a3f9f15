r"""Identical growth: several units that grow by the same rate, or one unit that grows by the same rate or step each year.

Both are what filling a gap leaves behind: the province's rate applied to the cities, a line drawn between two censuses.
Rates are compared to what the written digits of both years can tell (:meth:`Block.growth`).
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


def identical_growth(
    cells: pd.DataFrame,
    *,
    indicators: Sequence[str] | None = None,
    false_discovery_rate: float = RATE,
    floor: float = 0.01,
) -> Checked:
    """The same growth rate in two or more units in one year.

    ``floor``: where all units always grow alike there is no spread to judge by; independent units are then taken to
    differ by one percentage point.  No growth at all is left to :func:`~govperf_sim.screening.repeats.repeated_values`.
    """
    seen = block(cells, indicators)
    growth, noise = seen.growth()
    moved = np.where(growth == 0, np.nan, growth)
    return coincidences(seen, "identical_growth", moved, noise, width=1.0, rate=false_discovery_rate, floor=floor)


def steady_growth(
    cells: pd.DataFrame, *, indicators: Sequence[str] | None = None, false_discovery_rate: float = RATE
) -> Checked:
    r"""The same rate, or the same step, two years running in one unit.

    With :math:`g_t = \ln x_t/x_{t-1}`: a rate held when :math:`|g_t - g_{t-1}|` is within rounding, a step held when
    :math:`|x_t - 2x_{t-1} + x_{t-2}|` is.  Steps of less than ten units of the last digit are too coarse to tell.
    """
    seen = block(cells, indicators)
    growth, noise = seen.growth()
    half = seen.half_width()
    rate, step, rate_noise, step_noise, size = (np.full_like(growth, np.nan) for _ in range(5))
    rate[:, :, 1:] = np.diff(growth, axis=2)
    rate_noise[:, :, 1:] = noise[:, :, 1:] + noise[:, :, :-1]
    step[:, :, 2:] = np.diff(seen.value, n=2, axis=2)
    step_noise[:, :, 2:] = half[:, :, 2:] + 2 * half[:, :, 1:-1] + half[:, :, :-2]
    size[:, :, 1:] = np.abs(np.diff(seen.value, axis=2)) / (2 * half[:, :, 1:])
    tested = np.isfinite(rate) & (size >= 10)
    hits = tested & ((np.abs(rate) <= rate_noise) | (np.abs(step) <= step_noise))
    open_width = 2 * (rate_noise + np.where(tested, step_noise / np.where(tested, np.abs(seen.value), 1.0), np.nan))
    p = np.where(tested, at_peak(open_width, np.sqrt(2) * spread_of_growth(growth)), np.nan)
    return runs(seen, "steady_growth", hits, p, false_discovery_rate)
