"""The report: one file that opens from disk, on paper and on a telephone, and asks nothing of any network.

The figures stand in it as SVG; the few hundred Chinese characters it needs travel in it as a font, after the fonts the
reader's own machine may have.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report import fonts, summary
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points
from govperf_sim.report.sections import Section, Tree, robustness_section, sections
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")


def page(
    scenario: Scenario,
    weights: Weights,
    played: Played | None,
    drawn: Sequence[Picture],
    labels: Labels,
    trust: Trust | None = None,
) -> str:
    """The whole report as HTML."""
    parts = sections(scenario, weights, played, {p.name: p for p in drawn}, labels, trust)
    return rendered(
        labels,
        {
            "title": scenario.title.text(labels.language),
            "not_for": summary.not_for(scenario.illustrative, labels),
            "facts": _facts(scenario, played, labels),
            "findings": summary.findings(scenario, weights, played, labels),
            "cautions": summary.cautions(scenario, weights, played, labels, trust),
            "sections": numbered(parts, labels),
        },
    )


def trust_page(scenario: Scenario, weights: Weights, drawn: Sequence[Picture], labels: Labels, trust: Trust) -> str:
    """The chapter on how far the result can be trusted, as a page of its own."""
    chapter = robustness_section(scenario, trust, {p.name: p for p in drawn}, labels)
    return rendered(
        labels,
        {
            "title": scenario.title.text(labels.language),
            "not_for": summary.not_for(scenario.illustrative, labels),
            "facts": _facts(scenario, None, labels),
            "findings": list(chapter.points),
            "cautions": summary.cautions(scenario, weights, None, labels, trust),
            "sections": numbered([replace(chapter, points=())], labels),
        },
    )


def rendered(labels: Labels, told: dict[str, Any]) -> str:
    """A page of ``told``: its title, facts, findings, cautions, what it is not for, and numbered sections."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files("govperf_sim.report") / "templates" / "report.html").read_text("utf-8"))
    context: dict[str, Any] = {
        "language": {"zh": "zh-CN", "en": "en"}[labels.language],
        "spoken": labels.language,
        "word": labels.word,
        "mark": labels.mark,
        "is_picture": lambda item: isinstance(item, Picture),
        "is_tree": lambda item: isinstance(item, Tree),
        "points": points,
        "svg": lambda picture: "data:image/svg+xml;base64," + base64.b64encode(picture.svg).decode("ascii"),
        "font": "",
        "family": fonts.FAMILY,
        **told,
    }
    # Once without the font, to see which characters it has to hold.
    return template.render(context | {"font": fonts.embedded(template.render(context))})


def _facts(scenario: Scenario, played: Played | None, labels: Labels) -> list[tuple[str, str]]:
    document = scenario.document.document
    facts = []
    if document is not None:
        name = document.name.zh if labels.language == "zh" else document.name.en
        facts.append((labels.word("fact_document"), labels.word("fact_document_is", name=name, number=document.number)))
    facts.append((labels.word("fact_scenario"), scenario.name))
    facts.append((labels.word("fact_period"), str(scenario.scores.period)))
    if played is not None:
        shown = {"years": played.to_frame()["year"].nunique(), "replications": played.replications, "seed": played.seed}
        facts.append((labels.word("fact_played"), labels.word("fact_played_is", **shown)))
    facts.append((labels.word("fact_digest"), scenario.digest[:16]))
    return facts


def numbered(sections: list[Section], labels: Labels) -> list[tuple[str, Section]]:
    """Chapters with their numbers, as either language writes them."""
    if labels.language == "zh":
        return [(f"{NUMERALS[n]}、", s) for n, s in enumerate(sections)]
    return [(f"{n}. ", s) for n, s in enumerate(sections, start=1)]
