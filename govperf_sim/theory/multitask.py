r"""t01: effort over several tasks under linear pay (Holmström and Milgrom, 1991).

Output on task k is :math:`y_k = e_k + \varepsilon_k` with variance :math:`\sigma_k^2`; effort of either sign costs
:math:`\tfrac12 e'Ce`, :math:`C = c[(1-s)I + s11']`; pay is :math:`\alpha'y`, risk costs
:math:`\tfrac12 r\,\alpha'\Sigma\alpha`, and what is done is worth :math:`b'e`.  Then

.. math:: e = C^{-1}\alpha, \qquad CE = b'e - \tfrac12 e'Ce - \tfrac12 r\,\alpha'\Sigma\alpha, \qquad
          \alpha^* = (I + rC\Sigma)^{-1} b .

**World.**  Task k is shown by an indicator in units of its own noise, :math:`x_k = e_k/\sigma_k + z_k`, and weighted
:math:`\alpha_k\sigma_k`.  Weights cannot be negative, so neither can pay; a task that is not measured has pay 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, Vector, mean_of, strange, variance_of
from govperf_sim.theory.worlds import alike, contract, efforts, measured, textbook_cycle, textbook_work

UNITS = 20


@dataclass(frozen=True, kw_only=True)
class Multitask:
    """Linear pay for several tasks."""

    name: ClassVar[str] = "t01"
    replications: ClassVar[int] = 200

    benefit: Vector = (1.0, 1.0)
    """b: what a unit of effort on each task is worth"""
    variances: Vector = (0.25, 1.0)
    """of each task's measured output"""
    risk_aversion: float = 2.0
    substitution: float = 0.5
    effort_cost: float = 1.0
    pay: Vector = ()
    """per task; the best pay if left out"""

    def __post_init__(self) -> None:
        tasks, finite = len(self.benefit), Range(-math.inf, math.inf, "()")
        ranges = {
            "benefit": finite,
            "variances": POSITIVE,
            "risk_aversion": NOT_NEGATIVE,
            "substitution": Range(-1, 1, "()"),
            "effort_cost": POSITIVE,
        }
        refuse(strange(self, ranges | ({"pay": NOT_NEGATIVE} if self.pay else {})))
        refuse(
            [
                fault("theory.lengths", parameter=f"t01.{name}", found=len(given), wanted=tasks)
                for name, given in (("variances", self.variances), ("pay", self.pay))
                if given and len(given) != tasks
            ]
        )
        if 1.0 + (tasks - 1) * self.substitution <= 0.0:
            said = {"parameter": "t01.substitution", "found": self.substitution, "tasks": tasks}
            refuse([fault("simulation.no_maximum", **said, limit=-1.0 / (tasks - 1))])
        if (self.paid < 0.0).any():
            refuse([fault("theory.negative_pay", parameter="t01.benefit", task=int(self.paid.argmin()) + 1)])

    @cached_property
    def paid(self) -> Array:
        """Pay per task."""
        return np.array(self.pay) if self.pay else best_pay(self)

    def mutant(self) -> Multitask:
        return replace(self, substitution=OFF * self.substitution, pay=tuple(self.paid.tolist()))

    def exact(self) -> Mapping[str, float]:
        """Effort on each task, expected pay, and the certainty equivalent shared by both sides."""
        cost = costs(self)
        effort = np.linalg.solve(cost, self.paid)
        risk = self.risk_aversion * float(self.paid @ (np.array(self.variances) * self.paid))
        worth = float(np.array(self.benefit) @ effort - 0.5 * effort @ cost @ effort) - 0.5 * risk
        return _named(effort) | {"pay": float(self.paid @ effort), "certainty_equivalent": worth}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of units that respond to the weights."""
        spread, tasks = np.sqrt(self.variances), len(self.benefit)
        strength, weights = contract(self.paid * spread)
        stiffest = self.effort_cost * min(1.0 - self.substitution, 1.0 + (tasks - 1) * self.substitution)
        work = textbook_work(
            effort_cost=self.effort_cost,
            substitution=self.substitution,
            least_effort=-1.0 - 2.0 * float(np.linalg.norm(self.paid)) / stiffest,
        )
        noisy = Reports(noise=1.0, propensity=0.0, fabrication_cost=1.0)
        rules = textbook_cycle(strength, work=work, reports=noisy)
        journal = play(rules, alike(UNITS, np.diag(1.0 / spread)), weights, luck, years=1)
        effort = efforts(journal, tasks)
        level, welfare, score = (measured(journal, m, UNITS) for m in ("true_level", "welfare", "score"))
        surplus = float(np.array(self.benefit) @ effort - tasks * (level - welfare).mean())
        pay = strength * score.ravel()
        risk = variance_of(pay)
        half = 0.5 * self.risk_aversion
        return {name: Estimate(e) for name, e in _named(effort).items()} | {
            "pay": mean_of(pay),
            "certainty_equivalent": Estimate(surplus - half * risk.value, half * risk.error),
        }


def costs(terms: Multitask) -> Array:
    """The matrix C."""
    tasks, s = len(terms.benefit), terms.substitution
    return terms.effort_cost * ((1.0 - s) * np.eye(tasks) + s)


def best_pay(terms: Multitask, measured_tasks: int | None = None) -> Array:
    r"""The pay that is best when only the first ``measured_tasks`` are measured (by default all); 0 on the others.

    With Q the measured block of :math:`C^{-1}`: :math:`(Q + r\Sigma)\alpha = (C^{-1}b)` on the measured tasks.
    """
    inverse = np.linalg.inv(costs(terms))
    m = len(terms.benefit) if measured_tasks is None else measured_tasks
    pay = np.zeros(len(terms.benefit))
    risk = terms.risk_aversion * np.diag(terms.variances)[:m, :m]
    pay[:m] = np.linalg.solve(inverse[:m, :m] + risk, (inverse @ np.array(terms.benefit))[:m])
    return pay


def _named(effort: npt.NDArray[np.floating[Any]]) -> dict[str, float]:
    return {f"effort_{k}": float(e) for k, e in enumerate(effort, 1)}
