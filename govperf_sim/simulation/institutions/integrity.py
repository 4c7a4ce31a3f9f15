r"""Integrity: a breach of the rules of clean government takes points off, whatever a unit achieves.

In a year a unit has a breach with chance :math:`\pi_i = \min(1, h\,\varphi_i/\bar\varphi)`, in proportion to its propensity to
fabricate, where :math:`\bar\varphi` is the mean propensity laid down (where nobody fabricates all have the chance h).  It comes
to light with chance q, and then

.. math:: \text{points} = -F \quad\text{with chance}\quad q\,\pi_i .

What does not come to light costs nothing, and is measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.ranges import NOT_NEGATIVE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity(Institution):
    """Deductions for breaches of integrity."""

    clauses: ClassVar[tuple[str, ...]] = ("I-d", "VI-4c")
    measured: ClassVar[tuple[str, ...]] = ("breaches", "breaches_known")
    events: ClassVar[Mapping[str, Amount]] = {"breach_known": "points"}

    chance: float
    """The chance of a breach in a year, for a unit of mean propensity."""
    known: float
    """The chance that a breach comes to light."""
    deduction: float
    """Score points (of 1) lost for one that does."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("integrity", values, {"chance": SHARE, "known": SHARE, "deduction": NOT_NEGATIVE}))

    def begin(self, setting: Setting) -> Course:
        return Breaches(self, setting)


class Breaches(Course):
    """What happens, and what becomes known of it."""

    def __init__(self, rule: Integrity, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        relative = setting.propensity / (setting.mean_propensity or 1.0)
        self.chance = np.minimum(rule.chance * (relative if setting.mean_propensity else 1.0), 1.0)
        self.happened: dict[int, tuple[Flags, Flags]] = {}
        """by year: breaches, and those that come to light, replication x unit"""

    def opens(self, year: int, terms: Terms) -> Terms:
        lots = self.setting.luck.uniform("integrity", year, (self.setting.shape[1], 2))
        breached: Flags = lots[..., 0] < self.chance
        self.happened[year] = breached, breached & (lots[..., 1] < self.rule.known)
        return terms

    def points(self, evidence: Evidence) -> Array:
        return np.where(self.happened[evidence.year][1], -self.rule.deduction, 0.0)

    def scored(self, evidence: Evidence, score: Array) -> float:
        (self.breaches, self.known), clock = self.happened.pop(evidence.year), self.setting.clock
        taken = np.full(self.known.shape, self.rule.deduction)
        clock.book.note_those(evidence.year, clock.today, "breach_known", self.known, taken)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"breaches": self.breaches.astype(float), "breaches_known": self.known.astype(float)}
