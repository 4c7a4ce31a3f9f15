"""Differences with their intervals: a panel for each outcome, a line for each thing that is compared with the first.

What is settled is told apart by form as well as by colour; lines may stand in parts, each under its head.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from govperf_sim.report.figures.picture import (
    BESIDE_A_KEY,
    BLUE,
    GREY,
    INK,
    PALE,
    VERMILION,
    Picture,
    Said,
    plain,
    sheet,
    wrapped,
)
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.measures import verdict_named
from govperf_sim.report.numbers import signed

ACROSS = 4
MARKS = {
    "better": ("^", BLUE, BLUE),
    "worse": ("v", VERMILION, VERMILION),
    "differs": ("D", INK, INK),
    "open": ("o", "white", GREY),
}
"""Verdict -> marker, its filling, its edge."""


@dataclass(frozen=True)
class Line:
    """``head``: it has no differences of its own, but stands above those that have."""

    name: str
    head: bool = False


@dataclass(frozen=True)
class Panel:
    """An outcome with its unit, which way it is better, and the decimals its differences are shown with."""

    name: str
    way: str
    places: int = 2


def forest_picture(
    name: str,
    rows: pd.DataFrame,
    lines: Mapping[object, Line],
    panels: Mapping[object, Panel],
    said: Said,
    labels: Labels,
) -> Picture:
    """``rows`` has ``line, panel, difference, low, high, verdict`` in the units of the panels; ``low`` and ``high`` are
    NaN where there is no interval.  What cannot be compared has no row and leaves its place empty.
    """
    with style():
        figure = _forest(rows, lines, panels, said.title, labels)
    return Picture(name, said.title, said.alt, said.note, figure)


def _forest(
    rows: pd.DataFrame, lines: Mapping[object, Line], panels: Mapping[object, Panel], title: str, labels: Labels
) -> Figure:
    down = -(-len(panels) // ACROSS)
    across = -(-len(panels) // down)
    names = [wrapped(line.name, 26 if across > 2 else 40) for line in lines.values()]
    deep = sum(0.18 + 0.13 * (1 + name.count("\n")) for name in names)
    figure = sheet(1.3 + down * (0.85 + deep), title, labels.mark, BESIDE_A_KEY)
    drawn = list(figure.subplots(down, across, sharey=True, squeeze=False).flat)
    for axes in drawn[len(panels) :]:
        axes.set_visible(False)
    places = {key: y for y, key in enumerate(lines)}
    for axes, (key, panel) in zip(drawn, panels.items(), strict=False):
        own = rows[rows["panel"] == key]
        _panel(axes, own, places, panel.places)
        axes.set_yticks(range(len(lines)), names)
        for y, line in enumerate(lines.values()):
            if line.head:
                axes.axhspan(y - 0.5, y + 0.42, color=PALE, linewidth=0, zorder=-1)
        axes.set_ylim(len(lines) - 0.55, -0.6)
        axes.margins(x=0.28)
        axes.locator_params(axis="x", nbins=4)
        axes.set_title(wrapped(panel.name, 22 if across > 2 else 40), fontsize=8.5, loc="left", color=INK)
        if len(own):
            axes.set_xlabel(labels.word(f"way_{panel.way}"), fontsize=7.5, color=GREY)
        plain(axes)
    figure.legend(handles=_key(set(rows["verdict"]), labels), loc="outside upper right", ncols=4, frameon=False,
                  fontsize=8)  # fmt: skip
    return figure


def _panel(axes: Axes, own: pd.DataFrame, places: Mapping[object, int], decimals: int) -> None:
    axes.axvline(0, color=GREY, linewidth=0.9)
    for row in own.to_dict("records"):
        y, (marker, filling, edge) = places[row["line"]], MARKS[row["verdict"]]
        if not math.isnan(row["low"]):
            axes.hlines(y, row["low"], row["high"], color=edge, linewidth=2)
        axes.plot(row["difference"], y, marker, color=filling, markeredgecolor=edge, markersize=6)
        axes.annotate(signed(row["difference"], decimals), (row["difference"], y), (0, 6), fontsize=7,
                      textcoords="offset points", ha="center", color=INK)  # fmt: skip
    for y in range(1, len(places)):
        axes.axhline(y - 0.55, color=PALE, linewidth=0.6)


def _key(verdicts: set[str], labels: Labels) -> list[Line2D]:
    """What the markers that occur mean."""
    return [
        Line2D(
            [],
            [],
            linestyle="",
            marker=marker,
            color=filling,
            markeredgecolor=edge,
            label=verdict_named(verdict, labels),
        )
        for verdict, (marker, filling, edge) in MARKS.items()
        if verdict in verdicts
    ]
