r"""t14d: a sanction that comes late deters less, and least where leaders rotate.

A sanction that follows :math:`\Delta` years after the score is worth :math:`(\beta(1-h))^\Delta` of one that follows at once, to
a leader who discounts a year by :math:`\beta` and has left by its end with chance h.

**World.**  Work that is worth nothing to a unit costs it :math:`\tfrac12 c\,\bar e^2`, and whoever does less is sanctioned, less
often than not by mistake.  The sanction at which units begin to work is found by halving.  It is

.. math:: S = \frac{\tfrac12 c\,\bar e^2}{(t - f)\,(\beta(1-h))^\Delta},

and what is needed if it follows at once, over what is needed late, is the deterrence that is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.institutions.accountability import Accountability
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import POSITIVE, SHARE, Range, refuse
from govperf_sim.simulation.world import World
from govperf_sim.theory.case import OFF, Estimate, strange
from govperf_sim.theory.worlds import PROMPT, alike, contract, textbook_cycle, textbook_work

HALVINGS = 32


@dataclass(frozen=True, kw_only=True)
class LateSanction:
    """A sanction, its delay, and the leader it is meant for."""

    name: ClassVar[str] = "t14d"
    replications: ClassVar[int] = 2

    delay: float = 1.0
    """in years"""
    discount: float = 0.9
    leaving: float = 0.25
    sensitivity: float = 0.7
    false_alarm: float = 0.05
    asked: float = 1.0
    cost: float = 1.0

    def __post_init__(self) -> None:
        ranges = {
            "delay": Range(0, 10),
            "discount": Range(0, 1, "(]"),
            "leaving": Range(0, 1, "[)"),
            "sensitivity": SHARE,
            "false_alarm": SHARE,
            "asked": POSITIVE,
            "cost": POSITIVE,
        }
        refuse(strange(self, ranges))
        if self.false_alarm >= self.sensitivity:
            said = {"parameter": "t14d.false_alarm", "found": self.false_alarm, "sensitivity": self.sensitivity}
            refuse([fault("theory.never_deters", **said)])

    def mutant(self) -> LateSanction:
        return replace(self, discount=self.discount / OFF)

    def exact(self) -> Mapping[str, float]:
        """What is left of deterrence, and the sanction that is needed."""
        left = (self.discount * (1.0 - self.leaving)) ** self.delay
        at_once = 0.5 * self.cost * self.asked**2 / (self.sensitivity - self.false_alarm)
        return {"deterrence": left, "needed": at_once / left}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from the sanctions at which units begin to work."""
        one = Luck(luck.seed, luck.replications[:1])
        at_once, late = (self._needed(one, delay) for delay in (0.0, self.delay))
        return {"deterrence": Estimate(at_once / late), "needed": Estimate(late)}

    def _needed(self, luck: Luck, delay: float) -> float:
        low, high = 0.0, 1.0
        while not self._works(luck, delay, high):
            low, high = high, 2.0 * high
        for _ in range(HALVINGS):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if self._works(luck, delay, middle) else (middle, high)
        return 0.5 * (low + high)

    def _works(self, luck: Luck, delay: float, sanction: float) -> bool:
        """Whether a unit works as a year opens, whose leader may leave."""
        rule = Accountability(
            sensitivity=self.sensitivity,
            false_alarm=self.false_alarm,
            inaction=self.asked,
            length=delay * PROMPT.working_days,
            dread=sanction,
            discount=self.discount,
        )
        _, weights = contract(np.ones(1))
        rules = textbook_cycle(work=textbook_work(effort_cost=self.cost), institutions={"accountability": rule})
        world = World(rules, alike(1, np.eye(1)), weights, luck)
        world.standing.exits[self.name] = np.full(world.shape, self.leaving)
        return bool(world.decide(1, world.open(1)).effort.max() > 0.5 * self.asked)
