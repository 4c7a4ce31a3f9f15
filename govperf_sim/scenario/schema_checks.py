"""The truth checks of a scenario: which figures must follow from one another, and which targets are reached or missed.

Entries here say what ought to hold; :mod:`govperf_sim.screening` looks whether it does.  What needs no declaration
(repeated values, identical growth, jumps, digits) is looked at in any case.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from govperf_sim.framework import Direction
from govperf_sim.scenario.entry import Code, NotNegative, Positive, SourceEntry, Strict
from govperf_sim.screening.identities import ROUNDING

Codes = Annotated[tuple[Code, ...], Field(min_length=1)]


class SumEntry(Strict):
    """An indicator is the sum of others, in every unit and year."""

    total: Code
    parts: Codes
    tolerance: NotNegative = ROUNDING
    """The gap that rounding explains, as a fraction."""
    versions: tuple[Code, ...] = ()
    """Indicators that are other publications of the total."""
    source: SourceEntry


class RatioEntry(Strict):
    """An indicator is a factor times one indicator over another, in every unit and year."""

    result: Code
    of: Code
    per: Code
    factor: Positive = 1.0
    """Such as 100 where the result is in per cent."""
    tolerance: NotNegative = ROUNDING
    """The gap that rounding explains, as a fraction."""
    versions: tuple[Code, ...] = ()
    """Indicators that are other publications of the denominator."""
    source: SourceEntry


class AggregateEntry(Strict):
    """A unit is the sum of others, indicator by indicator."""

    whole: Code
    parts: Codes
    indicators: Codes
    tolerance: NotNegative = ROUNDING
    """The gap that rounding explains, as a fraction."""
    source: SourceEntry


class RealGrowthEntry(Strict):
    """An indicator is the real growth of another, which is in current prices."""

    nominal: Code
    real: Code
    per: Positive = 100.0
    """100 where the growth is written in per cent, 1 where it is a fraction."""
    source: SourceEntry


class TargetEntry(Strict):
    """A target that is reached or missed, around which values may bunch."""

    indicator: Code
    value: float
    """In the indicator's unit of measure; a value equal to it reaches it."""
    direction: Direction | None = None
    """Absent: the indicator's own."""
    width: Positive | None = None
    """Of the intervals beside the target that are compared; absent: 5 % of the target."""
    source: SourceEntry


class ChecksEntry(Strict):
    """Truth checks declared for this scenario.

    The target of an indicator scored by target_completion or saturating is looked at without being declared.
    """

    sums: dict[Code, SumEntry] = Field(default_factory=dict)
    ratios: dict[Code, RatioEntry] = Field(default_factory=dict)
    aggregates: dict[Code, AggregateEntry] = Field(default_factory=dict)
    real_growth: dict[Code, RealGrowthEntry] = Field(default_factory=dict)
    targets: dict[Code, TargetEntry] = Field(default_factory=dict)
    derived: tuple[Code, ...] = ()
    """Indicators computed from others; checks that count coincidences and jumps leave them out."""
