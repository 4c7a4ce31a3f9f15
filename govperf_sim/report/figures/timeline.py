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

ABOVE, BELOW = -0.3, 0.3
MARKS = {
    "monthly_report": (SKY, "|", 0.0),
    "decides": (GREY, ".", BELOW),
    "stage_score": (PURPLE, "v", 0.0),
    "fabrication_found": (VERMILION, "X", 0.0),
    "check_finds": (VERMILION, "x", ABOVE),
    "corrected": (GREEN, "^", 0.0),
    "corrected_too_late": (INK, "P", 0.0),
    "scored": (BLUE, "D", 0.0),
    "revised": (GREY, "s", 0.0),
}
"""What is shown of each unit, and where beside its line; a visit is a bar from its first day to its last."""
COLUMNS = 4
"""Of the key of marks."""
CIRCLES = 45
"""Numbered circles that find room side by side."""
LATE = "cases_late"
LARGEST = 60.0
"""The area, in square points, of the disc that stands for the most cases late in a month."""

Dated = list[tuple[int, datetime.date, str]]


def timeline_figure(events: pd.DataFrame, year: int, labels: Labels) -> Picture:
    """A line for each unit, a mark for each of its events, a numbered upright for each date that concerns all.

    ``events`` has ``date, unit, event, amount`` of one replication and one year; ``unit`` is empty for what concerns all.
    """
    own = events[events["unit"] != ""]
    units = list(dict.fromkeys(own["unit"]))
    common = events[events["unit"] == ""].sort_values("date", kind="stable")
    dated = [(n, d.date(), str(e)) for n, (d, e) in enumerate(zip(common["date"], common["event"], strict=True), 1)]
    title = labels.word("timeline_figure", year=year)
    with style():
        figure = sheet(1.9 + 0.36 * len(units) + 0.09 * (len(dated) + 1), title, labels.mark)
        axes = figure.add_subplot()
        for y in range(len(units)):
            axes.axhline(y, color=PALE, linewidth=6, zorder=0)
        _uprights(axes, dated, (own["date"].max() - own["date"].min()).days / CIRCLES)
        _marks(axes, own, units, labels)
        axes.set_yticks(range(len(units)), [wrapped(labels.unit(u), 30) for u in units])
        axes.set_ylim(len(units) - 0.4, -1.2)
        axes.xaxis.set_major_locator(MonthLocator(interval=2))  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]
        plain(axes, "x")
        axes.tick_params(axis="x", labelsize=7.5)
        # Anchored on the right, it may be wider than the axes and reach over the names of the units.
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=COLUMNS, frameon=False, fontsize=7.5)
        _key(axes, dated, labels)
    alt = labels.word("timeline_alt", year=year, units=len(units), events=len(own), dates=len(dated))
    return Picture("timeline", title, alt, labels.word("timeline_note"), figure)


def _uprights(axes: Axes, dated: Dated, width: float) -> None:
    """A number that would lie on the one before, ``width`` days wide, goes into a second row."""
    ring = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": GREY, "linewidth": 0.7}
    upper = None
    for number, date, _ in dated:
        close = upper is not None and (date - upper).days < width
        upper = upper if close else date
        axes.axvline(date, color=GREY, linewidth=0.8, linestyle=":")  # type: ignore[arg-type]
        axes.annotate(str(number), (date, -0.55 if close else -0.9), ha="center", va="center", fontsize=6.5,
                      color=INK, bbox=ring)  # fmt: skip


def _marks(axes: Axes, own: pd.DataFrame, units: list[str], labels: Labels) -> None:
    line_of = {unit: float(line) for line, unit in enumerate(units)}
    starts, ends = (own[own["event"] == f"visit_{end}"] for end in ("starts", "ends"))
    lines = [line_of[u] for u in starts["unit"]]
    if lines:
        last = ends.groupby("unit")["date"].max().to_dict()
        until = [last.get(unit, first) for unit, first in zip(starts["unit"], starts["date"], strict=True)]
        axes.hlines(lines, starts["date"], until, color=ORANGE, linewidth=8, zorder=2, label=labels.word("visit"))
    for event, (colour, shape, aside) in MARKS.items():
        mine = own[own["event"] == event]
        if len(mine):
            lines, thin = [line_of[u] + aside for u in mine["unit"]], shape in "|x"
            axes.plot(mine["date"], lines, shape, color=colour, markersize=5 if aside else 6, zorder=3,
                      markeredgewidth=1.2 if thin else 0.4, markeredgecolor=colour if thin else "white",
                      label=labels.event(event))  # fmt: skip
    late = own[(own["event"] == LATE) & (own["amount"] > 0)]
    if len(late):
        lines = [line_of[u] + BELOW for u in late["unit"]]
        axes.scatter(late["date"], lines, LARGEST * late["amount"] / late["amount"].max(), color=INK, alpha=0.55,
                     linewidth=0, zorder=3, label=labels.event(LATE))  # fmt: skip


def _key(axes: Axes, dated: Dated, labels: Labels) -> None:
    """What the numbers mean, in two columns below the axes."""
    lines = [f"{number}  {date:%Y-%m-%d}  {labels.event(code)}" for number, date, code in dated]
    half = -(-len(lines) // 2)
    for x, column in ((0.0, lines[:half]), (0.52, lines[half:])):
        axes.annotate("\n".join(column), (x, 0), (0, -20), xycoords="axes fraction", textcoords="offset points",
                      va="top", fontsize=7.5, color=INK, linespacing=1.5)  # fmt: skip
