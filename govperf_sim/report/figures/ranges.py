"""How far each weight may move: while the rules are obeyed, and while the goal is served as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from govperf_sim.report.figures.picture import BLUE, INK, ORANGE, PALE, SKY, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points

COLUMNS = 4
OPEN = 1e-6
"""A range narrower than this is no range."""


def ranges_figure(limits: pd.DataFrame, systems: Mapping[str, str], labels: Labels) -> Picture:
    """A panel for each group, a line for each indicator: what the rules admit, what serves as well, a dot at the weight.

    ``limits`` has the index ``group, indicator`` and ``least, most, weight, as_good_least, as_good_most`` in [0, 1].
    """
    groups = list(dict.fromkeys(limits.index.get_level_values("group")))
    rows = []
    for system in dict.fromkeys(systems[g] for g in groups):
        own = [g for g in groups if systems[g] == system]
        for a in range(0, len(own), COLUMNS):
            together = own[a : a + COLUMNS]
            rows.append((together, list(dict.fromkeys(k for g in together for k in limits.xs(g).index))))
    heights = [0.6 + 0.2 * len(indicators) for _, indicators in rows]
    title = labels.word("ranges_figure")
    with style():
        figure = sheet(1.0 + sum(heights), title, labels.mark)
        across = max(len(together) for together, _ in rows)
        grid = figure.add_gridspec(len(rows), across, height_ratios=heights)
        for row, (together, indicators) in enumerate(rows):
            for column, group in enumerate(together):
                axes = figure.add_subplot(grid[row, column])
                _ranges(axes, pd.DataFrame(limits.xs(group)).reindex(indicators), labels)
                called = [wrapped(labels.indicator(k), 34) if column == 0 else "" for k in indicators]
                axes.set_yticks(range(len(indicators)), called, fontsize=7)
                axes.set_title(wrapped(labels.group(group), 22), fontsize=8, color=INK, loc="left")
                plain(axes)
                axes.tick_params(labelsize=7)
                axes.set_xlabel(labels.word("axis_weight"), fontsize=7)
        handles, meanings = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, meanings, loc="outside upper right", ncols=3, frameon=False, fontsize=8)
    free = limits["as_good_most"] - limits["as_good_least"] > OPEN
    width = limits["most"] - limits["least"]
    widest: Any = width.idxmax()
    group, indicator = widest
    alt = labels.word(
        "ranges_alt", cells=len(limits), group=labels.group(group), indicator=labels.indicator(indicator),
        least=points(limits["least"][group, indicator]), most=points(limits["most"][group, indicator]),
    )  # fmt: skip
    key = "ranges_open" if free.any() else "ranges_settled"
    note = labels.word("ranges_note") + labels.word(key, cells=int(free.sum()))
    return Picture("weight_ranges", title, alt, note, figure)


def _ranges(axes: Axes, own: pd.DataFrame, labels: Labels) -> None:
    y, own = np.arange(len(own)), 100 * own
    axes.hlines(y, own["least"], own["most"], color=SKY, linewidth=5, alpha=0.75, label=labels.word("range_of_rules"))
    axes.hlines(
        y, own["as_good_least"], own["as_good_most"], color=BLUE, linewidth=2.6, label=labels.word("range_as_good")
    )
    axes.plot(own["weight"], y, "o", color=ORANGE, markeredgecolor=INK, markeredgewidth=0.6, markersize=4,
              label=labels.word("derived"))  # fmt: skip
    for place in y[own["least"].isna().to_numpy()]:
        axes.axhspan(place - 0.5, place + 0.5, color=PALE, alpha=0.6, linewidth=0)
    axes.set_ylim(len(own) - 0.4, -0.6)
    axes.set_xlim(left=0)
