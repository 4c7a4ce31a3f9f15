from __future__ import annotations

import base64

import matplotlib
import pytest

from govperf_sim.report.figures.picture import Picture, sheet, wrapped


def test_a_missing_glyph_is_noticed() -> None:
    with pytest.warns(UserWarning, match="missing from font"):
        Picture("none", "𠮷", "alt", "note", sheet(1.0, "𠮷", ""))


def test_chinese_breaks_anywhere_but_not_before_punctuation() -> None:
    assert wrapped("珠三角制造业城市", 8) == "珠三角制\n造业城市"
    assert wrapped("环境保护，依法行政", 8) == "环境保护，\n依法行政"


def test_english_breaks_between_words() -> None:
    assert wrapped("Pearl River Delta cities", 12) == "Pearl River\nDelta cities"


def test_it_is_laid_out_once_whatever_the_caller_has_set() -> None:
    picture = Picture("once", "once", "alt", "note", sheet(1.0, "once", "mark"))
    with matplotlib.rc_context({"figure.autolayout": True}):
        other = Picture("once", "once", "alt", "note", sheet(1.0, "once", "mark"))
        assert other.figure.get_layout_engine() is None
        assert other.svg == picture.svg
        assert other.png == picture.png


def test_a_notebook_shows_the_picture_with_its_words() -> None:
    picture = Picture("levels", "Levels", "two lines rise", "", sheet(1.0, "Levels", ""))
    shown, how = picture._repr_mimebundle_()
    assert base64.b64decode(shown["image/png"]) == picture.png
    assert shown["text/plain"] == how["image/png"]["alt"] == "Levels: two lines rise"
    assert how["image/png"]["width"] == 814  # 7.4 inches
