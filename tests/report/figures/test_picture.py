from __future__ import annotations

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
