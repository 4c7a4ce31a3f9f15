"""Observed values: unit x indicator x period, the vintages of each cell, and which of them is in use.

Official figures are revised: a year's output appears as a flash figure, in the yearbook, and again after a census.  A
panel keeps every *vintage* of a cell.  Which one is in use is declared, best first (``prefer``), and never guessed: a
cell with several vintages is refused unless the order ranks each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from typing import TypeAlias

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, PanelError, fault

COLUMNS = ("unit", "indicator", "period", "value", "vintage", "flag")
CELL = list(COLUMNS[:3])

Cell: TypeAlias = tuple[str, str, int]
"""Unit, indicator, period."""


@dataclass(frozen=True)
class Panel:
    """Tidy observed values.

    ``frame`` has the columns ``unit``, ``indicator``, ``period`` (a year), ``value`` (in the indicator's unit of
    measure), ``vintage`` (preliminary, yearbook, census_revised; may be empty) and ``flag`` (such as ``synthetic``),
    and may have others, such as ``place`` (``file:line``), which are kept.  ``prefer`` lists vintages, the best first.
    Raises :class:`~govperf_sim.errors.PanelError` for a cell given twice in one vintage, a cell in several vintages
    that ``prefer`` does not all rank, and a value that is not a finite number.

    >>> Panel.of({"a": {"gdp": 8.5}, "b": {"gdp": 9.0}}, period=2011).wide(2011)
    indicator  gdp
    unit
    a          8.5
    b          9.0

    >>> rows = [("foshan", "gdp", 2011, 658.0, "preliminary", ""), ("foshan", "gdp", 2011, 623.1, "yearbook", "")]
    >>> Panel(pd.DataFrame(rows, columns=list(COLUMNS)), prefer=("yearbook", "preliminary")).in_use
         unit indicator  period  value   vintage flag
    0  foshan       gdp    2011  623.1  yearbook
    """

    frame: pd.DataFrame
    prefer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        faults = self._not_numbers() + self._repeated()
        if not faults:
            faults = self._ambiguous()
        if faults:
            raise PanelError(faults)

    @classmethod
    def of(cls, values: pd.DataFrame | dict[str, dict[str, float]], period: int) -> Panel:
        """One period, from a unit x indicator table; empty cells are left out."""
        table = values if isinstance(values, pd.DataFrame) else pd.DataFrame.from_dict(values, orient="index")
        long = table.rename_axis("unit").reset_index().melt("unit", var_name="indicator").dropna(subset="value")
        return cls(long.assign(period=period, vintage="", flag="")[list(COLUMNS)])

    @cached_property
    def in_use(self) -> pd.DataFrame:
        """The rows of ``frame`` in use, one a cell, each with the vintage it has."""
        order = {vintage: rank for rank, vintage in enumerate(self.prefer)}
        # A vintage that is not ranked stands alone in its cell, or the panel would have been refused.
        best_first = np.argsort(self.frame["vintage"].map(order).fillna(0).to_numpy(float), kind="stable")
        chosen = best_first[~self.frame.iloc[best_first].duplicated(CELL).to_numpy()]
        return self.frame.iloc[np.sort(chosen)].astype({"value": float}).reset_index(drop=True)

    @cached_property
    def values(self) -> Mapping[Cell, float]:
        """The values in use, by cell."""
        units, indicators, periods = (self.in_use[name] for name in CELL)
        cells = zip(map(str, units), map(str, indicators), map(int, periods), strict=True)
        return dict(zip(cells, map(float, self.in_use["value"]), strict=True))

    @property
    def periods(self) -> tuple[int, ...]:
        return tuple(sorted(int(p) for p in self.frame["period"].unique()))

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags of the values in use, such as ``synthetic``; whatever shows the data must show these."""
        return tuple(sorted(f for f in self.in_use["flag"].unique() if f))

    def wide(self, period: int) -> pd.DataFrame:
        """unit x indicator for one period, of the values in use; NaN where there is no value."""
        if period not in self.periods:
            known = ", ".join(map(str, self.periods))
            raise PanelError(fault("framework.no_such_period", period=period, known=known))
        now = self.in_use[self.in_use["period"] == period]
        units, indicators = self.frame["unit"].unique(), self.frame["indicator"].unique()
        return now.pivot(index="unit", columns="indicator", values="value").reindex(index=units, columns=indicators)

    def overlaid(self, cells: pd.DataFrame, vintage: str) -> Panel:
        """The panel with ``cells`` (unit, indicator, period, value, flag) in use, as a vintage of their own.

        What was there stays as it was, one vintage further down.  A name of a vintage that is taken gets a number.
        """
        if cells.empty:
            return self
        taken = set(self.frame["vintage"])
        fresh = next(v for v in (vintage, *(f"{vintage}_{n}" for n in range(2, len(taken) + 3))) if v not in taken)
        beneath = self.frame.merge(cells[CELL], on=CELL)["vintage"]
        unsaid = dict.fromkeys(self.frame.columns.difference(cells.columns), "")
        new = cells.assign(**{**unsaid, "vintage": fresh})[self.frame.columns]
        prefer = tuple(dict.fromkeys((fresh, *self.prefer, *beneath)))
        return Panel(pd.concat([self.frame, new], ignore_index=True), prefer)

    def _not_numbers(self) -> list[Fault]:
        sound = self.frame["value"].map(lambda v: isinstance(v, Real) and bool(np.isfinite(float(v))))
        return [
            fault("framework.not_a_number", unit=row.unit, indicator=row.indicator, period=row.period, found=row.value)
            for row in self.frame[~sound.to_numpy(bool)].itertuples()
        ]

    def _repeated(self) -> list[Fault]:
        twice = self.frame[self.frame.duplicated([*CELL, "vintage"], keep=False)]
        cells = twice.groupby([*CELL, "vintage"], sort=False, as_index=False, dropna=False).size()
        return [
            fault(
                "framework.repeated_vintage" if cell.vintage else "framework.repeated_value",
                unit=cell.unit,
                indicator=cell.indicator,
                period=cell.period,
                vintage=cell.vintage,
                count=cell.size,
            )
            for cell in cells.itertuples()
        ]

    def _ambiguous(self) -> list[Fault]:
        """Cells of several vintages of which one is not ranked; and a vintage that is ranked twice."""
        twice = sorted({v for v in self.prefer if self.prefer.count(v) > 1})
        faults = [fault("framework.vintage_ranked_twice", vintage=v) for v in twice]
        several = self.frame[self.frame.duplicated(CELL, keep=False)]
        for cell, rows in several.groupby(CELL, sort=False):
            unranked = [str(v) or "“”" for v in rows["vintage"] if v not in self.prefer]
            if unranked:
                unit, indicator, period = cell
                faults.append(
                    fault("framework.ambiguous_vintage", unit=unit, indicator=indicator, period=period,
                          vintages=", ".join(str(v) or "“”" for v in rows["vintage"]), unranked=", ".join(unranked))
                )  # fmt: skip
        return faults
