"""The figures of the dossier, in both languages."""

from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING

import pytest
from report.conftest import Complaints

from govperf_sim.report.fonts import style
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.dossier.conftest import Draw

    from govperf_sim.experiments.appraisal.appraisal import Appraisal

NAMES = ["schemes", "gains", "intervals", "effective", "league", "province"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glyph_is_missing_and_nothing_leaves_the_sheet(
    growth: Appraisal, idle: Appraisal, language: Language, draw: Draw
) -> None:
    complaints = Complaints()
    logging.getLogger("matplotlib").addHandler(complaints)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            for found, names in ((growth, NAMES), (idle, NAMES[:4])):
                drawn = draw(found, language)
                assert [p.name for p in drawn] == names
                for picture in drawn:
                    assert picture.svg.startswith(b"<?xml")
                    assert len(picture.alt) > 20
                    with style():
                        box = picture.figure.get_tightbbox()
                    width, height = picture.figure.get_size_inches()
                    assert min(box.x0, box.y0) >= -0.01, picture.name
                    assert box.x1 <= width + 0.01, picture.name
                    assert box.y1 <= height + 0.01, picture.name
    finally:
        logging.getLogger("matplotlib").removeHandler(complaints)
    assert complaints.heard + [str(w.message) for w in warned] == []


def test_the_figures_say_in_words_what_they_show(growth: Appraisal, draw: Draw) -> None:
    drawn = {p.name: p for p in draw(growth, "en")}
    assert "4 schemes in 2 groups" in drawn["schemes"].alt
    lead = growth.shifts.loc["current", "lead"]
    best = growth.proposed.base.framework.units[lead.idxmax()].name.en
    assert f"the lead of {best} changes best" in drawn["gains"].alt
