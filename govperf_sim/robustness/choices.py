"""The choices an office makes on the way from values to ranks, each with the ways it could have been made.

A choice takes a number between 0 and 1 and settles the :class:`Case`: a list of ways is divided evenly among the numbers, the first
way being the one in use; a range is run through from end to end.  To add a choice, write a class and enter it in
:data:`CHOICES`, with its name in the words.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar

import pandas as pd

from govperf_sim.aggregate import Aggregation, geometric_mean, harmonic_mean, weighted_sum
from govperf_sim.framework import Indicator, Scoring
from govperf_sim.methods import METHODS
from govperf_sim.panel import Cell, Panel
from govperf_sim.treatment import imputation
from govperf_sim.treatment.outliers import PRACTICE, Limits
from govperf_sim.treatment.treated import Treated

Filling = Callable[[Panel, Sequence[Cell], Mapping[str, str]], Treated]
"""Fills cells of a panel, given each unit's group."""
Rescaling = Callable[[Indicator], Scoring]
"""Another scoring of an indicator."""
Way = TypeVar("Way")

FILLINGS: Mapping[str, Filling] = {
    "group_mean": imputation.group_mean,
    "group_median": imputation.group_median,
    "last_value": lambda panel, cells, _: imputation.last_value(panel, cells),
    "linear": lambda panel, cells, _: imputation.linear(panel, cells),
}
FROM_PEERS: Mapping[str, Filling] = {name: FILLINGS[name] for name in ("group_mean", "group_median")}
"""Those that need no other year."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One way through all choices; what none of them settles is as it was given."""

    prefer: tuple[str, ...] | None = None
    """The order of vintages; ``None``: that of the panel."""
    filling: Filling | None = None
    limits: Limits | None = None
    """When outliers are brought in; ``None``: never."""
    among: tuple[str, ...] | None = None
    """The indicators whose outliers are; ``None``: all."""
    noise: float = 0.0
    """Which field of errors the values carry, by a number in (0, 1]; 0: none."""
    noise_share: float = 0.0
    """The standard deviation of errors as a share of that of the indicator over the units."""
    rescaling: Rescaling | None = None
    progress_share: float | None = None
    draw: float | None = None
    """Which draw from the admissible weights, by a number in [0, 1); ``None``: the weights given."""
    aggregation: Aggregation = weighted_sum


@dataclass(frozen=True)
class Vintage:
    """Which vintage of a value is used, by orders of preference."""

    code: ClassVar[str] = "vintage"
    orders: Sequence[tuple[str, ...]]

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, prefer=_way(self.orders, u))


@dataclass(frozen=True)
class MissingData:
    """How gaps are filled; :data:`FILLINGS` has more ways, for panels with the years they need."""

    code: ClassVar[str] = "missing_data"
    ways: Mapping[str, Filling] = field(default_factory=lambda: FROM_PEERS)

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, filling=_way(list(self.ways.values()), u))


@dataclass(frozen=True)
class OutlierTreatment:
    """Whether outliers are brought in, from where on, and of which indicators (``None``: all)."""

    code: ClassVar[str] = "outliers"
    ways: Sequence[Limits | None] = (None, PRACTICE)
    among: tuple[str, ...] | None = None

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, limits=_way(self.ways, u), among=self.among)


@dataclass(frozen=True)
class DataNoise:
    """Errors in the values that enter the scores: independent, normal, of the same size for all units.

    Treatments are decided on the values as published, as an office decides them.
    """

    code: ClassVar[str] = "data_noise"
    share: float = 0.05
    """The standard deviation of errors, as a share of that of the indicator over the units."""

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, noise=1.0 - u, noise_share=self.share)


def as_declared(indicator: Indicator) -> Scoring:
    """The scoring of the framework."""
    return indicator.scoring


def by_min_max(indicator: Indicator) -> Scoring:
    """The place between the worst and the best."""
    return Scoring(method="min_max", source=indicator.scoring.source)


def by_rank(indicator: Indicator) -> Scoring:
    """The share of the others that are not better."""
    return Scoring(method="rank_share", source=indicator.scoring.source)


def by_deviations(indicator: Indicator) -> Scoring:
    """From two standard deviations below the mean to two above."""
    return Scoring(method="z_score", floor=-2.0, target=2.0, source=indicator.scoring.source)


RESCALINGS: Mapping[str, Rescaling] = {
    "as_declared": as_declared,
    "min_max": by_min_max,
    "z_score": by_deviations,
    "rank_share": by_rank,
}
LEVELS = frozenset(
    method for method, way in METHODS.items() if not way.looks_back and method not in ("band", "distance_to_own_target")
)
"""Methods that score how high a value lies, so that one may stand for another; the others mean something else."""


@dataclass(frozen=True)
class Normalisation:
    """How values become scores, for indicators that are scored on how high they lie."""

    code: ClassVar[str] = "normalisation"
    ways: Sequence[Rescaling] = tuple(RESCALINGS.values())

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, rescaling=_way(self.ways, u))


ON_PROGRESS = frozenset({"progress", "level_and_progress"})
"""Methods in which progress has a share beside level; in the first it is all."""


@dataclass(frozen=True)
class ProgressShare:
    """What share progress has beside level, where an indicator is scored on progress."""

    code: ClassVar[str] = "progress_share"
    at_least: float = 0.0
    at_most: float = 1.0

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, progress_share=self.at_least + u * (self.at_most - self.at_least))


@dataclass(frozen=True)
class WeightsDrawn:
    """The weights, drawn uniformly from all that the rules admit."""

    code: ClassVar[str] = "weights"

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, draw=u)


def raised(method: Aggregation, floor: float = 0.01) -> Aggregation:
    """The method, with scores below the floor raised to it: a mean that a single 0 would take to 0 needs one."""

    def aggregated(scores: pd.DataFrame, weights: pd.DataFrame, groups: pd.Series[str]) -> pd.Series[float]:
        return method(scores.clip(lower=floor), weights, groups)

    return aggregated


AGGREGATIONS: Mapping[str, Aggregation] = {
    "weighted_sum": weighted_sum,
    "geometric_mean": raised(geometric_mean),
    "harmonic_mean": raised(harmonic_mean),
}


@dataclass(frozen=True)
class AggregationMethod:
    """How the scores of a unit become one."""

    code: ClassVar[str] = "aggregation"
    ways: Sequence[Aggregation] = tuple(AGGREGATIONS.values())

    def settle(self, u: float, case: Case) -> Case:
        return dataclasses.replace(case, aggregation=_way(self.ways, u))


Choice = (
    Vintage
    | MissingData
    | OutlierTreatment
    | DataNoise
    | Normalisation
    | ProgressShare
    | WeightsDrawn
    | AggregationMethod
)
CHOICES: Mapping[str, type[Choice]] = {
    choice.code: choice
    for choice in (
        *(Vintage, MissingData, OutlierTreatment, DataNoise),
        *(Normalisation, ProgressShare, WeightsDrawn, AggregationMethod),
    )
}


def _way(ways: Sequence[Way], u: float) -> Way:
    return ways[min(int(u * len(ways)), len(ways) - 1)]
