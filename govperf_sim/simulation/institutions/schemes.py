r"""Assessments by many heads: other schemes assess the same units, take their staff's time and ask for the same items.

V schemes besides this one ask for m items each; of its items a scheme shares the share o with the one before it.  So of all
:math:`Vm` items

.. math:: m\,\bigl(V - o(V-1)\bigr)

are distinct.  Each scheme takes the share b of staff time; where the share r of duplicates is merged, asked for once, the
burden on staff time is

.. math:: b\,\bigl(V - r\,o\,(V-1)\bigr), \qquad \mu_{\text{eff}} = \mu\,(1 - \text{burden}) ,

and what that does to those who wait is far from linear: the queue decides (t15).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.institution import Course, Evidence, Institution, Setting
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import COUNT, NOT_NEGATIVE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemes(Institution):
    """Other assessments of the same units."""

    clauses: ClassVar[tuple[str, ...]] = ("VI-2j", "II-6")
    measured: ClassVar[tuple[str, ...]] = ("items_asked", "items_twice", "scheme_days")

    count: int
    """Schemes besides this one."""
    share: float
    """The share of staff time that each takes."""
    items: float
    """Items that each asks for."""
    overlap: float = 0.0
    """The share of its items that a scheme has in common with the one before it."""
    merged: float = 0.0
    """The share of duplicates that is asked for only once."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {"count": COUNT, "share": SHARE, "items": NOT_NEGATIVE, "overlap": SHARE, "merged": SHARE}
        faults = outside("schemes", values, ranges)
        if not faults and self.burden > 1.0:
            faults = [fault("simulation.more_than_all_staff", parameter="schemes.share", found=round(self.burden, 9))]
        refuse(faults)

    @property
    def duplicates(self) -> float:
        """Items that are asked for though another scheme asks for them, before any are merged.

        >>> rule = Schemes(count=4, share=0.015, items=40, overlap=0.3)
        >>> rule.duplicates, 4 * 40 - rule.duplicates
        (36.0, 124.0)
        """
        return self.items * self.overlap * max(self.count - 1, 0)

    @property
    def burden(self) -> float:
        """The share of staff time that all of them take."""
        return self.share * (self.count - self.merged * self.overlap * max(self.count - 1, 0))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        if self.burden == 0.0 or "services" in switched_on:
            return []
        return [fault("simulation.staff_of_nothing", parameter="schemes.share")]

    def begin(self, setting: Setting) -> Course:
        return Heads(self, setting)


class Heads(Course):
    """The other assessors in a play."""

    def __init__(self, rule: Schemes, setting: Setting) -> None:
        self.rule, self.setting = rule, setting

    def opens(self, year: int, terms: Terms) -> Terms:
        return replace(terms, burden=terms.burden + self.rule.burden)

    def scored(self, evidence: Evidence, score: Array) -> float:
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        rule, shape = self.rule, self.setting.shape
        twice = rule.duplicates * (1.0 - rule.merged)
        days = rule.burden * self.setting.staff_days
        told = (rule.items * rule.count - rule.duplicates * rule.merged, twice, days)
        return {name: np.full(shape, value) for name, value in zip(Schemes.measured, told, strict=True)}
