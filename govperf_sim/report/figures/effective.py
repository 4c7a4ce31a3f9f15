"""What an indicator was given to weigh, and what it carries of the differences between units."""

from __future__ import annotations

from collections.abc import Sequence

from govperf_sim.report.diagnosis import Pool
from govperf_sim.report.figures.picture import BLUE, GREY, INK, PALE, VERMILION, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points


def effective_figure(pools: Sequence[Pool], labels: Labels) -> Picture:
    """A panel for each pool that has effective weights: a ring at the weight, a dot at what it carries."""
    shown = [(pool, pool.effective.sort_values("effective", ascending=False, kind="stable"))
             for pool in pools if pool.effective is not None]  # fmt: skip
    heights = [0.8 + 0.2 * len(table) for _, table in shown]
    title = labels.word("effective_figure")
    with style():
        figure = sheet(0.9 + sum(heights), title, labels.mark)
        grid = figure.subplots(len(shown), 1, squeeze=False, height_ratios=heights, sharex=True)
        for (pool, table), axes in zip(shown, grid[:, 0], strict=True):
            nominal, carried = (100 * table[c].to_numpy(float) for c in ("nominal", "effective"))
            places = range(len(table))
            over = [str(k) in pool.overweight for k in table.index]
            axes.axvline(0, color=GREY, linewidth=0.8)
            axes.hlines(places, nominal, carried, color=PALE, linewidth=3, zorder=1)
            axes.plot(nominal, places, "o", color="white", markeredgecolor=INK, markersize=5.5, zorder=2)
            for colour, marker, chosen in ((BLUE, "o", False), (VERMILION, "D", True)):
                own = [n for n in places if over[n] is chosen]
                axes.plot(carried[own], own, marker, color=colour, markersize=5.5, zorder=3)
            axes.set_yticks(places, [wrapped(labels.indicator(k), 30) for k in table.index])
            axes.set_ylim(len(table) - 0.4, -0.6)
            heading = labels.word("effective_panel", system=labels.system(pool.system), units=len(pool.units))
            axes.set_title(heading, fontsize=8.5, color=INK, loc="left")
            plain(axes)
            axes.tick_params(axis="y", labelsize=7.5)
        grid[-1, 0].set_xlabel(labels.word("axis_effective"), fontsize=8)
        key = [grid[0, 0].plot([], [], marker, color=colour, markeredgecolor=edge, markersize=5.5, linestyle="")[0]
               for marker, colour, edge in (("o", "white", INK), ("o", BLUE, BLUE), ("D", VERMILION, VERMILION))]  # fmt: skip
        meanings = [labels.word(w) for w in ("nominal", "effective", "overweight")]
        figure.legend(key, meanings, loc="outside upper right", ncols=3, frameon=False, fontsize=8)
    first, table = shown[0]
    alt = labels.word(
        "effective_alt", pools=len(shown), system=labels.system(first.system), indicator=labels.indicator(table.index[0]),
        effective=points(float(table["effective"].iloc[0])), nominal=points(float(table["nominal"].iloc[0])),
        over=sum(len(pool.overweight) for pool, _ in shown),
    )  # fmt: skip
    return Picture("effective", title, alt, labels.word("effective_note"), figure)
