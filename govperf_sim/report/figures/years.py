"""How ranks came from last year's to this year's: first the scores' doing, then the weights'."""

from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.picture import BLUE, GREY, INK, VERMILION, Picture, plain, sheet, wrapped
from govperf_sim.report.figures.ranked import of_pool, shown_pools
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import Labels

STEPS = ("before", "by_scores", "after")


def years_figure(ranks: pd.DataFrame, labels: Labels) -> Picture:
    """A panel for each pool: a line for each unit over three rankings; ``ranks`` has the index ``level, pool, unit``.

    Lines that move are coloured by what moved them most: scores or weights.
    """
    shown = shown_pools(ranks["after"], labels)
    sizes = [len(p.units) for p in shown.pools]
    title = labels.word("years_figure")
    with style():
        figure = sheet(0.9 + sum(0.55 + 0.24 * n for n in sizes), title, labels.mark)
        panels = figure.subplots(len(sizes), 1, squeeze=False, gridspec_kw={"height_ratios": [n + 1.6 for n in sizes]})
        for axes, pool in zip(panels.flat, shown.pools, strict=True):
            own = of_pool(ranks, pool.level, pool.pool).loc[list(pool.units)]
            # Of a large pool not all units are shown, so a place is a place among those that are.
            places = own.rank(method="first").astype(int)
            for unit, row in own.iterrows():
                by_scores, by_weights = abs(row["by_scores"] - row["before"]), abs(row["after"] - row["by_scores"])
                still = by_scores == by_weights == 0
                colour = GREY if still else (VERMILION if by_weights > by_scores else BLUE)
                line = [int(places.loc[unit, step]) for step in STEPS]
                axes.plot(range(3), line, "o-", color=colour, linewidth=1.2 if still else 2, markersize=4)
                for n, step in enumerate(STEPS):
                    side = {0: (-8, "right"), 2: (8, "left")}.get(n)
                    if side is not None:
                        text = f"{int(row[step])}  {labels.unit(unit)}" if n else f"{int(row[step])}"
                        axes.annotate(text, (n, line[n]), (side[0], 0), textcoords="offset points", ha=side[1],
                                      va="center", fontsize=7.5, color=INK)  # fmt: skip
            axes.set_xlim(-0.15, 3.3)
            axes.set_ylim(len(own) + 0.6, 0.4)
            axes.set_xticks(range(3), [labels.word(f"year_{step}") for step in STEPS])
            axes.xaxis.tick_top()
            axes.set_yticks([])
            axes.set_title(wrapped(pool.named(labels), 80), fontsize=8.5, loc="left", color=INK)
            plain(axes)
        lines = [axes.plot([], [], color=c, linewidth=2)[0] for c in (BLUE, VERMILION, GREY)]
        meanings = [labels.word(f"moved_by_{what}") for what in ("scores", "weights", "nothing")]
        figure.legend(lines, meanings, loc="outside upper right", ncols=3, frameon=False, fontsize=8)
    moved = (ranks["after"] - ranks["before"]).abs().to_numpy()
    most = ranks.reset_index().to_dict("records")[int(moved.argmax())]
    alt = labels.word("years_alt", ranks=len(ranks), changed=int((moved > 0).sum()), unit=labels.unit(most["unit"]),
                      before=int(most["before"]), after=int(most["after"]))  # fmt: skip
    note = labels.word("sentence_gap").join(filter(None, (labels.word("years_note"), shown.left_out)))
    return Picture("years", title, alt, note, figure)
