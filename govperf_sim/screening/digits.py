r"""Last digits and round numbers: what a hand leaves where a count should stand.

The last digit of a figure of three digits or more is all but uniform, whatever the figure measures (Hill 1995); invented
figures prefer some digits (Mosimann, Wiseman and Edelman 1995), estimated ones end in 0 or 5.  With :math:`n_d` of
:math:`n` figures ending in :math:`d`

.. math:: X^2 = \sum_d (n_d - n/10)^2 / (n/10) \sim \chi^2_9, \qquad n_0 + n_5 \sim B(n, 1/5).

A series is one indicator over all units, or one unit over all indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import bdtrc, chdtrc

from govperf_sim.screening.cells import UNSAID, Block, block, usual_decimals
from govperf_sim.screening.chance import RATE, benjamini_hochberg
from govperf_sim.screening.findings import Checked, Finding, listed
from govperf_sim.words import Message


class _Series(NamedTuple):
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    periods: tuple[int, ...]
    counts: npt.NDArray[np.int64]
    """How many figures end in 0, 1, ... 9."""


def last_digits(
    cells: pd.DataFrame,
    *,
    indicators: Sequence[str] | None = None,
    false_discovery_rate: float = RATE,
    enough: int = 50,
) -> Checked:
    """Series whose last digits are not spread evenly.

    ``enough``: with 50 figures each digit is expected five times, the least that chi-square is trusted with.
    """
    series = _series(block(cells, indicators), enough)
    p = np.array([chdtrc(9, float((10 * s.counts**2 / s.counts.sum()).sum() - s.counts.sum())) for s in series])
    found = []
    for i in np.flatnonzero(benjamini_hochberg(p, false_discovery_rate)).tolist():
        digit = int(series[i].counts.argmax())
        found.append(_finding("last_digit", series[i], digit, series[i].counts[digit], 0.1, p[i]))
    return Checked(check="last_digit", tested=len(series), findings=tuple(found))


def heaping(
    cells: pd.DataFrame,
    *,
    indicators: Sequence[str] | None = None,
    false_discovery_rate: float = RATE,
    enough: int = 25,
) -> Checked:
    """Series with more figures ending in 0 or 5 than the one in five that chance gives.

    ``enough``: with 25 figures five round ones are expected.
    """
    series = _series(block(cells, indicators), enough)
    round_ones = [int(s.counts[0] + s.counts[5]) for s in series]
    p = np.array(
        [1.0 if k == 0 else bdtrc(k - 1, int(s.counts.sum()), 0.2) for s, k in zip(series, round_ones, strict=True)]
    )
    found = [
        _finding("heaping", series[i], 0, round_ones[i], 0.2, p[i])
        for i in np.flatnonzero(benjamini_hochberg(p, false_discovery_rate)).tolist()
    ]
    return Checked(check="heaping", tested=len(series), findings=tuple(found))


def _series(seen: Block, enough: int) -> list[_Series]:
    digits = _last(seen)
    by_indicator = [
        _Series((), (seen.indicators[k],), seen.periods, _counts(digits[:, k])) for k in range(len(seen.indicators))
    ]
    by_unit = [_Series((seen.units[u],), (), seen.periods, _counts(digits[u])) for u in range(len(seen.units))]
    return [s for s in [*by_indicator, *by_unit] if s.counts.sum() >= enough]


def _last(seen: Block) -> npt.NDArray[np.int64]:
    """The last digit of each figure; -1 below three digits, or in a column written to no common number of decimals.

    A column is common when nine in ten of its figures show no more decimals than is usual in it.
    """
    own = seen.decimals()
    digits = np.full(own.shape, -1)
    for k, t in np.ndindex(own.shape[1:]):
        usual = max(usual_decimals(own[:, k, t]), 0)
        shown = own[:, k, t][own[:, k, t] != UNSAID]
        written = np.abs(seen.value[:, k, t]) * 10.0**usual
        good = np.isfinite(written) & (written >= 100) & (written < 1e15) & (own[:, k, t] <= usual)
        if shown.size and np.mean(shown <= usual) >= 0.9:
            digits[good, k, t] = np.rint(written[good]).astype(np.int64) % 10
    return digits


def _counts(digits: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.bincount(digits[digits >= 0], minlength=10)


def _finding(check: str, series: _Series, digit: int, count: int, expected: float, p: float) -> Finding:
    total = int(series.counts.sum())
    values = {
        **{"series": listed([*series.units, *series.indicators]), "count": int(count), "total": total},
        **{"digit": digit, "expected": f"{expected * total:.0f}", "p": f"{p:.1g}"},
    }
    return Finding(
        check=check,
        units=series.units,
        indicators=series.indicators,
        periods=series.periods,
        strength=float(p),
        measure="p_value",
        observed=float(count) / total,
        expected=expected,
        sentence=Message(f"screening.{check}", values),
    )
