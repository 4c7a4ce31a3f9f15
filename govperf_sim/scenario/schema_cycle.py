"""The scenario format, version 1: the assessment year, ``cycle.yaml``.  A mechanism that is absent is off."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from govperf_sim.scenario.entry import Code, NameEntry, NotNegative, Positive, Share, SourceEntry, Strict


class HorizonEntry(Strict):
    """How much ``govperf run`` plays."""

    years: Annotated[int, Field(ge=1, le=50)]
    replications: Annotated[int, Field(ge=1, le=100_000)]
    seed: Annotated[int, Field(ge=0)]
    source: SourceEntry


class DateEntry(Strict):
    """A dated event of the first year."""

    date: datetime.date
    name: NameEntry
    source: SourceEntry


class CalendarEntry(Strict):
    """Working days and dates."""

    first_day: datetime.date
    """The first working day of the first assessment year."""
    working_days: Annotated[int, Field(ge=12, le=366)]
    """Working days of a year."""
    score_delay: Annotated[int, Field(ge=0, le=366)]
    """Working days after the year's end until scores exist."""
    dates: dict[Code, DateEntry]
    source: SourceEntry


class WorkEntry(Strict):
    """How effort becomes results; levels are in score units, 0 to 1."""

    productivity: Positive
    """What a unit of effort kept up for a year adds to the level of a task."""
    depreciation: Positive
    """The share of a level lost in a year without effort."""
    effort_cost: Positive
    """Half of this times squared effort is its cost in a year."""
    substitution: Annotated[float, Field(ge=0, lt=1)]
    """How much effort on one task makes effort on another dearer."""
    shock: NotNegative
    """Standard deviation of a year's chance in the level of a task."""
    source: SourceEntry


class RewardEntry(Strict):
    """What the annual score is worth to a unit."""

    strength: NotNegative
    """The value of one whole score, in the units of effort cost."""
    source: SourceEntry


class LoadingsEntry(Strict):
    """What indicators show of tasks, where it is not their own task, whole, and nothing else."""

    shows: Annotated[dict[Code, Annotated[dict[Code, float], Field(min_length=1)]], Field(min_length=1)]
    """By indicator and task: by how much the score moves when the level of the task rises by 1; negative where it falls."""
    source: SourceEntry


class ReportsEntry(Strict):
    """Units report on themselves."""

    noise: NotNegative
    """Standard deviation of an honest error in a reported score."""
    propensity: Share
    """The share of what would pay to fabricate that a unit does fabricate, on average over units."""
    fabrication_cost: Positive
    """Half of this times squared fabrication is its cost."""
    fabrication_costs: dict[Code, Positive] = Field(default_factory=dict)
    """The same for indicators that are easier or harder to fabricate, by code."""
    risk_aversion: NotNegative = 0.0
    """Relative risk aversion of those who fabricate."""
    means: Positive = 1.0
    """What they have besides their score, in the units of effort cost; it matters to those who shun risk."""
    tails: Annotated[float, Field(ge=0, lt=0.5)] = 0.0
    """One over the degrees of freedom of the error; 0 is a normal error, 1/3 now and then a gross one."""
    source: SourceEntry


class VisitsEntry(Strict):
    """Verification visits by a limited inspectorate."""

    teams: Annotated[int, Field(ge=1)]
    """How many teams can be out at once."""
    a_year: Annotated[int, Field(ge=0)]
    """Units visited in a year."""
    days: Annotated[int, Field(ge=1)]
    """Working days a visit takes."""
    detection: Share
    """The chance that a visit finds what is fabricated in an indicator."""
    penalty: NotNegative
    """Score points (of 1) lost per point of fabrication found."""
    correction_days: Annotated[int, Field(ge=0)]
    """Working days until a finding is corrected in the scores."""
    fine: NotNegative = 0.0
    """Score points (of 1) lost for every find, whatever its size."""
    forfeit: NotNegative = 0.0
    """Of the score points that a lie gained, how many times as many are lost if it is found."""
    growth: NotNegative = 0.0
    """If above 0, a lie m is found with chance 1 - exp(-growth m), in place of ``detection``."""
    by_risk: Share = 0.0
    """The share of the visits that go where suspicion is highest."""
    chance: Share = 0.0
    """The chance of a visit to each unit that is not among them."""
    source: SourceEntry


class DailyChecksEntry(Strict):
    """Daily checks: small and frequent, without team or date."""

    a_month: Annotated[float, Field(ge=0, le=31)]
    """Checks of a unit in a month, on average; one a day at most."""
    detection: Share
    """The chance that a check finds what is fabricated in an indicator."""
    penalty: NotNegative
    """Score points (of 1) lost per point of fabrication found."""
    source: SourceEntry


class VanityEntry(Strict):
    """Image projects: shown now, paid for later."""

    visible: Annotated[tuple[Code, ...], Field(min_length=1)]
    """The indicators that an image project shows in."""
    lift: NotNegative
    """Score points that a unit of investment shows in each of them while it is made."""
    cost: NotNegative
    """What a unit of investment costs."""
    curvature: Positive
    """Half of this times squared investment is its further cost."""
    debt_service: Share
    """The share of the debt that a later year takes out of every level."""
    discount: Annotated[float, Field(ge=0, lt=1)]
    """What the coming year counts for against this one."""
    source: SourceEntry


class ShiftingEntry(Strict):
    """Timing shifts: output of the coming year booked in this one."""

    cost: Positive
    """Half of this times the squared shift of an indicator is its cost."""
    discount: Annotated[float, Field(ge=0, lt=1)]
    """What the coming year counts for against this one."""
    source: SourceEntry


class DeadlineEntry(Strict):
    """A bonus for a target reached by the year's end."""

    target: float
    """The progress that earns the bonus; progress starts at 0 every year."""
    bonus: NotNegative
    """What reaching the target is worth, in the units of effort cost."""
    cost: Positive
    """Half of this times squared effort is its cost in a year."""
    noise: Positive
    """Standard deviation of a year's chance in progress."""
    decisions: Annotated[int, Field(ge=1, le=366)]
    """How often in a year a unit looks at its progress and decides."""
    impatience: NotNegative = 0.0
    """The rate a year at which the bonus to come is discounted."""
    source: SourceEntry


class StageEntry(Strict):
    """What the stage assessment counts for."""

    share: Annotated[float, Field(ge=0, lt=1)]
    """The share of the annual score that the stage score settles."""
    source: SourceEntry


class SpilloversEntry(Strict):
    """What work on one domain does to the others."""

    effects: dict[Code, dict[Code, float]]
    """Domain worked on, domain touched, and what a unit of effort kept up for a year adds to its level."""
    source: SourceEntry


class ServicesEntry(Strict):
    """Cases of the public, alike in all units, with a deadline."""

    task: Code
    """The task (domain) whose effort speeds the handling of cases."""
    arrivals: NotNegative
    """Cases that arrive on a working day, on average."""
    staff: Positive
    """Staff of a unit."""
    rate: Positive
    """Cases that one of them handles in a day at no effort, if ``base`` is 1."""
    deadline: Annotated[int, Field(ge=0, le=366)]
    """Working days after its arrival within which a case is handled in time."""
    burden: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """The share of staff time that being assessed takes."""
    base: Positive = 1.0
    """What the rate is multiplied by at no effort."""
    response: NotNegative = 0.0
    """What a unit of effort adds to that."""
    effort_days: NotNegative = 0.0
    """Staff days that a unit of effort, on whatever task, takes out of a year."""
    hosting: NotNegative = 0.0
    """Staff that a verification visit keeps busy while it lasts."""
    source: SourceEntry


class RecordsEntry(Strict):
    """Indicators read off the log of cases."""

    indicators: Annotated[tuple[Code, ...], Field(min_length=1)]
    """The indicators it measures: the share of cases handled in time."""
    pause: Annotated[int, Field(ge=0, le=366)] = 0
    """Working days for which a unit that forges all it can has the clock stopped."""
    source: SourceEntry


class SurveyEntry(Strict):
    """A public survey, every month; the last counts."""

    indicators: Annotated[tuple[Code, ...], Field(min_length=1)]
    """The indicators it measures."""
    asked: Annotated[int, Field(ge=1)]
    """People asked in a unit."""
    returns: Annotated[float, Field(gt=0, le=1)]
    """The chance that someone content returns the questionnaire."""
    returns_discontent: Annotated[float, Field(gt=0, le=1)]
    """The chance that someone else does."""
    organiser: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """The share of those asked that the organiser picks, all of them content."""
    public: Annotated[int, Field(ge=1)] | None = None
    """People there are to ask in a unit, asked without return; without end if left out."""
    cluster: Annotated[int, Field(ge=1)] = 1
    """People asked together, as a household or a village."""
    correlation: Share = 0.0
    """The chance that those who are asked together are of one mind."""
    source: SourceEntry


class ExpertsEntry(Strict):
    """A panel of experts, every month; the last counts."""

    indicators: Annotated[tuple[Code, ...], Field(min_length=1)]
    """The indicators they judge."""
    members: Annotated[int, Field(ge=1)]
    """Members of the panel."""
    noise: NotNegative
    """Standard deviation of one member's error."""
    halo: NotNegative = 0.0
    """Score points that a unit of investment in image projects adds to what they see."""
    source: SourceEntry


class ThirdPartyEntry(Strict):
    """An institute that measures for itself, every month; the last counts."""

    indicators: Annotated[tuple[Code, ...], Field(min_length=1)]
    """The indicators it measures."""
    noise: NotNegative
    """Standard deviation of its error."""
    fee: NotNegative = 0.0
    """What it is paid a year for each unit."""
    source: SourceEntry


class PeriodicEntry(Strict):
    """Daily assessment beside the periodic one."""

    daily: Share
    """The share of the daily assessment: the mean of the year's months."""
    source: SourceEntry


class VintagesEntry(Strict):
    """A first figure and its later revision."""

    noise: NotNegative
    """Standard deviation of what a revision takes back of a first figure."""
    days: Annotated[int, Field(ge=0)]
    """Working days from the year's end to the revision."""
    bias: float = 0.0
    """The mean of what it takes back."""
    source: SourceEntry


class MindsEntry(Strict):
    """Decision types besides best response; the shares sum to 1 at most, the rest answer best."""

    adaptive: Share = 0.0
    """The share of units that try and keep what paid."""
    rule_of_thumb: Share = 0.0
    """The share of units that work where points are missing."""
    imitators: Share = 0.0
    """The share of units that copy the best of their group."""
    human: Share = 0.0
    """The share of units that are decided for from outside; where nobody decides they answer best."""
    step: NotNegative = 0.1
    """Standard deviation of the effort an adaptive unit tries around the best it knows, before it shrinks."""
    forgetting: Share = 0.3
    """The rate at which an adaptive unit forgets what visits it has seen."""
    copying: Share = 0.5
    """The chance that an imitator looks at the best of its group in a year."""
    source: SourceEntry


class CycleEntry(Strict):
    """The assessment year.  A mechanism that is absent is off."""

    horizon: HorizonEntry
    calendar: CalendarEntry
    work: WorkEntry
    reward: RewardEntry
    loadings: LoadingsEntry | None = None
    reports: ReportsEntry | None = None
    visits: VisitsEntry | None = None
    checks: DailyChecksEntry | None = None
    vanity: VanityEntry | None = None
    shifting: ShiftingEntry | None = None
    deadline: DeadlineEntry | None = None
    stage: StageEntry | None = None
    spillovers: SpilloversEntry | None = None
    services: ServicesEntry | None = None
    records: RecordsEntry | None = None
    survey: SurveyEntry | None = None
    experts: ExpertsEntry | None = None
    third_party: ThirdPartyEntry | None = None
    periodic: PeriodicEntry | None = None
    vintages: VintagesEntry | None = None
    minds: MindsEntry | None = None
