"""The scenario format, version 1: a file under ``experiments/``, which asks the scenario a question.

Levers are what the office chooses, uncertainties what nobody knows, outcomes what is looked at.  They are tables by code,
and whatever comes in several kinds says its ``kind``, as rules and goals do: a mistake is then one mistake at one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from govperf_sim.scenario.entry import Code, NameEntry, Positive, SourceEntry, Strict, Text

Because = Annotated[str, Field(min_length=4, pattern=r"\S")]
Values = Annotated[tuple[Any, ...], Field(min_length=1)]


def _of_kind(value: Any) -> str:
    """The branch that a value means, in the brackets by which the branch is left out of addresses."""
    return f"<{value['kind']}>" if isinstance(value, Mapping) and isinstance(value.get("kind"), str) else "<>"


def _of_kind_or_count(value: Any) -> str:
    return _of_kind(value) if isinstance(value, Mapping) else "<count>"


def _of_text_or_number(value: Any) -> str:
    return "<policy>" if isinstance(value, str) else "<number>"


# --- how levers and uncertainties are tried ------------------------------------------------------------------------------


class FactorialEntry(Strict):
    """Every listed value with every other."""

    kind: Literal["factorial"]


class OneAtATimeEntry(Strict):
    """As it is; then each alone at its other values (at .05 and .95 of its spread where none are listed)."""

    kind: Literal["one_at_a_time"]


class LatinHypercubeEntry(Strict):
    """So many points; cut the range of any of them into as many parts alike in weight, and one point lies in each."""

    kind: Literal["latin_hypercube"]
    points: Annotated[int, Field(ge=1)]


class SobolPointsEntry(Strict):
    """So many scrambled Sobol' points, a power of two; they fill the ranges more evenly than chance."""

    kind: Literal["sobol_points"]
    points: Annotated[int, Field(ge=1)]


class SobolIndicesEntry(Strict):
    """Points by which the variance of an outcome is divided among the uncertainties."""

    kind: Literal["sobol_indices"]
    rows_each: Annotated[int, Field(ge=8)]
    """A power of two; with k uncertainties there are k + 2 times as many points."""


LeverPlan = Annotated[
    Annotated[FactorialEntry, Tag("<factorial>")]
    | Annotated[OneAtATimeEntry, Tag("<one_at_a_time>")]
    | Annotated[LatinHypercubeEntry, Tag("<latin_hypercube>")]
    | Annotated[SobolPointsEntry, Tag("<sobol_points>")],
    Discriminator(_of_kind),
]
Plan = Annotated[
    Annotated[FactorialEntry, Tag("<factorial>")]
    | Annotated[OneAtATimeEntry, Tag("<one_at_a_time>")]
    | Annotated[LatinHypercubeEntry, Tag("<latin_hypercube>")]
    | Annotated[SobolPointsEntry, Tag("<sobol_points>")]
    | Annotated[SobolIndicesEntry, Tag("<sobol_indices>")],
    Discriminator(_of_kind),
]


class PlansEntry(Strict):
    """By which plan levers and uncertainties are tried; every policy then meets every world."""

    levers: LeverPlan | None = None
    """Absent: factorial."""
    uncertainties: Plan | None = None
    """Needed where there are uncertainties."""


# --- what is varied ------------------------------------------------------------------------------------------------------


class LeverEntry(Strict):
    """What the office can choose."""

    path: Text
    """The address of a number, such as cycle.visits.a_year; or variants, to choose between variants of the scenario."""
    values: Values
    """What is tried there beside what stands there now; null takes the entry away.  At variants: codes of variants."""
    because: Because
    """Why the office might choose so."""
    name: NameEntry | None = None


class AmongEntry(Strict):
    """One of a few values, each as likely as the others."""

    kind: Literal["among"]
    values: Values


class UniformEntry(Strict):
    """Anything between two numbers, alike."""

    kind: Literal["uniform"]
    at_least: float
    at_most: float


class LogUniformEntry(Strict):
    """Anything between two positive numbers, every doubling alike."""

    kind: Literal["log_uniform"]
    at_least: Positive
    at_most: Positive


class TriangularEntry(Strict):
    """Between two numbers, most likely near a third."""

    kind: Literal["triangular"]
    at_least: float
    mode: float
    """The most likely value."""
    at_most: float


class NormalEntry(Strict):
    """Normal about a mean, cut off at the bounds if there are any."""

    kind: Literal["normal"]
    mean: float
    deviation: Positive
    """The standard deviation before the bounds cut off anything."""
    at_least: float | None = None
    at_most: float | None = None


Spread = Annotated[
    Annotated[AmongEntry, Tag("<among>")]
    | Annotated[UniformEntry, Tag("<uniform>")]
    | Annotated[LogUniformEntry, Tag("<log_uniform>")]
    | Annotated[TriangularEntry, Tag("<triangular>")]
    | Annotated[NormalEntry, Tag("<normal>")],
    Discriminator(_of_kind),
]


class UncertaintyEntry(Strict):
    """What nobody can choose and nobody knows."""

    path: Text
    """The address of a number, such as cycle.visits.detection."""
    spread: Spread
    """How it may turn out."""
    because: Because
    """Why it is not known, and where the range comes from."""
    name: NameEntry | None = None


# --- what is looked at ---------------------------------------------------------------------------------------------------


class OutcomeEntry(Strict):
    """A measure to judge by, or the sum of several; or its sum over that of another."""

    measures: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The measures, such as [welfare]."""
    over: Text | None = None
    """The measure whose sum is the whole: falsely_sanctioned over sanctioned is the share of sanctions that were false."""
    last: Annotated[int, Field(ge=1)] | None = None
    """Only the last so many years count; absent: all."""
    better: Literal["more", "less", "neither"] | None = None
    """Which way it is better; absent: as the measures say, if they agree."""
    name: NameEntry | None = None


Limit = Annotated[
    Annotated[float, Tag("<number>")] | Annotated[Literal["as_it_is"], Tag("<policy>")],
    Discriminator(_of_text_or_number),
]


class FailureEntry(Strict):
    """A policy fails in a world where the outcome lies below a limit, or above one; one of the two is given."""

    outcome: Code
    below: Limit | None = None
    """A number, or as_it_is: what the scenario as it is has in the same world."""
    above: Limit | None = None


# --- how often -----------------------------------------------------------------------------------------------------------


class PrecisionEntry(Strict):
    """As many replications as it takes until every difference from the scenario as it is, is known closely enough."""

    kind: Literal["precision"]
    outcome: Code
    half_width: Positive
    """Half the width of the widest interval that will do, in units of the outcome."""
    first: Annotated[int, Field(ge=10)] = 32
    """Replications before the first look."""
    at_most: Annotated[int, Field(ge=2, le=1_000_000)]
    """Replications of a policy after which it is left at that."""


class BestOfEntry(Strict):
    """As many replications as it takes to name the best policy with a stated error."""

    kind: Literal["best_of"]
    outcome: Code
    indifference: Positive
    """The smallest difference that matters, in units of the outcome."""
    error: Annotated[float, Field(gt=0, lt=0.5)] = 0.05
    """The chance that the one named is worse than the best by more than that."""
    first: Annotated[int, Field(ge=2)] = 16
    """Replications of every policy before the first is left out."""
    at_most: Annotated[int, Field(ge=2, le=1_000_000)]
    """Replications of a policy after which it is left at that."""


Replications = Annotated[
    Annotated[Annotated[int, Field(ge=1, le=1_000_000)], Tag("<count>")]
    | Annotated[PrecisionEntry, Tag("<precision>")]
    | Annotated[BestOfEntry, Tag("<best_of>")],
    Discriminator(_of_kind_or_count),
]


# --- the whole -----------------------------------------------------------------------------------------------------------


class ExperimentDocument(Strict):
    """A question to the scenario: which policies are compared, in which worlds, by which outcomes, and how often."""

    format: Literal[1]
    """The version of the format."""
    title: NameEntry
    source: SourceEntry
    """Who asks, or what the question follows from."""
    years: Annotated[int, Field(ge=1, le=50)] | None = None
    """Absent: as many as the scenario's horizon."""
    replications: Replications | None = None
    """A number; or precision or best_of: as many as an answer needs.  Absent: as many as the scenario's horizon."""
    seed: Annotated[int, Field(ge=0)] | None = None
    """Absent: that of the scenario's horizon."""
    by_group: bool = True
    """Whether outcomes are also told for every group of units."""
    plans: PlansEntry = PlansEntry()
    levers: dict[Code, LeverEntry] = Field(default_factory=dict)
    uncertainties: dict[Code, UncertaintyEntry] = Field(default_factory=dict)
    outcomes: Annotated[dict[Code, OutcomeEntry], Field(min_length=1)]
    failures: tuple[FailureEntry, ...] = ()
    """When a policy fails; in which worlds it does is then looked for."""
    pareto: Annotated[tuple[Code, ...], Field(min_length=1)] | None = None
    """The outcomes of which no policy can be better in all: those that no other policy beats throughout are told."""
