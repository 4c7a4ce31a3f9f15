from __future__ import annotations

import pandas as pd

from govperf_sim.report.figures.forest import Panel
from govperf_sim.report.figures.front import front_figure
from govperf_sim.report.figures.picture import Picture, Said
from govperf_sim.report.labels import Labels

EN = Labels(language="en")
SAID = Said("title", "what it shows", "how to read it")
OUTCOMES = {code: Panel(code, way) for code, way in (("good", "more"), ("bad", "less"), ("dear", "less"))}


class Words(Labels):
    """Labels that speak no language."""

    def word(self, key: str, /, **values: object) -> str:
        return key


def drawn(many: int, outcomes: dict[str, Panel]) -> Picture:
    rows = pd.DataFrame(
        {code: [0.02 * p if p < 6 else float(p) for p in range(many)] for code in outcomes}, index=range(many)
    )
    rows["front"], rows["sure"] = [p < 6 for p in range(many)], True
    names = {p: f"policy {p}" for p in range(6)}
    return front_figure(rows, names, outcomes, SAID, Words(language="en"))


def test_every_two_of_three_outcomes_have_a_panel_and_each_axis_its_direction() -> None:
    axes = drawn(9, OUTCOMES).figure.axes
    assert [(a.get_xlabel(), a.get_ylabel()) for a in axes if a.axison] == [
        ("good\nbetter_more", "bad\nbetter_less"),
        ("good\nbetter_more", "dear\nbetter_less"),
        ("bad\nbetter_less", "dear\nbetter_less"),
    ]


def test_numbers_of_policies_that_lie_close_do_not_cover_one_another() -> None:
    picture = drawn(9, {code: OUTCOMES[code] for code in ("good", "bad")})
    boxes = [text.get_window_extent() for text in picture.figure.axes[0].texts]
    assert len(boxes) == 6
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])
