r"""Bonuses in money: so much for every point of score.

A unit with score s gets :math:`B s`, and a unit of money is worth :math:`v` to it; so a whole score is worth :math:`Bv` more,
just as if the reward for it were stronger.  What it costs is measured.  General practice, not in the notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.ranges import NOT_NEGATIVE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Institution):
    """A bonus in proportion to the score."""

    measured: ClassVar[tuple[str, ...]] = ("bonus_paid",)

    bonus: float
    """What is paid for a whole score, in money."""
    value: float
    """What a unit of money is worth to a unit, in units of effort cost."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("money", values, dict.fromkeys(values, NOT_NEGATIVE)))

    def begin(self, setting: Setting) -> Course:
        return Payroll(self)


class Payroll(Course):
    """The bonuses of a batch of replications."""

    def __init__(self, rule: Money) -> None:
        self.rule = rule

    def opens(self, year: int, terms: Terms) -> Terms:
        return replace(terms, worth=terms.worth + self.rule.bonus * self.rule.value)

    def scored(self, evidence: Evidence, score: Array) -> Array:
        self.paid = self.rule.bonus * score
        return self.rule.value * self.paid

    def measures(self) -> Mapping[str, Array]:
        return {"bonus_paid": self.paid}
