"""Observed values: unit x indicator x period, one value a cell, with its vintage and its flag."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import PanelError, fault

COLUMNS = ("unit", "indicator", "period", "value", "vintage", "flag")


@dataclass(frozen=True)
class Panel:
    """Tidy observed values.

    ``frame`` has the columns ``unit``, ``indicator``, ``period`` (a year), ``value`` (in the indicator's unit of
    measure), ``vintage`` (preliminary, yearbook, census-revised; may be empty) and ``flag`` (such as ``synthetic``).
    Raises :class:`~govperf_sim.errors.PanelError` for a cell given twice or not a finite number.

    >>> Panel.of({"a": {"gdp": 8.5}, "b": {"gdp": 9.0}}, period=2011).wide(2011)
    indicator  gdp
    unit
    a          8.5
    b          9.0
    """

    frame: pd.DataFrame

    def __post_init__(self) -> None:
        cells = self.frame.groupby(["unit", "indicator", "period"], sort=False, as_index=False).size()
        faults = [
            fault(
                "framework.repeated_value",
                unit=cell.unit,
                indicator=cell.indicator,
                period=cell.period,
                count=cell.size,
            )
            for cell in cells[cells["size"] > 1].itertuples()
        ]
        faults += [
            fault("framework.not_a_number", unit=row.unit, indicator=row.indicator, period=row.period, found=row.value)
            for row in self.frame[~np.isfinite(self.frame["value"].to_numpy(float))].itertuples()
        ]
        if faults:
            raise PanelError(faults)

    @classmethod
    def of(cls, values: pd.DataFrame | dict[str, dict[str, float]], period: int) -> Panel:
        """One period, from a unit x indicator table; empty cells are left out."""
        table = values if isinstance(values, pd.DataFrame) else pd.DataFrame.from_dict(values, orient="index")
        long = table.rename_axis("unit").reset_index().melt("unit", var_name="indicator").dropna(subset="value")
        return cls(long.assign(period=period, vintage="", flag="")[list(COLUMNS)])

    @property
    def periods(self) -> tuple[int, ...]:
        return tuple(sorted(int(p) for p in self.frame["period"].unique()))

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that occur, such as ``synthetic``; whatever shows the data must show these."""
        return tuple(sorted(f for f in self.frame["flag"].unique() if f))

    def wide(self, period: int) -> pd.DataFrame:
        """unit x indicator for one period; NaN where there is no value."""
        if period not in self.periods:
            known = ", ".join(map(str, self.periods))
            raise PanelError(fault("framework.no_such_period", period=period, known=known))
        now = self.frame[self.frame["period"] == period]
        units, indicators = self.frame["unit"].unique(), self.frame["indicator"].unique()
        return now.pivot(index="unit", columns="indicator", values="value").reindex(index=units, columns=indicators)
