"""Write the papers of the year into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from govperf_sim.report.forms.catalogue import printed, refuse_missing
from govperf_sim.report.league import names_of, panels_of, shown_years
from govperf_sim.report.report import Report
from govperf_sim.report.results import MARK, as_csv, as_json
from govperf_sim.report.run import MARKER, refuse_foreign, written
from govperf_sim.report.tables.robustness import beside_ranks
from govperf_sim.report.yearly.card import Card, cards_of
from govperf_sim.report.yearly.clauses import stage_day
from govperf_sim.report.yearly.happened import Happened, happened
from govperf_sim.report.yearly.labels import YearlyLabels, yearly_labels
from govperf_sim.report.yearly.scorecards import report_of_card, report_of_cards
from govperf_sim.report.yearly.stage import report_of_stage
from govperf_sim.report.yearly.year_end import report_of_year_end
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
    forms: Sequence[str] = ("html",),
    progress: Progress | None = None,
) -> Path:
    """Write a scorecard for each of ``units`` (codes; all if there are none) and, for all, one that binds them together.

    ``trust`` gives ranks their bands; ``forms`` are those of :mod:`~govperf_sim.report.forms.catalogue`.  Returns the folder.
    Raises :class:`~govperf_sim.errors.ReportError` if the folder is in use for something else, a form cannot be printed, or a
    unit is not of the scenario.
    """
    place = Path(folder)
    refuse_foreign(place)
    refuse_missing(forms)
    refuse_strangers(scenario, units)
    labels = yearly_labels(scenario, language or scenario.language)
    bands = {} if trust is None else beside_ranks(trust, weights, labels)
    cards = cards_of(scenario, weights, units or None)
    files: dict[str, bytes] = {}
    for card in cards:
        files |= printed(report_of_card(scenario, weights, card, bands, labels), f"cards/{card.unit}", forms)
    if not units:
        drawn = standing_figure(weights.units, labels)
        files |= _figures([drawn])
        files |= printed(report_of_cards(scenario, weights, cards, bands, drawn, labels), "scorecards", forms)
    files["scorecards.csv"] = as_csv(_tidy(cards))
    return _finished(place, files, scenario, {"scorecards": _told(cards)}, progress)


def write_stage(
    folder: Path | str,
    scenario: Scenario,
    weights: Weights,
    played: Played,
    *,
    language: Language | None = None,
    forms: Sequence[str] = ("html",),
    progress: Progress | None = None,
) -> Path:
    """Write the stage report of the first year of ``played``, and what happened until its day as ``half.csv``.

    Raises as :func:`write_scorecards` does.
    """
    place = Path(folder)
    refuse_foreign(place)
    refuse_missing(forms)
    labels = yearly_labels(scenario, language or scenario.language, played.scenarios[0])
    cards = cards_of(scenario, weights)
    files = dict(printed(report_of_stage(scenario, cards, played, labels), "stage", forms))
    half = happened(played, 1, list(scenario.framework.units)).until(stage_day(scenario))
    files["half.csv"] = as_csv(half.events)
    return _finished(place, files, scenario, {"simulation": _played(played), "events": _counted(half)}, progress)


def write_year_end(
    folder: Path | str,
    scenario: Scenario,
    weights: Weights,
    played: Played,
    trust: Trust | None = None,
    *,
    language: Language | None = None,
    forms: Sequence[str] = ("html",),
    progress: Progress | None = None,
) -> Path:
    """Write the report at the end of the first year of ``played``, with its figures; the years after it are its lessons.

    Raises as :func:`write_scorecards` does.
    """
    place = Path(folder)
    refuse_foreign(place)
    refuse_missing(forms)
    labels = yearly_labels(scenario, language or scenario.language, played.scenarios[0])
    cards = cards_of(scenario, weights)
    drawn = year_end_pictures(scenario, weights, played, labels)
    report: Report = report_of_year_end(scenario, weights, trust, cards, played, drawn, labels)
    files = printed(report, "year_end", forms) | _figures(drawn)
    files |= {"measures.csv": as_csv(played.to_frame()), "scorecards.csv": as_csv(_tidy(cards))}
    year = happened(played, 1, list(scenario.framework.units))
    told = {"simulation": _played(played), "events": _counted(year), "scorecards": _told(cards)}
    return _finished(place, files, scenario, told, progress)


def year_end_pictures(
    scenario: Scenario, weights: Weights, played: Played, labels: YearlyLabels
) -> tuple[Picture, ...]:
    """Standings and their change by the data; levels, and all units over the years, as they were played."""
    first, years = played.scenarios[0], shown_years(played)
    drawn = [
        standing_figure(weights.units, labels),
        labels.pictured(levels_figure(frames.levels(played, first), labels), "simulated"),
        labels.pictured(province_figure(years, panels_of(years, labels), names_of(years, labels), labels), "simulated"),
    ]
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


def _finished(
    place: Path, files: dict[str, bytes], scenario: Scenario, told: Mapping[str, Any], progress: Progress | None
) -> Path:
    """The files with their marker, in the place of an earlier folder of ours."""
    about = {
        "made_by": MARK,
        "scenario": scenario.name,
        "digest": scenario.digest,
        "illustrative": scenario.illustrative,
        "flags": list(scenario.panel.flags),
        "period": scenario.scores.period,
    }
    files[MARKER] = as_json(about | dict(told) | {"files": sorted([*files, MARKER])})
    return written(place, files, progress)


def _figures(drawn: Sequence[Picture]) -> dict[str, bytes]:
    return {f"figures/{p.name}.svg": p.svg for p in drawn} | {f"figures/{p.name}.png": p.png for p in drawn}


def _told(cards: Sequence[Card]) -> dict[str, Any]:
    """The cards as plain data, by unit."""
    return {
        card.unit: {
            "standing": card.standing,
            "change": card.change,
            "indicators": card.indicators.to_dict("index"),
            "targets": {k: {"low": t.low, "high": t.high, "short": t.short} for k, t in card.targets.items()},
        }
        for card in cards
    }


def _played(played: Played) -> dict[str, Any]:
    years = int(played.to_frame()["year"].nunique())
    return {"seed": played.seed, "replications": played.replications, "years": years}


def _counted(some: Happened) -> dict[str, Any]:
    """Every kind of event: how often it happened in each unit, mean over replications."""
    kinds = [str(kind) for kind in some.events.loc[some.events["unit"] != "", "event"].unique()]
    return {kind: some.count(kind).to_dict() for kind in kinds}


def _tidy(cards: Sequence[Card]) -> pd.DataFrame:
    """One row a unit and indicator."""
    return pd.concat([card.indicators.reset_index().assign(unit=card.unit) for card in cards], ignore_index=True)
