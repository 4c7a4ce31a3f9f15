"""What several schemes give to each part, group by group: what is proposed beside what is in force and what is nearest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from govperf_sim.report.figures.picture import BLUE, GREEN, INK, ORANGE, PALE, SKY, Picture, plain, sheet, wrapped
from govperf_sim.report.figures.weights import panels_of, part_named, points_of
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points

MARKS = {
    "current": ("o", "white", INK),
    "derived": ("s", SKY, BLUE),
    "proposed": ("D", ORANGE, INK),
    "nearest": ("|", GREEN, GREEN),
}
"""Scheme -> marker, its filling, its edge."""


def schemes_figure(schemes: Mapping[str, pd.DataFrame], systems: Mapping[str, str], labels: Labels) -> Picture:
    """A panel for each group: a line for each part, a mark on it for each scheme.

    ``schemes`` are group x part (domain or indicator), fractions, 0 where a part does not apply to a group; ``systems``
    gives each group's system.
    """
    every = sum(schemes.values(), start=0.0 * next(iter(schemes.values())))
    rows = panels_of(every, systems)
    heights = [0.6 + 0.24 * len(parts) for _, parts in rows]
    title = labels.word("schemes_figure")
    top = 100 * max(float(t.to_numpy().max()) for t in schemes.values()) * 1.08
    with style():
        figure = sheet(1.0 + sum(heights), title, labels.mark)
        grid = figure.add_gridspec(len(rows), max(len(groups) for groups, _ in rows), height_ratios=heights)
        for row, (groups, parts) in enumerate(rows):
            for column, group in enumerate(groups):
                axes = figure.add_subplot(grid[row, column])
                places = np.arange(len(parts))
                at = {name: points_of(table, group, parts) for name, table in schemes.items()}
                ends = np.array(list(at.values()))
                axes.hlines(places, ends.min(axis=0), ends.max(axis=0), color=PALE, linewidth=4, zorder=1)
                for name, where in at.items():
                    marker, filling, edge = MARKS[name]
                    big = name == "nearest"
                    axes.plot(where, places, marker, color=filling, markeredgecolor=edge, linestyle="", zorder=4 if big else 3,
                              markersize=11 if big else 5.5, markeredgewidth=2.2 if big else 0.9, label=_called(name, labels))  # fmt: skip
                called = [wrapped(part_named(p, labels), 30) if column == 0 else "" for p in parts]
                axes.set_yticks(places, called)
                axes.set_ylim(len(parts) - 0.4, -0.6)
                axes.set_xlim(0, top)
                axes.set_title(wrapped(labels.group(group), 24), fontsize=8.5, color=INK, loc="left")
                plain(axes)
                if row == len(rows) - 1 or column >= len(rows[row + 1][0]):
                    axes.set_xlabel(labels.word("axis_weight"), fontsize=7.5)
        handles, meanings = figure.axes[0].get_legend_handles_labels()
        figure.legend(
            handles, meanings, loc="outside upper right", ncols=2 if len(handles) > 3 else 3, frameon=False, fontsize=8
        )
    proposed = schemes["proposed"]
    beside = next(t for name, t in schemes.items() if name != "proposed")
    before, after = beside.stack(), proposed.stack()
    most: Any = (after - before).abs().idxmax()
    alt = labels.word(
        "schemes_alt", schemes=len(schemes), groups=len(proposed), group=labels.group(most[0]),
        part=part_named(most[1], labels), before=points(float(before[most])), after=points(float(after[most])),
    )  # fmt: skip
    return Picture("schemes", title, alt, labels.word("schemes_note"), figure)


def _called(scheme: str, labels: Labels) -> str:
    return labels.word("scheme_nearest") if scheme == "nearest" else labels.variant(scheme)
