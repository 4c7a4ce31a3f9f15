"""The report: one file that opens from disk, on paper and on a telephone, and asks nothing of any network.

The figures stand in it as SVG; the few hundred Chinese characters it needs travel in it as a font, after the fonts the
reader's own machine may have.
"""

from __future__ import annotations

import base64
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from govperf_sim.experiments.played import Played
from govperf_sim.report import fonts, summary
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded
from govperf_sim.report.tables import played as of_years
from govperf_sim.report.tables import scores as of_scores
from govperf_sim.report.tables import weights as of_weights
from govperf_sim.report.tables.table import Table
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights

SOFTWARE = ("govperf_sim", "PuLP", "highspy", "simpy", "numpy", "pandas", "matplotlib")
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Section:
    """A chapter of the report: paragraphs, then figures and tables."""

    id: str
    title: str
    intro: tuple[str, ...] = ()
    shown: tuple[Picture | Table, ...] = ()
    points: tuple[str, ...] = ()


def page(scenario: Scenario, weights: Weights, played: Played | None, drawn: Sequence[Picture], labels: Labels) -> str:
    """The whole report as HTML."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files("govperf_sim.report") / "templates" / "report.html").read_text("utf-8"))
    context: dict[str, Any] = {
        "language": {"zh": "zh-CN", "en": "en"}[labels.language],
        "word": labels.word,
        "title": scenario.title.text(labels.language),
        "mark": labels.mark,
        "facts": _facts(scenario, played, labels),
        "findings": summary.findings(scenario, weights, played, labels),
        "cautions": summary.cautions(scenario, weights, played, labels),
        "not_for": summary.not_for(scenario, labels),
        "sections": _numbered(_sections(scenario, weights, played, {p.name: p for p in drawn}, labels), labels),
        "is_picture": lambda item: isinstance(item, Picture),
        "svg": lambda picture: "data:image/svg+xml;base64," + base64.b64encode(picture.svg).decode("ascii"),
        "font": "",
        "family": fonts.FAMILY,
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


def _sections(
    scenario: Scenario, weights: Weights, played: Played | None, drawn: dict[str, Picture], labels: Labels
) -> list[Section]:
    goal = labels.word(f"goal_{weights.goal.kind}")
    value = labels.word(
        f"goal_value_{weights.goal.kind}", points=points(weights.value), number=rounded(weights.value, 3)
    )
    made = [
        Section("weights", labels.word("section_weights"), (labels.word("weights_intro", goal=goal, value=value),),
                (drawn["weights"], *of_weights.weights_tables(scenario, weights, labels))),
        Section("reasons", labels.word("section_reasons"), (labels.word("reasons_intro"),),
                (of_weights.reasons_table(scenario, weights, labels), of_weights.rules_table(scenario, weights, labels),
                 *_clauses(scenario, labels))),
        Section("scores", labels.word("section_scores"), (labels.word("scores_intro"), labels.word("regret_intro")),
                (drawn["standing"], of_scores.units_table(weights, labels), *_clipped(scenario, labels))),
    ]  # fmt: skip
    if played is not None:
        made += _played_sections(scenario, played, drawn, labels)
    made.append(
        Section(
            "data",
            labels.word("section_data"),
            _data(scenario, labels),
            (of_scores.indicators_table(scenario, labels),),
        )
    )
    made.append(Section("method", labels.word("section_method"), points=tuple(_method(played, labels))))
    made.append(Section("again", labels.word("section_again"), _again(scenario, played, labels)))
    return made


def _played_sections(scenario: Scenario, played: Played, drawn: dict[str, Picture], labels: Labels) -> list[Section]:
    variants: tuple[Picture | Table, ...] = ()
    if len(played.scenarios) > 1:
        variants = (of_years.changes_table(scenario, played, labels), drawn["differences"],
                    of_years.differences_table(played, labels))  # fmt: skip
    compared = Section("variants", labels.word("section_variants"), (labels.word("variants_intro"),), variants)
    simulated = Section(
        "simulation", labels.word("section_simulation"), (labels.word("simulation_intro"),),
        (drawn["levels"], of_years.means_table(played, labels), of_years.measures_table(played, labels),
         of_years.visits_table(played, labels)),
    )  # fmt: skip
    calendar = Section(
        "calendar", labels.word("section_calendar"), (labels.word("calendar_intro"),),
        (drawn["timeline"], of_years.calendar_table(scenario, labels), of_years.parameters_table(scenario, labels)),
    )  # fmt: skip
    return [simulated, compared, calendar] if variants else [simulated, calendar]


def _clauses(scenario: Scenario, labels: Labels) -> tuple[Table, ...]:
    return () if scenario.document.document is None else (of_weights.clauses_table(scenario, labels),)


def _clipped(scenario: Scenario, labels: Labels) -> tuple[Table, ...]:
    return (of_scores.clipped_table(scenario, labels),) if len(scenario.scores.clipped) else ()


def _data(scenario: Scenario, labels: Labels) -> tuple[str, ...]:
    panel = scenario.document.panel
    flags = labels.joined([labels.known(f"report.flag_{f}", f) for f in scenario.panel.flags]) or labels.word(
        "no_flags"
    )
    years = labels.joined([str(p) for p in scenario.panel.periods])
    source = labels.word(f"status_{panel.source.status}")
    return (
        labels.word("data_intro", file=panel.file, years=years, status=source, cite=panel.source.cite),
        labels.word("data_flags", flags=flags),
    )


def _method(played: Played | None, labels: Labels) -> list[str]:
    kinds = (
        "scores",
        "weights",
        "ranks",
        "regret",
        *(("simulation", "pairs") if played is not None else ()),
        "rounding",
    )
    return [labels.word(f"method_of_{kind}") for kind in kinds]


def _again(scenario: Scenario, played: Played | None, labels: Labels) -> tuple[str, ...]:
    software = labels.joined([f"{name} {version(name)}" for name in SOFTWARE])
    seed = "" if played is None else labels.word("again_seed", seed=played.seed, replications=played.replications)
    return (
        labels.word("again_digest", digest=scenario.digest) + seed,
        labels.word("again_software", software=software, python=platform.python_version()),
        labels.word("again_files"),
    )


def _numbered(sections: list[Section], labels: Labels) -> list[tuple[str, Section]]:
    if labels.language == "zh":
        return [(f"{NUMERALS[n]}、", s) for n, s in enumerate(sections)]
    return [(f"{n}. ", s) for n, s in enumerate(sections, start=1)]
