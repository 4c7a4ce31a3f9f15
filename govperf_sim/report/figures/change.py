"""How each unit came from last year's score to this year's: its own change, moved posts, changed weights."""

from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.picture import BLUE, GREY, INK, ORANGE, PURPLE, Picture, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import signed

CAUSES = {"own": BLUE, "posts": ORANGE, "weights": PURPLE, "indicators": GREY}


def change_figure(table: pd.DataFrame, before: int, after: int, labels: Labels) -> Picture:
    """A line for each unit from its score of the year ``before``, each cause a step, to that of ``after``.

    ``table`` is that of :class:`~govperf_sim.scoring.change.ChangeOfScore`.
    """
    shown = 100 * table
    causes = [c for c in CAUSES if c == "own" or shown[c].abs().max() > 1e-6]
    title = labels.word("change_figure", before=before, after=after)
    with style():
        figure = sheet(1.4 + 0.27 * len(shown), title, labels.mark)
        axes = figure.add_subplot()
        steps = len(causes)
        for y, (_, unit) in enumerate(shown.iterrows()):
            at = float(unit["before"])
            for n, cause in enumerate(causes):
                step, line = float(unit[cause]), y + 0.22 * (n - (steps - 1) / 2)
                axes.hlines(line, at, at + step, color=CAUSES[cause], linewidth=4 if steps > 1 else 6, zorder=2)
                at += step
            axes.plot(unit["before"], y, "o", color="white", markeredgecolor=INK, markersize=6, zorder=3)
            axes.plot(unit["after"], y, "o", color=INK, markersize=6, zorder=3)
            end = max(unit["before"], unit["after"])
            axes.annotate(signed(float(unit["after"] - unit["before"])), (end, y), (7, 0), textcoords="offset points",
                          va="center", fontsize=8, color=INK)  # fmt: skip
        axes.margins(x=0.12)
        axes.set_yticks(range(len(shown)), [wrapped(labels.unit(u), 40) for u in shown.index])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlabel(labels.word("axis_score"), fontsize=8)
        plain(axes)
        key = [axes.plot([], [], "o", color="white", markeredgecolor=INK, markersize=6)[0],
               axes.plot([], [], "o", color=INK, markersize=6)[0],
               *(axes.plot([], [], color=CAUSES[c], linewidth=5)[0] for c in causes)]  # fmt: skip
        meanings = [labels.word("score_of_year", year=year) for year in (before, after)]
        meanings += [labels.word(f"cause_{c}") for c in causes]
        figure.legend(key, meanings, loc="outside upper right", ncols=len(key), frameon=False, fontsize=8)
    difference = shown["after"] - shown["before"]
    alt = labels.word(
        "change_alt", units=len(shown), before=before, after=after, most=labels.unit(difference.idxmax()),
        up=signed(float(difference.max())), least=labels.unit(difference.idxmin()), down=signed(float(difference.min())),
    )  # fmt: skip
    return Picture("change", title, alt, labels.word("change_note"), figure)
