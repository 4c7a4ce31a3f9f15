r"""The ratchet: who does well is asked for more next year (general practice, outside the notice).

.. math:: q_{t+1} = q_t + \lambda\,(x - q_t) + \delta .

Results that grow by g a year end up :math:`(g - \delta)/\lambda` above their targets.  A unit that looks ahead holds back:
see the ratchet effect in :mod:`~govperf_sim.simulation.institutions.asking`.
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
class Ratchet(Institution):
    """Last year's result moves this year's target."""

    measured: ClassVar[tuple[str, ...]] = ("ratchet_asked", "ratchet_gap")
    events: ClassVar[Mapping[str, Amount]] = {"ratchet_set": "points"}

    pull: float
    """The share of the distance between target and result that the target closes in a year, in [0, 1]."""
    rise: float = 0.0
    """What a target rises by in a year, whatever the result was, in score units."""
    discount: float = 0.0
    """What leaders make of a point a year later, in points of today, in [0, 1); 0: they do not look ahead."""
    indicators: Sequence[str] | None = None
    """The indicators whose targets follow results; all if left out."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in ("pull", "rise", "discount")}
        refuse(outside("ratchet", values, {"pull": SHARE, "rise": ANY, "discount": SHARE_BELOW_ONE}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        return dangling("ratchet", self.indicators, population)

    def begin(self, setting: Setting) -> Course:
        return Asking("ratchet", self, self.indicators, self.discount, setting)

    def asks(self, asked: Array, shown: Array) -> Array:
        """What is asked next."""
        return asked + self.pull * (shown - asked) + self.rise

    def costs(self, discount: Array, years: Array, delay: int) -> Array:
        """What a point costs later, as a share of it."""
        return lost_later(self.pull, discount, years, delay)
