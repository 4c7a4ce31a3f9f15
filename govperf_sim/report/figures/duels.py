"""Every world of a trial: by how much one scheme of weights is better or worse, losses as plain to see as gains."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

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

MARKS = {"won": ("^", BLUE, BLUE), "lost": ("v", VERMILION, VERMILION), "open": ("o", "white", GREY)}
"""Marker, its filling, its edge."""


def duels_figure(
    duels: pd.DataFrame, panels: Sequence[str], lines: Sequence[str], said: Said, labels: Labels
) -> Picture:
    """A panel for each opponent, a line for each kind of unit, a mark for each world.

    ``duels`` has ``panel, line, difference, state`` (won, lost or open), the difference in points.
    """
    with style():
        figure = sheet(1.5 + 0.42 * len(lines), said.title, labels.mark, BESIDE_A_KEY)
        everything = figure.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False)[0]
        for axes, panel in zip(everything, panels, strict=True):
            own = duels[duels["panel"] == panel]
            axes.axvline(0.0, color=INK, linewidth=0.9, zorder=1)
            for y, line in enumerate(lines):
                axes.axhline(y, color=PALE, linewidth=0.8, zorder=0)
                here = own[own["line"] == line].sort_values("difference")
                places = y + 0.28 * (np.arange(len(here)) % 5 - 2) / 2  # worlds beside one another, not on top
                for state, (marker, filling, edge) in MARKS.items():
                    chosen = (here["state"] == state).to_numpy()
                    axes.plot(here["difference"][chosen], places[chosen], marker, color=filling, markeredgecolor=edge,
                              markersize=4, markeredgewidth=0.7, linestyle="", zorder=3)  # fmt: skip
            axes.set_title(wrapped(panel, 22), fontsize=8.5, color=INK, loc="left")
            axes.set_ylim(len(lines) - 0.5, -0.5)
            axes.set_yticks(range(len(lines)), [wrapped(line, 18) for line in lines])
            axes.set_xlabel(labels.word("axis_welfare_gained"), fontsize=7.5)
            axes.margins(x=0.12)
            plain(axes)
        key = [everything[0].plot([], [], m, color=f, markeredgecolor=e, markersize=5, linestyle="")[0]
               for m, f, e in MARKS.values()]  # fmt: skip
        figure.legend(
            key,
            [labels.word(f"duel_{s}") for s in MARKS],
            loc="outside upper right",
            ncols=3,
            frameon=False,
            fontsize=8,
        )
    return Picture("trial", said.title, said.alt, said.note, figure)
