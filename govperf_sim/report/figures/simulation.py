"""The played years: what units worked on, what they achieved, what they reported."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from govperf_sim.report.figures.picture import BLUE, INK, ORANGE, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points

COLUMNS = 4
LINES = (("true", BLUE, "-", "o"), ("reported", ORANGE, "--", "s"))


def levels_figure(levels: pd.DataFrame, labels: Labels) -> Picture:
    """A panel for each unit: the true and the reported score over the years, each with the range of chance.

    ``levels`` is tidy: ``unit, year, measure`` (``true`` or ``reported``), ``mean, low, high`` in [0, 1].
    """
    units = list(dict.fromkeys(levels["unit"]))
    across = min(COLUMNS, len(units))
    down = -(-len(units) // across)
    title = labels.word("levels_figure")
    with style():
        figure = sheet(0.9 + 1.75 * down, title, labels.mark)
        panels = list(figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).flat)
        for axes in panels[len(units) :]:
            axes.set_visible(False)
        for place, (axes, unit) in enumerate(zip(panels, units, strict=False)):
            for measure, colour, dash, marker in LINES:
                own = levels[(levels["unit"] == unit) & (levels["measure"] == measure)].sort_values("year")
                axes.fill_between(
                    own["year"], 100 * own["low"], 100 * own["high"], color=colour, alpha=0.18, linewidth=0
                )
                axes.plot(own["year"], 100 * own["mean"], dash, marker=marker, markersize=3.5, color=colour,
                          linewidth=1.4, label=labels.word(measure))  # fmt: skip
            axes.set_title(wrapped(labels.unit(unit), 24), fontsize=8.5, loc="left", color=INK)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
            axes.tick_params(labelbottom=True)
            if place + across >= len(units):
                axes.set_xlabel(labels.word("axis_year"), fontsize=7.5)
            plain(axes, "y")
        figure.legend(
            *panels[0].get_legend_handles_labels(), loc="outside upper right", ncols=2, frameon=False, fontsize=8
        )
        figure.supylabel(labels.word("axis_score"), fontsize=8)
    gaps = levels.pivot_table(index="unit", columns="measure", values="mean", sort=False)
    gap = gaps["reported"] - gaps["true"]
    widest = str(gap.idxmax())
    alt = labels.word("levels_alt", units=len(units), unit=labels.unit(widest), gap=points(gap.max()))
    return Picture("levels", title, alt, labels.word("levels_note"), figure)


def efforts_figure(efforts: pd.DataFrame, labels: Labels) -> Picture:
    """A row for each unit, a column for each task: the larger the disc, the more effort.

    ``efforts`` is unit x task, NaN where a unit does not work.
    """
    units, tasks = list(efforts.index), list(efforts.columns)
    title, most = labels.word("efforts_figure"), float(np.nanmax(efforts.to_numpy(float)))
    with style():
        figure = sheet(2.0 + 0.4 * len(units), title, labels.mark)
        axes = figure.add_subplot()
        for (y, x), effort in np.ndenumerate(efforts.to_numpy(float)):
            if np.isnan(effort):
                continue
            axes.scatter(x, y, s=260 * effort / most if most > 0 else 0, color=BLUE, alpha=0.75, linewidth=0)
            axes.annotate(f"{effort:.2f}", (x, y), (0, -10), textcoords="offset points", ha="center", va="top",
                          fontsize=7, color=INK)  # fmt: skip
        axes.set_yticks(range(len(units)), [wrapped(labels.unit(u), 30) for u in units])
        names = [wrapped(labels.domain(k), 26) for k in tasks]
        axes.set_xticks(range(len(tasks)), names, fontsize=7.5, rotation=30, ha="left", rotation_mode="anchor")
        axes.set_xlim(-0.5, len(tasks) - 0.5)
        axes.set_ylim(len(units) - 0.3, -0.6)
        axes.xaxis.tick_top()
        plain(axes)
    means = efforts.mean()
    alt = labels.word(
        "efforts_alt", units=len(units), tasks=len(tasks), most=labels.domain(means.idxmax()), up=f"{means.max():.2f}",
        least=labels.domain(means.idxmin()), low=f"{means.min():.2f}",
    )  # fmt: skip
    return Picture("efforts", title, alt, labels.word("efforts_note"), figure)
