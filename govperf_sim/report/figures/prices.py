"""What a rule costs: regret and ranks as its limit moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

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
)
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.robustness.prices import Prices

LINES = ((BLUE, "o"), (VERMILION, "s"), (GREEN, "^"), (PURPLE, "D"), (ORANGE, "v"), (SKY, "P"))


def prices_figure(swept: Sequence[Prices], declared: Sequence[float], said: Sequence[str], labels: Labels) -> Picture:
    """A row for each limit: regrets, and the ranks of the units that change places most.

    ``declared`` is the value of each limit as it stands, ``said`` what it is called.
    """
    title = labels.word("prices_figure")
    with style():
        figure = sheet(0.9 + 2.5 * len(swept), title, labels.mark)
        panels = figure.subplots(len(swept), 2, squeeze=False)
        for (left, right), found, at, name in zip(panels, swept, declared, said, strict=True):
            _regrets(left, found.values, labels)
            moved = _ranks(right, found.units, labels)
            for axes in (left, right):
                axes.axvline(at, color=INK, linewidth=1, linestyle=":", zorder=1)
                _closed(axes, found.values)
                axes.set_xlabel(labels.word("axis_limit"), fontsize=7.5)
                plain(axes, "y")
            left.set_title(wrapped(name, 50), fontsize=8.5, loc="left", color=INK)
            key = "prices_ranks" if moved else "prices_no_ranks"
            right.set_title(labels.word(key), fontsize=8.5, loc="left", color=INK)
    worst = [_span(found.values["worst_regret"]) for found in swept]
    dear = int(np.argmax(worst))
    alt = labels.word("prices_alt", limits=len(swept), limit=said[dear], change=f"{worst[dear]:.3f}")
    return Picture("price_curves", title, alt, labels.word("prices_note"), figure)


def _span(x: pd.Series[float]) -> float:
    return float(x.max() - x.min()) if x.notna().any() else 0.0


def _regrets(axes: Axes, values: pd.DataFrame, labels: Labels) -> None:
    for key, colour, marker in (("worst_regret", VERMILION, "s"), ("mean_regret", BLUE, "o")):
        own = values[key].dropna()
        axes.plot(own.index, own, marker=marker, markersize=3.5, color=colour, linewidth=1.4, label=labels.word(key))
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False, fontsize=7, loc="lower right")


def _ranks(axes: Axes, units: pd.DataFrame, labels: Labels) -> int:
    """Ranks in the pool of the units that move; how many do."""
    column = "rank_in_pool" if units["rank_in_pool"].notna().any() else "rank_in_group"
    ranks = units[column].astype(float).unstack("limit")
    moves = (ranks.max(axis=1) - ranks.min(axis=1)).sort_values(ascending=False, kind="stable")
    moved = [u for u in moves.index if moves[u] > 0]
    for unit, (colour, marker) in zip(moved, LINES, strict=False):
        axes.plot(ranks.columns, ranks.loc[unit], marker=marker, markersize=3.5, color=colour, linewidth=1.4,
                  label=labels.unit(unit))  # fmt: skip
    if moved:
        axes.legend(frameon=False, fontsize=7, loc="center left", bbox_to_anchor=(1.0, 0.5))
    else:
        for unit in ranks.index[:40]:
            axes.plot(ranks.columns, ranks.loc[unit], color=GREY, linewidth=0.9)
    axes.set_ylim(float(np.nanmax(ranks)) + 0.5, 0.5)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=8, min_n_ticks=1))
    return len(moved)


def _closed(axes: Axes, values: pd.DataFrame) -> None:
    """Shade where no weights are admissible."""
    limits = values.index.to_numpy(float)
    closed = values["worst_regret"].isna().to_numpy()
    axes.set_xlim(limits.min() - 0.02 * np.ptp(limits), limits.max() + 0.02 * np.ptp(limits))
    for n in np.flatnonzero(closed):
        low = limits[n] if n == 0 else (limits[n - 1] + limits[n]) / 2
        high = limits[n] if n == len(limits) - 1 else (limits[n] + limits[n + 1]) / 2
        axes.axvspan(low, high, color=PALE, zorder=0, linewidth=0)
