"""A year's run at a target with a bonus, on paper: effort, progress, and what is booked early at the end.

The rules are in :mod:`~govperf_sim.simulation.deadline` and :mod:`~govperf_sim.simulation.shifting`; the arrays are
replication x unit.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govperf_sim.simulation.arrays import Array, totals
from govperf_sim.simulation.deadline import Deadline, draw_progress, policy, progressed, target_cost
from govperf_sim.simulation.shifting import shift_to_target, shifting_cost
from govperf_sim.simulation.world import World


class Chase:
    """The run of all units at their target in one year."""

    def __init__(self, number: int, world: World, rule: Deadline) -> None:
        self.world, self.rule, self.policy = world, rule, policy(rule)
        self.chance = draw_progress(world.luck, number, world.shape[1], rule)
        self.progress = -world.behind
        self.efforts = np.zeros((*world.shape, rule.decisions))
        self.moved = np.zeros(world.shape)

    def decide(self, decision: int) -> Array:
        """The effort until the next date."""
        effort = self.policy.at(decision, self.progress)
        self.efforts[..., decision] = effort
        return effort

    def work(self, decision: int) -> None:
        """The time until the next date is over."""
        effort, chance = self.efforts[..., decision], self.chance[..., decision]
        self.progress = progressed(self.progress, effort, chance, self.rule)

    def end(self) -> None:
        """The year is over: book early what is worth it."""
        shifting = self.world.cycle.shifting
        if shifting is not None:
            self.moved = shift_to_target(self.rule.target - self.progress, self.rule.bonus, shifting.cost)
        self.world.behind = self.moved

    def spent(self) -> Array:
        """What the run cost the units."""
        return target_cost(self.efforts, self.rule) + shifting_cost(self.moved, self.world.cycle.shifting)

    def measures(self) -> Mapping[str, Array]:
        """What is measured of it."""
        # A gap closed by booking early is closed, whatever rounding says.
        reached = (self.progress >= self.rule.target) | (self.moved > 0.0)
        return {
            "target_effort": totals(self.efforts) / self.rule.decisions,
            "target_progress": self.progress + self.moved,
            "target_reached": reached.astype(float),
        }
