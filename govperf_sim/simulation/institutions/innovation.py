r"""Innovation: new ideas and methods earn a bonus, up to a cap.

In a year :math:`N_i` innovations of unit i are recognised, Poisson with a mean common to all.  With p score points each and
the cap P, and what others may learn from each of them in ability g,

.. math:: \text{bonus} = \min(p N_i, P), \qquad \theta_{ik} \leftarrow \theta_{ik}\,(1 + g)^{N_i} .

Units do not reckon with it when they decide on effort: an idea cannot be ordered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.luck import poisson
from govperf_sim.simulation.ranges import NOT_NEGATIVE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Innovation(Institution):
    """A bonus for innovations, with a cap."""

    clauses: ClassVar[tuple[str, ...]] = ("V-2e", "VI-5a", "II-2")
    measured: ClassVar[tuple[str, ...]] = ("innovations", "innovation_bonus")
    events: ClassVar[Mapping[str, Amount]] = {"innovation": "points"}

    a_year: float
    """Innovations of a unit that are recognised in a year, on average."""
    points: float
    """Score points (of 1) for each."""
    cap: float
    """Score points (of 1) in a year at most."""
    gain: float = 0.0
    """What each adds for good to what effort brings the unit, as a share."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("innovation", values, dict.fromkeys(values, NOT_NEGATIVE)))

    def begin(self, setting: Setting) -> Course:
        return Ideas(self, setting)


class Ideas(Course):
    """What is recognised in a batch of replications."""

    def __init__(self, rule: Innovation, setting: Setting) -> None:
        self.rule, self.setting = rule, setting
        self.recognised: dict[int, Array] = {}
        """by year: how many are, replication x unit"""

    def opens(self, year: int, terms: Terms) -> Terms:
        luck, units = self.setting.luck, self.setting.shape[1]
        lots = luck.uniform("innovation", year, (units,))
        drawn = poisson(np.full(units, self.rule.a_year), lots[..., None])[..., 0]
        self.recognised[year] = drawn.astype(float)
        return terms

    def points(self, evidence: Evidence) -> Array:
        return bonus(self.recognised[evidence.year], self.rule.points, self.rule.cap)

    def scored(self, evidence: Evidence, score: Array) -> float:
        self.seen, clock, points = (
            self.recognised.pop(evidence.year),
            self.setting.clock,
            np.full(self.setting.shape, self.rule.points),
        )
        self.setting.standing.skill *= (1.0 + self.rule.gain) ** self.seen[..., None]
        clock.book.note_those(evidence.year, clock.today, "innovation", self.seen > 0.0, points)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"innovations": self.seen, "innovation_bonus": bonus(self.seen, self.rule.points, self.rule.cap)}


def bonus(count: Array, points: float, cap: float) -> Array:
    """The points for so many innovations.

    >>> bonus(np.array([0.0, 1.0, 5.0]), points=0.01, cap=0.02)
    array([0.  , 0.01, 0.02])
    """
    return np.minimum(points * count, cap)
