"""How far the result of this scenario is to be examined: which choices of method are varied, over what, and how closely.

Without a word here every choice that the data can make active is varied over its usual range;
:mod:`govperf_sim.scenario.varied` tells which those are.  The way in use is always among the ways of a choice.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govperf_sim.scenario.entry import Positive, Share, SourceEntry, Strict, Text
from govperf_sim.treatment.outliers import PRACTICE


class VintageChoice(Strict):
    """Which vintage of a value is used where it has several."""

    ways: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    """The vintages of which each in turn comes first, such as [yearbook, preliminary]; absent: all."""
    source: SourceEntry


class MissingDataChoice(Strict):
    """How missing values are filled."""

    ways: Annotated[tuple[Literal["group_mean", "group_median", "last_value", "linear"], ...], Field(min_length=1)] | None = None  # fmt: skip
    """Absent: all by which every missing value can be filled."""
    source: SourceEntry


class OutlierChoice(Strict):
    """Whether the most extreme values of an outlying indicator are brought in to the next."""

    skewness: Positive = PRACTICE.skewness
    """An indicator is outlying if its skewness, either way, is above this and its kurtosis above that."""
    kurtosis: Positive = PRACTICE.kurtosis
    points: Annotated[int, Field(ge=1)] = PRACTICE.points
    """How many values of an indicator may be brought in, a year."""
    source: SourceEntry


class DataNoiseChoice(Strict):
    """Errors in the values that enter the scores: independent and normal."""

    share: Annotated[float, Field(gt=0, le=1)] = 0.05
    """Their standard deviation as a share of that of the indicator over the units."""
    source: SourceEntry


class NormalisationChoice(Strict):
    """How values become scores, for indicators that are scored on how high they lie."""

    ways: Annotated[tuple[Literal["as_declared", "min_max", "z_score", "rank_share"], ...], Field(min_length=1)] | None = None  # fmt: skip
    """Absent: all."""
    source: SourceEntry


class ProgressShareChoice(Strict):
    """What share progress has beside level, where an indicator is scored on progress."""

    at_least: Share = 0.0
    at_most: Share = 1.0
    source: SourceEntry


class WeightsChoice(Strict):
    """Which of the admissible weights are used."""

    source: SourceEntry


class AggregationChoice(Strict):
    """How the scores of a unit become one."""

    ways: Annotated[tuple[Literal["weighted_sum", "geometric_mean", "harmonic_mean"], ...], Field(min_length=1)] | None = None  # fmt: skip
    """Absent: all."""
    source: SourceEntry


class ChoicesEntry(Strict):
    """The choices that are varied; one that is not named here is left as it is."""

    vintage: VintageChoice | None = None
    missing_data: MissingDataChoice | None = None
    outliers: OutlierChoice | None = None
    data_noise: DataNoiseChoice | None = None
    normalisation: NormalisationChoice | None = None
    progress_share: ProgressShareChoice | None = None
    weights: WeightsChoice | None = None
    aggregation: AggregationChoice | None = None


class RobustnessEntry(Strict):
    """How ``govperf robustness`` examines the scenario; an option of the command counts for more."""

    points: Annotated[tuple[Positive, ...], Field(min_length=1)] | None = None
    """By how many points of 100 every weight may move, such as [0.5, 1, 2, 3, 5]."""
    seconds: Annotated[float, Field(ge=0.01, le=86_400)] | None = None
    """For the search of one rank."""
    draws: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    """From the admissible weights; 0: none."""
    runs: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """In which choices are varied; 0: none."""
    changes: tuple[Literal["drop_unit", "drop_indicator", "merge_indicators"], ...] | None = None
    """After which changes of the question ranks are compared; absent: all three, []: none."""
    seed: Annotated[int, Field(ge=0)] | None = None
    choices: ChoicesEntry | None = None
    """Absent: every choice that the data can make active, over its usual range."""
    source: SourceEntry
