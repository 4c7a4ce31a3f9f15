"""Which figures a run gets."""

from __future__ import annotations

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report import frames
from govperf_sim.report.change import changed_scores
from govperf_sim.report.diagnosis import pools
from govperf_sim.report.figures.change import change_figure
from govperf_sim.report.figures.effective import effective_figure
from govperf_sim.report.figures.framework import framework_figure
from govperf_sim.report.figures.league import league_figure
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.figures.province import province_figure
from govperf_sim.report.figures.simulation import efforts_figure, levels_figure
from govperf_sim.report.figures.standing import standing_figure
from govperf_sim.report.figures.timeline import timeline_figure
from govperf_sim.report.figures.weights import weights_figure
from govperf_sim.report.labels import Labels
from govperf_sim.report.league import names_of, panels_of, shown_league, shown_years
from govperf_sim.report.measures import named_with_unit
from govperf_sim.report.robustness import trust_pictures
from govperf_sim.report.tree import heading, tree_of
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights


def pictures(
    scenario: Scenario, weights: Weights, played: Played | None, labels: Labels, trust: Trust | None = None
) -> tuple[Picture, ...]:
    """Framework, weights and standings always; what can be told apart, and what was played, where there is something."""
    parts = frames.parts_of(scenario.framework)
    reference = frames.reference_of(weights)
    drawn = [
        framework_figure(branch, heading(scenario.framework, branch, labels.language), labels)
        for branch in tree_of(scenario.framework, weights.table)
    ]
    drawn += [
        weights_figure(
            frames.by_part(weights.table, parts),
            None if reference is None else frames.by_part(reference, parts),
            weights.weighting.system_of,
            labels,
        ),
        standing_figure(weights.units, labels),
    ]
    change = changed_scores(scenario, weights)
    if change is not None:
        drawn.append(change_figure(change.table, scenario.scores.period - 1, scenario.scores.period, labels))
    found = pools(scenario, weights)
    if any(pool.effective is not None for pool in found):
        drawn.append(effective_figure(found, labels))
    if trust is not None:
        drawn += trust_pictures(scenario, weights, trust, labels)
    if played is not None:
        first = played.scenarios[0]
        drawn.append(efforts_figure(frames.efforts(played, first), labels))
        drawn.append(levels_figure(frames.levels(played, first), labels))
        years = shown_years(played)
        drawn.append(province_figure(years, panels_of(years, labels), names_of(years, labels), labels))
        if len(played.scenarios) > 1:
            league = shown_league(played)
            drawn.append(league_figure(league, {m: named_with_unit(m, labels) for m in league["measure"]}, labels))
        year = played.journal().query("scenario == @first and replication == replication.min() and year == 1")
        drawn.append(timeline_figure(year, 1, labels))
    return tuple(drawn)
