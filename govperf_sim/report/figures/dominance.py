"""Who is ahead of whom whatever the admissible weights: the pairs that do not follow from others (a Hasse diagram).

Every unit has a line of its own, best first, so that names never run into one another; lines lead down from a unit to
those it is always ahead of.  A chain of units that are settled among themselves keeps to one column.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from govperf_sim.report.figures.picture import BLUE, GREY, INK, ORANGE, PALE, Picture, plain, sheet, wrapped
from govperf_sim.report.figures.ranked import Ranked, of_pool, shown_pools
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.robustness.dominance import Relation, reduced


def dominance_figure(settled: pd.Series[str], ranks: pd.Series[int], labels: Labels) -> Picture:
    """A diagram for each pool.

    ``settled`` has the index ``level, pool, unit, other`` and says ``ahead``, ``behind``, ``tied`` or ``open``; ``ranks``
    has ``level, pool, unit``.
    """
    shown = shown_pools(ranks, labels)
    sizes = [len(p.units) for p in shown.pools]
    title = labels.word("dominance_figure")
    with style():
        figure = sheet(0.9 + sum(0.65 + 0.25 * n for n in sizes), title, labels.mark)
        panels = figure.subplots(len(sizes), 1, squeeze=False, height_ratios=[n + 1.2 for n in sizes])[:, 0]
        for axes, pool in zip(panels, shown.pools, strict=True):
            _diagram(axes, pool, _ahead(of_pool(settled, pool.level, pool.pool), pool.units), labels)
    pairs = len(settled) // 2
    known = int((settled == "ahead").sum() + (settled == "tied").sum() // 2)
    alt = labels.word("dominance_alt", pairs=pairs, settled=known)
    return Picture("dominance", title, alt, labels.word("dominance_note") + shown.left_out, figure)


def _ahead(settled: pd.Series[str], units: tuple[str, ...]) -> Relation:
    """Unit x unit: ahead, or always level; a unit with itself too."""
    table = settled.unstack("other").reindex(index=list(units), columns=list(units)).to_numpy(object)
    return np.asarray((table == "ahead") | (table == "tied") | np.eye(len(units), dtype=bool), dtype=bool)


def chains(edges: Relation) -> list[int]:
    """A column for each unit, units in an order in which edges lead down: below the last it follows, or else a new one.

    >>> chains(np.array([[0, 1, 1], [0, 0, 0], [0, 0, 0]], dtype=bool))
    [0, 0, 1]
    """
    column: list[int] = []
    ends: list[int] = []
    for unit in range(len(edges)):
        follows = [c for c, end in enumerate(ends) if edges[end, unit]]
        if follows:
            nearest = max(follows, key=lambda c: ends[c])
            ends[nearest] = unit
            column.append(nearest)
        else:
            column.append(len(ends))
            ends.append(unit)
    return column


def _diagram(axes: Axes, pool: Ranked, ahead: Relation, labels: Labels) -> None:
    edges = reduced(ahead)
    column = chains(edges)
    for one, other in np.argwhere(edges).tolist():
        straight = column[one] == column[other]
        bend = 0.0 if straight and not _between(column, one, other) else 0.14
        axes.add_patch(FancyArrowPatch(
            (column[one], one), (column[other], other), arrowstyle="-|>", mutation_scale=7, shrinkA=4, shrinkB=4,
            connectionstyle=f"arc3,rad={bend}", color=BLUE if straight else GREY, linewidth=1.3 if straight else 0.8,
        ))  # fmt: skip
    tied = np.asarray((ahead & ahead.T & ~np.eye(len(ahead), dtype=bool)).any(axis=1), dtype=bool).tolist()
    free = [not (edges[:, y].any() or edges[y].any() or tied[y]) for y in range(len(edges))]
    for y, x in enumerate(column):
        axes.axhline(y, color=PALE, linewidth=0.6, zorder=0)
        axes.plot(x, y, "o", color="white" if free[y] else ORANGE if tied[y] else BLUE, markeredgecolor=INK,
                  markeredgewidth=0.7, markersize=6, zorder=3)  # fmt: skip
    axes.set_yticks(range(len(pool.units)), [wrapped(labels.unit(u), 34) for u in pool.units])
    axes.set_ylim(len(pool.units) - 0.4, -0.6)
    axes.set_xlim(-0.6, max(*column, 3) + 0.6)
    axes.set_xticks([])
    axes.set_title(pool.named(labels), fontsize=8.5, loc="left", color=INK)
    plain(axes, None)


def _between(column: list[int], one: int, other: int) -> bool:
    return column[one] in column[one + 1 : other]
