"""The scenario format, version 1: what outlasts the year, ``institutions.yaml``.  An institution that is absent is off.

A field that names codes is called after their table: ``indicators``, ``task`` and ``tasks`` (domains), ``units``; the
reader then checks that they exist.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from govperf_sim.scenario.entry import NotNegative, Positive, Share, SourceEntry, Strict
from govperf_sim.scenario.schema_results import (
    AccountabilityEntry,
    AwardsEntry,
    GradesEntry,
    ImprovementEntry,
    MoneyEntry,
    PromotionEntry,
    QuotasEntry,
    RotationEntry,
    VetoEntry,
)
from govperf_sim.scenario.schema_targets import (
    CascadeEntry,
    RatchetEntry,
    ReweightingEntry,
    TargetsEntry,
    YardstickEntry,
)

Day = Annotated[int, Field(ge=1, le=366)]
Decay = Annotated[float, Field(gt=0, le=1)]


class SchemesEntry(Strict):
    """Other assessments of the same units."""

    count: Annotated[int, Field(ge=0)]
    """Schemes besides this one."""
    share: Share
    """The share of staff time that each takes."""
    items: NotNegative
    """Items that each asks for."""
    overlap: Share = 0.0
    """The share of its items that a scheme has in common with the one before it."""
    merged: Share = 0.0
    """The share of duplicates that is asked for only once."""
    source: SourceEntry


class LinkedEntry(Strict):
    """Assessments that inform and are not scored."""

    assessments: Annotated[int, Field(ge=1)]
    """How many are told beside the score."""
    noise: NotNegative
    """Standard deviation of the error of each."""
    reuse: Share = 0.0
    """The share of staff time given back because items are taken over from them."""
    source: SourceEntry


class ReadinessEntry(Strict):
    """Leadership, lead office and staff of the assessment in every unit."""

    leader: Share
    """The share of units with a named leader."""
    office: Share
    """The share with a lead office."""
    staff: Share
    """The share with staff of its own."""
    delay: NotNegative
    """Working days by which each of them that is missing delays the start, on average."""
    source: SourceEntry


class MilestonesEntry(Strict):
    """Steps of the preparation, each due on a working day of the first year."""

    due: Annotated[tuple[Day, ...], Field(min_length=1)]
    """The working days of the first year on which the steps are due, in order."""
    takes: NotNegative
    """Working days that a step takes, on average."""
    source: SourceEntry


class RulebookEntry(Strict):
    """How complete the rules are."""

    complete: Share
    """The share of the rules that is there when the first year opens."""
    pace: Share
    """The share of those missing that is drawn up in a year."""
    error: NotNegative
    """What honest errors of reports grow by, as a share, where no rule is drawn up."""
    source: SourceEntry


class SupervisionEntry(Strict):
    """The inspectorate's budget."""

    budget: NotNegative
    """Staff days of the inspectorate in the first year."""
    visit: Positive
    """Staff days that a visit costs."""
    growth: Annotated[float, Field(gt=-1)] = 0.0
    """The share by which the budget grows in a year."""
    source: SourceEntry


class TrainingEntry(Strict):
    """A course every year for all units."""

    day: Day
    """Working day of the year on which it is held."""
    gain: NotNegative
    """What one training adds to what effort brings, as a share."""
    accuracy: NotNegative = 0.0
    """The rate at which one training shrinks honest errors of reports."""
    forgetting: Decay = 1.0
    """The share of what was learnt that is forgotten in a year."""
    source: SourceEntry


class ExchangeEntry(Strict):
    """A meeting every year at which units learn from the ablest."""

    day: Day
    """Working day of the year on which they meet."""
    learnt: Share
    """The share of the gap to the ablest of the pool that a meeting closes."""
    source: SourceEntry


class ConferenceEntry(Strict):
    """The joint conference that guides, and clears what stands in the way."""

    obstacles: NotNegative
    """Obstacles that a unit meets in a year, on average."""
    seats: Annotated[int, Field(ge=1)]
    """How many the conference can deal with at once."""
    days: Day
    """Working days that it takes over each."""
    loss: Share
    """The share of what effort brings that is lost while an obstacle stands."""
    source: SourceEntry


class ProgressReportsEntry(Strict):
    """Reports of every unit to the office, each year."""

    due: Annotated[tuple[Day, ...], Field(min_length=1)]
    """The working days of the year on which reports are due."""
    on_time: Share
    """The chance that a report comes on its day."""
    late_days: Annotated[float, Field(ge=1)]
    """Working days by which a late one is late, on average; at least 1."""
    deduction: NotNegative = 0.0
    """Score points (of 1) lost for each that is late."""
    source: SourceEntry


class InnovationEntry(Strict):
    """A bonus for innovations, with a cap."""

    a_year: NotNegative
    """Innovations of a unit that are recognised in a year, on average."""
    points: NotNegative
    """Score points (of 1) for each."""
    cap: NotNegative
    """Score points (of 1) in a year at most."""
    gain: NotNegative = 0.0
    """What each adds for good to what effort brings the unit, as a share."""
    source: SourceEntry


class IntegrityEntry(Strict):
    """Deductions for breaches of integrity."""

    chance: Share
    """The chance of a breach in a year, for a unit of mean propensity."""
    known: Share
    """The chance that a breach comes to light."""
    deduction: NotNegative
    """Score points (of 1) lost for one that does."""
    source: SourceEntry


class CredibilityEntry(Strict):
    """How far the assessment is believed, and what that does."""

    openness: Share
    """How open procedure and results are, from 0 to 1."""
    by_external: Share
    """What the weight of others than the assessed counts for."""
    by_openness: Share
    """What openness counts for; lies that stand count for the rest."""
    response: Share = 0.0
    """The share of a point's worth that an assessment nobody believes would lose."""
    source: SourceEntry


class InstitutionsEntry(Strict):
    """What the office sets up that outlasts the year.  An institution that is absent is off."""

    targets: TargetsEntry | None = None
    ratchet: RatchetEntry | None = None
    yardstick: YardstickEntry | None = None
    cascade: CascadeEntry | None = None
    reweighting: ReweightingEntry | None = None
    schemes: SchemesEntry | None = None
    linked: LinkedEntry | None = None
    readiness: ReadinessEntry | None = None
    milestones: MilestonesEntry | None = None
    rulebook: RulebookEntry | None = None
    supervision: SupervisionEntry | None = None
    training: TrainingEntry | None = None
    exchange: ExchangeEntry | None = None
    conference: ConferenceEntry | None = None
    progress_reports: ProgressReportsEntry | None = None
    innovation: InnovationEntry | None = None
    integrity: IntegrityEntry | None = None
    credibility: CredibilityEntry | None = None
    improvement: ImprovementEntry | None = None
    awards: AwardsEntry | None = None
    grades: GradesEntry | None = None
    quotas: QuotasEntry | None = None
    money: MoneyEntry | None = None
    promotion: PromotionEntry | None = None
    veto: VetoEntry | None = None
    accountability: AccountabilityEntry | None = None
    rotation: RotationEntry | None = None
