"""Trade-offs: the policies that no other beats in everything at once, two outcomes a panel."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox

from govperf_sim.report.figures.forest import Panel
from govperf_sim.report.figures.picture import (
    BESIDE_A_KEY,
    BLUE,
    INK,
    ORANGE,
    PALE,
    Picture,
    Said,
    plain,
    sheet,
    wrapped,
)
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

COLUMNS = 2
CROSSED = 3
"""Of so many outcomes every two are drawn; of more the first with every other."""
MOST_LINES, LINE = 20, 46
"""Of the list that says what the numbers mean, which stands in the place of one more panel."""
PLACES = tuple(
    (d * np.cos(a), d * np.sin(a)) for d in (11.0, 17.0) for a in np.deg2rad((45, 135, 315, 225, 90, 270, 0, 180))
)
"""Where a label may stand beside its mark, in points; the first free one is taken."""


def front_figure(
    policies: pd.DataFrame, names: Mapping[int, str], outcomes: Mapping[str, Panel], said: Said, labels: Labels
) -> Picture:
    """``policies`` has the index policy, a column for each outcome in its unit, and ``front`` and ``sure``.

    ``names`` are those of the policies that are numbered: the first and those of the front.
    """
    codes = list(outcomes)
    pairs = list(combinations(codes, 2)) if len(codes) <= CROSSED else [(codes[0], other) for other in codes[1:]]
    down = -(-(len(pairs) + 1) // COLUMNS)
    told = _told(names)
    with style():
        figure = sheet(1.3 + 3.0 * down, said.title, labels.mark, BESIDE_A_KEY)
        drawn = list(figure.subplots(down, COLUMNS, squeeze=False).flat)
        for axes in drawn[len(pairs) :]:
            axes.set_axis_off()
        for axes, pair in zip(drawn, pairs, strict=False):
            _panel(axes, policies, pair, outcomes, labels)
        drawn[len(pairs)].text(0.0, 1.0, "\n".join(told.values()), fontsize=7.5, color=INK, va="top")
        figure.legend(handles=_key(policies, labels), loc="outside upper right", ncols=2, frameon=False, fontsize=8)
        figure.draw_without_rendering()  # only now is it known where marks and labels lie
        for axes, pair in zip(drawn, pairs, strict=False):
            _numbered(figure, axes, policies.loc[list(told), list(pair)], policies[list(pair)])
    return Picture("front", said.title, said.alt, said.note, figure)


def _told(names: Mapping[int, str]) -> dict[int, str]:
    """Number and name of as many policies as there is room for."""
    told: dict[int, str] = {}
    lines = 0
    for number, name in names.items():
        said = wrapped(f"{number}  {name}", LINE)
        lines += 1 + said.count("\n")
        if lines > MOST_LINES:
            break
        told[number] = said
    return told


def _panel(
    axes: Axes, policies: pd.DataFrame, pair: tuple[str, str], outcomes: Mapping[str, Panel], labels: Labels
) -> None:
    x, y = pair
    rest, front = policies[~policies["front"]], policies[policies["front"]]
    axes.scatter(rest[x], rest[y], s=24, marker="o", color="#C4C4C4", linewidth=0, zorder=2)
    for sure, filling in ((False, "white"), (True, BLUE)):
        own = front[front["sure"] == sure]
        axes.scatter(own[x], own[y], s=40, marker="D", color=filling, edgecolor=BLUE, linewidth=1.2, zorder=3)
    axes.scatter(policies[x].iloc[:1], policies[y].iloc[:1], s=130, marker="o", facecolor="none", edgecolor=ORANGE,
                 linewidth=1.6, zorder=4)  # fmt: skip
    axes.margins(0.16)
    for code, put in ((x, axes.set_xlabel), (y, axes.set_ylabel)):
        panel = outcomes[code]
        put(f"{wrapped(panel.name, 42)}\n{labels.word(f'better_{panel.way}')}", fontsize=7.5)
    plain(axes, None)
    axes.grid(color=PALE, linewidth=0.8)
    axes.locator_params(nbins=5)


def _numbered(figure: Figure, axes: Axes, named: pd.DataFrame, every: pd.DataFrame) -> None:
    """The number of each policy in the first place beside its mark where it covers no other mark or number."""
    scale = figure.dpi / 72.0
    marks = axes.transData.transform(every.to_numpy(float))
    taken = [Bbox.from_bounds(x - 4 * scale, y - 4 * scale, 8 * scale, 8 * scale) for x, y in marks]
    for number, (x, y) in zip(named.index, axes.transData.transform(named.to_numpy(float)), strict=True):
        width, height = (3.0 + 4.5 * len(str(number))) * scale, 9.0 * scale
        boxes = [
            Bbox.from_bounds(x + dx * scale - width / 2, y + dy * scale - height / 2, width, height)
            for dx, dy in PLACES
        ]
        free = [sum(box.overlaps(other) for other in taken) for box in boxes]
        best = int(np.argmin(free))
        taken.append(boxes[best])
        at = axes.transData.inverted().transform((x, y))
        axes.annotate(str(number), (at[0], at[1]), PLACES[best], fontsize=8, color=INK, textcoords="offset points",
                      ha="center", va="center", zorder=5)  # fmt: skip


def _key(policies: pd.DataFrame, labels: Labels) -> list[Line2D]:
    def mark(marker: str, filling: str, edge: str, size: float, key: str) -> Line2D:
        return Line2D([], [], linestyle="", marker=marker, color=filling, markeredgecolor=edge, markersize=size,
                      label=labels.word(key))  # fmt: skip

    front = policies[policies["front"]]
    made = [mark("D", BLUE, BLUE, 6, "front_sure")] if front["sure"].any() else []
    if not front["sure"].all():
        made.append(mark("D", "white", BLUE, 6, "front_unsure"))
    if len(front) < len(policies):
        made.append(mark("o", "#C4C4C4", "#C4C4C4", 5, "front_beaten"))
    return [*made, mark("o", "none", ORANGE, 9, "as_it_is")]
