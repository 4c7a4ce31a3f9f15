"""Whom a proposed scheme favours: every unit's score and regret under each scheme."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from govperf_sim.report.figures.picture import BLUE, GREY, INK, PALE, VERMILION, Picture, plain, sheet, wrapped
from govperf_sim.report.figures.schemes import MARKS
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import signed

SIZES = {"current": 8.5, "derived": 6.5, "proposed": 5.0}
"""Marks that meet are seen one within the other."""


def gains_figure(units: pd.DataFrame, shifts: pd.DataFrame, against: str, labels: Labels) -> Picture:
    """A line for each unit, group by group: on the left its scores, on the right its regrets, a mark for each scheme.

    ``units`` has the index ``scheme, unit`` and ``group, score, regret, rank_in_group``; ``shifts`` the index ``unit`` and
    ``lead``, proposed minus the scheme ``against``.
    """
    schemes = list(dict.fromkeys(units.index.get_level_values("scheme")))
    proposed = units.xs("proposed", level="scheme")
    rows: list[tuple[str, str]] = []
    for group in dict.fromkeys(proposed["group"]):
        own = proposed[proposed["group"] == group].sort_values("rank_in_group", kind="stable")
        rows += [("group", str(group)), *(("unit", str(u)) for u in own.index)]
    leads = shifts["lead"].astype(float)
    title = labels.word("gains_figure")
    with style():
        figure = sheet(1.5 + 0.26 * len(rows), title, labels.mark)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=(2.2, 1))
        _dots(left, units, rows, schemes, "score", 100.0)
        _dots(right, units, rows, schemes, "regret", 1.0)
        ends = 100 * units["score"].groupby(level="unit").max()
        for y, (kind, code) in enumerate(rows):
            if kind == "unit":
                by = leads[code]
                colour = GREY if abs(by) < 5e-4 else BLUE if by > 0 else VERMILION
                left.annotate(signed(100 * by), (ends[code], y), (7, 0), textcoords="offset points", va="center",
                              fontsize=7.5, color=colour)  # fmt: skip
        left.margins(x=0.12)
        left.set_xlabel(labels.word("axis_score"), fontsize=8)
        right.set_xlim(-0.04, 1.04)
        right.set_xlabel(labels.word("axis_regret"), fontsize=8)
        left.set_ylim(len(rows) - 0.4, -0.6)
        left.set_yticks(range(len(rows)),
                        [wrapped(labels.group(c) if kind == "group" else labels.unit(c), 40) for kind, c in rows])  # fmt: skip
        for axes in (left, right):
            plain(axes)
        for (kind, _), label in zip(rows, left.get_yticklabels(), strict=True):
            label.set_color(GREY if kind == "group" else INK)
        key = [left.plot([], [], MARKS[s][0], color=MARKS[s][1], markeredgecolor=MARKS[s][2], markersize=6, linestyle="")[0]
               for s in schemes]  # fmt: skip
        figure.legend(key, [labels.variant(s) for s in schemes], loc="outside upper right", ncols=len(key), frameon=False,
                      fontsize=8)  # fmt: skip
    alt = labels.word(
        "gains_alt", units=len(proposed), other=labels.variant(against), most=labels.unit(leads.idxmax()),
        up=signed(100 * float(leads.max())), least=labels.unit(leads.idxmin()), down=signed(100 * float(leads.min())),
    )  # fmt: skip
    return Picture("gains", title, alt, labels.word("gains_note", other=labels.variant(against)), figure)


def _dots(
    axes: Axes, units: pd.DataFrame, rows: list[tuple[str, str]], schemes: list[str], column: str, factor: float
) -> None:
    values = (factor * units[column].astype(float)).to_dict()
    for y, (kind, code) in enumerate(rows):
        if kind == "group":
            axes.axhspan(y - 0.5, y + 0.5, color=PALE, zorder=0)
            continue
        at = {s: values[s, code] for s in schemes}
        known = [x for x in at.values() if x == x]
        if known:
            axes.hlines(y, min(known), max(known), color=PALE, linewidth=4, zorder=1)
        for scheme, x in at.items():
            marker, filling, edge = MARKS[scheme]
            axes.plot(x, y, marker, color=filling, markeredgecolor=edge, markersize=SIZES[scheme], zorder=3)
