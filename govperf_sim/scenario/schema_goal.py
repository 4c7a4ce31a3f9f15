"""The scenario format, version 1: the reference and the goal, in ``rules.yaml``.

The reference is where the weights start from.  A goal says which of the weights that the rules allow are recommended.  :mod:`govperf_sim.weights.goals` has their algebra.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govperf_sim.scenario.entry import Code, Share, SourceEntry, Strict


class ReferenceEntry(Strict):
    """The weights to start from: shares of domains, divided equally among a domain's indicators.

    Where a domain has no indicator that applies to a group, the group's other domains are scaled up.
    """

    domain_shares: dict[Code, Share]
    """For every domain its share of its system's total; the shares of a system add up to 1."""
    source: SourceEntry


class GoalEntry(Strict):
    """What every kind of goal that counts no regret has, and the guard."""

    source: SourceEntry


class OnRegretEntry(Strict):
    """What every kind of goal that counts regret has."""

    regret: Literal["normalised", "raw"] = "normalised"
    """normalised: as a share of the unit's own range, fair between groups of different spread; raw: in score lost."""
    source: SourceEntry


class RegretGuardEntry(GoalEntry):
    """The smallest change from the reference that keeps the regret of every group below a cap; the default."""

    kind: Literal["regret_guard"]
    kappa: Share = 0.5
    """How far the cap gives way: 0 is the least regret there can be, 1 leaves only the rules."""


class ClosestToReferenceEntry(GoalEntry):
    """The smallest change from the reference, whomever it wrongs; needs a reference."""

    kind: Literal["closest_to_reference"]


class MinimaxRegretEntry(OnRegretEntry):
    """The largest regret as small as it can be, group by group."""

    kind: Literal["minimax_regret"]


class GroupBalancedEntry(OnRegretEntry):
    """The mean regret of the worst-off group as small as it can be, then of the second, and so on."""

    kind: Literal["group_balanced"]


class SumOfRegretsEntry(OnRegretEntry):
    """The least regret in all, whoever bears it."""

    kind: Literal["sum_of_regrets"]


class WorstTailEntry(OnRegretEntry):
    """The mean regret of the worst-off share of each group as small as it can be."""

    kind: Literal["worst_tail"]
    share: Annotated[float, Field(gt=0, le=1)] = 0.1
    """The worst-off share of a group; less than one unit means the worst-off unit."""


class MaxMinScoreEntry(GoalEntry):
    """The lowest score as high as it can be, group by group."""

    kind: Literal["max_min_score"]


Goal = Annotated[
    RegretGuardEntry
    | ClosestToReferenceEntry
    | MinimaxRegretEntry
    | GroupBalancedEntry
    | SumOfRegretsEntry
    | WorstTailEntry
    | MaxMinScoreEntry,
    Field(discriminator="kind"),
]
