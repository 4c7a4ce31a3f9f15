"""How the best of several was chosen: after how many replications each of the others was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from govperf_sim.report.figures.picture import BESIDE_A_KEY, BLUE, INK, SKY, Picture, Said, plain, sheet, wrapped
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

STATES = {"chosen": (BLUE, ""), "kept": (SKY, ""), "eliminated": ("#C4C4C4", "////")}
"""What became of a policy -> the colour and the hatching of its bar."""


@dataclass(frozen=True)
class Candidate:
    """A policy, how often it was played, and a key of :data:`STATES`."""

    name: str
    replications: int
    state: str


def chosen_figure(candidates: Sequence[Candidate], said: Said, labels: Labels) -> Picture:
    """A bar for each policy, the longer the later it was left out."""
    names = [wrapped(c.name, 44) for c in candidates]
    with style():
        figure = sheet(
            1.3 + sum(0.12 + 0.16 * (1 + n.count("\n")) for n in names), said.title, labels.mark, BESIDE_A_KEY
        )
        axes = figure.add_subplot()
        for y, candidate in enumerate(candidates):
            colour, hatch = STATES[candidate.state]
            axes.barh(y, candidate.replications, height=0.62, color=colour, hatch=hatch, edgecolor="white", linewidth=0)
            axes.annotate(str(candidate.replications), (candidate.replications, y), (4, 0), fontsize=8, color=INK,
                          textcoords="offset points", va="center")  # fmt: skip
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.margins(x=0.08)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        axes.set_xlabel(labels.word("axis_replications"), fontsize=8)
        plain(axes)
        seen = {c.state for c in candidates}
        key = [Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=labels.word(f"candidate_{state}"))
               for state, (colour, hatch) in STATES.items() if state in seen]  # fmt: skip
        figure.legend(handles=key, loc="outside upper right", ncols=3, frameon=False, fontsize=8)
    return Picture("chosen", said.title, said.alt, said.note, figure)
