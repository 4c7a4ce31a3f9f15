"""The league: every variant against the scheme as it stands, outcome by outcome, with intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from matplotlib.lines import Line2D

from govperf_sim.report.figures.picture import BLUE, GREY, INK, PALE, VERMILION, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.measures import verdict_named
from govperf_sim.report.numbers import signed

ACROSS = 4
MARKS = {
    "better": ("^", BLUE, BLUE),
    "worse": ("v", VERMILION, VERMILION),
    "differs": ("D", INK, INK),
    "open": ("o", "white", GREY),
}
"""Verdict -> marker, its filling, its edge: told apart by form as well as by colour."""


def league_figure(league: pd.DataFrame, measures: Mapping[str, str], labels: Labels) -> Picture:
    """A panel for each outcome, a line for each variant.

    ``league`` has ``scenario, measure, difference, low, high, better, verdict``, one row for each pair that can be
    compared, ``low`` and ``high`` NaN where there is no interval; ``measures`` gives the name of each measure with its
    unit, in which the numbers already are.
    """
    variants = list(dict.fromkeys(league["scenario"]))
    down = -(-len(measures) // ACROSS)
    across = -(-len(measures) // down)
    names = [wrapped(labels.variant(v), 26) for v in variants]
    deep = sum(0.18 + 0.13 * (1 + name.count("\n")) for name in names)
    title = labels.word("league_figure")
    with style():
        figure = sheet(1.2 + down * (0.85 + deep), title, labels.mark)
        panels = list(figure.subplots(down, across, sharey=True, squeeze=False).flat)
        for axes in panels[len(measures) :]:
            axes.set_visible(False)
        for axes, (measure, label) in zip(panels, measures.items(), strict=False):
            own = league[league["measure"] == measure]
            axes.axvline(0, color=GREY, linewidth=0.9)
            for row in own.to_dict("records"):
                y, (marker, filling, edge) = variants.index(row["scenario"]), MARKS[row["verdict"]]
                if not math.isnan(row["low"]):
                    axes.hlines(y, row["low"], row["high"], color=edge, linewidth=2)
                axes.plot(row["difference"], y, marker, color=filling, markeredgecolor=edge, markersize=6)
                axes.annotate(signed(row["difference"], 2), (row["difference"], y), (0, 6), fontsize=7,
                              textcoords="offset points", ha="center", color=INK)  # fmt: skip
            for y in range(1, len(variants)):
                axes.axhline(y - 0.55, color=PALE, linewidth=0.6)
            axes.set_yticks(range(len(variants)), names)
            axes.set_ylim(len(variants) - 0.55, -0.6)
            axes.margins(x=0.28)
            axes.locator_params(axis="x", nbins=4)
            axes.set_title(wrapped(label, 22), fontsize=8.5, loc="left", color=INK)
            if len(own):
                axes.set_xlabel(labels.word(f"way_{own['better'].iloc[0]}"), fontsize=7.5, color=GREY)
            plain(axes)
        figure.legend(handles=_key(league, labels), loc="outside upper right", ncols=4, frameon=False, fontsize=8)
    said = league["verdict"].value_counts()
    alt = labels.word(
        "league_alt", variants=len(variants), measures=len(measures),
        **{v: int(said.get(v, 0)) for v in ("better", "worse", "differs", "open")},
    )  # fmt: skip
    return Picture("league", title, alt, labels.word("league_note"), figure)


def _key(league: pd.DataFrame, labels: Labels) -> list[Line2D]:
    """What the markers that occur mean."""
    return [
        Line2D(
            [],
            [],
            linestyle="",
            marker=marker,
            color=filling,
            markeredgecolor=edge,
            label=verdict_named(verdict, labels),
        )
        for verdict, (marker, filling, edge) in MARKS.items()
        if verdict in set(league["verdict"])
    ]
