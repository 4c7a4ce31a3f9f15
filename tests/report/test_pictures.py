"""Every figure of a run, in both languages: nothing is missing, nothing leaves the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from govperf_sim.report.fonts import style
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Drawn

NAMES = [
    *("framework_regional", "framework_departmental", "weights", "standing", "change", "effective"),
    *("efforts", "levels", "province", "league", "timeline"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glyph_is_missing_and_nothing_is_complained_about(drawn: dict[Language, Drawn], language: Language) -> None:
    assert [p.name for p in drawn[language].pictures] == NAMES
    assert drawn[language].complaints == []


@pytest.mark.parametrize(("language", "word"), [("zh", "合成数据"), ("en", "synthetic data")])
def test_every_figure_says_what_it_shows_and_that_its_data_are_synthetic(
    drawn: dict[Language, Drawn], language: Language, word: str
) -> None:
    for picture in drawn[language].pictures:
        assert picture.title
        assert len(picture.alt) > 20
        assert picture.note
        assert word in " ".join(picture.figure.get_supxlabel().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_the_sheet(drawn: dict[Language, Drawn], language: Language) -> None:
    for picture in drawn[language].pictures:
        with style():
            picture.figure.draw_without_rendering()
            box = picture.figure.get_tightbbox()
        width, height = picture.figure.get_size_inches()
        assert box.x0 >= -0.01, picture.name
        assert box.x1 <= width + 0.01, picture.name
        assert box.y0 >= -0.01, picture.name
        assert box.y1 <= height + 0.01, picture.name


def test_an_svg_carries_its_description_and_no_date(drawn: dict[Language, Drawn]) -> None:
    for picture in drawn["en"].pictures:
        said = "".join(ElementTree.fromstring(picture.svg.decode()).itertext())
        assert picture.alt in said
        assert b"dc:date" not in picture.svg
