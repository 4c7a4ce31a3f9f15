"""How often each unit has each rank when all admissible weights count alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from govperf_sim.report.figures.picture import BLUE, INK, VERMILION, Picture, plain, sheet, wrapped
from govperf_sim.report.figures.ranked import of_pool, shown_pools
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded

SHADES = LinearSegmentedColormap.from_list("shades", ["#FFFFFF", "#9CC9E6", BLUE, "#06304A"])
NUMBERED = 16
"""A pool of no more units has its shares written in."""
SEEN = 0.0005
"""A smaller share would be written as 0.0."""


def acceptability_figure(
    shares: pd.Series[float], ranks: pd.Series[int], limits: pd.DataFrame, labels: Labels
) -> Picture:
    """A map for each pool: unit by rank, the deeper the more often; a frame around the ranks that are possible at all.

    ``shares`` has the index ``level, pool, unit, rank``, ``ranks`` and ``limits`` (``best_bound, worst_bound``) have
    ``level, pool, unit``.
    """
    shown = shown_pools(ranks, labels)
    sizes = [len(p.units) for p in shown.pools]
    title = labels.word("acceptability_figure")
    with style():
        figure = sheet(1.0 + sum(0.75 + 0.27 * n for n in sizes), title, labels.mark)
        panels = figure.subplots(len(sizes), 1, squeeze=False, height_ratios=[n + 1.2 for n in sizes])[:, 0]
        image = None
        for axes, pool in zip(panels, shown.pools, strict=True):
            table = of_pool(shares, pool.level, pool.pool).unstack("rank").loc[list(pool.units)]
            image = axes.imshow(table, cmap=SHADES, vmin=0, vmax=1, aspect="auto",
                                extent=(0.5, table.shape[1] + 0.5, len(table) - 0.5, -0.5))  # fmt: skip
            possible = of_pool(limits, pool.level, pool.pool).loc[list(pool.units)]
            for y, (low, high) in enumerate(zip(possible["best_bound"], possible["worst_bound"], strict=True)):
                axes.add_patch(Rectangle((low - 0.46, y - 0.42), high - low + 0.92, 0.84, fill=False,
                                         edgecolor=VERMILION, linewidth=1.1))  # fmt: skip
            if pool.many <= NUMBERED:
                for (y, x), share in np.ndenumerate(table.to_numpy(float)):
                    if share >= SEEN:
                        axes.text(x + 1, y, points(share), ha="center", va="center", fontsize=7,
                                  color="white" if share > 0.55 else INK)  # fmt: skip
            axes.set_yticks(range(len(pool.units)), [wrapped(labels.unit(u), 34) for u in pool.units])
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12, min_n_ticks=1))
            axes.set_title(pool.named(labels), fontsize=8.5, loc="left", color=INK)
            plain(axes, None)
        panels[-1].set_xlabel(labels.word("axis_rank"), fontsize=8)
        assert image is not None
        bar = figure.colorbar(image, ax=list(panels), fraction=0.03, pad=0.02, aspect=28)
        bar.set_ticks([0, 0.25, 0.5, 0.75, 1], labels=["0", "25", "50", "75", "100"])
        bar.ax.tick_params(labelsize=7, length=0)
        bar.set_label(labels.word("axis_acceptability"), fontsize=7.5)
        bar.outline.set_visible(False)
    first = shares.xs(1, level="rank")
    first = first[first.groupby(level=["level", "pool"]).transform("size") > 1]
    most: Any = first.idxmax()
    alt = labels.word(
        "acceptability_alt", pools=len(shown.pools), unit=labels.unit(most[2]), share=rounded(100 * first.max(), 1)
    )
    return Picture("acceptability", title, alt, labels.word("acceptability_note") + shown.left_out, figure)
