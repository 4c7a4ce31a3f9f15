r"""Targets, negotiated every year between the office and the units (fixed, if the office has no say).

The office asks for the last result and a bit more, :math:`x + a`; the unit offers what was asked of it before and a bit
more, :math:`q + o`.  The office's say s settles what is asked:

.. math:: q_{t+1} = s\,(x + a) + (1 - s)\,(q_t + o) .

With s = 0 targets go their own way, fixed where o = 0 as well, or planned to rise by o a year.  With s above 0 they follow
the results: a target closes the share s of its distance to the result, and units that look ahead know it
(:mod:`~govperf_sim.simulation.institutions.asking`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from govperf_sim.errors import Fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.asking import Asking, dangling, lost_later
from govperf_sim.simulation.institutions.institution import Course, Institution, Setting
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import ANY, SHARE, SHARE_BELOW_ONE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets(Institution):
    """Targets for every unit, anew every year."""

    clauses: ClassVar[tuple[str, ...]] = ("II-6", "V-1a", "VI-3a")
    measured: ClassVar[tuple[str, ...]] = ("targets_asked", "targets_gap")
    events: ClassVar[Mapping[str, Amount]] = {"targets_set": "points"}

    say: float
    """The say of the office, in [0, 1]: 0 leaves targets to the plan, 1 puts them at the last result and what is asked."""
    asked: float = 0.0
    """What the office asks above the last result, in score units."""
    offered: float = 0.0
    """What a unit offers above its last target, in score units."""
    discount: float = 0.0
    """What leaders make of a point a year later, in points of today, in [0, 1); 0: they do not look ahead."""
    indicators: Sequence[str] | None = None
    """The indicators whose targets are negotiated; all if left out."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in ("say", "asked", "offered", "discount")}
        refuse(outside("targets", values, {"say": SHARE, "asked": ANY, "offered": ANY, "discount": SHARE_BELOW_ONE}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return dangling("targets", self.indicators, population)

    def begin(self, setting: Setting) -> Course:
        return Asking("targets", self, self.indicators, self.discount, setting)

    def asks(self, asked: Array, shown: Array) -> Array:
        """What is agreed next."""
        return self.say * (shown + self.asked) + (1.0 - self.say) * (asked + self.offered)

    def costs(self, discount: Array, years: Array, delay: int) -> Array:
        """What a point costs later, as a share of it."""
        return lost_later(self.say, discount, years, delay)
