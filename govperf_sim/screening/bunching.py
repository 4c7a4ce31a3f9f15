r"""Bunching: more values just good enough than just not, compared with a smooth course of the counts.

With :math:`n_+` values in the interval of one width that just meets the target and :math:`n_-` in the next one beyond it, a
smooth density gives a ratio :math:`r` of the two, read from the intervals further out by a log-linear line (McCrary
2008 in its simplest form).  Given :math:`n = n_+ + n_-`

.. math:: n_+ \sim B\!\left(n, \tfrac{r}{1 + r}\right),

tested with :math:`r` at the upper 95 % limit of the line, so that a line read from few values accuses nobody.  Example: in
2006 Beijing had 50 days with an air pollution index of 96 to 100 and 2 of 101 to 105, where up to 100 counts as a "blue-sky
day"; with :math:`r = 1` the chance of 50 or more out of 52 is :math:`1379 / 2^{52} = 3.1 \cdot 10^{-13}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import bdtrc

from govperf_sim.framework import Direction
from govperf_sim.screening.cells import block
from govperf_sim.screening.chance import RATE, benjamini_hochberg
from govperf_sim.screening.findings import Checked, Finding
from govperf_sim.words import Message

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target of an indicator that is reached or missed; a value equal to it reaches it.

    ``width``: of the intervals beside it, in the indicator's unit of measure; 5 % of the target if not given, as 96-100
    beside 101-105.  For whole numbers give a whole number.
    """

    indicator: str
    value: float
    direction: Direction
    width: float | None = None

    @property
    def step(self) -> float:
        return abs(self.value) * 0.05 if self.width is None else self.width


def bunching_chance(just_met: int, just_missed: int, ratio: float = 1.0) -> float:
    """The chance of ``just_met`` or more of the two counts where a smooth course has them in this ratio.

    >>> f"{bunching_chance(just_met=50, just_missed=2):.2g}"
    '3.1e-13'
    """
    if just_met == 0:
        return 1.0
    return float(bdtrc(just_met - 1, just_met + just_missed, ratio / (1 + ratio)))


def bunching(
    cells: pd.DataFrame,
    targets: Iterable[Target],
    *,
    intervals: int = 3,
    enough: int = 10,
    false_discovery_rate: float = RATE,
) -> Checked:
    """All units and periods of each indicator together, around its target.

    ``intervals``: how many further out on either side tell the smooth course; three reach 20 % off the target.
    ``enough``: fewer values beside the target than this cannot be told from chance.
    """
    tests = []
    for target in targets:
        seen = block(cells, [target.indicator])
        counts = _counts(seen.value[np.isfinite(seen.value)], target, intervals)
        met, missed = int(counts[intervals]), int(counts[intervals + 1])
        if target.step > 0 and met + missed >= enough:
            ratio, upper = _smooth_ratio(counts, intervals)
            tests.append((target, seen.periods, met, missed, ratio, bunching_chance(met, missed, upper)))
    kept = benjamini_hochberg(np.array([test[-1] for test in tests]), false_discovery_rate)
    found = [_finding(*test) for test, keep in zip(tests, kept, strict=True) if keep]
    return Checked(check="bunching", tested=len(tests), findings=tuple(found))


def _counts(values: Array, target: Target, intervals: int) -> npt.NDArray[np.int64]:
    """Values by interval, from well within the target to well beyond it; the two in the middle lie beside it."""
    inward = 1.0 if target.direction == "higher_is_better" else -1.0
    if target.step <= 0:
        return np.zeros(2 * intervals + 2, dtype=np.int64)
    # Interval 0 starts at the target and runs inward: a value at the target has met it.
    place = np.floor(inward * (values - target.value) / target.step + 1e-9)
    return np.array([(place == i).sum() for i in range(intervals, -intervals - 2, -1)])


def _smooth_ratio(counts: npt.NDArray[np.int64], intervals: int) -> tuple[float, float]:
    """The ratio of the two middle counts on a log-linear line through the others, and its upper 95 % limit."""
    middle = [intervals, intervals + 1]
    x = np.delete(np.arange(counts.size, dtype=float), middle)
    n = np.delete(counts, middle) + 0.5  # half a value more, so that an empty interval has a logarithm
    centred = x - np.average(x, weights=n)
    precision = float((n * centred**2).sum())
    slope = float((n * centred * np.log(n)).sum()) / precision
    dispersion = 1.0 + float((n * (np.log(n) - np.average(np.log(n), weights=n) - slope * centred) ** 2).mean())
    return float(np.exp(-slope)), float(np.exp(-slope + 1.645 * np.sqrt(dispersion / precision)))


def _finding(target: Target, periods: tuple[int, ...], met: int, missed: int, ratio: float, p: float) -> Finding:
    values = {
        **{"indicator": target.indicator, "target": f"{target.value:g}", "width": f"{target.step:g}"},
        **{"met": met, "missed": missed, "ratio": f"{ratio:.2g}", "p": f"{p:.1g}"},
    }
    return Finding(
        check="bunching",
        units=(),
        indicators=(target.indicator,),
        periods=periods,
        strength=p,
        measure="p_value",
        observed=met / missed if missed else np.inf,
        expected=ratio,
        sentence=Message("screening.bunching", values),
    )
