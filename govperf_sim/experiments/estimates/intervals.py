r"""Intervals of a ratio of sums over replications, :math:`\hat\rho = \sum_r a_r / \sum_r b_r`, and of a difference of two.

A mean is the ratio whose wholes are all 1.  About its ratio every replication is linear,

.. math:: z_r = \hat\rho + (a_r - \hat\rho\, b_r)/\bar b,

and :math:`\bar z = \hat\rho`, so that the spread of z over replications tells how sure the ratio is.  Of two ratios under the
same luck the difference :math:`z_r - z'_r` is taken within a replication.

:attr:`Method.T` is :math:`\bar z \pm t_{R-1} s_z/\sqrt R`.  :attr:`Method.BOOTSTRAP` draws the replications anew, with their
parts and wholes together, and reads the quantiles of :math:`t^* = (\bar z^* - \bar z)\sqrt R/s_z^*` in place of Student's: where
luck is skewed the two ends lie at different distances (Hall, 1988, Annals of Statistics 16:927-953).  ``docs/coverage.md`` tells
how often either holds the truth, and what the percentile and BCa bootstraps do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from govperf_sim.cells import Array

CONFIDENCE = 0.95
PART, WHOLE = 0, 1
BEYOND = 50
"""Resamples that are to lie beyond either end of an interval."""
AT_ONCE = 1_000_000
"""Numbers drawn together, so that many replications fit into memory."""
FEWEST_DRAWN_ANEW = 5
"""With fewer replications too many resamples repeat a single one, and have no spread."""


class Method(StrEnum):
    """How an interval is made."""

    T = "t"
    BOOTSTRAP = "bootstrap"


class Interval(NamedTuple):
    """An estimate and the ends of its interval; NaN where there are too few replications for one."""

    value: float
    low: float
    high: float


def mean_interval(sample: np.ndarray, confidence: float = CONFIDENCE) -> Interval:
    """Mean and t interval of independent replications; NaN ends for a single one.

    >>> mean, low, high = mean_interval(np.array([1.0, 2.0, 3.0]))
    >>> round(mean, 3), round(low, 3), round(high, 3)  # 2 -/+ 4.303 / sqrt(3)
    (2.0, -0.484, 4.484)
    """
    from scipy.special import stdtrit  # a third of a second to import, and only wanted here

    mean = float(sample.mean())
    if len(sample) < 2:
        return Interval(mean, math.nan, math.nan)
    half = float(stdtrit(len(sample) - 1, 0.5 + confidence / 2) * sample.std(ddof=1) / np.sqrt(len(sample)))
    return Interval(mean, mean - half, mean + half)


def ratio_interval(
    pairs: Array, versus: Array | None = None, method: Method = Method.T, confidence: float = CONFIDENCE
) -> Interval:
    """The ratio of ``pairs``, replication x (part, whole), or by how much it exceeds that of ``versus`` under the same luck.

    All NaN without replications, and where wholes are all 0.

    >>> two_of_four_one_of_two = np.array([[2.0, 4.0], [1.0, 2.0]])
    >>> ratio_interval(two_of_four_one_of_two)
    Interval(value=0.5, low=0.5, high=0.5)
    """
    sides = pairs[None] if versus is None else np.stack([pairs, versus])
    z = _about(sides)
    if not z.size or math.isnan(z[0]):
        return Interval(math.nan, math.nan, math.nan)
    if method is Method.T or np.ptp(z) == 0.0:
        return mean_interval(z, confidence)
    return _bootstrap_t(sides, z, confidence)


def linear(parts: Array, wholes: Array) -> Array:
    """Along the last axis, one value for each replication: their mean is the ratio, and their spread that of the ratio.

    NaN where the wholes are all 0.
    """
    total = wholes.sum(axis=-1, keepdims=True)
    total = np.where(total == 0.0, np.nan, total)
    ratio = parts.sum(axis=-1, keepdims=True) / total
    return np.asarray(ratio + (parts - ratio * wholes) / (total / wholes.shape[-1]))


def _about(sides: Array) -> Array:
    """Linear values of one side, or of the first less the second; ``sides``: side x ... x replication x (part, whole)."""
    z = linear(sides[..., PART], sides[..., WHOLE])
    return z[0] if len(z) == 1 else np.asarray(z[0] - z[1])


def _bootstrap_t(sides: Array, z: Array, confidence: float) -> Interval:
    count = z.size
    value, error = float(z.mean()), float(z.std(ddof=1)) if count > 1 else math.nan
    if count < FEWEST_DRAWN_ANEW:
        return Interval(value, math.nan, math.nan)
    tail = (1.0 - confidence) / 2.0
    draws = math.ceil(BEYOND / tail) - 1
    found = np.concatenate([_studentised(_about(sides[:, which]), value) for which in _resamples(count, draws)])
    ordered = np.sort(found[~np.isnan(found)])
    beyond = max(1, round((ordered.size + 1) * tail))
    return Interval(value, value - float(ordered[-beyond]) * error, value - float(ordered[beyond - 1]) * error)


def _resamples(count: int, draws: int) -> Iterator[np.ndarray]:
    """``draws`` times ``count`` replications with replacement, always the same for the same two numbers."""
    chance = np.random.default_rng([count, draws])
    rows = max(1, AT_ONCE // count)
    for start in range(0, draws, rows):
        yield chance.integers(count, size=(min(rows, draws - start), count))


def _studentised(z: Array, value: float) -> Array:
    """How many of its own standard deviations each resample lies above the value; infinite where it has no spread."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((z.mean(axis=-1) - value) / z.std(axis=-1, ddof=1))
