"""A report as one file that opens from disk, on paper and on a telephone, and asks nothing of any network.

The figures stand in it as SVG; the few hundred Chinese characters it needs travel in it as a font, after the fonts the
reader's own machine may have.
"""

from __future__ import annotations

import base64
from functools import partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from govperf_sim.report import fonts
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.forms.characters import in_xml
from govperf_sim.report.numbers import points
from govperf_sim.report.report import Report, Tree
from govperf_sim.words import Language, say


def as_html(report: Report) -> str:
    """The report as one page of HTML."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files("govperf_sim.report") / "templates" / "report.html").read_text("utf-8"))
    context: dict[str, Any] = {
        "report": report,
        "language": {"zh": "zh-CN", "en": "en"}[report.language],
        "word": partial(_word, report.language),
        "is_picture": lambda item: isinstance(item, Picture),
        "is_tree": lambda item: isinstance(item, Tree),
        "points": points,
        "svg": lambda picture: "data:image/svg+xml;base64," + base64.b64encode(picture.svg).decode("ascii"),
        "font": "",
        "family": fonts.FAMILY,
    }
    # Once without the font, to see which characters it has to hold.
    font = fonts.embedded(in_xml(template.render(context)))
    return in_xml(template.render(context | {"font": font}))


def _word(language: Language, key: str) -> str:
    return say(f"report.{key}", language)
