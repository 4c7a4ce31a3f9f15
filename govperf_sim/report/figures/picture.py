"""A figure with what belongs to it: its title, its description for those who cannot see it, and its bytes.

The same data give the same bytes: no dates, no random identifiers, no state shared between figures.
"""

from __future__ import annotations

import base64
import functools
import io
import re
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from govperf_sim.report.fonts import style

# Okabe and Ito: told apart by people with any of the common forms of colour blindness, and in grey.
BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7"
INK, GREY, PALE = "#222222", "#7A7A7A", "#E8E8E8"

WIDTH = 7.4
"""Inches; the width of the text on a sheet of A4."""
DPI = 200
"""Of the PNG, and of the layout: text is a little wider at few dots than at many."""
SCREEN = 110
"""Dots an inch at which a notebook shows it."""
Mimes = dict[str, Any]
MARK_COLUMNS, TITLE_COLUMNS, BESIDE_A_KEY = 112, 88, 46
"""Columns of small print that fit the width, of a title, and of a title with a key beside it."""
CLOSING = "，。、；：）)”》"
"""Never at the beginning of a line."""
CHINESE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
PIECE = re.compile(rf"[“（《(]*[{CHINESE}][{CLOSING}]*| |[^ {CHINESE}]+")
"""What is never broken: a Chinese character with its punctuation, or a word."""


@dataclass(frozen=True)
class Picture:
    """``name`` is the name of its file, ``alt`` says in words what it shows, ``note`` how to read it."""

    name: str
    title: str
    alt: str
    note: str
    figure: Figure

    def __post_init__(self) -> None:
        """Lay the figure out once: each pass of the layout would move things a little further."""
        with style():
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine(None)  # with any engine, even one that does nothing, saving draws all twice
        for axes in self.figure.axes:
            # The layout leaves noise in the last digits, of which names in an SVG are made.
            left, bottom, width, height = (round(x, 6) for x in axes.get_position(original=True).bounds)
            axes.set_position((left, bottom, width, height))
            axes.set_in_layout(True)

    @functools.cached_property
    def svg(self) -> bytes:
        return self._saved("svg", {"Date": None, "Creator": None, "Title": self.title, "Description": self.alt})

    @functools.cached_property
    def png(self) -> bytes:
        return self._saved("png", {"Software": None, "Title": self.name})

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[Mimes, Mimes]:
        """As a notebook shows it: the picture, and for those who cannot see it its words."""
        said = f"{self.title}: {self.alt}"
        width, _ = self.figure.get_size_inches() * SCREEN
        shown = {"image/png": base64.b64encode(self.png).decode("ascii"), "text/plain": said}
        return shown, {"image/png": {"alt": said, "width": round(width)}}

    def _saved(self, form: str, metadata: dict[str, str | None]) -> bytes:
        made = io.BytesIO()
        with style():
            self.figure.savefig(made, format=form, dpi=DPI, metadata=metadata)
        return made.getvalue()


@dataclass(frozen=True)
class Said:
    """The words of a picture, where they depend on what was found."""

    title: str
    alt: str
    note: str


def sheet(height: float, title: str, mark: str, columns: int = TITLE_COLUMNS) -> Figure:
    """An empty figure with its title above and, below, the ``mark`` that says what kind of data it shows."""
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, layout=ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.06))
    figure.suptitle(wrapped(title, columns), x=0.01, ha="left", fontsize=11, color=INK)
    if mark:
        figure.supxlabel(wrapped(mark, MARK_COLUMNS), x=0.01, ha="left", fontsize=7.5, color=VERMILION)
    return figure


def plain(axes: Axes, grid: str | None = "x") -> None:
    """Thin rules behind the data and nothing around it."""
    axes.set_axisbelow(True)
    if grid == "x":
        axes.grid(axis="x", color=PALE, linewidth=0.8)
    elif grid == "y":
        axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.tick_params(length=0, colors=INK, labelsize=8)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)


def wrapped(text: str, columns: int) -> str:
    """Text broken into lines of so many columns; a Chinese character takes two and may stand at any break."""
    if text.isascii():
        return textwrap.fill(text, columns, break_long_words=False)
    lines, room = [""], columns
    for piece in PIECE.findall(text):
        width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in piece.rstrip(CLOSING))
        if width > room and lines[-1]:
            lines[-1] = lines[-1].rstrip(" ")
            lines.append("")
            room = columns
        if piece != " " or lines[-1]:
            lines[-1] += piece
            room -= width
    return "\n".join(lines)
