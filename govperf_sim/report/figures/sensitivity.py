"""How much of the movement of ranks each choice of method answers for."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from govperf_sim.report.figures.picture import BLUE, GREY, INK, ORANGE, Picture, plain, sheet, wrapped
from govperf_sim.report.figures.ranked import Ranked, of_pool
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import rounded

COLUMNS = 2
MOST = 8
"""Pools; more are left to the table."""


def sensitivity_figure(shift: pd.DataFrame, sizes: pd.Series[int], labels: Labels) -> Picture:
    """A panel for each pool: for each choice a bar for what it does alone, and one for all it has a part in.

    ``shift`` has the index ``level, pool, factor`` and ``first, first_low, first_high, total, total_low, total_high``;
    ``sizes`` the units of each (level, pool).  Pools in which no rank moved have no indices and are left out.
    """
    known = dict.fromkeys((str(level), str(pool)) for level, pool, _ in shift[shift["total"] > 0].index.to_list())
    pools = [key for key in known if sizes[key] > 1]
    pools = sorted(pools, key=lambda key: key[0] == "group")[:MOST]
    across = min(COLUMNS, len(pools))
    down = -(-len(pools) // across)
    factors = list(dict.fromkeys(shift.index.get_level_values("factor")))
    title = labels.word("sensitivity_figure")
    with style():
        figure = sheet(1.0 + down * (0.65 + 0.42 * len(factors)), title, labels.mark)
        panels = list(figure.subplots(down, across, sharex=True, squeeze=False).flat)
        for n, axes in enumerate(panels):
            if n >= len(pools):
                axes.set_visible(False)
                continue
            bars(axes, of_pool(shift, *pools[n]).reindex(factors), labels)
            called = [wrapped(_factor(f, labels), 30) if n % across == 0 else "" for f in factors]
            axes.set_yticks(range(len(factors)), called)
            axes.set_title(wrapped(Ranked(*pools[n], (), 0).named(labels), 40), fontsize=8.5, loc="left", color=INK)
            plain(axes)
            axes.tick_params(labelbottom=True)
            axes.set_xlabel(labels.word("axis_share"), fontsize=7.5)
        figure.legend(
            *panels[0].get_legend_handles_labels(), loc="outside upper right", ncols=2, frameon=False, fontsize=8
        )
    level, pool = pools[0]
    first = of_pool(shift, level, pool)["total"]
    alt = labels.word("sensitivity_alt", factors=len(factors), pool=Ranked(level, pool, (), 0).named(labels),
                      factor=_factor(str(first.idxmax()), labels), total=rounded(first.max(), 2))  # fmt: skip
    return Picture("sensitivity", title, alt, labels.word("sensitivity_note"), figure)


def bars(axes: Axes, own: pd.DataFrame, labels: Labels) -> None:
    """Two bars for each row, of what it does alone and of all it has a part in, with their intervals."""
    y = np.arange(len(own))
    for part, place, colour in (("first", -0.19, BLUE), ("total", 0.19, ORANGE)):
        ends = own[part]
        axes.barh(y + place, ends, height=0.34, color=colour, label=labels.word(f"index_{part}"))
        axes.hlines(y + place, own[f"{part}_low"], own[f"{part}_high"], color=INK, linewidth=1)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_ylim(len(own) - 0.4, -0.6)


def _factor(code: str, labels: Labels) -> str:
    return labels.known(f"sensitivity.factor_{code}", code)
