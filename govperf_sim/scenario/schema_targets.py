"""The scenario format, version 1: ``institutions.yaml``, targets handed down and weights that move."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from govperf_sim.scenario.entry import Code, NotNegative, Share, SourceEntry, Strict, Text

AtLeastOne = Annotated[int, Field(ge=1)]
BelowOne = Annotated[float, Field(ge=0, lt=1)]
Codes = Annotated[tuple[Code, ...], Field(min_length=1)]


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
