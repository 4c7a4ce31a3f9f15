r"""Credibility: an assessment is believed as far as others than the assessed are heard, it is open, and few lies stand.

With E the weight in the score of what units do not report on themselves, O how open procedure and results are, and
f the part of the score that is fabricated and still stands, a year's credibility is

.. math:: c = a_E E + a_O O + (1 - a_E - a_O)(1 - f), \qquad f = \Bigl[\textstyle\sum_j w_j (c_j - h_j)\Bigr]_+ \big/ s ,

with c the marks that count and h the true ones (an honest error in a unit's favour stands too); 1 at best.  In the year that opens after it has shown, a point of score is
worth :math:`1 - r(1 - \bar c)` of what it would be worth in an assessment that everybody believes: r is the response, and
:math:`\bar c` the mean over units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.ranges import SHARE, outside, refuse
from govperf_sim.simulation.scoring import weighted

ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Credibility(Institution):
    """How far the assessment is believed, and what that does."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-2n", "VI-5c", "II-5")
    measured: ClassVar[tuple[str, ...]] = ("credibility",)

    openness: float
    """How open procedure and results are, from 0 to 1."""
    by_external: float
    """What the weight of others than the assessed counts for."""
    by_openness: float
    """What openness counts for; lies that stand count for the rest."""
    response: float = 0.0
    """The share of a point's worth that an assessment nobody believes would lose."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        faults = outside("credibility", values, dict.fromkeys(values, SHARE))
        if not faults and self.by_external + self.by_openness > 1.0 + ROUNDING:
            found = round(self.by_external + self.by_openness, 9)
            faults = [fault("simulation.shares", parameter="credibility.by_external", found=found)]
        refuse(faults)

    def begin(self, setting: Setting) -> Course:
        return Belief(self, setting)


class Belief(Course):
    """How far a batch of assessments is believed."""

    def __init__(self, rule: Credibility, setting: Setting) -> None:
        self.rule, self.external = rule, ~setting.self_reported
        self.mean = np.ones((setting.shape[0], 1))
        """replication x 1: the mean over units when a year was last scored; all believe until then"""

    def opens(self, year: int, terms: Terms) -> Terms:
        return replace(terms, worth=terms.worth * (1.0 - self.rule.response * (1.0 - self.mean))[..., None])

    def scored(self, evidence: Evidence, score: Array) -> float:
        weights, rule = evidence.terms.weights, self.rule
        external = totals(np.where(self.external, weights, 0.0))
        standing = np.maximum(weighted(weights, evidence.marks - evidence.true), 0.0)
        lies = np.minimum(standing / np.where(score > 0.0, score, 1.0), 1.0)
        honest = 1.0 - rule.by_external - rule.by_openness
        self.seen = rule.by_external * external + rule.by_openness * rule.openness + honest * (1.0 - lies)
        self.mean = totals(self.seen)[:, None] / self.seen.shape[1]
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"credibility": self.seen}
