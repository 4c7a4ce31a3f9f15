r"""What chance alone would do, so that a coincidence is held against the number of places where one could occur.

**Spread.** :math:`\sigma = 1.4826 \operatorname{med}|x - \operatorname{med} x|` (Rousseeuw and Croux 1993), which a few
wild values do not move.  Two figures of spread :math:`\sigma` differ by less than :math:`\delta` with a chance of at
most :math:`2\delta / (\sqrt{2\pi}\,\sqrt2\sigma)`: the density of a difference is nowhere higher than at zero.

**Counts.** When many places each have a small chance :math:`p_i`, the number of coincidences is nearly Poisson with mean
:math:`\sum p_i`.

**Many tests.** Of :math:`m` p-values, Benjamini and Hochberg (1995) keep the :math:`r` smallest, :math:`r` the largest
number with :math:`p_{(r)} \le r\alpha/m`: on average no more than the share :math:`\alpha` of what is kept is chance.
"""

from __future__ import annotations

import warnings

import numpy as np
import numpy.typing as npt
from scipy.special import pdtrc

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

RATE = 0.10
"""Default false discovery rate: a finding costs the office a telephone call, so one call in ten may be in vain."""
TO_SIGMA = 1.4826
"""Makes the median absolute deviation of normal values their standard deviation."""


def median(x: Array, axis: int | tuple[int, ...] | None = None) -> Array:
    """The median of what is there (axes kept); NaN where nothing is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # an empty slice is no fault here: it has no median
        return np.asarray(np.nanmedian(x, axis=axis, keepdims=True))


def spread(x: Array, axis: int | tuple[int, ...] | None = None) -> Array:
    """Robust standard deviation of what is there (axes kept); NaN where nothing is.

    >>> spread(np.array([1.0, 2.0, 3.0, 4.0, 1000.0])).tolist()
    [1.4826]
    """
    return np.asarray(TO_SIGMA * median(np.abs(x - median(x, axis)), axis))


def spread_of_growth(growth: Array, least: int = 8) -> Array:
    """The spread of each indicator's growth (unit x indicator x period), as indicator x 1.

    Around the median of each year where at least five units make one, else around the median of all; NaN with fewer
    than ``least`` values, since a spread of a handful of values is not worth a test.
    """
    peers = np.isfinite(growth).sum(axis=0, keepdims=True) >= 5
    own_year = growth - np.where(peers, median(growth, 0), median(growth, (0, 2)))
    enough = np.isfinite(growth).sum(axis=(0, 2)) >= least
    return np.where(enough, TO_SIGMA * median(np.abs(own_year), (0, 2)).ravel(), np.nan)[:, None]


def robust_z(x: Array, axis: int, noise: Array | float = 0.0) -> Array:
    """Distance from the median along ``axis`` in robust standard deviations, taken no smaller than ``noise``.

    NaN where all deviations are zero.

    Where more than half of the values are equal the mean absolute deviation takes over, times 1.2533 (Iglewicz and
    Hoaglin 1993, *How to detect and handle outliers*).
    """
    apart = x - median(x, axis)
    scale = spread(x, axis)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        mean = 1.2533 * np.nanmean(np.abs(apart), axis=axis, keepdims=True)
    scale = np.maximum(np.where(scale > 0, scale, mean), np.nan_to_num(noise))
    scale = np.where(np.isfinite(x) & (mean > 0), scale, 0.0)
    return np.asarray(np.divide(apart, scale, out=np.full_like(apart, np.nan), where=scale > 0))


def at_peak(width: Array, sigma: Array) -> Array:
    """At most the chance that a figure of spread ``sigma`` falls into an interval of this width; NaN without a spread.

    The density is taken at its peak, so the chance is never understated for a normal figure.
    """
    shape = np.broadcast(width, sigma).shape
    chance = np.divide(width, np.sqrt(2 * np.pi) * sigma, out=np.full(shape, np.nan), where=sigma > 0)
    return np.asarray(np.minimum(chance, 1.0))


def at_least(count: npt.ArrayLike, expected: npt.ArrayLike) -> Array:
    """The chance of ``count`` or more where ``expected`` are expected (Poisson); 1 for none.

    >>> at_least(np.array([0.0, 1.0]), np.array([0.5, 0.5])).round(4).tolist()
    [1.0, 0.3935]
    """
    n = np.asarray(count, float)
    return np.where(n > 0, pdtrc(np.maximum(n - 1, 0), expected), 1.0)


def benjamini_hochberg(p: Array, rate: float) -> Mask:
    """Which p-values to keep so that at most the share ``rate`` of the kept is chance; NaN is not a test.

    >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.9]), 0.05).tolist()
    [True, False, False, False]
    """
    tests = np.sort(p[np.isfinite(p)])
    below = np.flatnonzero(tests <= rate * np.arange(1, tests.size + 1) / max(tests.size, 1))
    return np.asarray(p <= (tests[below[-1]] if below.size else -1.0))
