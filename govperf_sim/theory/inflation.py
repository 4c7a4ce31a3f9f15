r"""t04: reports inflated under visits (Becker, 1968; Allingham and Sandmo, 1972; the linear form is the project's own).

A unit adds m to what it reports.  A point reported is worth g, fabricating costs :math:`\tfrac12\kappa m^2`; with chance p
it is visited, and a visit finds the lie with chance q(m), which undoes the gain and costs F a point and L a find:

.. math:: U(m) = g\,m\,(1 - pq) - pq\,(Fm + L) - \tfrac12\kappa m^2 .

With q constant and L = 0, :math:`m^* = [g(1-pq) - pqF]_+/\kappa`; it is 0 from :math:`p = g/(q(g+F))` on.  Of the units
:math:`p\,q(m^*)` are caught.  Otherwise U is maximised here by brute force, without the formulas of the simulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, COUNT, NOT_NEGATIVE, POSITIVE, SHARE, refuse
from govperf_sim.simulation.verification import Visits
from govperf_sim.theory.case import OFF, Estimate, share_of, strange
from govperf_sim.theory.worlds import UNHURRIED, alike, contract, measured, textbook_cycle

FINE = 2_000
"""Points of the grid on which the best cell is found, and again within it."""
NARROW = 1e-5
"""The bracket within which the condition for a maximum is solved, as a share of all."""


@dataclass(frozen=True, kw_only=True)
class Inflation:
    """One reported indicator, and visits to a share of the units."""

    name: ClassVar[str] = "t04"
    replications: ClassVar[int] = 100

    gain: float = 1.0
    penalty: float = 2.0
    fine: float = 0.0
    cost: float = 1.0
    visits: int = 4
    """units visited in a year"""
    units: int = 20
    detection: float = 0.8
    growth: float = 0.0
    """if above 0, a lie m is found with chance 1 - exp(-growth m), in place of ``detection``"""

    def __post_init__(self) -> None:
        ranges = {
            "gain": POSITIVE,
            "penalty": NOT_NEGATIVE,
            "fine": NOT_NEGATIVE,
            "cost": POSITIVE,
            "visits": COUNT,
            "units": AT_LEAST_ONE,
            "detection": SHARE,
            "growth": NOT_NEGATIVE,
        }
        refuse(strange(self, ranges))
        if self.visits > self.units:
            said = {"parameter": "t04.visits", "found": self.visits, "units": self.units}
            refuse([fault("simulation.more_visits_than_units", **said)])

    def mutant(self) -> Inflation:
        return replace(self, detection=OFF * self.detection)

    def exact(self) -> Mapping[str, float]:
        """The points fabricated, and the share of units caught."""
        p = self.visits / self.units
        if self.growth == 0.0:
            risk = p * self.detection
            best = max(self.gain * (1.0 - risk) - risk * self.penalty, 0.0) / self.cost
            if 0.5 * self.cost * best**2 <= risk * self.fine:
                best = 0.0
        else:
            best = self._searched(p)
        return {"fabricated": best, "caught": p * self._found(best)}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of units that report."""
        strength, weights = contract(np.array([self.gain]))
        rules = textbook_cycle(
            strength,
            reports=Reports(noise=0.0, propensity=1.0, fabrication_cost=self.cost),
            visits=Visits(
                teams=self.units,
                a_year=self.visits,
                days=1,
                detection=self.detection,
                growth=self.growth,
                penalty=self.penalty / self.gain,
                fine=self.fine / self.gain,
                correction_days=0,
            ),
            calendar=UNHURRIED,
        )
        journal = play(rules, alike(self.units, np.eye(1)), weights, luck, years=1)
        found = measured(journal, "found", self.units)
        visited = self.visits * len(luck)
        caught = share_of(int(found.sum()), visited) if visited else Estimate(0.0)
        p = self.visits / self.units
        return {
            "fabricated": Estimate(float(measured(journal, "fabricated", self.units).mean())),
            "caught": Estimate(p * caught.value, p * caught.error),
        }

    def _found(self, fabricated: float) -> float:
        if fabricated == 0.0:
            return 0.0
        return float(-np.expm1(-self.growth * fabricated)) if self.growth else self.detection

    def _searched(self, p: float) -> float:
        """The maximum of U on ever finer grids."""

        def utility(m: np.ndarray) -> np.ndarray:
            q = p * -np.expm1(-self.growth * m)
            worth: np.ndarray = self.gain * m * (1.0 - q) - q * (self.penalty * m + self.fine) - 0.5 * self.cost * m**2
            return worth

        low, high = 0.0, self.gain / self.cost
        while high - low > NARROW * self.gain / self.cost:
            grid = np.linspace(low, high, FINE)
            top = int(utility(grid).argmax())
            low, high = grid[max(top - 1, 0)], grid[min(top + 1, FINE - 1)]
        return self._condition(p, low, high)

    def _condition(self, p: float, low: float, high: float) -> float:
        """Where U' is 0 within a bracket; a maximum of U is too flat to be found more sharply by its height."""
        from scipy.optimize import brentq

        def slope(m: float) -> float:
            unseen = float(np.exp(-self.growth * m))
            lost = (self.gain + self.penalty) * m + self.fine
            return float(
                self.gain
                - p * (1.0 - unseen) * (self.gain + self.penalty)
                - p * self.growth * unseen * lost
                - self.cost * m
            )

        if low == 0.0 and slope(0.0) <= 0.0:
            return 0.0
        return float(brentq(slope, low, high, xtol=1e-14))
