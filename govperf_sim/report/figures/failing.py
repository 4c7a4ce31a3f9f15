"""Where a policy fails: worlds by the two uncertainties that tell most, those in which it fails marked, and the box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from govperf_sim.report.figures.picture import (
    BESIDE_A_KEY,
    GREY,
    INK,
    ORANGE,
    SKY,
    VERMILION,
    Picture,
    Said,
    plain,
    sheet,
    wrapped,
)
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

COLUMNS = 2
GOLDEN = (5**0.5 - 1) / 2
STATES = {
    "holds": ("o", SKY, 16),
    "fails": ("X", VERMILION, 26),
    "refused": ("|", GREY, 22),
    "unmeasured": ("_", GREY, 22),
}
"""State of a world -> marker, colour, size: told apart by form as well as by colour."""


@dataclass(frozen=True)
class Side:
    """One uncertainty as an axis; of listed values ``at`` is their place in ``listed`` and the box a run of places."""

    name: str
    at: tuple[float, ...]
    listed: tuple[str, ...] = ()
    box: tuple[float, float] = (-np.inf, np.inf)
    """Between these ends the box lies; infinite where it has none."""


@dataclass(frozen=True)
class Failing:
    """One panel: ``states`` holds a key of :data:`STATES` for each world; without ``up`` worlds are spread by number."""

    head: str
    across: Side
    up: Side | None
    states: tuple[str, ...]
    boxed: str
    """The box in words; empty if none was found."""


def failing_figure(panels: Sequence[Failing], said: Said, labels: Labels) -> Picture:
    """A panel for each failure that was looked for."""
    across = min(COLUMNS, len(panels))
    down = -(-len(panels) // across)
    with style():
        figure = sheet(1.3 + 3.4 * down, said.title, labels.mark, BESIDE_A_KEY)
        drawn = list(figure.subplots(down, across, squeeze=False).flat)
        for axes in drawn[len(panels) :]:
            axes.set_visible(False)
        for axes, panel in zip(drawn, panels, strict=False):
            _panel(axes, panel)
            head = wrapped(panel.head, 96 // across)
            axes.set_title(head + ("\n" + wrapped(panel.boxed, 104 // across) if panel.boxed else ""), fontsize=8,
                           loc="left", color=INK)  # fmt: skip
        figure.legend(handles=_key(panels, labels), loc="outside upper right", ncols=3, frameon=False, fontsize=8)
    return Picture("failing", said.title, said.alt, said.note, figure)


def _panel(axes: Axes, panel: Failing) -> None:
    numbers = np.arange(len(panel.states))
    scatter = (numbers * GOLDEN) % 1.0 - 0.5  # even, and the same each time
    x = np.array(panel.across.at) + (0.5 * scatter if panel.across.listed else 0.0)
    y = scatter if panel.up is None else np.array(panel.up.at) + (0.5 * scatter if panel.up.listed else 0.0)
    states = pd.Series(panel.states)
    for state, (marker, colour, size) in STATES.items():
        here = (states == state).to_numpy()
        axes.scatter(x[here], y[here], s=size, marker=marker, color=colour, linewidth=0.6, zorder=3)
    axes.margins(0.06)
    _named(axes, panel)
    plain(axes, None)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(True)
        axes.spines[side].set_color(GREY)
    if panel.boxed:
        (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
        up = (-np.inf, np.inf) if panel.up is None else panel.up.box
        a, b = max(left, panel.across.box[0]), min(right, panel.across.box[1])
        c, d = max(low, up[0]), min(high, up[1])
        axes.add_patch(Rectangle((a, c), b - a, d - c, facecolor=ORANGE, alpha=0.16, linewidth=0, zorder=1))
        axes.add_patch(Rectangle((a, c), b - a, d - c, fill=False, edgecolor=ORANGE, linewidth=1.6, zorder=2))
        axes.set(xlim=(left, right), ylim=(low, high))


def _named(axes: Axes, panel: Failing) -> None:
    axes.set_xlabel(wrapped(panel.across.name, 48), fontsize=8)
    if panel.across.listed:
        axes.set_xticks(range(len(panel.across.listed)), [wrapped(v, 16) for v in panel.across.listed])
    if panel.up is None:
        axes.set_yticks([])
        return
    axes.set_ylabel(wrapped(panel.up.name, 40), fontsize=8)
    if panel.up.listed:
        axes.set_yticks(range(len(panel.up.listed)), [wrapped(v, 16) for v in panel.up.listed])


def _key(panels: Sequence[Failing], labels: Labels) -> list[Line2D | Patch]:
    """What the markers that occur mean."""
    seen = {state for panel in panels for state in panel.states}
    made: list[Line2D | Patch] = [
        Line2D([], [], linestyle="", marker=marker, color=colour, label=labels.word(f"world_{state}"))
        for state, (marker, colour, _) in STATES.items()
        if state in seen
    ]
    if any(panel.boxed for panel in panels):
        made.append(Patch(facecolor="#FCEBC8", edgecolor=ORANGE, label=labels.word("failing_box")))
    return made
