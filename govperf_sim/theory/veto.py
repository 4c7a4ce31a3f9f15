r"""t14: veto items, one failure of which forfeits the bonus.

A unit answers for n items, each on a task of its own.  With effort e on each, an item fails with chance :math:`e^{-ae}`,
effort costs :math:`\tfrac12 c\,e^2` an item, and the bonus B is paid if none fails.  The best effort is 0, or the largest root
of

.. math:: c\,e = a B e^{-ae} (1 - e^{-ae})^{n-1} ,

whichever gives more of :math:`U = B(1 - e^{-ae})^n - \tfrac12 n c\,e^2`.  The logarithm of the right side over the left has
one peak, beyond which the largest root lies.  Nothing is done at n = 4, a = 2, B = 1, c = 1/2.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.institutions.veto import Veto
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, share_of, strange
from govperf_sim.theory.worlds import alike, contract, efforts, measured, textbook_cycle, textbook_work

UNITS = 20


@dataclass(frozen=True, kw_only=True)
class VetoItems:
    """So many veto items, and a bonus for keeping clear of all."""

    name: ClassVar[str] = "t14"
    replications: ClassVar[int] = 400

    items: int = 2
    guard: float = 3.0
    """a"""
    bonus: float = 1.0
    cost: float = 0.5

    def __post_init__(self) -> None:
        ranges = {"items": Range(1, 12, whole=True), "guard": POSITIVE, "bonus": POSITIVE, "cost": POSITIVE}
        refuse(strange(self, ranges))

    def mutant(self) -> VetoItems:
        return replace(self, guard=OFF * self.guard)

    def exact(self) -> Mapping[str, float]:
        """Effort an item, utility, the chance that no item fails, and what is left of the condition for a maximum."""
        effort = self._best()
        clear = -math.expm1(-self.guard * effort)
        return {
            "effort": effort,
            "utility": self.utility(effort),
            "clear": clear**self.items,
            "condition": self.condition(effort),
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from years of units to whom nothing else is worth anything."""
        _, weights = contract(np.ones(self.items))
        people = alike(UNITS, np.eye(self.items))
        items = Veto(tasks=people.tasks, guard=self.guard, bonus=self.bonus)
        rules = textbook_cycle(work=textbook_work(effort_cost=self.cost), institutions={"veto": items})
        journal = play(rules, people, weights, luck, years=1)
        done = efforts(journal, self.items)
        vetoed = measured(journal, "vetoed", UNITS)
        clear = share_of(int((vetoed == 0.0).sum()), vetoed.size)
        spent = 0.5 * self.cost * float(done @ done)
        return {
            "effort": Estimate(float(done.mean())),
            "utility": Estimate(self.bonus * clear.value - spent, self.bonus * clear.error),
            "clear": clear,
            "condition": Estimate(self.condition(float(done.max()))),
        }

    def utility(self, effort: float) -> float:
        """Of the same effort on every item."""
        clear = -math.expm1(-self.guard * effort)
        return self.bonus * clear**self.items - 0.5 * self.items * self.cost * effort**2

    def condition(self, effort: float) -> float:
        """What a little more effort on an item is worth beyond its cost."""
        a, fails = self.guard, math.exp(-self.guard * effort)
        return a * self.bonus * fails * (1.0 - fails) ** (self.items - 1) - self.cost * effort

    def _best(self) -> float:
        from scipy.optimize import brentq, minimize_scalar

        def excess(e: float) -> float:
            a, n = self.guard, self.items
            return math.log(a * self.bonus / (self.cost * e)) - a * e + (n - 1) * math.log(-math.expm1(-a * e))

        beyond = self.guard * self.bonus / self.cost  # from here on effort costs more than it can be worth
        found = minimize_scalar(lambda share: -excess(share * beyond), bounds=(0.0, 1.0), method="bounded")
        peak = float(found.x) * beyond
        if excess(peak) <= 0.0:
            return 0.0
        root = float(brentq(excess, peak, beyond, xtol=1e-15))
        return root if self.utility(root) > 0.0 else 0.0
