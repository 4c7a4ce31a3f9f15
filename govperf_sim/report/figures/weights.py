"""What weighs how much in each group, beside the reference it started from."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from govperf_sim.report.figures.picture import BLUE, INK, ORANGE, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded

COLUMNS = 4


def weights_figure(
    weights: pd.DataFrame,
    reference: pd.DataFrame | None,
    systems: Mapping[str, str],
    labels: Labels,
) -> Picture:
    """A panel for each group: a bar for each part, a tick where the reference stood.

    ``weights`` and ``reference`` are group x part (domain or indicator), fractions; 0 where a part does not apply to a
    group.  ``systems`` gives each group's system.
    """
    rows = panels_of(weights, systems)
    heights = [0.55 + 0.24 * len(parts) for _, parts in rows]
    title = labels.word("weights_figure")
    with style():
        figure = sheet(0.9 + sum(heights), title, labels.mark)
        across = max(len(groups) for groups, _ in rows)
        grid = figure.add_gridspec(len(rows), across, height_ratios=heights)
        top = 100 * float(weights.to_numpy().max()) * 1.28
        for row, (groups, parts) in enumerate(rows):
            for column, group in enumerate(groups):
                axes = figure.add_subplot(grid[row, column])
                was = None if reference is None else points_of(reference, group, parts)
                _bars(axes, points_of(weights, group, parts), was, top, labels)
                called = [wrapped(part_named(p, labels), 30) if column == 0 else "" for p in parts]
                axes.set_yticks(range(len(parts)), called)
                axes.set_title(wrapped(labels.group(group), 24), fontsize=8.5, color=INK, loc="left")
                plain(axes)
                if row == len(rows) - 1 or column >= len(rows[row + 1][0]):
                    axes.set_xlabel(labels.word("axis_weight"), fontsize=7.5)
        handles, meanings = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles[::-1], meanings[::-1], loc="outside upper right", ncols=2, frameon=False, fontsize=8)
    most = weights.max(axis=1)
    group = str(most.idxmax())
    part = str(weights.loc[group].idxmax())
    alt = labels.word(
        "weights_alt", groups=len(weights), part=part_named(part, labels),
        group=labels.group(group), points=points(float(most.max())),
    )  # fmt: skip
    return Picture("weights", title, alt, labels.word("weights_note"), figure)


def points_of(table: pd.DataFrame, group: str, parts: list[str]) -> list[float]:
    return [100 * float(x) for x in table.loc[[group], parts].to_numpy(float)[0]]


def _bars(axes: Axes, now: list[float], was: list[float] | None, top: float, labels: Labels) -> None:
    """One panel: bars, reference ticks and the numbers beside them, in points."""
    places = np.arange(len(now))
    axes.barh(places, now, height=0.62, color=BLUE, label=labels.word("derived"))
    ends = now
    if was is not None:
        axes.vlines(was, places - 0.42, places + 0.42, color=ORANGE, linewidth=2.4, label=labels.word("reference"))
        ends = [max(pair) for pair in zip(now, was, strict=True)]
    for place, end, share in zip(places, ends, now, strict=True):
        axes.text(end + 0.03 * top, float(place), rounded(share, 1), va="center", fontsize=7, color=INK)
    axes.set_ylim(len(now) - 0.4, -0.6)
    axes.set_xlim(0, top)


def panels_of(weights: pd.DataFrame, systems: Mapping[str, str]) -> list[tuple[list[str], list[str]]]:
    """Rows of panels: groups of one system, and the parts that occur in that system."""
    rows = []
    for system in dict.fromkeys(systems[g] for g in weights.index):
        groups = [g for g in weights.index if systems[g] == system]
        parts = [p for p in weights.columns if (weights.loc[groups, p] > 0).any()]
        rows += [(groups[a : a + COLUMNS], parts) for a in range(0, len(groups), COLUMNS)]
    return rows


def part_named(code: object, labels: Labels) -> str:
    return labels.domains.get(str(code)) or labels.indicator(code)
