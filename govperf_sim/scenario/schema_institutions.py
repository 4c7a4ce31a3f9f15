"""The scenario format, version 1: what outlasts the year, ``institutions.yaml``.  An institution that is absent is off.

A field that names codes is called after their table: ``indicators``, ``task`` and ``tasks`` (domains), ``units``; the
reader then checks that they exist.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govperf_sim.scenario.entry import Code, NotNegative, Positive, Share, SourceEntry, Strict, Text

AtLeastOne = Annotated[int, Field(ge=1)]
Day = Annotated[int, Field(ge=1, le=366)]
Decay = Annotated[float, Field(gt=0, le=1)]
BelowOne = Annotated[float, Field(ge=0, lt=1)]
Codes = Annotated[tuple[Code, ...], Field(min_length=1)]
Inside = Annotated[float, Field(gt=0, lt=1)]
Count = Annotated[int, Field(ge=0)]
PoolsBy = Literal["systems", "groups"]


class TargetsEntry(Strict):
    """Targets for every unit, negotiated anew every year; fixed, if the office has no say."""

    say: Share
    """The say of the office: 0 leaves targets to the plan, 1 puts them at the last result and what is asked."""
    asked: float = 0.0
    """What the office asks above the last result, in score units."""
    offered: float = 0.0
    """What a unit offers above its last target, in score units."""
    discount: BelowOne = 0.0
    """What leaders make of a point a year later, in points of today; 0: they do not look ahead."""
    indicators: Codes | None = None
    """The indicators whose targets are negotiated; all if left out."""
    source: SourceEntry


class RatchetEntry(Strict):
    """Last year's result moves this year's target (general practice)."""

    pull: Share
    """The share of the distance between target and result that the target closes in a year."""
    rise: float = 0.0
    """What a target rises by in a year, whatever the result was, in score units."""
    discount: BelowOne = 0.0
    """What leaders make of a point a year later, in points of today; 0: they do not look ahead."""
    indicators: Codes | None = None
    """The indicators whose targets follow results; all if left out."""
    source: SourceEntry


class YardstickEntry(Strict):
    """The results of a unit's peers, the others of its system, move its target."""

    pull: Share = 1.0
    """The share of the peers' progress since the start that a unit is asked for."""
    own: Share = 0.0
    """What the own result counts in the mean, in shares of what another unit's counts."""
    discount: BelowOne = 0.0
    """What leaders make of a point a year later, in points of today; 0: they do not look ahead."""
    indicators: Codes | None = None
    """The indicators whose targets follow the peers; all if left out."""
    source: SourceEntry


class CascadeEntry(Strict):
    """Targets handed down to departments and staff, and reports handed up."""

    departments: Annotated[dict[Text, AtLeastOne], Field(min_length=1)]
    """The departments of a unit, its vertical bureaus among them, and the number of their staff."""
    more: NotNegative
    """What a tier adds to the targets it hands down, as a share."""
    distortion: NotNegative = 0.0
    """What a tier adds to the reports it hands up, as a share."""
    spread: NotNegative = 0.0
    """Standard deviation of the results of staff, in score units."""
    indicators: dict[Code, dict[Text, Share]] | None = None
    """By indicator the departments that answer for it and their shares, which sum to 1; all by staff if left out."""
    source: SourceEntry


class ReweightingEntry(Strict):
    """Weights derived anew from each scored year."""

    at_most: Share
    """By how much (of 1) a weight may move in a year."""
    source: SourceEntry


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


class ImprovementEntry(Strict):
    """Reports that units learn from."""

    rate: NotNegative
    """What a whole gap adds to the skill of a unit in a year, as a share of what it could do at the start."""
    target: Positive = 1.0
    """The mark from which nothing is left to learn."""
    source: SourceEntry


class AwardsEntry(Strict):
    """Commendation for the best of each pool, a loss for the last."""

    top: Count
    """How many of each pool are commended."""
    prize: NotNegative
    """What a commendation is worth to a unit, in units of effort cost."""
    noise: Positive
    """Standard deviation of the chance in a score, as units see it before the first score."""
    bottom: Count = 0
    """How many of each pool bear the loss."""
    loss: NotNegative = 0.0
    """What the last lose, in units of effort cost."""
    forgetting: Decay = 0.5
    """The weight of the latest year in what units believe."""
    pools: PoolsBy = "systems"
    """Which units are ranked together: those of a system, or of a group."""
    source: SourceEntry


class GradesEntry(Strict):
    """The grade of a score."""

    noise: Positive
    """Standard deviation of the chance in a score, as units see it."""
    excellent: Decay = 0.9
    """The score from which a unit is excellent."""
    good: Decay = 0.8
    """The score from which it is good."""
    passing: Decay = 0.6
    """The score from which it passes."""
    step: NotNegative = 0.0
    """What a grade is worth more than the one below, in units of effort cost."""
    source: SourceEntry


class QuotasEntry(Strict):
    """A forced distribution of grades in each pool."""

    excellent: Share
    """The share of each pool that may be graded excellent, rounded down."""
    failed: Share
    """The share of each pool that must fail, rounded up."""
    noise: Positive
    """Standard deviation of the chance in a score, as units see it before the first score."""
    prize: NotNegative = 0.0
    """What the grade excellent is worth to a unit, in units of effort cost."""
    loss: NotNegative = 0.0
    """What failing costs a unit, in units of effort cost."""
    forgetting: Decay = 0.5
    """The weight of the latest year in what units believe."""
    pools: PoolsBy = "systems"
    """Which units are ranked together: those of a system, or of a group."""
    source: SourceEntry


class MoneyEntry(Strict):
    """A bonus in proportion to the score."""

    bonus: NotNegative
    """What is paid for a whole score, in money."""
    value: NotNegative
    """What a unit of money is worth to a unit, in units of effort cost."""
    source: SourceEntry


class PromotionEntry(Strict):
    """A chance of higher office every year."""

    chance: Inside
    """The chance of promotion in a year for a leader who stands at the mean of the pool."""
    average: Positive
    """By how much a whole score more in the mean of the tenure raises the log odds."""
    value: NotNegative = 0.0
    """What promotion is worth to a leader, in units of effort cost."""
    annual: NotNegative = 0.0
    """By how much a whole score more in the year alone raises the log odds."""
    growth: NotNegative = 1.0
    """By how much full marks more on the indicators of growth, over the tenure, raise the log odds."""
    indicators: tuple[Code, ...] = ()
    """The indicators of growth."""
    discount: BelowOne = 0.9
    """What a coming year counts for against this one."""
    pools: PoolsBy = "systems"
    """Who is compared: the units of a system, or of a group."""
    source: SourceEntry


class VetoEntry(Strict):
    """Veto items, one on each of some tasks.  General practice, not in the notice."""

    tasks: tuple[Code, ...]
    """The tasks with an item; units that do not work on one do not answer for it."""
    guard: Positive
    """The rate at which effort on a task lowers the chance that its item fails."""
    bonus: NotNegative
    """What it is worth to a unit that no item fails, in units of effort cost."""
    source: SourceEntry


class AccountabilityEntry(Strict):
    """Who is held to account, for what, and how."""

    sensitivity: Share
    """The chance that an investigation opens where there is cause."""
    false_alarm: Share
    """The chance that one opens where there is none, for each ground that is pursued."""
    length: NotNegative
    """Working days that an investigation takes, on average."""
    spread: NotNegative = 0.0
    """Their standard deviation."""
    investigators: Annotated[int, Field(ge=1)] | None = None
    """How many investigations can be under way at once; absent: as many as there are."""
    image_project: NotNegative | None = None
    """Investment above which an image project gives cause; absent: not pursued."""
    low_value: NotNegative | None = None
    """The true score from which on it does not; absent: whatever the score."""
    inaction: NotNegative | None = None
    """Effort, over all tasks, below which a unit gives cause; absent: not pursued."""
    misconduct: NotNegative | None = None
    """Cases of misconduct in a year, on average, besides fabrication that is found; absent: not pursued."""
    slowness: Share | None = None
    """The share of late cases above which a unit gives cause; absent: not pursued."""
    deduction: NotNegative = 0.0
    """Score points (of 1) that a sanction takes from the next score."""
    bar: Annotated[int, Field(ge=0)] = 0
    """Years for which it bars a unit from commendation."""
    removal: Share = 0.0
    """The chance that it ends the leader's tenure."""
    dread: NotNegative = 0.0
    """What it costs a leader besides score points, in units of effort cost."""
    discount: Decay = 1.0
    """What a leader counts the next year for against this one."""
    morale_loss: Share = 0.0
    """The share of morale that a sanction without cause takes."""
    recovery: Share = 0.0
    """The share of missing morale that comes back in a year."""
    source: SourceEntry


class RotationEntry(Strict):
    """Terms of office of leaders (general practice)."""

    chance: Share
    """The chance that a leader moves on when a year has been scored."""
    longest: AtLeastOne | None = None
    """How many years a leader is scored in one post at most; without end if left out."""
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
