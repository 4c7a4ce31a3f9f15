r"""Outliers: found by skewness and kurtosis, treated only when asked, every touched cell listed.

With :math:`m_r` the central moments, the sample skewness and excess kurtosis (as in spreadsheets and in COINr) are

.. math::
    G_1 = \frac{\sqrt{n(n-1)}}{n-2}\,\frac{m_3}{m_2^{3/2}}, \qquad
    G_2 = \frac{n-1}{(n-2)(n-3)}\Bigl[(n+1)\Bigl(\frac{m_4}{m_2^2} - 3\Bigr) + 6\Bigr].

An indicator is *outlying* when :math:`|G_1|` **and** :math:`G_2` both exceed their limits, 2 and 3.5 in the practice of
the European Commission's centre on composite indicators and in COINr: a skewed indicator without a heavy tail, or a
heavy tail on both sides, is left alone.  Winsorising brings the most extreme value in to the next, on the side to which
the indicator is skewed, until it is no longer outlying or the declared number of points is used up; whether it is
outlying still is seen by asking again.  The other treatment, a logarithm, changes every value and so the meaning of the
posts: floor and target must be given as logarithms too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, PanelError, ScoringError, fault, nearest
from govperf_sim.normalise import SMALLEST, Array, finite
from govperf_sim.panel import Panel
from govperf_sim.treatment.treated import Change, Treated, Why, apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When an indicator counts as outlying, and how many of its points may be brought in."""

    skewness: float = 2.0
    kurtosis: float = 3.5
    points: int = 5
    """COINr's default; with few units declare fewer."""

    def __post_init__(self) -> None:
        named = {"skewness": self.skewness, "kurtosis": self.kurtosis, "points": self.points}
        faults = [
            fault("scores.not_positive", what=what, found=value) for what, value in named.items() if not value > 0
        ]
        if faults:
            raise ScoringError(faults)


PRACTICE = Limits()


def moments(table: pd.DataFrame) -> pd.DataFrame:
    """Skewness and excess kurtosis of each column of a unit x indicator table: index indicator, with the count.

    NaN cells (the indicator does not apply) are left out.  A column whose values are all the same has neither a
    skewness nor a kurtosis: they are NaN, as they are below 3 and 4 values.

    >>> moments(pd.DataFrame({"debt": [1.0, 2.0, 3.0, 4.0, 40.0]})).round(3)
               values  skewness  kurtosis
    indicator
    debt            5     2.211     4.912
    """
    rows = {str(k): _moments(finite(table[k].dropna())) for k in table.columns}
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["values", "skewness", "kurtosis"])
    return found.astype({"values": int}).rename_axis("indicator")


def outlying(table: pd.DataFrame, limits: Limits = PRACTICE) -> tuple[str, ...]:
    """The indicators of a unit x indicator table whose skewness and kurtosis both exceed their limits."""
    found = moments(table)
    return tuple(found.index[(found["skewness"].abs() > limits.skewness) & (found["kurtosis"] > limits.kurtosis)])


def winsorise(panel: Panel, period: int, indicators: Sequence[str], limits: Limits = PRACTICE) -> Treated:
    """The outlying ones among ``indicators``, with extreme values brought in to the next; one period at a time.

    Values tied at the extreme move together, and only if the declared number of points allows all of them.

    >>> panel = Panel.of({u: {"debt": v} for u, v in zip("abcde", [1.0, 2.0, 3.0, 4.0, 40.0])}, period=2011)
    >>> treated = winsorise(panel, 2011, ["debt"])
    >>> treated.changes
      unit indicator  period  before  after              why basis
    0    e      debt    2011    40.0    4.0  winsorised_high     d
    """
    table = panel.wide(period)
    faults = _unknown(panel, indicators)
    known = [k for k in indicators if k in table.columns]
    faults += [
        fault("scores.few_for_shape", indicator=k, period=period, found=int(table[k].count()))
        for k in known
        if table[k].count() < 4
    ]
    if faults:
        raise PanelError(faults)
    changes = [change for k in known for change in _brought_in(table[k].dropna(), period, limits)]
    return apply(panel, changes, "winsorised", "winsorised")


def log_transform(panel: Panel, indicators: Sequence[str]) -> Treated:
    """Base-10 logarithms of ``indicators``, in all periods, so that the years remain comparable.

    Raises :class:`~govperf_sim.errors.PanelError`, naming every value that is not above 0.
    """
    faults = _unknown(panel, indicators)
    asked = {cell: value for cell, value in panel.values.items() if cell[1] in indicators}
    faults += [
        fault("scores.log_not_positive", unit=unit, indicator=indicator, period=period, found=value)
        for (unit, indicator, period), value in asked.items()
        if value <= 0
    ]
    if faults:
        raise PanelError(faults)
    changes = [Change(cell=c, before=v, after=math.log10(v), why="log10") for c, v in asked.items()]
    return apply(panel, changes, "log10", "log10")


def _unknown(panel: Panel, indicators: Sequence[str]) -> list[Fault]:
    known = list(panel.frame["indicator"].unique())
    return [fault("scores.no_such_indicator", nearest(k, known), indicator=k) for k in indicators if k not in known]


def _moments(x: Array) -> tuple[int, float, float]:
    n = x.size
    if n < 3 or np.ptp(x) < SMALLEST:
        return n, float("nan"), float("nan")
    y = (x - x.min()) / np.ptp(x)
    y -= y.mean()
    m2, m3, m4 = (float((y**r).mean()) for r in (2, 3, 4))
    skewness = (n * (n - 1)) ** 0.5 / (n - 2) * m3 / m2**1.5
    if n < 4:
        return n, skewness, float("nan")
    return n, skewness, (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / m2**2 - 3) + 6)


def _brought_in(column: pd.Series[float], period: int, limits: Limits) -> list[Change]:
    """The changes that winsorising one indicator needs; a point moved twice is one change."""
    now = column.copy()
    moved: dict[str, tuple[Why, tuple[str, ...]]] = {}
    while outlying(now.to_frame(), limits):
        high = _moments(np.asarray(now, np.float64))[1] > 0
        edge = now.max() if high else now.min()
        extreme, rest = now[now == edge].index, now[now != edge]
        if len(moved.keys() | set(extreme)) > limits.points:
            break
        next_value = rest.max() if high else rest.min()
        basis = tuple(map(str, rest[rest == next_value].index))
        now[extreme] = next_value
        why: Why = "winsorised_high" if high else "winsorised_low"
        moved |= {str(u): (why, basis) for u in extreme}
    return [
        Change(cell=(u, str(column.name), period), before=column[u], after=now[u], why=side, basis=source)
        for u, (side, source) in moved.items()
    ]
