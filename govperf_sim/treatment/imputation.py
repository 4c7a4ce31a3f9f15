r"""Filling a missing value: only when asked, cell by cell, from a stated source.

A missing value that nobody asks to be filled is refused by :func:`govperf_sim.scoring.scores.score_panel`.  Asked, it takes

- the mean or the median of the other units of its group in that year,
- the last value before it, or
- the straight line between the values around it, :math:`x_a + (x_b - x_a)(t - a)/(b - a)`; never beyond them.

Within one call, one filled cell never feeds another.  A cell that cannot be filled is named, and nothing
is filled then.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from govperf_sim.errors import Fault, PanelError, fault
from govperf_sim.panel import Cell, Panel
from govperf_sim.treatment.treated import Change, Treated, Why, apply

Found: TypeAlias = tuple[float, tuple[str, ...]]
"""A value and the units or years it was taken from."""


def gaps(panel: Panel, period: int, units_of: Mapping[str, Sequence[str]]) -> tuple[Cell, ...]:
    """The cells without a value: ``units_of`` gives for each indicator the units to which it applies.

    >>> panel = Panel.of({"a": {"gdp": 8.5}, "b": {"air": 90.0}}, period=2011)
    >>> gaps(panel, 2011, {"gdp": ["a", "b"], "air": ["b"]})
    (('b', 'gdp', 2011),)
    """
    values = panel.values
    return tuple((u, k, period) for k, units in units_of.items() for u in units if (u, k, period) not in values)


def group_mean(panel: Panel, cells: Iterable[Cell], groups: Mapping[str, str]) -> Treated:
    """The mean of the other units of the group; ``groups`` gives each unit's group.

    >>> panel = Panel.of({"a": {"gdp": 8.0}, "b": {"gdp": 9.0}, "c": {"air": 90.0}}, period=2011)
    >>> group_mean(panel, [("c", "gdp", 2011)], {"a": "delta", "b": "delta", "c": "delta"}).changes
      unit indicator  period  before  after         why basis
    0    c       gdp    2011     NaN    8.5  group_mean  a, b
    """
    return _filled(panel, cells, "group_mean", _of_group(panel, groups, statistics.fmean))


def group_median(panel: Panel, cells: Iterable[Cell], groups: Mapping[str, str]) -> Treated:
    """The median of the other units of the group; ``groups`` gives each unit's group."""
    return _filled(panel, cells, "group_median", _of_group(panel, groups, statistics.median))


def last_value(panel: Panel, cells: Iterable[Cell]) -> Treated:
    """The unit's own latest value before the cell's year."""
    values = panel.values

    def earlier(cell: Cell) -> Found | Fault:
        unit, indicator, period = cell
        years = [p for p in panel.periods if p < period and (unit, indicator, p) in values]
        if not years:
            return _fault("scores.no_earlier", cell)
        return values[unit, indicator, years[-1]], (str(years[-1]),)

    return _filled(panel, cells, "last_value", earlier)


def linear(panel: Panel, cells: Iterable[Cell]) -> Treated:
    """The straight line between the unit's own nearest values before and after the cell's year.

    >>> found = Panel.of({"a": {"gdp": 8.0}}, 2009).overlaid(Panel.of({"a": {"gdp": 11.0}}, 2012).frame, "yearbook")
    >>> linear(found, [("a", "gdp", 2010)]).changes[["before", "after", "basis"]]
       before  after       basis
    0     NaN    9.0  2009, 2012
    """
    values = panel.values

    def between(cell: Cell) -> Found | Fault:
        unit, indicator, period = cell
        years = [p for p in panel.periods if (unit, indicator, p) in values]
        below, above = [p for p in years if p < period], [p for p in years if p > period]
        if not below or not above:
            return _fault("scores.not_between", cell)
        a, b = below[-1], above[0]
        start, end = values[unit, indicator, a], values[unit, indicator, b]
        return start + (end - start) * (period - a) / (b - a), (str(a), str(b))

    return _filled(panel, cells, "linear", between)


def _of_group(
    panel: Panel, groups: Mapping[str, str], middle: Callable[[list[float]], float]
) -> Callable[[Cell], Found | Fault]:
    values = panel.values

    def from_group(cell: Cell) -> Found | Fault:
        unit, indicator, period = cell
        if unit not in groups:
            return _fault("scores.no_group", cell)
        peers = [u for u, g in groups.items() if g == groups[unit] and u != unit and (u, indicator, period) in values]
        if not peers:
            return _fault("scores.no_donor", cell, group=groups[unit])
        return middle([values[u, indicator, period] for u in peers]), tuple(peers)

    return from_group


def _filled(panel: Panel, cells: Iterable[Cell], why: Why, source: Callable[[Cell], Found | Fault]) -> Treated:
    values, faults, changes = panel.values, [], []
    for cell in dict.fromkeys(cells):
        found = _fault("scores.has_value", cell, found=values[cell]) if cell in values else source(cell)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            changes.append(Change(cell=cell, before=float("nan"), after=found[0], why=why, basis=found[1]))
    if faults:
        raise PanelError(faults)
    return apply(panel, changes, "imputed", "imputed")


def _fault(key: str, cell: Cell, **values: object) -> Fault:
    unit, indicator, period = cell
    return fault(key, unit=unit, indicator=indicator, period=period, **values)
