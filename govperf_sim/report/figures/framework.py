"""The framework as a sunburst: domains within, their factors as a thin ring, indicators without; angles are weights."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians, sin

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Wedge

from govperf_sim.report.figures.picture import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    Picture,
    sheet,
    wrapped,
)
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points
from govperf_sim.report.tree import Branch, leaves

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, "#F0E442", GREY)
RINGS = {"domain": (0.2, 0.68), "factor": (0.68, 0.74), "indicator": (0.74, 1.0)}
"""Inner and outer radius; the hole in the middle holds the whole."""
HEIGHT = 6.2
REACH = 1.6
"""Half the height of the axes in radii: what is beyond 1 is room for names."""
LEAST = 5.0
"""Degrees below which an indicator is not named in the figure."""
WIDE = 9.0
"""Degrees from which a name may have two lines."""
LINE = 22
"""Columns of a line of a name in the figure; the tree in the report has it whole."""


def framework_figure(system: Branch, heading: str, labels: Labels) -> Picture:
    """The sunburst of one system; ``heading`` says whose weights it shows."""
    title = labels.word("framework_figure", heading=heading)
    with style():
        figure = sheet(HEIGHT, title, labels.mark)
        axes = figure.add_subplot()
        axes.set_aspect("equal")
        axes.set_axis_off()
        axes.set_xlim(-REACH * 1.3, REACH * 1.3)
        axes.set_ylim(-REACH, REACH)
        axes.text(0, 0, points(system.share, 0), ha="center", va="center", fontsize=9, color=INK)
        start = 90.0
        for number, domain in enumerate(system.branches):
            colour = COLOURS[number % len(COLOURS)]
            start = _domain(axes, domain, start, colour, labels)
    drawn = leaves(system)
    heaviest = max(system.branches, key=lambda b: b.share)
    small = [leaf for leaf in drawn if 360 * leaf.share < LEAST]
    unnamed = labels.joined([f"{_name(b, labels)} {points(b.share)}" for b in small])
    alt = labels.word(
        "framework_alt", heading=heading, domains=len(system.branches), indicators=len(drawn),
        domain=_name(heaviest, labels), points=points(heaviest.share),
    ) + (labels.word("framework_alt_small", unnamed=unnamed) if small else "")  # fmt: skip
    return Picture(f"framework_{system.code}", title, alt, labels.word("framework_note"), figure)


def _domain(axes: Axes, domain: Branch, start: float, colour: str, labels: Labels) -> float:
    """The slice of one domain, clockwise from ``start``; returns where it ends."""
    end = start - 360 * domain.share
    _slice(axes, "domain", start, end, colour)
    text = f"{wrapped(_name(domain, labels), 15)}\n{points(domain.share)}"
    if (start - end) * pi / 180 * 0.45 * 1.6 > 0.11 * (text.count("\n") + 1):
        dark = sum(to_rgb(colour)) < 1.5
        _along(axes, (start + end) / 2, 0.45, text, 6.4, "white" if dark else INK, outside=False)
    for level, branch, a, b in _within(domain, start):
        _slice(axes, level, a, b, _tint(colour, 0.35 if level == "factor" else 0.65))
        if level == "indicator" and a - b >= LEAST:
            text = _short(_name(branch, labels), points(branch.share), 2 if a - b >= WIDE else 1)
            _along(axes, (a + b) / 2, 1.03, text, 6.6, INK, outside=True)
    return end


def _within(branch: Branch, start: float) -> Iterator[tuple[str, Branch, float, float]]:
    """Every branch below, with the angles between which it lies."""
    for inner in branch.branches:
        end = start - 360 * inner.share
        yield inner.level, inner, start, end
        yield from _within(inner, start)
        start = end


def _slice(axes: Axes, level: str, start: float, end: float, colour: object) -> None:
    inner, outer = RINGS[level]
    axes.add_patch(
        Wedge((0, 0), outer, end, start, width=outer - inner, facecolor=colour, edgecolor="white", linewidth=0.7)
    )


def _along(axes: Axes, angle: float, radius: float, text: str, size: float, colour: str, *, outside: bool) -> None:
    """Text along the radius, never upside down."""
    left = cos(radians(angle)) < 0
    side = ("right" if left else "left") if outside else "center"
    axes.text(radius * cos(radians(angle)), radius * sin(radians(angle)), text, rotation=(angle + 180 if left else angle) % 360,
              rotation_mode="anchor", ha=side, va="center", fontsize=size, color=colour, linespacing=1.05)  # fmt: skip


def _short(name: str, number: str, most: int) -> str:
    """The name in so many lines and the number after it; what does not fit of the name is left out."""
    room = LINE if most > 1 else LINE + 8
    lines = wrapped(name, room).splitlines()
    kept = lines[:most]
    return "\n".join(kept).rstrip() + ("… " if len(lines) > most else " ") + number


def _name(branch: Branch, labels: Labels) -> str:
    return branch.name.text(labels.language)


def _tint(colour: str, white: float) -> tuple[float, ...]:
    return tuple(c + (1 - c) * white for c in to_rgb(colour))
