"""Where each unit stands, and where it could have stood under the weights the rules allow."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from govperf_sim.report.figures.picture import BLUE, GREY, INK, PALE, SKY, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import place_among, points


def standing_figure(units: pd.DataFrame, labels: Labels) -> Picture:
    """A line for each unit from its own worst to its own best, a dot at its score, its ranks beside it.

    ``units`` has the index ``unit`` and the columns ``group, system, score, rank_in_group, core_score,
    pool, rank_in_pool, own_best, own_worst`` (scores in [0, 1]).
    """
    rows: list[tuple[str, str]] = []
    for group in dict.fromkeys(units["group"]):
        members = units[units["group"] == group].sort_values(["rank_in_group", "score"], ascending=[True, False])
        rows += [("group", str(group)), *(("unit", str(u)) for u in members.index)]
    place = {key: y for y, key in enumerate(rows)}
    title = labels.word("standing_figure")
    with style():
        figure = sheet(1.45 + 0.26 * len(rows), title, labels.mark)
        axes, beside = figure.subplots(1, 2, sharey=True, width_ratios=(3.2, 1))
        for kind, code in rows:
            y = place[kind, code]
            if kind == "group":
                axes.axhspan(y - 0.5, y + 0.5, color=PALE, zorder=0)
                continue
            unit = 100 * units.loc[code, ["own_worst", "own_best", "score"]].astype(float)
            axes.hlines(y, unit["own_worst"], unit["own_best"], color=SKY, linewidth=5, zorder=2)
            axes.plot(unit["score"], y, "o", color=BLUE, markersize=6, zorder=3)
        low = 100 * float(np.nanmin(units[["own_worst", "score"]].to_numpy(float)))
        high = 100 * float(np.nanmax(units[["own_best", "score"]].to_numpy(float)))
        room = max(high - low, 5.0)
        axes.set_xlim(low - 0.05 * room, high + 0.05 * room)
        axes.set_ylim(len(rows) - 0.5, -1.5)
        axes.set_yticks(
            range(len(rows)),
            [wrapped(labels.group(code) if kind == "group" else labels.unit(code), 40) for kind, code in rows],
        )
        plain(axes)
        for (kind, _), label in zip(rows, axes.get_yticklabels(), strict=True):
            label.set_color(GREY if kind == "group" else INK)
        axes.set_xlabel(labels.word("axis_score"), fontsize=8)
        _ranks(beside, units, rows, labels)
        handles = [
            axes.plot([], [], "o", color=BLUE, markersize=6)[0],
            axes.plot([], [], color=SKY, linewidth=5)[0],
        ]
        meanings = [labels.word("score"), labels.word("own_range")]
        figure.legend(handles, meanings, loc="outside upper right", ncols=2, frameon=False, fontsize=8)
    best = units["score"].idxmax()
    alt = labels.word(
        "standing_alt", units=len(units), low=points(float(units["score"].min())),
        high=points(float(units["score"].max())), best=labels.unit(best),
    )  # fmt: skip
    return Picture("standing", title, alt, labels.word("standing_note"), figure)


def _ranks(axes: Axes, units: pd.DataFrame, rows: list[tuple[str, str]], labels: Labels) -> None:
    """Three columns of text on the lines of the units."""
    in_group, in_pool = (units.groupby(by).size().to_dict() for by in ("group", "pool"))
    own = units.to_dict("index")
    columns = (("score", 0.15), ("rank_in_group", 0.5), ("rank_in_pool", 0.85))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    for key, x in columns:
        axes.text(x, -1.0, labels.word(f"column_{key}"), ha="center", va="center", fontsize=7.5, color=GREY)
    for y, (kind, code) in enumerate(rows):
        if kind == "group":
            axes.axhspan(y - 0.5, y + 0.5, color=PALE, zorder=0)
            continue
        unit = own[code]
        texts = (
            points(unit["score"]),
            place_among(unit["rank_in_group"], in_group[unit["group"]]),
            place_among(unit["rank_in_pool"], in_pool[unit["pool"]]),
        )
        for (_, x), text in zip(columns, texts, strict=True):
            axes.text(x, y, text, ha="center", va="center", fontsize=8, color=INK)
