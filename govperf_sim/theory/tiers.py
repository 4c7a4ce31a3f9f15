r"""t11: targets handed down level by level (the phenomenon: Li, Liu, Weng and Zhou, 2019).

Every tier asks a share a more than it was asked, so that tier l is asked :math:`g_l = g_0(1+a)^l`; reports that swell by m
at every tier arrive :math:`(1+m)^L` times as large.  Of results that are normal with mean :math:`\mu` and standard
deviation :math:`\sigma`

.. math:: P(\text{one meets } g_l) = \Phi\Bigl(\frac{\mu - g_l}{\sigma}\Bigr), \qquad
          P(\text{a mean of } n \text{ meets } g_0) = \Phi\Bigl(\frac{\mu - g_0}{\sigma/\sqrt n}\Bigr) .

**World.**  A tree in which every member has n children that share its target unequally, by the work there is to do in each; the targets
go down it, and what is done at the bottom is reported up it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.institutions.hierarchy import handed_down, reported_up
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, share_of, strange

MEMBERS = 500
"""Whose results are drawn in each replication, and as many families."""


@dataclass(frozen=True, kw_only=True)
class Tiers:
    """Targets on their way down, and reports on their way up."""

    name: ClassVar[str] = "t11"
    replications: ClassVar[int] = 40

    target: float = 8.0
    """at the top, for each unit of work"""
    more: float = 0.1
    """a: what every tier adds to targets"""
    distortion: float = 0.05
    """m: what every tier adds to reports"""
    tiers: int = 4
    """below the top"""
    children: int = 5
    mean: float = 8.5
    """of results, for each unit of work"""
    spread: float = 2.0

    def __post_init__(self) -> None:
        ranges = {
            "target": POSITIVE,
            "more": NOT_NEGATIVE,
            "distortion": NOT_NEGATIVE,
            "tiers": Range(1, 4, whole=True),
            "children": Range(1, 10, whole=True),
            "mean": Range(-math.inf, math.inf, "()"),
            "spread": POSITIVE,
        }
        refuse(strange(self, ranges))

    def mutant(self) -> Tiers:
        return replace(self, more=OFF * self.more)

    def exact(self) -> Mapping[str, float]:
        """What each tier is asked for, how many meet that, what a mean of children meets, and what reports come to."""
        levels = range(self.tiers + 1)
        asked = {f"target_{k}": self.target * (1.0 + self.more) ** k for k in levels}
        return (
            asked
            | {f"meets_{k}": self._meets(asked[f"target_{k}"]) for k in levels}
            | {"mean_meets": self._meets(self.target, self.children)}
            | {f"swollen_{k}": (1.0 + self.distortion) ** k for k in range(1, self.tiers + 1)}
            | {"conserved": 1.0}
        )

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a tree of members, each with work and a target of its own."""
        splits = self._splits(luck)
        work = handed_down(np.ones(1), splits, 0.0)
        asked, kept = (handed_down(np.array([self.target]), splits, more) for more in (self.more, 0.0))
        each = [float((targets / done).mean()) for targets, done in zip(asked, work, strict=True)]
        reports = reported_up(work[-1], splits, self.distortion)
        drawn = self.mean + self.spread * luck.normal("staff", 1, (MEMBERS,))
        family = self.mean + self.spread * luck.normal("family", 1, (MEMBERS, self.children))
        means = reported_up(family, [np.full((self.children, 1), 1.0 / self.children)], 0.0)[0] / self.children
        return (
            {f"target_{k}": Estimate(target) for k, target in enumerate(each)}
            | {f"meets_{k}": share_of(int((drawn >= target).sum()), drawn.size) for k, target in enumerate(each)}
            | {"mean_meets": share_of(int((means >= self.target).sum()), means.size)}
            | {f"swollen_{self.tiers - k}": Estimate(float(r.sum())) for k, r in enumerate(reports[:-1])}
            | {"conserved": Estimate(float(kept[-1].sum()) / self.target)}
        )

    def _splits(self, luck: Luck) -> list[Array]:
        """Of every tier: each parent's children take unequal shares of its work."""
        splits, parents = [], 1
        for tier in range(self.tiers):
            drawn = 0.5 + luck.uniform("splits", tier + 1, (parents, self.children))[0]
            shares = drawn / drawn.sum(axis=-1, keepdims=True)
            split = np.zeros((parents * self.children, parents))
            split[np.arange(shares.size), np.repeat(np.arange(parents), self.children)] = shares.ravel()
            splits.append(split)
            parents *= self.children
        return splits

    def _meets(self, target: float, members: int = 1) -> float:
        return 0.5 * math.erfc((target - self.mean) * math.sqrt(members / 2.0) / self.spread)
