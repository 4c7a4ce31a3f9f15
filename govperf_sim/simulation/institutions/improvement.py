r"""Improvement: units learn their trade where the report shows a gap.

The notice's first use of results, and the only channel in which assessment itself adds welfare.  When a year is scored,
the marks :math:`m_{ij}` that count show in task k the gap to the target T

.. math:: \gamma_{ik} = \frac{\sum_j G_{jk}\,[T - m_{ij}]_+}{\sum_j G_{jk}}, \qquad
          \text{skill}_{ik} \leftarrow \text{skill}_{ik} + r\,\gamma_{ik},

over the indicators that apply: a unit learns at the rate r where it sees that points are missing.  It sees the report, not
the truth: who has reported points that are not there has a smaller gap to learn from.  What is learnt lasts, and multiplies
what effort brings from the first year that opens after the score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement(Institution):
    """Reports that units learn from."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-4a",)
    measured: ClassVar[tuple[str, ...]] = ("learnt", "skill")
    events: ClassVar[Mapping[str, Amount]] = {"learnt": "number"}

    rate: float
    """What a whole gap adds to the skill of a unit in a year, as a share of what it could do at the start."""
    target: float = 1.0
    """The mark from which nothing is left to learn."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("improvement", values, {"rate": NOT_NEGATIVE, "target": POSITIVE}))

    def begin(self, setting: Setting) -> Course:
        return Learning(self, setting)


class Learning(Course):
    """What the units of a batch of replications learn."""

    def __init__(self, rule: Improvement, setting: Setting) -> None:
        self.rule, self.setting = rule, setting

    def scored(self, evidence: Evidence, score: Array) -> float:
        people, clock = self.setting.population, self.setting.clock
        learnt = self.rule.rate * gaps(evidence.marks, self.rule.target, people)
        self.setting.standing.skill += learnt
        mean_learnt, skill = (
            totals(x * people.works) / people.works.sum(axis=-1) for x in (learnt, self.setting.standing.skill)
        )
        self.seen = {"learnt": mean_learnt, "skill": skill}
        clock.book.note_all(evidence.year, clock.today, "learnt", mean_learnt)
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return self.seen


def gaps(marks: Array, target: float, people: Population) -> Array:
    """The gap that marks show in each task: (..., unit, indicator) -> (..., unit, task), 0 where a unit does not work."""
    shown = people.per_task(people.measured.astype(float))
    missing = np.where(people.measured, np.maximum(target - marks, 0.0), 0.0)
    return people.per_task(missing) / np.where(shown > 0.0, shown, 1.0)
