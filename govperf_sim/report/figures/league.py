"""The league: every variant against the scheme as it stands, outcome by outcome, with intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govperf_sim.report.figures.forest import MARKS, Line, Panel, forest_picture
from govperf_sim.report.figures.picture import Picture, Said
from govperf_sim.report.labels import Labels


def league_figure(league: pd.DataFrame, measures: Mapping[str, str], labels: Labels) -> Picture:
    """A panel for each outcome, a line for each variant.

    ``league`` has ``scenario, measure, difference, low, high, better, verdict``, one row for each pair that can be
    compared, ``low`` and ``high`` NaN where there is no interval; ``measures`` gives the name of each measure with its
    unit, in which the numbers already are.
    """
    lines: dict[object, Line] = {v: Line(labels.variant(v)) for v in dict.fromkeys(league["scenario"])}
    ways = dict(zip(league["measure"], league["better"], strict=True))
    panels: dict[object, Panel] = {m: Panel(name, ways.get(m, "neither")) for m, name in measures.items()}
    rows = league.rename(columns={"scenario": "line", "measure": "panel"})
    said = league["verdict"].value_counts()
    counts = {v: int(said.get(v, 0)) for v in MARKS}
    alt = labels.word("league_alt", variants=len(lines), measures=len(panels), **counts)
    words = Said(labels.word("league_figure"), alt, labels.word("league_note"))
    return forest_picture("league", rows, lines, panels, words, labels)
