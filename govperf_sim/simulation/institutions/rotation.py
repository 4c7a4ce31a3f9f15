r"""Rotation: leaders change posts, by chance or because their time is up (general practice, outside the notice).

When a year has been scored every leader moves on with probability h, and everyone who has been scored T times.  In
between they know both: a later year counts for them by :math:`\beta(1-h)` instead of :math:`\beta`, and not at all beyond
T.  A leader's r-th year of office is reached with probability :math:`(1-h)^{r-1}`, up to T.  All leaders are new when the
first year opens; terms that end together do so for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.ranges import AT_LEAST_ONE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation(Institution):
    """Terms of office of leaders."""

    measured: ClassVar[tuple[str, ...]] = ("tenure", "rotated")
    events: ClassVar[Mapping[str, Amount]] = {"rotated": "number"}

    chance: float
    """The chance that a leader moves on when a year has been scored, in [0, 1]."""
    longest: int | None = None
    """How many years a leader is scored in one post at most; without end if left out."""

    def __post_init__(self) -> None:
        values, ranges = {"chance": self.chance, "longest": self.longest}, {"chance": SHARE}
        refuse(outside("rotation", values, ranges if self.longest is None else ranges | {"longest": AT_LEAST_ONE}))

    def begin(self, setting: Setting) -> Course:
        return Rotations(self, setting)


class Rotations(Course):
    """The terms of office in a batch of replications."""

    def __init__(self, rule: Rotation, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        self.longest = np.inf if rule.longest is None else float(rule.longest)
        setting.standing.exits["rotation"] = np.full(setting.shape, rule.chance)
        setting.standing.horizon[:] = self.longest

    def scored(self, evidence: Evidence, score: Array) -> float:
        luck, clock, standing = self.setting.luck, self.setting.clock, self.setting.standing
        moved_on = luck.uniform("rotation", evidence.year, (self.setting.shape[1],)) < self.rule.chance
        # Who has just come, because another institution took the predecessor out of office, stays.
        leaves = (standing.tenure > 0.0) & (moved_on | (standing.tenure >= self.longest))
        self.seen = {"tenure": standing.tenure.copy(), "rotated": leaves.astype(float)}
        clock.book.note_those(evidence.year, clock.today, "rotated", leaves, standing.tenure)
        standing.replace(leaves)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return self.seen
