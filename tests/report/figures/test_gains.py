"""Who gains, drawn: leads are told in the colour of gain or loss, and as words."""

from __future__ import annotations

import pandas as pd

from govperf_sim.report.dossier.labels import DossierLabels
from govperf_sim.report.figures.gains import gains_figure
from govperf_sim.report.figures.picture import BLUE, GREY, VERMILION

LABELS = DossierLabels(
    language="en", units={"a": "Ash", "b": "Birch", "c": "Cedar"}, variants={"current": "current scheme"}
)


def test_each_unit_has_its_change_of_lead_beside_its_marks() -> None:
    own = {
        "group": ["g", "g", "h"],
        "score": [0.5, 0.4, 0.6],
        "regret": [0.1, 0.2, float("nan")],
        "rank_in_group": [1, 2, 1],
    }
    one = pd.DataFrame(own, index=pd.Index(["a", "b", "c"], name="unit"))
    units = pd.concat(dict.fromkeys(("current", "derived", "proposed"), one), names=["scheme", "unit"])
    shifts = pd.DataFrame({"lead": [0.021, -0.013, 0.0]}, index=one.index)
    picture = gains_figure(units, shifts, "current", LABELS)
    told = {text.get_text(): text.get_color() for text in picture.figure.axes[0].texts}
    assert told == {"+2.1": BLUE, "−1.3": VERMILION, "0.0": GREY}
    assert "the lead of Ash changes best (+2.1 points)" in picture.alt
    assert "Birch worst (−1.3 points)" in picture.alt
