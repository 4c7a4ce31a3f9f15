r"""Linked assessments: of leadership, conduct, anti-corruption and excellence, told beside the score and never scored twice.

Each of L assessments sees a unit's true score with an error of its own; what is told beside the score is their mean,

.. math:: \ell_i = x_i + \frac{\sigma}{\sqrt L}\,z_i .

It enters no score.  Items that a linked assessment has collected already are taken over instead of being asked for again,
which gives the share r of staff time back to the cases.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE, NOT_NEGATIVE, SHARE, outside, refuse
from govperf_sim.simulation.scoring import weighted


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Institution):
    """Assessments that inform and are not scored."""

    clauses: ClassVar[tuple[str, ...]] = ("V-2d",)
    measured: ClassVar[tuple[str, ...]] = ("linked_result",)

    assessments: int
    """How many are told beside the score."""
    noise: float
    """Standard deviation of the error of each."""
    reuse: float = 0.0
    """The share of staff time given back because items are taken over from them."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("linked", values, {"assessments": AT_LEAST_ONE, "noise": NOT_NEGATIVE, "reuse": SHARE}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        if self.reuse == 0.0 or "services" in switched_on:
            return []
        return [fault("simulation.staff_of_nothing", parameter="linked.reuse")]

    def begin(self, setting: Setting) -> Course:
        return Results(self, setting)


class Results(Course):
    """What linked assessments tell of a batch of replications."""

    def __init__(self, rule: Linked, setting: Setting) -> None:
        self.rule, self.setting = rule, setting

    def opens(self, year: int, terms: Terms) -> Terms:
        return replace(terms, burden=terms.burden - self.rule.reuse)

    def scored(self, evidence: Evidence, score: Array) -> float:
        error = self.setting.luck.normal("linked", evidence.year, (self.setting.shape[1],))
        spread = self.rule.noise / math.sqrt(self.rule.assessments)
        self.told = weighted(evidence.terms.weights, evidence.true) + spread * error
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        return {"linked_result": self.told}
