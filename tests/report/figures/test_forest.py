from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.forest import Line, Panel, forest_picture
from govperf_sim.report.figures.picture import Said
from govperf_sim.report.labels import Labels

EN = Labels(language="en")


def test_lines_stand_under_their_head_and_numbers_have_the_places_of_their_panel() -> None:
    rows = pd.DataFrame(
        [(("p", "plain"), "cost", 0.12345, 0.1, 0.2, "worse")],
        columns=["line", "panel", "difference", "low", "high", "verdict"],
    )
    lines: dict[object, Line] = {"p": Line("more visits", head=True), ("p", "plain"): Line("plain towns")}
    picture = forest_picture(
        "groups", rows, lines, {"cost": Panel("cost", "less", 4)}, Said("title", "alt", "note"), EN
    )
    axes = picture.figure.axes[0]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["more visits", "plain towns"]
    assert [text.get_text() for text in axes.texts] == ["+0.1235"]
    assert axes.get_xlabel() == "← less is better"
    assert (picture.name, picture.title) == ("groups", "title")
