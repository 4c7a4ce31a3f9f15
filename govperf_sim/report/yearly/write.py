"""Write the papers of the year into a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from govperf_sim.errors import ReportError, fault, nearest
from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report import frames
from govperf_sim.report.change import changed_scores
from govperf_sim.report.figures.change import change_figure
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.figures.province import province_figure
from govperf_sim.report.figures.simulation import levels_figure
from govperf_sim.report.figures.standing import standing_figure
from govperf_sim.report.forms.html import as_html
from govperf_sim.report.league import names_of, panels_of, shown_years
from govperf_sim.report.results import MARK, as_csv, as_json
from govperf_sim.report.run import MARKER, refuse_foreign, written
from govperf_sim.report.tables.robustness import beside_ranks
from govperf_sim.report.yearly.card import Card, cards_of
from govperf_sim.report.yearly.labels import YearlyLabels, yearly_labels
from govperf_sim.report.yearly.scorecards import report_of_card, report_of_cards
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights
from govperf_sim.words import Language

Progress = Callable[[str], None]


def write_scorecards(
    folder: Path | str,
    scenario: Scenario,
    weights: Weights,
    trust: Trust | None = None,
    *,
    units: Sequence[str] = (),
    language: Language | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write a scorecard for each of ``units`` (codes; all if there are none) and, for all, one that binds them together.

    ``trust`` gives ranks their bands.  Returns the folder.  Raises :class:`~govperf_sim.errors.ReportError` if the folder is
    in use for something else, or a unit is not of the scenario.
    """
    place = Path(folder)
    refuse_foreign(place)
    refuse_strangers(scenario, units)
    labels = yearly_labels(scenario, language or scenario.language)
    bands = {} if trust is None else beside_ranks(trust, weights, labels)
    cards = cards_of(scenario, weights, units or None)
    files = {
        f"cards/{card.unit}.html": as_html(report_of_card(scenario, weights, card, bands, labels)).encode()
        for card in cards
    }
    if not units:
        drawn = standing_figure(weights.units, labels)
        files |= {"figures/standing.svg": drawn.svg, "figures/standing.png": drawn.png}
        files["scorecards.html"] = as_html(report_of_cards(scenario, weights, cards, bands, drawn, labels)).encode()
    files["scorecards.csv"] = as_csv(_tidy(cards))
    files[MARKER] = as_json(told(scenario, cards) | {"files": sorted([*files, MARKER])})
    return written(place, files, progress)


def year_end_pictures(
    scenario: Scenario, weights: Weights, played: Played, labels: YearlyLabels
) -> tuple[Picture, ...]:
    """Standings and their change by the data; levels, and all units over the years, as they were played."""
    first, years = played.scenarios[0], shown_years(played)
    drawn = [standing_figure(weights.units, labels), levels_figure(frames.levels(played, first), labels),
             province_figure(years, panels_of(years, labels), names_of(years, labels), labels)]  # fmt: skip
    change = changed_scores(scenario, weights)
    if change is not None:
        period = scenario.scores.period
        drawn.append(change_figure(change.table, period - 1, period, labels))
    return tuple(drawn)


def refuse_strangers(scenario: Scenario, units: Sequence[str]) -> None:
    """Raise for every code that is no unit of the scenario."""
    known = scenario.framework.units
    faults = [fault("report_yearly.no_unit", nearest(u, known), unit=u) for u in units if u not in known]
    if faults:
        raise ReportError(faults)


def told(scenario: Scenario, cards: Sequence[Card]) -> dict[str, Any]:
    """The cards as plain data, by unit."""
    return {
        "made_by": MARK,
        "scenario": scenario.name,
        "digest": scenario.digest,
        "illustrative": scenario.illustrative,
        "flags": list(scenario.panel.flags),
        "period": scenario.scores.period,
        "scorecards": {
            card.unit: {
                "standing": card.standing,
                "change": card.change,
                "indicators": card.indicators.to_dict("index"),
                "targets": {k: {"low": t.low, "high": t.high, "short": t.short} for k, t in card.targets.items()},
            }
            for card in cards
        },
    }


def _tidy(cards: Sequence[Card]) -> pd.DataFrame:
    """One row a unit and indicator."""
    return pd.concat([card.indicators.reset_index().assign(unit=card.unit) for card in cards], ignore_index=True)
