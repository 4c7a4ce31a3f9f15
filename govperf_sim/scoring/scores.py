"""Scores of one period: each indicator by its own method, clipped once, and everything clipped listed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, PanelError, fault
from govperf_sim.framework import Framework, Indicator
from govperf_sim.normalise import Array, goalposts, min_max, progress, saturating, target_completion
from govperf_sim.panel import Panel


@dataclass(frozen=True)
class Scores:
    """``table``: unit x indicator in [0, 1], NaN where an indicator does not apply.

    ``clipped``: the cells that lay outside [0, 1], with the score before clipping.
    ``first_year``: the indicators scored on level because there is no year before to measure progress from.
    """

    table: pd.DataFrame
    clipped: pd.DataFrame
    first_year: tuple[str, ...]
    period: int


def score_panel(framework: Framework, panel: Panel, period: int) -> Scores:
    """Score every unit on the indicators that apply to it.

    Raises :class:`~govperf_sim.errors.PanelError`, listing every value that is missing where an indicator applies.
    """
    values = panel.wide(period).reindex(index=list(framework.units), columns=list(framework.indicators))
    before = panel.wide(period - 1).reindex_like(values) if period - 1 in panel.periods else None
    faults: list[Fault] = []
    columns: dict[str, pd.Series[float]] = {}
    for code, indicator in framework.indicators.items():
        units = [u for u, unit in framework.units.items() if unit.group in indicator.groups]
        needed = {period: values[code]}
        if before is not None and indicator.scoring.method == "progress":
            needed[period - 1] = before[code]
        gaps = [
            fault("framework.missing_value", unit=u, indicator=code, period=year)
            for year, column in needed.items()
            for u in units
            if np.isnan(column[u])
        ]
        x = values.loc[units, code].to_numpy(float)
        if not gaps and indicator.scoring.method == "min_max" and np.ptp(x) == 0:
            gaps = [fault("framework.constant", indicator=code, period=period, found=x[0])]
        if gaps:
            faults += gaps
            continue
        earlier = None if before is None else before.loc[units, code].to_numpy(float)
        columns[code] = pd.Series(_score(indicator, x, earlier), index=units)
    if faults:
        raise PanelError(faults)
    raw = pd.DataFrame(columns, index=list(framework.units)).rename_axis(index="unit", columns="indicator")
    cells = raw.reset_index().melt("unit", var_name="indicator", value_name="before_clipping")
    clipped = cells[(cells["before_clipping"] < 0) | (cells["before_clipping"] > 1)].reset_index(drop=True)
    first_year = [k for k, i in framework.indicators.items() if i.scoring.method == "progress" and before is None]
    return Scores(raw.clip(0.0, 1.0), clipped, tuple(first_year), period)


def _score(indicator: Indicator, x: Array, before: Array | None) -> Array:
    method, floor, target = indicator.scoring.method, indicator.scoring.floor, indicator.scoring.target
    higher = indicator.direction == "higher_is_better"
    if method == "min_max":
        return min_max(x, higher)
    # The loader and the framework's own check guarantee the posts that a method needs.
    assert floor is not None
    assert target is not None
    if method == "progress" and before is not None:
        return progress(x, before, target, higher)
    straight = {"saturating": saturating, "target_completion": target_completion}.get(method, goalposts)
    return straight(x, floor, target)
