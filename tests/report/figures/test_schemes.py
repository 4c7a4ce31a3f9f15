"""Weights of several schemes, drawn: a mark for each scheme, and the widest difference in words."""

from __future__ import annotations

import pandas as pd

from govperf_sim.report.dossier.labels import DossierLabels
from govperf_sim.report.figures.schemes import schemes_figure

LABELS = DossierLabels(
    language="en",
    groups={"g": "towns"},
    domains={"x": "growth", "y": "livelihood"},
    variants={"current": "current scheme", "proposed": "proposed scheme"},
)


def table(growth: float) -> pd.DataFrame:
    return pd.DataFrame({"x": [growth], "y": [1 - growth]}, index=["g"])


def test_every_scheme_has_a_mark_on_every_part() -> None:
    schemes = {"current": table(0.3), "proposed": table(0.5), "nearest": table(0.4)}
    picture = schemes_figure(schemes, {"g": "s"}, LABELS)
    (axes,) = picture.figure.axes
    drawn = {str(line.get_label()): [round(float(x)) for x in line.get_xdata()] for line in axes.lines}
    assert drawn == {
        "current scheme": [30, 70],
        "proposed scheme": [50, 50],
        "nearest admissible scheme": [40, 60],
    }
    assert "3 schemes in 1 groups" in picture.alt
    assert "of towns: 50.0 points for 30.0" in picture.alt or "of towns: 50.0 points for 70.0" in picture.alt
