"""Exact intervals of ranks, bands around the published weights, and how much of them draws of weights show."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from govperf_sim.report.figures.picture import BLUE, GREY, INK, ORANGE, Picture, plain, sheet, wrapped
from govperf_sim.report.figures.ranked import Ranked, of_pool, shown_pools
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

PROVEN = "#DDDDDD"
NEAR = ("#0B3C5D", BLUE, "#4C9ACB", "#8CC0E0", "#BFDDF0")
"""From the narrowest band to the widest."""
Intervals = pd.DataFrame


def intervals_figure(limits: Intervals | None, bands: Intervals, drawn: Intervals | None, labels: Labels) -> Picture:
    """A line for each unit: the exact interval of its rank, its bands, its sampled range beside, a dot at its rank.

    ``limits`` has the index ``level, pool, unit`` and ``best, worst, best_bound, worst_bound``; ``bands`` the index
    ``level, pool, points, unit`` and the same columns with ``rank``; ``drawn`` the index of limits and
    ``best_drawn, worst_drawn``.  What was not asked for is None and not drawn.
    """
    points = sorted(set(bands.index.get_level_values("points")))
    rank = bands.xs(points[0], level="points")["rank"]
    shown = shown_pools(rank, labels)
    sizes = [len(p.units) for p in shown.pools]
    title = labels.word("intervals_figure")
    with style():
        figure = sheet(1.3 + sum(0.75 + 0.26 * n for n in sizes), title, labels.mark)
        heights = [1.2, *(n + 1.2 for n in sizes)]
        key, *panels = figure.subplots(len(heights), 1, squeeze=False, height_ratios=heights)[:, 0]
        for axes, pool in zip(panels, shown.pools, strict=True):
            _panel(axes, pool, points, (limits, bands, drawn), labels)
        panels[-1].set_xlabel(labels.word("axis_rank"), fontsize=8)
        handles: list[Patch | Line2D] = [Line2D([], [], marker="o", linestyle="", color=ORANGE, markeredgecolor=INK)]
        meanings = [labels.word("published_rank")]
        for p, colour in zip(points, NEAR, strict=False):
            handles.append(Patch(color=colour))
            meanings.append(labels.word("band_of", points=f"{p:g}"))
        if limits is not None:
            handles.append(Patch(color=PROVEN))
            meanings.append(labels.word("exact_interval"))
        if drawn is not None:
            handles.append(Line2D([], [], color=INK, linewidth=1.2, marker="|", markersize=6))
            meanings.append(labels.word("sampled_range"))
        key.set_axis_off()
        key.legend(handles, meanings, loc="center", ncols=3, frameon=False, fontsize=7.5)
    widest = bands.xs(points[-1], level="points").drop(columns="rank")
    kept = (widest if limits is None else limits).join(rank)
    several = kept[kept.groupby(level=["level", "pool"])["rank"].transform("size") > 1]
    width = several["worst_bound"] - several["best_bound"]
    alt = labels.word("intervals_alt", units=len(several), certain=int((width == 0).sum()), widest=int(width.max()) + 1)
    return Picture("intervals", title, alt, labels.word("intervals_note") + shown.left_out, figure)


def _panel(
    axes: Axes,
    pool: Ranked,
    points: list[float],
    found: tuple[Intervals | None, Intervals, Intervals | None],
    labels: Labels,
) -> None:
    limits, drawn = (None if f is None else of_pool(f, pool.level, pool.pool) for f in (found[0], found[2]))
    bands = of_pool(found[1], pool.level, pool.pool)
    near = {p: bands.xs(p, level="points") for p in points}
    for y, unit in enumerate(pool.units):
        if limits is not None:
            own = limits.loc[unit]
            axes.barh(y, own["worst"] - own["best"] + 0.8, left=own["best"] - 0.4, height=0.72, color=PROVEN)
            if (own["best_bound"], own["worst_bound"]) != (own["best"], own["worst"]):
                axes.barh(y, own["worst_bound"] - own["best_bound"] + 0.8, left=own["best_bound"] - 0.4, height=0.72,
                          fill=False, edgecolor=GREY, linestyle=":", linewidth=0.9)  # fmt: skip
        for n, p in reversed(list(enumerate(points))):
            band = near[p].loc[unit]
            axes.barh(y, band["worst"] - band["best"] + 0.8, left=band["best"] - 0.4, height=0.5,
                      color=NEAR[min(n, len(NEAR) - 1)])  # fmt: skip
        axes.plot(
            near[points[0]].loc[unit, "rank"], y, "o", color=ORANGE, markeredgecolor=INK, markersize=4.5, zorder=4
        )
        if drawn is not None:
            seen = drawn.loc[unit]
            axes.plot([seen["best_drawn"] - 0.4, seen["worst_drawn"] + 0.4], [y + 0.36] * 2, color=INK, linewidth=1.2,
                      marker="|", markersize=4, zorder=3)  # fmt: skip
    axes.set_yticks(range(len(pool.units)), [wrapped(labels.unit(u), 34) for u in pool.units])
    axes.set_ylim(len(pool.units) - 0.4, -0.6)
    axes.set_xlim(0.4, pool.many + 0.6)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12, min_n_ticks=1))
    axes.set_title(pool.named(labels), fontsize=8.5, loc="left", color=INK)
    plain(axes)
