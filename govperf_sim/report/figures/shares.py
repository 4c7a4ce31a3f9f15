"""Which of what nobody knows an outcome hangs on: shares of its variance between worlds."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govperf_sim.report.figures.picture import INK, Picture, Said, plain, sheet, wrapped
from govperf_sim.report.figures.sensitivity import bars
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

COLUMNS = 2


def shares_figure(
    shares: Mapping[str, pd.DataFrame], uncertainties: Mapping[str, str], said: Said, labels: Labels
) -> Picture:
    """A panel for each head, two bars for each uncertainty: alone, and with all it acts together with.

    Each of ``shares`` has the index factor and ``first, first_low, first_high, total, total_low, total_high``;
    ``uncertainties`` says what factors are called.
    """
    across = min(COLUMNS, len(shares))
    down = -(-len(shares) // across)
    with style():
        figure = sheet(1.3 + down * (0.7 + 0.42 * len(uncertainties)), said.title, labels.mark, 60)
        panels = list(figure.subplots(down, across, sharex=True, squeeze=False).flat)
        for axes in panels[len(shares) :]:
            axes.set_visible(False)
        for n, (axes, (head, table)) in enumerate(zip(panels, shares.items(), strict=False)):
            bars(axes, table.reindex(list(uncertainties)), labels)
            called = [wrapped(name, 30) if n % across == 0 else "" for name in uncertainties.values()]
            axes.set_yticks(range(len(uncertainties)), called)
            axes.set_title(wrapped(head, 80 // across), fontsize=8.5, loc="left", color=INK)
            plain(axes)
            axes.tick_params(labelbottom=True)
            axes.set_xlabel(labels.word("axis_share"), fontsize=7.5)
        figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper right", ncols=2, frameon=False,
                      fontsize=8)  # fmt: skip
    return Picture("shares", said.title, said.alt, said.note, figure)
