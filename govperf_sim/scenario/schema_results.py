"""The scenario format, version 1: ``institutions.yaml``, what results are used for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govperf_sim.scenario.entry import Code, NotNegative, Positive, Share, SourceEntry, Strict

AtLeastOne = Annotated[int, Field(ge=1)]
Decay = Annotated[float, Field(gt=0, le=1)]
BelowOne = Annotated[float, Field(ge=0, lt=1)]
Inside = Annotated[float, Field(gt=0, lt=1)]
Count = Annotated[int, Field(ge=0)]
PoolsBy = Literal["systems", "groups"]


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
