"""The entries of ``rules.yaml``: one for each kind of rule, and how a rule chooses its indicators and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from govperf_sim.framework import Kind
from govperf_sim.scenario.entry import Code, NotNegative, Share, SourceEntry, Strict


def _spread(value: Any) -> str:
    """Which of the two ways of writing a limit is meant, so that a fault is said once, and of that way."""
    return "<by_group>" if isinstance(value, Mapping) else "<for_all>"


Limit = Annotated[
    Annotated[Share, Tag("<for_all>")] | Annotated[dict[Code, Share], Tag("<by_group>")], Discriminator(_spread)
]
Factor = Annotated[
    Annotated[NotNegative, Tag("<for_all>")] | Annotated[dict[Code, NotNegative], Tag("<by_group>")],
    Discriminator(_spread),
]


class SelectionEntry(Strict):
    """A set of indicators: all that meet every condition given; ``{}`` is every indicator."""

    indicators: tuple[Code, ...] | None = None
    domains: tuple[Code, ...] | None = None
    scope: Literal["core", "individual"] | None = None
    """core: applies to every group of its system; individual: does not."""
    key: bool | None = None
    kind: Kind | None = None
    external: bool | None = None
    """Whether the evaluator is external."""
    system: Code | None = None


class RuleEntry(Strict):
    """What every kind of rule has."""

    groups: tuple[Code, ...] | None = None
    """The groups it binds; absent: every group in which any of its indicators applies."""
    source: SourceEntry


class ShareEntry(RuleEntry):
    r"""The indicators together weigh at least and at most so much of a group's total, or exactly so much."""

    kind: Literal["share"]
    of: SelectionEntry
    at_least: Limit | None = None
    """One share for all groups, or one for each."""
    at_most: Limit | None = None
    exactly: Limit | None = None
    """Both at once, so that one number says how much it is."""


class EachShareEntry(RuleEntry):
    """Each of the indicators weighs at least and at most so much."""

    kind: Literal["each_share"]
    of: SelectionEntry
    at_least: Limit | None = None
    at_most: Limit | None = None


class OrderEntry(RuleEntry):
    """One indicator weighs more than another, by at least the gap."""

    kind: Literal["order"]
    more: Code
    less: Code
    gap: Share = 0.0


class RatioEntry(RuleEntry):
    """One indicator weighs between ``at_least`` and ``at_most`` times another."""

    kind: Literal["ratio"]
    of: Code
    to: Code
    at_least: Factor | None = None
    at_most: Factor | None = None


class SetRatioEntry(RuleEntry):
    """A set of indicators weighs at least so many times another set."""

    kind: Literal["set_ratio"]
    of: SelectionEntry
    to: SelectionEntry
    at_least: Factor


class ComparabilityEntry(RuleEntry):
    """Each of the indicators weighs the same in all groups, give or take ``at_most``; 0 makes it one ruler."""

    kind: Literal["comparability"]
    of: SelectionEntry
    at_most: Limit = 0.0


class CommonTotalEntry(RuleEntry):
    """The indicators together weigh the same in all groups, give or take ``at_most``."""

    kind: Literal["common_total"]
    of: SelectionEntry
    at_most: Limit = 0.0


class ClassDistanceEntry(RuleEntry):
    """The weights of any two of the groups differ by at most so much, added over the indicators both have."""

    kind: Literal["class_distance"]
    of: SelectionEntry
    at_most: NotNegative


class ParityEntry(RuleEntry):
    """The mean regrets of any two of the groups differ by at most so much."""

    kind: Literal["parity"]
    at_most: Share


class StabilityEntry(RuleEntry):
    """No indicator's weight moves by more than so much from last year's; new indicators are exempt."""

    kind: Literal["stability"]
    last: dict[Code, dict[Code, Share]]
    """Last year's weights: for each group, indicator by indicator."""
    at_most: Limit


class TotalMovementEntry(RuleEntry):
    """No more than so much weight changes hands in a group against last year; new indicators are exempt."""

    kind: Literal["total_movement"]
    last: dict[Code, dict[Code, Share]]
    """Last year's weights: for each group, indicator by indicator."""
    at_most: Limit


class OwnShareEntry(RuleEntry):
    """The indicators together bring at least and at most so much of every unit's own score."""

    kind: Literal["own_share"]
    of: SelectionEntry
    at_least: Limit | None = None
    at_most: Limit | None = None


class EachOwnShareEntry(RuleEntry):
    """Each of the indicators brings at least and at most so much of every unit's own score."""

    kind: Literal["each_own_share"]
    of: SelectionEntry
    at_least: Limit | None = None
    at_most: Limit | None = None


Rule = Annotated[
    ShareEntry
    | EachShareEntry
    | OrderEntry
    | RatioEntry
    | SetRatioEntry
    | ComparabilityEntry
    | CommonTotalEntry
    | ClassDistanceEntry
    | ParityEntry
    | StabilityEntry
    | TotalMovementEntry
    | OwnShareEntry
    | EachOwnShareEntry,
    Field(discriminator="kind"),
]
