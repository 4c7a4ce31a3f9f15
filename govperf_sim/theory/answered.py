r"""t13: weights, and the effort and the lies they are answered with.

A unit is paid b for a whole score of weights w on indicators that show effort through G.  Effort costs
:math:`\tfrac12 e'Ce` with C one on the diagonal and s beside it, a lie in indicator j :math:`\tfrac12\kappa_j m_j^2`; with
chance r it is found, corrected, and forfeits f times the points it gained.  With :math:`\nu` what effort is worth

.. math:: e(w) = \arg\max_{e \ge 0} b\,w'Ge - \tfrac12 e'Ce, \qquad m_j(w) = b\,w_j\,[1 - r - rf]_+ / \kappa_j, \qquad
          V(w) = \nu'e - \tfrac12 e'Ce - \tfrac12 \textstyle\sum_j \kappa_j m_j^2 .

The best effort of the closed form is found by non-negative least squares, that of the simulation by sorting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, SHARE, Range, refuse
from govperf_sim.simulation.settings import Cycle
from govperf_sim.simulation.verification import Visits
from govperf_sim.theory.case import OFF, Estimate, Matrix, Vector, strange
from govperf_sim.theory.worlds import GROUP, alike, efforts, measured, textbook_cycle, textbook_work

ANY = Range(-np.inf, np.inf, "()")


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Units that answer weights by work and by lies."""

    name: ClassVar[str] = "t13"
    replications: ClassVar[int] = 2

    valued: Vector = (1.0, 0.5)
    """nu: what a unit of effort on each task is worth"""
    shown: Matrix = ((1.0, 0.0), (0.3, 0.8))
    """G: what each indicator shows of each task"""
    weights: Vector = (0.5, 0.5)
    """w, adding up to 1"""
    lie_costs: Vector = (0.5, 1.0)
    """kappa, per indicator"""
    strength: float = 1.0
    """b: what a whole score is worth"""
    substitution: float = 0.3
    """s: how much effort on one task makes effort on another dearer"""
    found: float = 0.1
    """r: the chance that a lie is found"""
    forfeit: float = 1.5
    """f: of the points that a lie gained, how many times as many are lost with it"""

    def __post_init__(self) -> None:
        ranges = {"valued": ANY, "shown": ANY, "weights": NOT_NEGATIVE, "lie_costs": POSITIVE}
        numbers = {"strength": NOT_NEGATIVE, "substitution": Range(0, 1, "[)"), "found": SHARE, "forfeit": NOT_NEGATIVE}
        refuse(strange(self, ranges | numbers))
        lengths = {f"shown[{j}]": (len(row), len(self.valued)) for j, row in enumerate(self.shown, 1)}
        lengths |= {name: (len(getattr(self, name)), len(self.shown)) for name in ("weights", "lie_costs")}
        refuse(
            [
                fault("theory.lengths", parameter=f"t13.{name}", found=found, wanted=wanted)
                for name, (found, wanted) in lengths.items()
                if found != wanted
            ]
        )
        if abs(sum(self.weights) - 1.0) > ROUNDING:
            refuse([fault("theory.not_one", parameter="t13.weights", found=sum(self.weights))])
        refuse(
            [
                fault("theory.task_unseen", parameter="t13.shown", task=k)
                for k, column in enumerate(np.array(self.shown).T, 1)
                if not (column > 0.0).any()
            ]
        )

    def mutant(self) -> Answered:
        return replace(self, strength=self.strength * OFF)

    def exact(self) -> Mapping[str, float]:
        """Effort, points fabricated, welfare, and its share of the first best."""
        loading, weights, costs = np.array(self.shown), np.array(self.weights), np.array(self.lie_costs)
        effort = self._best(self.strength * loading.T @ weights)
        lies = self.strength * weights * max(1.0 - self.found - self.found * self.forfeit, 0.0) / costs
        welfare = self._surplus(effort) - 0.5 * float(costs @ lies**2)
        return self._told(effort, float(weights @ lies), welfare)

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of units that respond to the weights."""
        world = self.world()
        table = pd.DataFrame([self.weights], index=[GROUP], columns=list(self._codes))
        population = alike(1, np.array(self.shown))
        journal = play(world, population, table, luck, years=1)
        effort = efforts(journal, len(self.valued))
        level, welfare, lies = (measured(journal, m, 1)[0, 0, 0] for m in ("true_level", "welfare", "fabricated"))
        spent = float(level - welfare) * len(self.valued)
        told = self._told(effort, float(lies), float(np.array(self.valued) @ effort) - spent)
        return {name: Estimate(value) for name, value in told.items()}

    def world(self) -> Cycle:
        """The year as the simulation plays it."""
        return textbook_cycle(
            self.strength,
            work=textbook_work(substitution=self.substitution),
            reports=Reports(
                noise=0.0,
                propensity=1.0,
                fabrication_cost=1.0,
                fabrication_costs=dict(zip(self._codes, self.lie_costs, strict=True)),
            ),
            visits=Visits(
                teams=1, a_year=0, days=1, detection=1.0, penalty=0.0, correction_days=0,
                forfeit=self.forfeit, chance=self.found,
            ),
        )  # fmt: skip

    @property
    def _codes(self) -> tuple[str, ...]:
        return tuple(f"x{j + 1}" for j in range(len(self.shown)))

    @property
    def _dear(self) -> Array:
        """C."""
        size = len(self.valued)
        return (1.0 - self.substitution) * np.eye(size) + self.substitution

    def _best(self, gain: Array) -> Array:
        """arg max a'e - e'Ce/2 over e not below 0: with C = LL' the least squares of L'e to L^-1 a."""
        root = np.linalg.cholesky(self._dear)
        found: Array = nnls(root.T, np.linalg.solve(root, gain))[0]
        return found

    def _surplus(self, effort: Array) -> float:
        return float(np.array(self.valued) @ effort - 0.5 * effort @ self._dear @ effort)

    def _told(self, effort: Array, lies: float, welfare: float) -> dict[str, float]:
        told = {f"effort_{k}": float(e) for k, e in enumerate(effort, 1)}
        best = self._surplus(self._best(np.array(self.valued)))
        shares = {} if best <= 0.0 else {"share_of_first_best": welfare / best}
        return told | {"fabricated": lies, "welfare": welfare} | shares


ROUNDING = 1e-9
"""By how much weights may miss 1."""
