r"""One step towards better weights: a linear program, as everything about weights.

From weights :math:`w^0` with welfare :math:`V_s` and slope :math:`\nabla_s` in draw s, the step goes to

.. math::
    \max_w\ \tfrac1S \textstyle\sum_s \nabla_s'w \quad\text{or}\quad
    \max_w\ \min_s\ V_s + \nabla_s'(w - w^0) \qquad\text{subject to}\quad |w_{gk} - w^0_{gk}| \le \Delta ,

the rules, and the guard on regret: :math:`T_g(w) \le \mathrm{cap}_g`, as :mod:`govperf_sim.weights.guard` has it.  The
program is stated once; a step moves the limits of the rows ``near_low(g,k)`` and ``near_high(g,k)``, and its costs or the
rows ``welfare(s)``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.levels import write_worst
from govperf_sim.weights.model import WeightModel, linear
from govperf_sim.weights.weighting import Weighting


class Steps:
    """The admissible weights around wherever one stands; weights are vectors over :attr:`cells`."""

    def __init__(self, question: Weighting, caps: Mapping[str, float], draws: int = 0) -> None:
        """``caps`` guards the regret of groups; ``draws`` above 0: the worst of so many is raised, else their mean."""
        self.cells = tuple((g, k) for g, own in question.indicators_of.items() for k in own)
        m = question.model()
        _write_guard(m, question, caps)
        for g, k in self.cells:
            m.require(f"near_low({g},{k})", 1.0 * m.w[g, k] >= 0.0)
            m.require(f"near_high({g},{k})", 1.0 * m.w[g, k] <= 1.0)
        if draws:
            worst = m.column("worst_welfare", None)
            for s in range(draws):
                m.require(f"welfare({s})", linear([(worst, 1.0), *((m.w[c], 1.0) for c in self.cells)]) <= 0.0)
        self._draws = draws
        self._program = CompiledProgram(m.problem, m.waiting)
        self._columns = tuple(f"w({g},{k})" for g, k in self.cells)
        self._at = self._program.places(self._columns)

    def towards(self, objective: Array) -> Array:
        """The admissible weights that score most on any objective, however far away."""
        self._near(np.zeros(len(self.cells)), 1.0)
        self._program.set_costs(self._at, -objective)
        return self._program.solve().at(self._at)

    def best(self, start: Array, radius: float, welfare: Array, slopes: Array) -> tuple[Array, float]:
        """The next weights, and by how much welfare should rise; ``slopes`` is draw x cell."""
        self._near(start, radius)
        if self._draws:
            self._program.set_objective({"worst_welfare": -1.0})
            for s, (value, slope) in enumerate(zip(welfare, slopes, strict=True)):
                self._program.set_row(f"welfare({s})", dict(zip(self._columns, -slope, strict=True)))
                self._program.set_limit(f"welfare({s})", float(value - slope @ start))
        else:
            self._program.set_costs(self._at, -slopes.mean(axis=0))
        found = self._program.solve().at(self._at)
        told = welfare + slopes @ (found - start)
        return found, float(told.min() - welfare.min() if self._draws else told.mean() - welfare.mean())

    def _near(self, start: Array, radius: float) -> None:
        for (g, k), weight in zip(self.cells, start, strict=True):
            self._program.set_limit(f"near_low({g},{k})", max(weight - radius, 0.0))
            self._program.set_limit(f"near_high({g},{k})", weight + radius)


def _write_guard(m: WeightModel, question: Weighting, caps: Mapping[str, float]) -> None:
    if caps:
        write_worst(m, question, yardsticks(question))
    for g, cap in caps.items():
        m.require(f"guard({g})", 1.0 * m.columns[f"T({g})"] <= cap)
