r"""The cells of a panel as one block of numbers, with what rounding leaves open.

A published value :math:`x` written to :math:`d` decimals stands for :math:`x \pm h`, :math:`h = \tfrac12 10^{-d}`.  Its
decimals are its own, or more where it ends in zeros: then as many as are usual both for its unit and for its column.
Checks on equality need :math:`h`, since two figures can only be equal to the digits that were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.errors import PanelError, fault, nearest
from govperf_sim.screening.findings import Cell

Array = npt.NDArray[np.float64]
UNSAID = -99
"""The decimals of a zero, or of no value: it shows none."""


@dataclass(frozen=True, eq=False)
class Block:
    """unit x indicator x period, NaN where there is no finite value."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    periods: tuple[int, ...]
    value: Array
    places: Mapping[tuple[int, int, int], str]

    def cell(self, u: int, k: int, t: int) -> Cell:
        return Cell(self.units[u], self.indicators[k], self.periods[t], self.places.get((u, k, t), ""))

    def at(self, unit: str, indicator: str, period: int) -> float:
        """One value; NaN where the panel has none, or does not know the unit or the indicator."""
        if unit not in self.units or indicator not in self.indicators or period not in self.periods:
            return np.nan
        places = self.units.index(unit), self.indicators.index(indicator), self.periods.index(period)
        return float(self.value[places])

    def named(self, unit: str, indicator: str, period: int) -> Cell:
        """The cell of that name, which must be there."""
        return self.cell(self.units.index(unit), self.indicators.index(indicator), self.periods.index(period))

    def decimals(self) -> npt.NDArray[np.int64]:
        """The decimals each value is written to, ``UNSAID`` where it shows none; negative when it ends in zeros."""
        return np.array([_decimals(x) for x in self.value.ravel().tolist()], dtype=np.int64).reshape(self.value.shape)

    def half_width(self) -> Array:
        """How far the true figure may lie from the written one (same shape, same units as the values)."""
        own = self.decimals()
        if own.size == 0:
            return np.zeros(own.shape)
        column = np.apply_along_axis(usual_decimals, 0, own)[None, :, :]
        row = np.apply_along_axis(usual_decimals, 2, own)[:, :, None]
        half: Array = 0.5 * 10.0 ** -np.maximum(own, np.minimum(column, row)).astype(float)
        return half

    def growth(self) -> tuple[Array, Array]:
        """Log growth on the year before and what rounding leaves open in it; NaN without two positive years in a row."""
        positive = np.where(self.value > 0, self.value, np.nan)
        relative = self.half_width() / positive
        following = np.diff(np.array(self.periods, dtype=float), prepend=np.nan) == 1
        growth = np.full_like(positive, np.nan)
        noise = np.full_like(positive, np.nan)
        growth[:, :, 1:] = np.diff(np.log(positive), axis=2)
        noise[:, :, 1:] = relative[:, :, 1:] + relative[:, :, :-1]
        return np.where(following, growth, np.nan), np.where(following, noise, np.nan)


def block(cells: pd.DataFrame, indicators: Sequence[str] | None = None) -> Block:
    """Arrange tidy cells (columns ``unit indicator period value`` and, if known, ``place``) as a block.

    Rows without a finite number are left out: there is nothing to test in them.  Raises
    :class:`~govperf_sim.errors.PanelError` for an unknown indicator and for a cell with several values.
    """
    require(cells, "indicator", indicators or ())
    frame = cells if indicators is None else cells[cells["indicator"].isin(list(indicators))]
    value, period = (_numbers(frame[c]) for c in ("value", "period"))
    kept = np.isfinite(value) & np.isfinite(period)
    frame, value, period = frame[kept], value[kept], period[kept].astype(int)
    _refuse_repeats(frame)
    u, units = pd.factorize(frame["unit"])
    k, names = pd.factorize(frame["indicator"])
    t, periods = pd.factorize(period, sort=True)
    cube = np.full((len(units), len(names), len(periods)), np.nan)
    cube[u, k, t] = value
    at = zip(u.tolist(), k.tolist(), t.tolist(), strict=True)
    places = {cell: place for cell, place in zip(at, _places(frame), strict=True) if place}
    return Block(tuple(map(str, units)), tuple(map(str, names)), tuple(map(int, periods)), cube, places)


def require(cells: pd.DataFrame, column: str, named: Iterable[str]) -> None:
    """Refuse names that the cells do not have, all at once; raises :class:`~govperf_sim.errors.PanelError`."""
    known = list(map(str, cells[column].unique()))
    unknown = [name for name in dict.fromkeys(named) if name not in known]
    if unknown:
        raise PanelError([fault(f"screening.unknown_{column}", nearest(name, known), named=name) for name in unknown])


def _refuse_repeats(frame: pd.DataFrame) -> None:
    cells = frame.groupby(["unit", "indicator", "period"], sort=False, as_index=False).size()
    faults = [
        fault("framework.repeated_value", unit=c.unit, indicator=c.indicator, period=c.period, count=c.size)
        for c in cells[cells["size"] > 1].itertuples()
    ]
    if faults:
        raise PanelError(faults)


def _places(frame: pd.DataFrame) -> list[str]:
    return frame["place"].fillna("").astype(str).tolist() if "place" in frame else [""] * len(frame)


def _numbers(column: pd.Series[float]) -> Array:
    return pd.to_numeric(column, errors="coerce").to_numpy(float)


def _decimals(value: float) -> int:
    if not np.isfinite(value) or value == 0:
        return UNSAID
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return -int(exponent)


def usual_decimals(decimals: npt.NDArray[np.int64]) -> int:
    """The most frequent number of decimals; the higher of two equally frequent."""
    seen = decimals[decimals != UNSAID]
    if seen.size == 0:
        return 0
    numbers, counts = np.unique(seen, return_counts=True)
    return int(numbers[counts == counts.max()].max())
