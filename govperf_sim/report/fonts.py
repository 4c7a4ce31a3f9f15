"""Chinese in figures and pages on a machine that has no Chinese font.

The package carries a part of Noto Sans SC Regular (SIL Open Font License 1.1, ``fonts/OFL.txt``): GB2312, punctuation,
Greek, mathematics and some rare characters of place names; ``tools/make_font.py`` makes it.  Figures use the whole of it;
a page embeds only the characters it needs.
"""

from __future__ import annotations

import base64
import functools
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import matplotlib
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from matplotlib.font_manager import fontManager

FAMILY = "Noto Sans SC"
FALLBACK = "DejaVu Sans"
"""For characters the Chinese font lacks; it comes with matplotlib."""
FILE = files("govperf_sim.report") / "fonts" / "NotoSansSC-Regular.ttf"

STYLE: Any = {
    # The Chinese font comes first: mathtext in a Chinese label takes the first family only.
    "font.family": [FAMILY, FALLBACK],
    "font.size": 9.0,
    "axes.unicode_minus": True,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "pdf.fonttype": 42,
    # Outlines, so that a figure looks the same where the font is not installed.
    "svg.fonttype": "path",
    "svg.hashsalt": "govperf_sim",
}


@contextmanager
def style() -> Iterator[None]:
    """The settings under which every figure is made and saved; the caller's own settings come back afterwards."""
    _register()
    with matplotlib.rc_context(STYLE):
        yield


def embedded(text: str) -> str:
    """A ``data:`` address of a font that holds the characters of ``text`` (those the packaged font has), and no more.

    >>> embedded("绩效").startswith("data:font/woff;base64,")
    True
    """
    options = Options()
    options.flavor = "woff"
    options.layout_features = []
    with as_file(FILE) as path:
        font = TTFont(path, recalcTimestamp=False)
        keeper = Subsetter(options)
        keeper.populate(text=text)
        keeper.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return "data:font/woff;base64," + base64.b64encode(made.getvalue()).decode("ascii")


@contextmanager
def folders() -> Iterator[tuple[Path, Path]]:
    """Where the files of the two fonts lie."""
    with as_file(FILE) as path:
        yield path.parent, _fallback_file().parent


@functools.cache
def advances() -> Mapping[str, float]:
    """How wide each character is that one of the two fonts has, as a part of the size of the type.

    >>> advances()["绩"], 0.5 < advances()["8"] < 0.6
    (1.0, True)
    """
    with as_file(FILE) as path:
        return _advances(_fallback_file()) | _advances(path)


def _advances(path: Path) -> dict[str, float]:
    with TTFont(path, lazy=True) as font:
        size, wide = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): wide[name][0] / size for code, name in font.getBestCmap().items()}


def _fallback_file() -> Path:
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@functools.cache
def _register() -> None:
    with as_file(FILE) as path:
        fontManager.addfont(str(path))
