r"""Goalposts frozen over stated reference years: the worst and the best that were observed then.

.. math:: f_k = \min_{i,\, t \in T} x_{ikt}, \qquad t_k = \max_{i,\, t \in T} x_{ikt} \qquad
    \text{(exchanged where less is better)}

Min-max moves its posts with every year's field, so a unit's score changes when others do.  Posts frozen over the years
:math:`T` stay, scores of different years can be compared, and a later value beyond them is clipped and listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from govperf_sim.errors import Fault, PanelError, fault, nearest
from govperf_sim.framework import Direction, Framework, Indicator
from govperf_sim.normalise import SMALLEST
from govperf_sim.panel import Panel


@dataclass(frozen=True)
class FrozenPosts:
    """``table``: index indicator, columns floor, floor_from, target, target_from.

    The posts are in the indicator's unit of measure.  ``floor_from`` and ``target_from`` name the cells that set them,
    as (unit, year), all of them where several tie.  ``years`` are the reference years, ``units_of`` the units looked at.
    """

    table: pd.DataFrame
    years: tuple[int, ...]
    units_of: Mapping[str, tuple[str, ...]]


def freeze(
    panel: Panel,
    directions: Mapping[str, Direction],
    years: Sequence[int],
    units_of: Mapping[str, Sequence[str]] | None = None,
) -> FrozenPosts:
    """The posts of the indicators in ``directions`` over ``years``.

    ``units_of`` gives for each indicator the units to which it applies; left out, all units of the panel.  Raises
    :class:`~govperf_sim.errors.PanelError`, naming every year, unit, indicator and value that is missing, and every
    indicator whose posts would meet.

    >>> panel = Panel.of({"a": {"jobless": 2.4}, "b": {"jobless": 3.1}}, period=2010)
    >>> freeze(panel, {"jobless": "lower_is_better"}, [2010]).table
               floor    floor_from  target   target_from
    indicator
    jobless      3.1  ((b, 2010),)     2.4  ((a, 2010),)
    """
    everyone = [str(u) for u in panel.frame["unit"].unique()]
    units = {k: tuple(everyone if units_of is None else units_of.get(k, ())) for k in directions}
    faults = _unknown(panel, years, units, everyone)
    if faults:
        raise PanelError(faults)
    values = panel.in_use[panel.in_use["period"].isin(list(years))]
    rows: dict[str, tuple[object, ...]] = {}
    for k, direction in directions.items():
        own = values[(values["indicator"] == k) & values["unit"].isin(units[k])]
        there = set(own[["unit", "period"]].itertuples(index=False, name=None))
        missing = [(u, y) for y in years for u in units[k] if (u, y) not in there]
        faults += [fault("framework.missing_value", unit=u, indicator=k, period=y) for u, y in missing]
        if missing:
            continue
        low, high = float(own["value"].min()), float(own["value"].max())
        if high - low < SMALLEST:
            faults.append(fault("scores.constant_posts", indicator=k, years=", ".join(map(str, years)), found=low))
            continue
        floor, target = (low, high) if direction == "higher_is_better" else (high, low)
        rows[k] = (floor, _cells(own, floor), target, _cells(own, target))
    if faults:
        raise PanelError(faults)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["floor", "floor_from", "target", "target_from"])
    return FrozenPosts(table.rename_axis("indicator"), tuple(years), units)


def with_frozen_posts(framework: Framework, panel: Panel) -> Framework:
    """The framework with floor and target wherever reference years stand for them.

    The years remain in the scoring, so that whoever shows the posts can say where they come from.  Raises
    :class:`~govperf_sim.errors.PanelError` with the faults of :func:`freeze`, of all indicators at once.
    """
    indicators: dict[str, Indicator] = {}
    faults: list[Fault] = []
    for k, indicator in framework.indicators.items():
        indicators[k] = indicator
        years = indicator.scoring.reference_years
        if not years:
            continue
        try:
            posts = freeze(panel, {k: indicator.direction}, years, {k: framework.units_under(k)}).table
        except PanelError as refused:
            faults += [
                f
                if f.message.key == "framework.missing_value"
                else fault("scores.of_years", indicator=k, said=f.message)
                for f in refused.faults
            ]
            continue
        scoring = replace(indicator.scoring, floor=float(posts["floor"].item()), target=float(posts["target"].item()))
        indicators[k] = replace(indicator, scoring=scoring)
    if faults:
        raise PanelError(faults)
    return replace(framework, indicators=indicators)


def _unknown(
    panel: Panel, years: Sequence[int], units: Mapping[str, tuple[str, ...]], everyone: Sequence[str]
) -> list[Fault]:
    """What is asked for and not there at all."""
    indicators = list(panel.frame["indicator"].unique())
    known = ", ".join(map(str, panel.periods))
    faults = [] if years else [fault("scores.no_reference_years")]
    faults += [fault("framework.no_such_period", period=y, known=known) for y in years if y not in panel.periods]
    for k, its in units.items():
        if k not in indicators:
            faults.append(fault("scores.no_such_indicator", nearest(k, indicators), indicator=k))
        elif not its:
            faults.append(fault("scores.no_units", indicator=k))
    asked = dict.fromkeys(u for its in units.values() for u in its)
    faults += [fault("scores.no_such_unit", nearest(u, everyone), unit=u) for u in asked if u not in everyone]
    return faults


def _cells(rows: pd.DataFrame, value: float) -> tuple[tuple[str, int], ...]:
    hits = rows[rows["value"] == value].sort_values(["period", "unit"])
    return tuple((str(u), int(p)) for u, p in zip(hits["unit"], hits["period"], strict=True))
