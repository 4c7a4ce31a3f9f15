r"""t03c: a prize for the better of two equal rivals whose chance is uniform (Lazear and Rosen, 1981).

Both show :math:`y_i = e_i + \varepsilon_i` with :math:`\varepsilon` uniform on :math:`[-a, a]`, at the cost :math:`\tfrac12 c\,e^2`; the better
gets W.  The difference of two uniforms has the triangular density :math:`g(x) = (2a - |x|)/4a^2`, so

.. math:: c\,e = W g(0) = \frac{W}{2a}, \qquad P(\delta) = 1 - \frac{(2a - \delta)^2}{8a^2},

P the chance of one who is :math:`\delta \in [0, 2a]` ahead: 7/8 at :math:`\delta = a`.

It is a best answer only if :math:`4 a^2 c \ge W`, for :math:`|g'| = 1/4a^2`; less is refused.  At equality every effort up to it is as
good.

**World.**  The package's own chance is normal, so here it comes with the work, from a stream of its own; reports are true.  One side of
each pair is tried out under the same luck a little ahead and a little behind.  On either side the chance is quadratic, so that
the slopes D(h) and D(h/2) of two trials give g(0) = 2 D(h/2) - D(h) without error but that of luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, refuse
from govperf_sim.theory.case import OFF, Estimate, mean_of, strange
from govperf_sim.theory.worlds import alike, contract, in_pools, measured, textbook_cycle

PAIRS = 50


@dataclass(frozen=True, kw_only=True)
class EvenRivals:
    """Two equal rivals under uniform chance."""

    name: ClassVar[str] = "t03c"
    replications: ClassVar[int] = 300

    half_width: float = 1.0
    """a: chance is uniform between -a and a"""
    prize: float = 1.0
    cost: float = 1.0

    def __post_init__(self) -> None:
        refuse(strange(self, {"half_width": POSITIVE, "prize": NOT_NEGATIVE, "cost": POSITIVE}))
        least = 0.5 * (self.prize / self.cost) ** 0.5
        if self.half_width < least:
            said = {"parameter": "t03c.half_width", "found": self.half_width, "least": least}
            refuse([fault("simulation.too_little_noise", **said)])

    def mutant(self) -> EvenRivals:
        return replace(self, half_width=OFF * self.half_width)

    def exact(self) -> Mapping[str, float]:
        """Effort, and the chance of one who is half the width of chance ahead."""
        return {"effort": self.prize / (2.0 * self.half_width * self.cost), "won_ahead": 0.875}

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from pairs of which one side is tried out ahead and behind."""
        a = self.half_width
        won = {lead: self._won(luck, lead * a) for lead in (-1.0, -0.5, 0.5, 1.0)}
        near, far = ((won[lead] - won[-lead]) / (2.0 * lead * a) for lead in (0.5, 1.0))
        slope, worth = mean_of(2.0 * near - far), self.prize / self.cost
        return {"effort": Estimate(worth * slope.value, worth * slope.error), "won_ahead": mean_of(won[1.0])}

    def _won(self, luck: Luck, lead: float) -> Array:
        """Whether the first of each pair is commended, so much ahead; all pairs of all replications."""
        chance = self.half_width * (2.0 * luck.uniform("duel", 0, (2 * PAIRS,)) - 1.0)
        done = (chance + np.tile([lead, 0.0], PAIRS))[..., None]

        def decide(situation: Situation) -> Decisions:
            nothing = np.zeros_like(done)
            return Decisions(effort=done, fabrication=nothing, vanity=nothing[..., 0], shift=nothing)

        rules = textbook_cycle(institutions={"awards": Awards(top=1, prize=0.0, noise=self.half_width, pools="groups")})
        _, weights = contract(np.ones(1))
        pairs, same = in_pools(alike(2 * PAIRS, np.eye(1)), weights, PAIRS)
        journal = play(rules, pairs, same, luck, 1, decide)
        return measured(journal, "commended", 2 * PAIRS)[:, 0, ::2].ravel()
