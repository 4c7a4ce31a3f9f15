"""From values to scores: one function a method, higher is better, 1 is full marks.

Every function takes values in the indicator's own unit of measure (an array over units) and returns scores of the same
shape.  A target above the floor means that more is better, a target below it that less is.  Straight lines run on
beyond [0, 1]: :mod:`govperf_sim.scores` clips once, and lists what it clipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def min_max(x: Array, higher_is_better: bool = True) -> Array:
    r"""The place between the worst and the best observed: :math:`(x - \min x) / (\max x - \min x)`, or its mirror.

    >>> min_max(np.array([2.0, 3.0, 6.0]))
    array([0.  , 0.25, 1.  ])
    >>> min_max(np.array([2.0, 3.0, 6.0]), higher_is_better=False)
    array([1.  , 0.75, 0.  ])
    """
    low, high = float(x.min()), float(x.max())
    return (x - low) / (high - low) if higher_is_better else (high - x) / (high - low)


def goalposts(x: Array, floor: float, target: float) -> Array:
    r"""The place between two fixed posts: :math:`(x - f) / (t - f)`.

    >>> goalposts(np.array([80.0, 88.5, 97.0]), floor=80, target=97)
    array([0. , 0.5, 1. ])
    """
    return (x - floor) / (target - floor)


def saturating(x: Array, floor: float, target: float) -> Array:
    r"""As :func:`goalposts`, but nothing is earned beyond the target: :math:`\min(1, (x - f)/(t - f))`.

    The cap is the meaning of the method (growth beyond its target is not rewarded), so it does not count as clipped.

    >>> saturating(np.array([4.0, 8.5, 14.0]), floor=4, target=8.5)
    array([0., 1., 1.])
    """
    return np.minimum(goalposts(x, floor, target), 1.0)


def target_completion(x: Array, floor: float, target: float) -> Array:
    r"""The share of the target achieved, :math:`\min(1, x/t)`, and nothing below the floor.

    Where less is better (target below floor) the share is :math:`t/x`, and nothing above the floor.

    >>> target_completion(np.array([50.0, 80.0, 120.0]), floor=60, target=100)
    array([0. , 0.8, 1. ])
    """
    more_is_better = target >= floor
    with np.errstate(divide="ignore"):
        share = x / target if more_is_better else np.where(x > 0, target / x, 1.0)
    missed = x < floor if more_is_better else x > floor
    return np.where(missed, 0.0, np.minimum(share, 1.0))


def progress(x: Array, before: Array, target: float, higher_is_better: bool = True) -> Array:
    r"""The share of the distance to the target closed since last year: :math:`(x_t - x_{t-1}) / (T - x_{t-1})`.

    A unit at or beyond the target scores 1.

    >>> progress(np.array([37.0, 46.0]), before=np.array([33.0, 41.0]), target=45)
    array([0.33333333, 1.        ])
    """
    sign = 1.0 if higher_is_better else -1.0
    there = sign * (x - target) >= 0
    distance = np.where(there, 1.0, target - before)
    return np.where(there, 1.0, (x - before) / np.where(distance == 0, np.inf, distance))


METHODS: Mapping[str, Callable[..., Array]] = {
    f.__name__: f for f in (min_max, goalposts, saturating, target_completion, progress)
}
