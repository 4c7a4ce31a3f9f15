"""The scenario format, version 1.

A scenario is a folder.  Each file holds the top-level keys named for it in :data:`FILES`; the files together are one
document, so that ``rules.cap_growth.at_most`` is an address whatever file it stands in.  Every class below is strict
(an unknown key is an error) and frozen; the sentence under a field is its manual entry and goes into the JSON Schema.
Files under ``experiments/`` ask the scenario questions and are no part of it: :mod:`govperf_sim.scenario.schema_experiment`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from govperf_sim.framework import Direction, Intent, Kind
from govperf_sim.methods import Method
from govperf_sim.scenario.entry import Code, NameEntry, NotNegative, Positive, Share, SourceEntry, Strict, Text
from govperf_sim.scenario.schema_checks import ChecksEntry
from govperf_sim.scenario.schema_cycle import CycleEntry
from govperf_sim.scenario.schema_goal import Goal, ReferenceEntry
from govperf_sim.scenario.schema_institutions import InstitutionsEntry
from govperf_sim.scenario.schema_robustness import RobustnessEntry
from govperf_sim.scenario.schema_rules import Rule

FORMAT = 1
FILES: Mapping[str, tuple[str, ...]] = {
    "framework.yaml": ("format", "title", "language", "illustrative", "document", "systems", "domains", "evaluators",
                       "indicators", "panel"),
    "units.yaml": ("pools", "groups", "units"),
    "rules.yaml": ("goal", "rules", "reference"),
    "cycle.yaml": ("cycle",),
    "institutions.yaml": ("institutions",),
    "variants.yaml": ("variants",),
    "checks.yaml": ("checks",),
    "robustness.yaml": ("robustness",),
}  # fmt: skip
HOME: Mapping[str, str] = {key: file for file, keys in FILES.items() for key in keys}
"""The file each top-level key stands in."""


class ClauseEntry(Strict):
    text: NameEntry
    """The clause in a few words."""
    left_out: NameEntry | None = None
    """Why no element of the scenario cites it; absent when at least one does."""


class DocumentEntry(Strict):
    """The document the scenario serves, such as the notice that opens the pilots."""

    name: NameEntry
    number: Text
    issued: datetime.date
    clauses: dict[str, ClauseEntry]


class SystemEntry(Strict):
    """An assessment system: its units are held to one family of indicators."""

    name: NameEntry
    source: SourceEntry


class DomainEntry(Strict):
    """A part of the work of government; the indicators of a domain belong to its system."""

    name: NameEntry
    system: Code
    intent: Intent
    """weaken, strengthen, key or neutral: what the document wants of this domain's weight."""
    source: SourceEntry


class EvaluatorEntry(Strict):
    """Who supplies a score."""

    name: NameEntry
    external: bool
    """Whether the evaluator stands outside the administration: public, experts, third party."""
    source: SourceEntry


class ScoringEntry(Strict):
    """How a value becomes a score in [0, 1].  Numbers are in the indicator's unit of measure unless it says otherwise."""

    method: Method
    """min_max, goalposts, target_completion, saturating, progress, band, no_deterioration, distance_to_own_target,
    z_score, rank_share or level_and_progress.  progress, no_deterioration and level_and_progress compare with the year
    before; a first year is scored on level, between floor and target."""
    floor: float | None = None
    """The value that earns nothing; for z_score in standard deviations above the mean, such as -2."""
    target: float | None = None
    """The value that earns full marks; for z_score in standard deviations above the mean, such as 2."""
    reference_years: Annotated[tuple[int, ...], Field(min_length=1)] | None = None
    """Instead of floor and target: the years of the panel whose worst and best value they are."""
    low: float | None = None
    """band: the lower edge of full marks."""
    high: float | None = None
    """band: the upper edge of full marks."""
    distance: Positive | None = None
    """band: how far outside it nothing is earned; distance_to_own_target: how far short of the target."""
    loss: Positive | None = None
    """no_deterioration: how much worse than last year nothing is earned."""
    progress_share: Share | None = None
    """level_and_progress: the share of progress; the rest is for the level."""
    targets: Annotated[dict[Code, float], Field(min_length=1)] | None = None
    """distance_to_own_target: for every unit to which the indicator applies, its own target."""
    source: SourceEntry


class IndicatorEntry(Strict):
    """One measured item of a domain."""

    name: NameEntry
    domain: Code
    factor: NameEntry | None = None
    """The level between domain and indicator."""
    unit: Text
    """The unit of measure, such as %, days or 亿元."""
    direction: Direction
    kind: Kind
    key: bool = False
    """Whether it measures a key task."""
    evaluator: Code
    frequency: Literal["monthly", "quarterly", "half_yearly", "yearly"] = "yearly"
    groups: tuple[Code, ...] | None = None
    """The groups to which it applies; absent: every group of its domain's system."""
    burden: NotNegative = 0.0
    """Person-days per unit and year to collect it."""
    scoring: ScoringEntry
    source: SourceEntry


class ImputeEntry(Strict):
    """How missing values are filled.  Without this entry a missing value is refused."""

    method: Literal["group_mean", "group_median", "last_value", "linear"]
    """group_mean or group_median of the other units of the group in that year, last_value of the unit before, or linear
    in time between the unit's values before and after."""
    indicators: Annotated[tuple[Code, ...], Field(min_length=1)] | None = None
    """The indicators whose missing values are filled; absent: all."""
    source: SourceEntry


class OutliersEntry(Strict):
    """How extreme values are treated.  Without this entry they stay as they are."""

    method: Literal["winsorise", "log"]
    """winsorise: the most extreme values of an outlying indicator are brought in to the next.  log: base-10 logarithms of
    every value of the indicators, in which their floor and target are then given too."""
    indicators: Annotated[tuple[Code, ...], Field(min_length=1)] | None = None
    """winsorise: the indicators looked at; absent: all that have four values or more.  log: must be given."""
    skewness: Positive = 2.0
    """winsorise: an indicator is outlying if its skewness, either way, is above this and its kurtosis above that."""
    kurtosis: Positive = 3.5
    """winsorise: the limit of the excess kurtosis."""
    points: Annotated[int, Field(ge=1)] = 5
    """winsorise: how many values of an indicator may be brought in, a year."""
    source: SourceEntry


class PanelEntry(Strict):
    """The observed values."""

    file: Annotated[str, Field(pattern=r"^data/[A-Za-z0-9_.-]+\.csv$")]
    """A CSV file under data/ with the columns unit, indicator, period, value and, if wanted, vintage and flag."""
    period: int
    """The year whose scores the weights are derived on."""
    prefer: tuple[Text, ...] = ()
    """The vintages from best to worst, such as [census_revised, yearbook, preliminary].  Needed where a cell has several."""
    impute: ImputeEntry | None = None
    outliers: OutliersEntry | None = None
    source: SourceEntry


class PoolEntry(Strict):
    """Units that are ranked apart from the rest of their system, such as departments under vertical management."""

    name: NameEntry
    source: SourceEntry


class GroupEntry(Strict):
    """Units to which the same indicators apply; they share weights."""

    name: NameEntry
    system: Code
    pool: Code | None = None
    """The pool its units are ranked in; absent: with the rest of the system."""
    source: SourceEntry


class UnitEntry(Strict):
    """An assessed region or department."""

    name: NameEntry
    group: Code
    kind: Code
    """What it is, such as prefecture_city or department."""
    level: Code
    """Its tier, such as province, prefecture or county."""
    pool: Code | None = None
    """The pool it is ranked in; absent: that of its group."""
    source: SourceEntry


# --- the whole ------------------------------------------------------------------------------------------------------------


class ChangeEntry(Strict):
    """One changed number."""

    path: Text
    """The address of the number, such as rules.cap_growth.at_most."""
    value: Any
    because: Annotated[str, Field(min_length=4)]
    """Why it is changed."""


class VariantEntry(Strict):
    """A named list of changes to compare with the scenario as it stands."""

    name: NameEntry
    changes: Annotated[tuple[ChangeEntry, ...], Field(min_length=1)]


class ScenarioDocument(Strict):
    """All files of a scenario together."""

    format: Literal[1]
    """The version of the format."""
    title: NameEntry
    language: Literal["zh", "en"]
    """The language of reports unless another is asked for."""
    illustrative: bool
    """True where any number is illustrative or synthetic: every report and figure then says so."""
    document: DocumentEntry | None = None
    systems: Annotated[dict[Code, SystemEntry], Field(min_length=1)]
    domains: Annotated[dict[Code, DomainEntry], Field(min_length=1)]
    evaluators: Annotated[dict[Code, EvaluatorEntry], Field(min_length=1)]
    indicators: Annotated[dict[Code, IndicatorEntry], Field(min_length=1)]
    panel: PanelEntry
    groups: Annotated[dict[Code, GroupEntry], Field(min_length=1)]
    units: Annotated[dict[Code, UnitEntry], Field(min_length=1)]
    pools: dict[Code, PoolEntry] = Field(default_factory=dict)
    goal: Goal | None = None
    rules: dict[Code, Rule] = Field(default_factory=dict)
    reference: ReferenceEntry | None = None
    cycle: CycleEntry | None = None
    institutions: InstitutionsEntry | None = None
    variants: dict[Code, VariantEntry] = Field(default_factory=dict)
    checks: ChecksEntry | None = None
    robustness: RobustnessEntry | None = None
