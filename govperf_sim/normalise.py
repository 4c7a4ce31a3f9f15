"""From values to scores: one function a method, higher is better, 1 is full marks.

Every function takes values in the indicator's own unit of measure (an array over units) and returns scores of the same
shape.  A target above the floor means that more is better, a target below it that less is; where there are no two
posts, ``higher_is_better`` says it.  Straight lines run on beyond [0, 1]: :mod:`govperf_sim.scoring.scores` clips once, and
lists what it clipped.  A cap that is the meaning of a method (nothing is earned past the target) is not clipping.

What cannot be scored raises :class:`~govperf_sim.errors.ScoringError`, naming every value by its place: text, NaN,
infinity, values that do not differ where differences are scored, posts that meet, a distance that is not positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from govperf_sim.errors import ScoringError, fault

Array = npt.NDArray[np.float64]

LARGEST, SMALLEST = 1e100, 1e-100
"""No observed quantity is larger, no difference that is divided by smaller; past them arithmetic itself breaks down."""

FIVE_GRADES = (1.0, 0.8, 0.6, 0.4, 0.0)
"""The grades of the survey of Guangdong's 2011 index of well-being: 100, 80, 60, 40 and 0 points of 100."""


def min_max(x: Array, higher_is_better: bool = True) -> Array:
    r"""The place between the worst and the best observed: :math:`(x - \min x) / (\max x - \min x)`, or its mirror.

    >>> min_max(np.array([2.0, 3.0, 6.0]))
    array([0.  , 0.25, 1.  ])
    >>> min_max(np.array([2.0, 3.0, 6.0]), higher_is_better=False)
    array([1.  , 0.75, 0.  ])
    """
    x = _different(x)
    low, high = float(x.min()), float(x.max())
    return (x - low) / (high - low) if higher_is_better else (high - x) / (high - low)


def goalposts(x: Array, floor: float, target: float) -> Array:
    r"""The place between two fixed posts: :math:`(x - f) / (t - f)`.

    >>> goalposts(np.array([80.0, 88.5, 97.0]), floor=80, target=97)
    array([0. , 0.5, 1. ])
    """
    x = finite(x)
    return (x - floor) / _apart(floor, target)


def saturating(x: Array, floor: float, target: float) -> Array:
    r"""As :func:`goalposts`, but nothing is earned beyond the target: :math:`\min(1, (x - f)/(t - f))`.

    The cap is the meaning of the method (growth beyond its target is not rewarded), so it does not count as clipped.

    >>> saturating(np.array([4.0, 8.5, 14.0]), floor=4, target=8.5)
    array([0., 1., 1.])
    """
    return np.minimum(goalposts(x, floor, target), 1.0)


def target_completion(x: Array, floor: float, target: float) -> Array:
    r"""The share of the target achieved, :math:`\min(1, x/t)`, and nothing below the floor.

    Where less is better (target below floor) the share is :math:`t/x`, and nothing above the floor; a target of 0 is
    then met or missed, with nothing between.  A share needs a target above 0 where more is better, and one that is not
    negative where less is.

    >>> target_completion(np.array([50.0, 80.0, 120.0]), floor=60, target=100)
    array([0. , 0.8, 1. ])
    >>> target_completion(np.array([20.0, 12.0, 3.0]), floor=15, target=6)
    array([0. , 0.5, 1. ])
    """
    x = finite(x)
    if _apart(floor, target) > 0:
        share = np.minimum(x / _positive("target", target), 1.0)
        return np.where(x < floor, 0.0, share)
    if target < 0:
        raise ScoringError(fault("scores.target_negative", target=target))
    # max(x, t) keeps t/x at 1 below the target, and away from a division by 0.
    share = target / np.maximum(x, target) if target > SMALLEST else np.where(x <= target, 1.0, 0.0)
    return np.where(x > floor, 0.0, share)


def band(x: Array, low: float, high: float, distance: float) -> Array:
    r"""Full marks inside a band, falling evenly to 0 at ``distance`` outside it.

    .. math:: 1 - \max(l - x,\; x - h,\; 0) / d

    For what should be neither too low nor too high, such as a price rise.  It has no direction: too much is as bad as
    too little.  ``low`` and ``high`` may be the same (a point to hit).

    >>> band(np.array([-1.0, 1.0, 2.0, 3.0, 5.0]), low=1, high=3, distance=4)
    array([0.5, 1. , 1. , 1. , 0.5])
    """
    x = finite(x)
    if not -LARGEST <= low <= high <= LARGEST:
        raise ScoringError(fault("scores.band_reversed", low=low, high=high))
    outside = np.maximum(np.maximum(low - x, x - high), 0.0)
    return 1.0 - outside / _positive("distance", distance)


def no_deterioration(x: Array, before: Array, loss: float, higher_is_better: bool = True) -> Array:
    r"""Full marks while not worse than last year, falling evenly to 0 at a declared ``loss``.

    .. math:: 1 - \max(x_{t-1} - x_t,\; 0) / L, \qquad \text{or } 1 - \max(x_t - x_{t-1},\; 0) / L

    where less is better.  ``loss`` is in the indicator's unit of measure.  Improvement earns nothing more.

    >>> no_deterioration(np.array([90.0, 88.0, 95.0]), before=np.array([90.0, 90.0, 90.0]), loss=8)
    array([1.  , 0.75, 1.  ])
    """
    x, before = finite(x), finite(before)
    worse = before - x if higher_is_better else x - before
    return 1.0 - np.maximum(worse, 0.0) / _positive("loss", loss)


def progress(x: Array, before: Array, target: Array | float, higher_is_better: bool = True) -> Array:
    r"""The share of the distance to the target closed since last year: :math:`(x_t - x_{t-1}) / (T - x_{t-1})`.

    ``target`` is one for all, or an array of the units' own.  A unit at or beyond its target scores 1.  One that stood
    at or beyond it last year and has fallen back scores 0: there was no distance to close.

    >>> progress(np.array([37.0, 46.0]), before=np.array([33.0, 41.0]), target=45)
    array([0.33333333, 1.        ])
    >>> progress(np.array([44.0, 44.0]), before=np.array([45.0, 47.0]), target=45)
    array([0., 0.])
    """
    x, before, target = finite(x), finite(before), finite(target)
    sign = 1.0 if higher_is_better else -1.0
    there, distance = sign * (x - target) >= 0, sign * (target - before)
    to_go = distance >= SMALLEST
    closed = np.where(to_go, sign * (x - before), 0.0) / np.where(to_go, distance, 1.0)
    return np.where(there, 1.0, closed)


def distance_to_own_target(x: Array, target: Array, distance: Array | float, higher_is_better: bool = True) -> Array:
    r"""Full marks at the unit's own target, falling evenly to 0 at ``distance`` short of it.

    .. math:: 1 - \max(T_i - x_i,\; 0) / d_i, \qquad \text{or } 1 - \max(x_i - T_i,\; 0) / d_i

    where less is better.  With one ``distance`` for all, a point short costs every unit the same, however high its
    target.  With ``distance`` an array, each unit's own (say :math:`T_i - b_i` from a base year), it is the share of
    the unit's own way that is done.  Beyond the target nothing more is earned.

    >>> distance_to_own_target(np.array([45.0, 60.0, 71.0]), target=np.array([50.0, 70.0, 70.0]), distance=20)
    array([0.75, 0.5 , 1.  ])
    """
    x, target = finite(x), finite(target)
    short = target - x if higher_is_better else x - target
    return 1.0 - np.maximum(short, 0.0) / _positive("distance", distance)


def z_score(x: Array, higher_is_better: bool = True) -> Array:
    r"""The place in the field, in standard deviations: :math:`(x - \bar x) / s`, or its mirror.

    Mean 0, standard deviation 1.  :math:`s` is the *sample* standard deviation (:math:`n - 1`): the units of a year
    are taken as a sample of what such units do, and R's ``scale`` and COINr divide by the same.  Against the
    population's it makes every z smaller by :math:`\sqrt{(n-1)/n}` and changes no order.

    A z-score knows no full marks.  The way to [0, 1] is a choice, declared apart: ``goalposts(z, -2, 2)`` gives
    nothing at two standard deviations below the mean and full marks at two above.  A scale of mean 100 and standard
    deviation 10 has the same content and needs the same choice; that of the Mazziotta-Pareto index divides by the
    population's deviation.

    >>> z_score(np.array([1.0, 2.0, 3.0]))
    array([-1.,  0.,  1.])
    >>> goalposts(z_score(np.array([1.0, 2.0, 3.0])), floor=-2, target=2)
    array([0.25, 0.5 , 0.75])
    """
    x = _different(x)
    y = (x - x.min()) / np.ptp(x) if higher_is_better else (x.max() - x) / np.ptp(x)
    z: Array = (y - y.mean()) / y.std(ddof=1)
    return z


def rank_share(x: Array, higher_is_better: bool = True) -> Array:
    r"""The share of the others that are not better: :math:`\#\{j \ne i : x_j \le x_i\} / (n - 1)`.

    The first scores 1; ties share the better rank; the last scores 0 unless it is tied.  It is
    :math:`(n - r_i)/(n - 1)` with the rank :math:`r_i` one more than the number of those ahead.

    >>> rank_share(np.array([7.0, 9.0, 9.0, 5.0, 6.0]))
    array([0.5 , 1.  , 1.  , 0.  , 0.25])
    """
    x = _several(x)
    y = x if higher_is_better else -x
    return (np.searchsorted(np.sort(y), y, side="right") - 1.0) / (x.size - 1)


def survey(answers: Array, points: Sequence[float] = FIVE_GRADES) -> Array:
    r"""The mean grade of a survey: :math:`\sum_g p_g a_{ig} / \sum_g a_{ig}`.

    ``answers`` is unit x grade: counts (whole numbers), or shares that sum to 1 or 100 up to rounding.  ``points`` are
    what each grade is worth, in its order, rising or falling, in [0, 1].  The score is in [0, 1].

    >>> survey(np.array([[10, 20, 40, 20, 10], [50, 50, 0, 0, 0]]))
    array([0.58, 0.9 ])
    """
    a, p = finite(answers), finite(points)
    if a.ndim != 2 or a.shape[1] != p.size:
        raise ScoringError(fault("scores.survey_grades", wanted=p.size, found=a.shape[-1] if a.ndim == 2 else a.ndim))
    steps = np.diff(p)
    if p.min() < 0 or p.max() > 1 or not ((steps <= 0).all() or (steps >= 0).all()):
        raise ScoringError(fault("scores.survey_points", points=", ".join(f"{v:g}" for v in p)))
    total = a.sum(axis=1)
    faults = [fault("scores.survey_negative", position=i + 1) for i in np.flatnonzero((a < 0).any(axis=1))]
    faults += [fault("scores.survey_empty", position=i + 1) for i in np.flatnonzero((a == 0).all(axis=1))]
    whole = (a == np.round(a)).all(axis=1)
    # Five shares rounded to two decimals can miss their sum by 0.025.
    near = (np.abs(total - 1) <= 0.025) | (np.abs(total - 100) <= 2.5)
    unclear = ~whole & ~near & (a >= 0).all(axis=1)
    faults += [fault("scores.survey_sum", position=i + 1, total=f"{total[i]:g}") for i in np.flatnonzero(unclear)]
    if faults:
        raise ScoringError(faults)
    score: Array = (a / total[:, None] * p).sum(axis=1)
    return score


def trimmed_mean(ratings: Iterable[npt.ArrayLike], drop: int) -> Array:
    r"""Each unit's mean rating after the ``drop`` highest and the ``drop`` lowest are set aside.

    .. math:: \frac{1}{m - 2k} \sum_{r=k+1}^{m-k} x_{(r)}

    ``ratings`` gives for every unit the ratings it received, as many as rated it (a rater who stood aside is left out,
    not entered as 0).  The result is on the raters' own scale.  At least :math:`2k + 1` ratings are needed.

    >>> trimmed_mean([[8.0, 9.0, 9.5, 2.0, 10.0], [7.0, 7.5, 8.0]], drop=1)
    array([8.83333333, 7.5       ])
    """
    if drop < 0:
        raise ScoringError(fault("scores.drop_negative", drop=drop))
    panels = [np.sort(finite(r)) for r in ratings]
    faults = [
        fault("scores.few_raters", position=i, found=panel.size, drop=drop, needed=2 * drop + 1)
        for i, panel in enumerate(panels, 1)
        if panel.size <= 2 * drop
    ]
    if faults:
        raise ScoringError(faults)
    return np.array([panel[drop : panel.size - drop].mean() for panel in panels])


def level_and_progress(level: Array, progress: Array, progress_share: float) -> Array:
    r"""Where a unit stands and how far it has come: :math:`(1 - s)\,L_i + s\,P_i` with the declared share :math:`s`.

    >>> level_and_progress(np.array([0.9, 0.4]), np.array([0.1, 0.8]), progress_share=0.25)
    array([0.7, 0.5])
    """
    if not 0 <= progress_share <= 1:
        raise ScoringError(fault("scores.share_outside", found=progress_share))
    return (1.0 - progress_share) * finite(level) + progress_share * finite(progress)


def finite(values: npt.ArrayLike) -> Array:
    """The values as an array of finite numbers; everything that is not one is refused by its place.

    >>> finite([8, 8.5])
    array([8. , 8.5])
    """
    found = np.asarray(values)
    if found.dtype.kind in "iuf":
        x = found.astype(np.float64)
        sound = np.abs(x) <= LARGEST
    else:
        sound = np.vectorize(lambda v: isinstance(v, int | float) and abs(v) <= LARGEST, otypes=[bool])(found)
    if not sound.all():
        places, things = np.flatnonzero(~sound.ravel()), found.ravel()
        raise ScoringError(
            [fault("scores.not_a_number", position=i + 1, count=found.size, found=things[i]) for i in places]
        )
    return np.asarray(found, np.float64)


def _several(values: npt.ArrayLike) -> Array:
    x = finite(values)
    if x.size < 2:
        raise ScoringError(fault("scores.few_units", found=x.size))
    return x


def _different(values: npt.ArrayLike) -> Array:
    x = _several(values)
    if np.ptp(x) < SMALLEST:
        raise ScoringError(fault("scores.constant", count=x.size, found=x.flat[0]))
    return x


def _apart(floor: float, target: float) -> float:
    """How far the target lies above the floor; posts that meet, or are no numbers, are refused."""
    if not (abs(target - floor) >= SMALLEST and max(abs(target), abs(floor)) <= LARGEST):
        raise ScoringError(fault("scores.posts_meet", floor=floor, target=target))
    return target - floor


def _positive(what: str, value: Array | float) -> Array:
    x = finite(value)
    if (x < SMALLEST).any():
        raise ScoringError(fault("scores.not_positive", what=what, found=x.min()))
    return x
