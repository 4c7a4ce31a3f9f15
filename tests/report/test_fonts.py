from __future__ import annotations

import base64
import io
import re
from importlib.resources import as_file, files
from pathlib import Path

import matplotlib
from fontTools.ttLib import TTFont

from govperf_sim.report import fonts

ROOT = Path(__file__).parents[2]
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def held() -> set[str]:
    with as_file(fonts.FILE) as path:
        return {chr(c) for c in TTFont(path).getBestCmap()}


def test_the_font_has_every_character_of_gb2312() -> None:
    rows = [bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    characters = {pair.decode("gb2312", errors="ignore") for pair in rows} - {""}
    assert len(characters) == 6763
    assert characters <= held()


def test_the_font_has_rare_characters_of_place_names() -> None:
    assert set("鄄砀瀍浐涢堽") <= held()


def test_the_font_has_every_chinese_character_the_package_and_its_scenarios_use() -> None:
    pages = [*(ROOT / "govperf_sim" / "words").glob("*.toml"), *(ROOT / "scenarios").rglob("*.yaml")]
    used = {c for page in pages for c in CHINESE.findall(page.read_text("utf-8"))}
    assert len(used) > 500
    assert used <= held()


def test_the_licence_travels_with_the_font() -> None:
    licence = (files("govperf_sim.report") / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence.splitlines()[0]


def test_the_font_is_small_enough_to_ship() -> None:
    assert len(fonts.FILE.read_bytes()) < 2_200_000


def test_a_page_embeds_only_the_characters_it_needs() -> None:
    woff = base64.b64decode(fonts.embedded("绩效 2012").partition(",")[2])
    with TTFont(io.BytesIO(woff)) as font:
        assert {chr(c) for c in font.getBestCmap()} == set("绩效 012")


def test_the_settings_of_the_caller_come_back() -> None:
    before = matplotlib.rcParams["font.family"]
    with fonts.style():
        assert matplotlib.rcParams["font.family"][0] == "Noto Sans SC"
        assert matplotlib.rcParams["pdf.fonttype"] == 42
    assert matplotlib.rcParams["font.family"] == before
