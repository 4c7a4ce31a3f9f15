"""Scores of one period: each indicator by its own method, clipped once, and everything clipped listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, PanelError, ScoringError, fault
from govperf_sim.framework import Framework, Indicator
from govperf_sim.methods import METHODS, Given, level
from govperf_sim.normalise import Array
from govperf_sim.panel import Cell, Panel


@dataclass(frozen=True)
class Scores:
    """``table``: unit x indicator in [0, 1], NaN where an indicator does not apply.

    ``clipped``: the cells that lay outside [0, 1], with the score before clipping.
    ``first_year``: the indicators scored on level because there is no year before to compare with.
    """

    table: pd.DataFrame
    clipped: pd.DataFrame
    first_year: tuple[str, ...]
    period: int


def score_panel(framework: Framework, panel: Panel, period: int) -> Scores:
    """Score every unit on the indicators that apply to it.

    Raises :class:`~govperf_sim.errors.PanelError`, listing every value that is missing where an indicator applies, and
    every indicator whose values its method cannot score.
    """
    panel.wide(period)  # a period that is not there is one fault, not one a cell
    columns: dict[str, pd.Series[float]] = {}
    faults: list[Fault] = []
    for code in framework.indicators:
        years = years_needed(framework, panel, code, period)
        cells = [(u, code, year) for year in years for u in framework.units_under(code)]
        gaps = [
            fault("framework.missing_value", unit=u, indicator=k, period=year)
            for u, k, year in cells
            if (u, k, year) not in panel.values
        ]
        try:
            columns[code] = pd.Series() if gaps else _scored(framework, panel, code, years)
        except ScoringError as refused:
            said = {"indicator": code, "method": framework.indicators[code].scoring.method, "period": period}
            gaps = [fault("scores.of_indicator", f.hint, **said, said=f.message) for f in refused.faults]
        faults += gaps
    if faults:
        raise PanelError(faults)
    raw = pd.DataFrame(columns, index=list(framework.units)).rename_axis(index="unit", columns="indicator")
    cells_of = raw.reset_index().melt("unit", var_name="indicator", value_name="before_clipping")
    clipped = cells_of[(cells_of["before_clipping"] < 0) | (cells_of["before_clipping"] > 1)].reset_index(drop=True)
    back = [k for k, indicator in framework.indicators.items() if METHODS[indicator.scoring.method].looks_back]
    first_year = () if period - 1 in panel.periods else tuple(back)
    return Scores(raw.clip(0.0, 1.0), clipped, first_year, period)


def years_needed(framework: Framework, panel: Panel, indicator: str, period: int) -> tuple[int, ...]:
    """The years whose values make the scores of ``period``: with the year before where the method looks back to it."""
    looks_back = METHODS[framework.indicators[indicator].scoring.method].looks_back
    return (period, period - 1) if looks_back and period - 1 in panel.periods else (period,)


def score_values(indicator: Indicator, units: Sequence[str], now: Array, before: Array | None) -> Array:
    """The scores of one indicator, not yet clipped; ``before`` is None where there is no year before.

    Raises :class:`~govperf_sim.errors.ScoringError` for values its method cannot score.
    """
    way, scoring = METHODS[indicator.scoring.method], indicator.scoring
    given = Given(
        x=now,
        before=now if before is None else before,
        higher=indicator.direction == "higher_is_better",
        numbers=scoring.numbers,
        targets=np.array([scoring.targets.get(u, np.nan) for u in units]),
    )
    return level(given) if way.looks_back and before is None else way.score(given)


def _scored(framework: Framework, panel: Panel, code: str, years: tuple[int, ...]) -> pd.Series[float]:
    units = framework.units_under(code)
    now, *before = (_values(panel, [(u, code, year) for u in units]) for year in years)
    score = score_values(framework.indicators[code], units, now, before[0] if before else None)
    return pd.Series(score, index=list(units))


def _values(panel: Panel, cells: list[Cell]) -> Array:
    return np.array([panel.values[cell] for cell in cells])
