"""One assessment year as its journal tells it: the dates of the calendar, and what happened to whom on which day."""

from __future__ import annotations

import datetime

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, MonthLocator

from govperf_sim.report.figures.picture import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    VERMILION,
    Picture,
    plain,
    sheet,
    wrapped,
)  # fmt: skip
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

MARKS = {
    "monthly_report": (SKY, "|"),
    "stage_score": (PURPLE, "v"),
    "fabrication_found": (VERMILION, "X"),
    "corrected": (GREEN, "^"),
    "corrected_too_late": (INK, "P"),
    "scored": (BLUE, "D"),
}
"""What is shown of each unit; a visit is a bar from its first day to its last."""

Dated = list[tuple[int, datetime.date, str]]


def timeline_figure(events: pd.DataFrame, year: int, labels: Labels) -> Picture:
    """A line for each unit, a mark for each of its events, a numbered upright for each date that concerns all.

    ``events`` has ``date, unit, event`` of one replication and one year; ``unit`` is empty for what concerns all.
    """
    own = events[events["unit"] != ""]
    units = list(dict.fromkeys(own["unit"]))
    common = events[events["unit"] == ""].sort_values("date", kind="stable")
    dated = [(n, d.date(), str(e)) for n, (d, e) in enumerate(zip(common["date"], common["event"], strict=True), 1)]
    title = labels.word("timeline_figure", year=year)
    with style():
        figure = sheet(1.7 + 0.3 * len(units) + 0.09 * (len(dated) + 1), title, labels.mark)
        axes = figure.add_subplot()
        for y in range(len(units)):
            axes.axhline(y, color=PALE, linewidth=6, zorder=0)
        _uprights(axes, dated)
        _marks(axes, own, units, labels)
        axes.set_yticks(range(len(units)), [wrapped(labels.unit(u), 30) for u in units])
        axes.set_ylim(len(units) - 0.4, -1.2)
        axes.xaxis.set_major_locator(MonthLocator(interval=2))  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]
        plain(axes, "x")
        axes.tick_params(axis="x", labelsize=7.5)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=4, frameon=False, fontsize=7.5)
        _key(axes, dated, labels)
    alt = labels.word("timeline_alt", year=year, units=len(units), events=len(own), dates=len(dated))
    return Picture("timeline", title, alt, labels.word("timeline_note"), figure)


def _uprights(axes: Axes, dated: Dated) -> None:
    ring = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": GREY, "linewidth": 0.7}
    for place, (number, date, _) in enumerate(dated):
        close = place > 0 and (date - dated[place - 1][1]).days < 10
        axes.axvline(date, color=GREY, linewidth=0.8, linestyle=":")  # type: ignore[arg-type]
        axes.annotate(str(number), (date, -0.55 if close else -0.9), ha="center", va="center", fontsize=6.5,
                      color=INK, bbox=ring)  # fmt: skip


def _marks(axes: Axes, own: pd.DataFrame, units: list[str], labels: Labels) -> None:
    starts, ends = (own[own["event"] == f"visit_{end}"] for end in ("starts", "ends"))
    lines = [units.index(u) for u in starts["unit"]]
    if lines:
        last = ends.groupby("unit")["date"].max().to_dict()
        until = [last.get(unit, first) for unit, first in zip(starts["unit"], starts["date"], strict=True)]
        axes.hlines(lines, starts["date"], until, color=ORANGE, linewidth=8, zorder=2, label=labels.word("visit"))
    for event, (colour, shape) in MARKS.items():
        mine = own[own["event"] == event]
        if len(mine):
            edge = colour if shape == "|" else "white"
            axes.plot(mine["date"], [units.index(u) for u in mine["unit"]], shape, color=colour, markersize=6, zorder=3,
                      markeredgewidth=1.2 if shape == "|" else 0.4, markeredgecolor=edge, label=labels.event(event))  # fmt: skip


def _key(axes: Axes, dated: Dated, labels: Labels) -> None:
    """What the numbers mean, in two columns below the axes."""
    lines = [f"{number}  {date:%Y-%m-%d}  {labels.event(code)}" for number, date, code in dated]
    half = -(-len(lines) // 2)
    for x, column in ((0.0, lines[:half]), (0.52, lines[half:])):
        axes.annotate("\n".join(column), (x, 0), (0, -20), xycoords="axes fraction", textcoords="offset points",
                      va="top", fontsize=7.5, color=INK, linespacing=1.5)  # fmt: skip
