r"""t02: indicators that point away from what is valued (Baker, 1992, 2002).

Actions a cost :math:`\tfrac12 |a|^2` and are worth :math:`f'a`; indicators show :math:`Ga` with independent noise of
standard deviation s; pay w per indicator brings :math:`a = G'w`, and

.. math:: w^* = (GG' + r s^2 I)^{-1} G f, \qquad
          S = f'a - \tfrac12 |a|^2 - \tfrac12 r s^2 |w|^2 .

One indicator g without risk earns the share :math:`\cos^2\angle(f, g)` of the first best :math:`\tfrac12|f|^2`; several
earn the squared length of the shadow of f on what they span.  Loadings and weights are not negative here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, refuse
from govperf_sim.theory.case import OFF, Estimate, Matrix, Vector, strange, variance_of
from govperf_sim.theory.worlds import alike, contract, efforts, measured, textbook_cycle

UNITS = 20


@dataclass(frozen=True, kw_only=True)
class Distortion:
    """Pay for indicators that show actions through a loading."""

    name: ClassVar[str] = "t02"
    replications: ClassVar[int] = 200

    valued: Vector = (1.0, 0.0)
    """f: what a unit of each action is worth"""
    shown: Matrix = ((0.6, 0.8),)
    """G: what each indicator shows of each action"""
    risk: float = 0.0
    """r s^2: risk aversion times the variance of an indicator"""
    pay: Vector = ()
    """per indicator; the best pay if left out"""

    def __post_init__(self) -> None:
        ranges = {"valued": NOT_NEGATIVE, "shown": NOT_NEGATIVE, "risk": NOT_NEGATIVE}
        refuse(strange(self, ranges | ({"pay": NOT_NEGATIVE} if self.pay else {})))
        actions = len(self.valued)
        refuse(
            [
                fault("theory.lengths", parameter=f"t02.shown[{j}]", found=len(row), wanted=actions)
                for j, row in enumerate(self.shown, 1)
                if len(row) != actions
            ]
        )
        if self.pay and len(self.pay) != len(self.shown):
            refuse([fault("theory.lengths", parameter="t02.pay", found=len(self.pay), wanted=len(self.shown))])
        loading = np.array(self.shown)
        if not (loading.sum(axis=1) > 0.0).all() or not any(self.valued):
            refuse([fault("theory.shows_nothing", parameter="t02.shown", valued="t02.valued")])
        if np.linalg.matrix_rank(loading @ loading.T + self.risk * np.eye(len(loading))) < len(loading):
            refuse([fault("theory.same_direction", parameter="t02.shown")])
        if (self.paid < 0.0).any():
            refuse([fault("theory.negative_pay", parameter="t02.shown", task=int(self.paid.argmin()) + 1)])

    @cached_property
    def paid(self) -> Array:
        """Pay per indicator."""
        if self.pay:
            return np.array(self.pay)
        loading = np.array(self.shown)
        best = np.linalg.solve(loading @ loading.T + self.risk * np.eye(len(loading)), loading @ np.array(self.valued))
        return np.where(np.abs(best) < ROUNDING, 0.0, best)

    def mutant(self) -> Distortion:
        return replace(
            self, shown=tuple(tuple(OFF * x for x in row) for row in self.shown), pay=tuple(self.paid.tolist())
        )

    def exact(self) -> Mapping[str, float]:
        """The actions, the surplus, and its share of the first best."""
        loading, valued = np.array(self.shown), np.array(self.valued)
        action = loading.T @ self.paid
        surplus = float(valued @ action - 0.5 * action @ action - 0.5 * self.risk * self.paid @ self.paid)
        return _told(action, surplus, 0.5 * float(valued @ valued))

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of units that respond to the weights."""
        loading, valued = np.array(self.shown), np.array(self.valued)
        strength, weights = contract(self.paid)
        noisy = Reports(noise=1.0, propensity=0.0, fabrication_cost=1.0)
        population = alike(UNITS, loading)
        journal = play(textbook_cycle(strength, reports=noisy), population, weights, luck, years=1)
        action = efforts(journal, valued.size)
        level, welfare, score = (measured(journal, m, UNITS) for m in ("true_level", "welfare", "score"))
        spent = float(population.works[0].sum() * (level - welfare).mean())
        pay = variance_of(strength * score.ravel())
        surplus, first_best = float(valued @ action) - spent - 0.5 * self.risk * pay.value, 0.5 * float(valued @ valued)
        told = _told(action, surplus, first_best)
        errors = {
            "surplus": 0.5 * self.risk * pay.error,
            "share_of_first_best": 0.5 * self.risk * pay.error / first_best,
        }
        return {name: Estimate(value, errors.get(name, 0.0)) for name, value in told.items()}


ROUNDING = 1e-12
"""Pay below this is 0: an indicator at right angles to what is valued."""


def _told(action: Array, surplus: float, first_best: float) -> dict[str, float]:
    actions = {f"effort_{k}": float(a) for k, a in enumerate(action, 1)}
    return actions | {"surplus": surplus, "share_of_first_best": surplus / first_best}
