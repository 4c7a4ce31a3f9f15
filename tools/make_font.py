"""Make the Chinese font that ships with the package.  Run by a maintainer, never at run time.

    pip install fonttools pylopdf-fonts-zh-cn
    python tools/make_font.py

It takes Noto Sans SC Regular (SIL Open Font License 1.1) from the PyPI package ``pylopdf-fonts-zh-cn``, keeps the
characters below, and turns its cubic outlines into TrueType ones, since matplotlib embeds only those as type 42 in PDF.
The same inputs give the same bytes.
"""

from __future__ import annotations

from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FOLDER = Path(__file__).resolve().parents[1] / "govperf_sim" / "report" / "fonts"

RANGES = (
    (0x20, 0x7F), (0xA0, 0x180),                     # Latin
    (0x391, 0x3CA),                                  # Greek
    (0x2010, 0x2040), (0x3000, 0x3030), (0xFF00, 0xFFF0),  # punctuation, western and Chinese
    (0x2190, 0x21A0), (0x2200, 0x2270),              # arrows, mathematics
    (0x2460, 0x2474), (0x2160, 0x216C),              # numbers in circles, Roman numerals
)  # fmt: skip
SIGNS = "℃‰№₂²³⁻■□●○▲△▼▽◆◇★☆✓㎡㎞"
RARE = "镕喆硚堃甦昇祎玥翀垚淼焱鄠瀍浐洺滆芮涢泃睢堽甪砀鄄"
"""Characters of place names and personal names outside GB2312."""

MAXIMA = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
    "maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints",
    "maxCompositeContours", "maxComponentDepth",
)  # fmt: skip


def characters() -> set[int]:
    kept = {c for low, high in RANGES for c in range(low, high)} | {ord(c) for c in SIGNS + RARE}
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            kept.update(map(ord, bytes([high, low]).decode("gb2312", errors="ignore")))
    return kept


def subset(font: TTFont) -> None:
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    keeper = Subsetter(options)
    keeper.populate(unicodes=sorted(characters()))
    keeper.subset(font)


def to_truetype(font: TTFont) -> None:
    """Cubic outlines (CFF) become quadratic ones (glyf), at most one unit of 1000 away."""
    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["maxp"].tableVersion = 0x00010000
    font["maxp"].maxZones = 1
    for name in MAXIMA:
        setattr(font["maxp"], name, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf").open("rb") as original:
        font = TTFont(original, recalcTimestamp=False)
        subset(font)
        to_truetype(font)
        font.save(FOLDER / "NotoSansSC-Regular.ttf", reorderTables=True)
    licence = distribution("pylopdf-fonts-zh-cn").read_text("licenses/LICENSE")
    assert licence is not None, "the font package carries its licence"
    notice = font["name"].getDebugName(0)
    (FOLDER / "OFL.txt").write_text(f"{notice}\n\n{licence.strip()}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
