"""What is played beside what theory says, against a number that somebody sets."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from govperf_sim.report.figures.picture import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    Picture,
    Said,
    plain,
    sheet,
    wrapped,
)  # fmt: skip
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

COLOURS = (BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, INK)
MARKERS = "osD^vPX"
ACROSS = 3
"""Panels side by side, at most."""
Curves = Mapping[str, pd.DataFrame]
"""By name: ``value, low, high`` of what was played for each number set, and where there is one, ``theory``."""


def curves_figure(name: str, said: Said, set_to: str, panels: Mapping[str, Curves], labels: Labels) -> Picture:
    """A panel for each of ``panels``: marks with their intervals for what was played, lines for what theory says of it.

    ``set_to`` says what is set, along the bottom.  Where nothing is left to chance the interval is no longer than its mark.
    """
    down, across = -(-len(panels) // ACROSS), min(ACROSS, len(panels))
    names = list(dict.fromkeys(n for curves in panels.values() for n in curves))
    with style():
        figure = sheet(1.1 + 2.3 * down, said.title, labels.mark)
        drawn = list(figure.subplots(down, across, squeeze=False).flat)
        for axes in drawn[len(panels) :]:
            axes.set_visible(False)
        for axes, (panel, curves) in zip(drawn, panels.items(), strict=False):
            for curve, points in curves.items():
                _curve(axes, curve, points, names.index(curve))
            axes.set_title(wrapped(panel, 88 // across - 4), fontsize=8.5, loc="left", color=INK)
            axes.set_xlabel(set_to, fontsize=7.5, color=INK)
            plain(axes, "y")
            if len(curves) > 1:
                axes.legend(frameon=False, fontsize=7)
    return Picture(name, said.title, said.alt, said.note, figure)


def _curve(axes: Axes, name: str, points: pd.DataFrame, place: int) -> None:
    colour, value = COLOURS[place % len(COLOURS)], points["value"]
    if "theory" in points:
        axes.plot(points.index, points["theory"], color=colour, linewidth=1.2)
    reach = [(value - points["low"]).clip(lower=0.0), (points["high"] - value).clip(lower=0.0)]
    axes.errorbar(points.index, value, reach, fmt=MARKERS[place % len(MARKERS)], color=colour, markersize=5,
                  capsize=2.5, linewidth=1.1, label=name)  # fmt: skip
