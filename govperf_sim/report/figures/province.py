"""All units together over the years: the mean, its interval, and the lowest and highest unit, variant by variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from govperf_sim.report.figures.picture import BLUE, GREY, INK, ORANGE, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import rounded

LINES = ((BLUE, "-", "o"), (ORANGE, "--", "s"))
"""The first and the second measure of a panel."""


def province_figure(
    years: pd.DataFrame, panels: Mapping[str, Sequence[str]], names: Mapping[str, str], labels: Labels
) -> Picture:
    """A row for each scenario, a column for each panel; the first scenario stands dotted behind the others.

    ``years`` has ``scenario, measure, year, mean, low, high, lowest, highest`` (NaN bounds where there is no interval),
    in the units they are to be shown in; ``panels`` gives the head of each column and the one or two measures in it;
    ``names`` what each measure is called.
    """
    scenarios = list(dict.fromkeys(years["scenario"]))
    rows = {key: own.sort_values("year") for key, own in years.groupby(["scenario", "measure"], sort=False)}
    title, tall = labels.word("province_figure"), 1.8 if len(scenarios) <= 2 else 1.3 if len(scenarios) <= 5 else 1.0
    with style():
        figure = sheet(1.0 + tall * len(scenarios), title, labels.mark)
        grid = figure.subplots(len(scenarios), len(panels), sharex=True, sharey="col", squeeze=False)
        for line, (scenario, across) in enumerate(zip(scenarios, grid, strict=True)):
            for axes, (head, measures) in zip(across, panels.items(), strict=True):
                for place, measure in enumerate(measures):
                    if line and (scenarios[0], measure) in rows:
                        _behind(axes, rows[scenarios[0], measure])
                    if (scenario, measure) in rows:
                        _drawn(axes, rows[scenario, measure], place)
                if line == 0:
                    axes.set_title(wrapped(head, 76 // len(panels)), fontsize=8.5, loc="left", color=INK)
                    _labelled(axes, [(rows[scenario, m], names[m]) for m in measures if (scenario, m) in rows], labels)
                axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5, min_n_ticks=1))
                axes.set_xlim(years["year"].min() - 0.5, years["year"].max() + 0.5)
                axes.locator_params(axis="y", nbins=4)
                axes.margins(y=0.25 if len(scenarios) == 1 else 0.1)  # room for the names of edges
                plain(axes, "y")
            across[0].set_ylabel(wrapped(labels.variant(scenario), 16), rotation=0, ha="right", va="center",
                                 fontsize=8, color=INK)  # fmt: skip
        grid[-1][len(panels) // 2].set_xlabel(labels.word("axis_year"), fontsize=7.5)
    return Picture("province", title, _said(years, panels, names, labels), labels.word("province_note"), figure)


def _drawn(axes: Axes, own: pd.DataFrame, place: int) -> None:
    """A measure of one scenario; the band of units only for the first of a panel."""
    colour, dash, marker = LINES[place]
    if place == 0:
        axes.fill_between(own["year"], own["lowest"], own["highest"], color=colour, alpha=0.13, linewidth=0)
        if len(own) == 1:
            axes.vlines(own["year"], own["lowest"], own["highest"], color=colour, alpha=0.13, linewidth=14)
    axes.plot(own["year"], own["mean"], dash, marker=marker, markersize=3.2, linewidth=1.3, color=colour)
    axes.vlines(own["year"], own["low"], own["high"], color=colour, linewidth=2.2)


def _behind(axes: Axes, own: pd.DataFrame) -> None:
    axes.plot(own["year"], own["mean"], ":", marker=".", markersize=2.5, linewidth=1.1, color=GREY, zorder=1.5)


def _labelled(axes: Axes, drawn: Sequence[tuple[pd.DataFrame, str]], labels: Labels) -> None:
    """Two lines are named where they end, the upper above; a band at its edges."""
    if len(drawn) == 1:
        last = drawn[0][0].iloc[-1]
        for edge, up in (("highest", True), ("lowest", False)):
            _named(axes, last["year"], last[edge], labels.word(edge), GREY, up)
        return
    ends = [own["mean"].iloc[-1] for own, _ in drawn]
    for (own, name), end in zip(drawn, ends, strict=True):
        _named(axes, own["year"].iloc[-1], end, name, INK, end == max(ends))


def _named(axes: Axes, x: float, y: float, text: str, colour: str, above: bool) -> None:
    axes.annotate(text, (x, y), (3, 4 if above else -4), textcoords="offset points", ha="right", fontsize=7,
                  va="bottom" if above else "top", color=colour)  # fmt: skip


def _said(years: pd.DataFrame, panels: Mapping[str, Sequence[str]], names: Mapping[str, str], labels: Labels) -> str:
    """The first measure of each panel in the first scenario, from the first year to the last."""
    first = years[years["scenario"] == years["scenario"].iloc[0]].sort_values("year").groupby("measure")["mean"]
    moved = [
        labels.word(
            "province_moved", measure=names[m], first=rounded(first.first()[m], 2), last=rounded(first.last()[m], 2)
        )
        for m in (measures[0] for measures in panels.values())
        if m in first.groups
    ]
    many = {"scenarios": years["scenario"].nunique(), "years": years["year"].nunique()}
    return labels.word("province_alt", **many, moved=labels.word("semicolon").join(moved))
