r"""Work on one task that helps or harms another: growth that costs clean air, law that helps growth.

Effort on task l adds :math:`\theta` to its own level in a year and :math:`X_{kl}` to the level of every other task k:

.. math:: M = \theta I + X, \qquad Y_i \leftarrow Y_i + \bigl(M e_i - \delta Y_i\bigr)/12 + \text{chance} .

Units see it: a unit of effort on task l is worth :math:`b \sum_k W_{ik} M_{kl}` to them, harm and all.  What others gain
or lose in a task that is not measured on the unit is not theirs.  The effects on others of a task must together be
smaller than its own, so that every level can be kept up by work of its own and M has an inverse.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.ranges import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Spillovers:
    """What work on one task does to the others."""

    effects: Mapping[str, Mapping[str, float]]
    """task worked on -> task touched -> what a unit of effort kept up for a year adds to its level"""

    def __post_init__(self) -> None:
        refuse(
            [
                fault("simulation.spillover", parameter=f"spillovers.effects.{worked}.{touched}", found=x)
                for worked, row in self.effects.items()
                for touched, x in row.items()
                if not math.isfinite(x) or worked == touched
            ]
        )

    def faults(self, tasks: Sequence[str], productivity: float) -> list[Fault]:
        """What does not fit these tasks."""
        named = [code for worked, row in self.effects.items() for code in (worked, *row)]
        unknown = [
            fault("simulation.dangling", nearest(code, tasks), where="spillovers.effects", named=code)
            for code in dict.fromkeys(named)
            if code not in tasks
        ]
        sums = {worked: sum(map(abs, row.values())) for worked, row in self.effects.items()}
        return unknown + [
            fault("simulation.spillover_sum", parameter=f"spillovers.effects.{w}", found=total, most=productivity)
            for w, total in sums.items()
            if total >= productivity
        ]

    def yields(self, tasks: Sequence[str], productivity: float) -> Array:
        """M, task touched x task worked on."""
        table = productivity * np.eye(len(tasks))
        for worked, row in self.effects.items():
            for touched, effect in row.items():
                table[tasks.index(touched), tasks.index(worked)] = effect
        return table


ALONE = Spillovers(effects={})
"""The mechanism switched off."""
