"""The chapters of the report, in their order: what is said, drawn and listed in each."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib.metadata import version

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust, places
from govperf_sim.report import quality
from govperf_sim.report.change import changed_scores
from govperf_sim.report.diagnosis import pools
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded
from govperf_sim.report.report import Section, Tree
from govperf_sim.report.robustness import trust_said, trust_shown
from govperf_sim.report.tables import diagnostics as of_diagnostics
from govperf_sim.report.tables import played as of_years
from govperf_sim.report.tables import scores as of_scores
from govperf_sim.report.tables import screening as of_screening
from govperf_sim.report.tables import values as of_values
from govperf_sim.report.tables import weights as of_weights
from govperf_sim.report.tables.table import Table
from govperf_sim.report.tree import heading, tree_of
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights

SOFTWARE = ("govperf_sim", "PuLP", "highspy", "simpy", "numpy", "pandas", "matplotlib")
Drawn = Mapping[str, Picture]


def sections(
    scenario: Scenario,
    weights: Weights,
    played: Played | None,
    drawn: Drawn,
    labels: Labels,
    trust: Trust | None = None,
) -> list[Section]:
    """All of them; what was not played has none."""
    goal = weights.goal_said.text(labels.language)
    value = labels.word(f"goal_value_{weights.said_as}", points=points(weights.value), number=rounded(weights.value, 3))
    made = [
        _framework(scenario, weights, drawn, labels),
        Section("weights", labels.word("section_weights"), (labels.word("weights_intro", goal=goal, source=weights.goal_from, value=value),),
                (drawn["weights"], *of_weights.weights_tables(scenario, weights, labels))),
        Section("reasons", labels.word("section_reasons"), (labels.word("reasons_intro"),),
                (of_weights.reasons_table(scenario, weights, labels), of_weights.rules_table(scenario, weights, labels),
                 *_clauses(scenario, labels))),
        _scores(scenario, weights, drawn, labels, trust),
        robustness_section(scenario, trust, drawn, labels),
        _diagnostics(scenario, weights, drawn, labels),
        Section("screening", labels.word("section_screening"),
                (labels.word("screening_intro"), *quality.screened(scenario, labels)),
                (of_screening.findings_table(scenario.screening, labels),
                 of_screening.checks_table(scenario.screening, labels))),
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


def _played_sections(scenario: Scenario, played: Played, drawn: Drawn, labels: Labels) -> list[Section]:
    variants: tuple[Picture | Table, ...] = ()
    if len(played.scenarios) > 1:
        variants = (of_years.changes_table(scenario, played, labels), drawn["league"],
                    of_years.league_table(played, labels), of_years.differences_table(played, labels))  # fmt: skip
    compared = Section("variants", labels.word("section_variants"), (labels.word("variants_intro"),), variants)
    simulated = Section(
        "simulation", labels.word("section_simulation"), (labels.word("simulation_intro"),),
        (drawn["province"], drawn["efforts"], drawn["levels"], of_years.means_table(played, labels), of_years.measures_table(played, labels),
         of_years.visits_table(played, labels)),
    )  # fmt: skip
    calendar = Section(
        "calendar", labels.word("section_calendar"), (labels.word("calendar_intro"),),
        (drawn["timeline"], of_years.calendar_table(scenario, labels), of_years.parameters_table(scenario, labels),
         *([of_years.institutions_table(scenario, labels)] if scenario.document.institutions is not None else [])),
    )  # fmt: skip
    return [simulated, compared, calendar] if variants else [simulated, calendar]


def robustness_section(scenario: Scenario, trust: Trust | None, drawn: Drawn, labels: Labels) -> Section:
    """The summary first, then what it rests on; where nothing was asked, how to ask."""
    title = labels.word("section_robustness")
    if trust is None:
        return Section("robustness", title, (labels.word("trust_absent_large", places=places(scenario)),))
    intro = [labels.word("trust_intro"), *([] if trust.asked.draws else [labels.word("trust_quick")])]
    shown = trust_shown(trust, list(drawn.values()), labels)
    return Section("robustness", title, tuple(intro), shown, tuple(trust_said(trust, labels)))


def _clauses(scenario: Scenario, labels: Labels) -> tuple[Table, ...]:
    return () if scenario.document.document is None else (of_weights.clauses_table(scenario, labels),)


def _framework(scenario: Scenario, weights: Weights, drawn: Drawn, labels: Labels) -> Section:
    shown: list[Picture | Table | Tree] = []
    for branch in tree_of(scenario.framework, weights.table):
        named = heading(scenario.framework, branch, labels.language)
        shown += [drawn[f"framework_{branch.code}"], Tree(labels.word("tree_table", heading=named), branch)]
    return Section("framework", labels.word("section_framework"), (labels.word("framework_intro"),), tuple(shown))


def _scores(scenario: Scenario, weights: Weights, drawn: Drawn, labels: Labels, trust: Trust | None) -> Section:
    change = changed_scores(scenario, weights)
    moved = () if change is None else (drawn["change"], of_scores.change_table(change, labels))
    said = [labels.word("scores_intro"), labels.word("regret_intro"), *quality.touched(scenario, change, labels)]
    listed = (of_scores.clipped_table(scenario, labels), of_values.treated_table(scenario, labels),
              of_values.vintages_table(scenario, labels))  # fmt: skip
    return Section(
        "scores", labels.word("section_scores"), tuple(said),
        (drawn["standing"], of_scores.units_table(weights, labels, trust), *moved, *of_scores.cells_tables(scenario, labels),
         *listed),
    )  # fmt: skip


def _diagnostics(scenario: Scenario, weights: Weights, drawn: Drawn, labels: Labels) -> Section:
    found = pools(scenario, weights)
    figure = (drawn["effective"],) if "effective" in drawn else ()
    return Section(
        "diagnostics", labels.word("section_diagnostics"), (labels.word("diagnostics_intro"),),
        (*figure, of_diagnostics.effective_table(found, labels), of_diagnostics.redundant_table(found, labels),
         of_diagnostics.saturated_table(scenario, labels), of_diagnostics.burden_table(scenario, labels)),
        tuple(quality.diagnosed(scenario, found, labels)),
    )  # fmt: skip


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
