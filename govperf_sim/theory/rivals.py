r"""t03b: a prize for the better of two unequal rivals (Lazear and Rosen, 1981).

Both show :math:`y_i = \theta_i + e_i + \varepsilon_i` with normal chance of standard deviation :math:`\sigma`, at the cost
:math:`\tfrac12 c_i e_i^2`; the better gets W.  With :math:`\Delta = \theta_1 - \theta_2` and g the density of
:math:`\varepsilon_2 - \varepsilon_1`, normal with variance :math:`2\sigma^2`,

.. math:: c_i e_i = W g(\Delta + e_1 - e_2), \qquad P_1 = G(\Delta + e_1 - e_2) .

The clearer it is who wins, the less either does.  A best answer needs chance enough, :math:`\min c_i > W \max|g'|` with
:math:`\max|g'| = e^{-1/2}/(2\sigma^2\sqrt{2\pi})`; less is refused.

**World.**  Many pairs, each a pool of the institution of awards.  The package's units are equally able and work at one cost,
so here what the abler is ahead comes with its work, and each side reckons with a cost of its own.  They know nothing at
first.  From a season of all pairs each side learns the slope of its own commendation on its own score, which for normal
chance is g where they stand (Stein); it answers, and they play again, until the answers stay.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.channels import Reports
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, share_of, strange
from govperf_sim.theory.worlds import alike, contract, in_pools, measured, textbook_cycle

PAIRS = 50
SEASONS = 5
STEEPEST = math.exp(-0.5) / (2.0 * math.sqrt(2.0 * math.pi))
r""":math:`\max|g'|` at :math:`\sigma = 1`"""


@dataclass(frozen=True, kw_only=True)
class Rivals:
    """Two unequal rivals for one prize."""

    name: ClassVar[str] = "t03b"
    replications: ClassVar[int] = 300

    gap: float = 1.0
    """how much abler the first is"""
    noise: float = 1.0
    prize: float = 1.0
    cost: float = 1.0
    rival_cost: float = 1.0

    def __post_init__(self) -> None:
        ranges = {"noise": POSITIVE, "prize": NOT_NEGATIVE, "cost": POSITIVE, "rival_cost": POSITIVE}
        refuse(strange(self, ranges | {"gap": Range(-math.inf, math.inf, "()")}))
        least = math.sqrt(self.prize * STEEPEST / min(self.costs))
        if self.noise <= least:
            refuse([fault("simulation.too_little_noise", parameter="t03b.noise", found=self.noise, least=least)])

    @property
    def costs(self) -> tuple[float, float]:
        return self.cost, self.rival_cost

    def mutant(self) -> Rivals:
        return replace(self, prize=OFF * self.prize)

    def exact(self) -> Mapping[str, float]:
        """Both efforts, and the chance that the first wins."""
        from scipy.optimize import brentq
        from scipy.stats import norm

        apart = norm(scale=math.sqrt(2.0) * self.noise)
        answer = 1.0 / self.cost - 1.0 / self.rival_cost
        most = self.prize * abs(answer) * float(apart.pdf(0.0)) + 1.0
        lead = float(brentq(lambda d: d - self.prize * answer * apart.pdf(self.gap + d), -most, most, xtol=1e-14))
        worth = self.prize * float(apart.pdf(self.gap + lead))
        return {
            "effort_1": worth / self.cost,
            "effort_2": worth / self.rival_cost,
            "won": float(apart.cdf(self.gap + lead)),
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from seasons whose slopes the next one answers."""
        effort = np.zeros(2)
        for _ in range(SEASONS):
            before = effort
            won, score = self._season(luck, before)
            slopes = [own_slope(won[:, side], score[:, side]) for side in range(2)]
            effort = np.array([self.prize * s.value / c for s, c in zip(slopes, self.costs, strict=True)])
        # A slope that is off moves both answers, and these the slopes, at most by this share.
        echo = self.prize * STEEPEST / self.noise**2 * abs(1.0 / self.cost - 1.0 / self.rival_cost)
        errors = [self.prize * s.error / c / (1.0 - echo) for s, c in zip(slopes, self.costs, strict=True)]
        unsettled = float(np.abs(effort - before).max()) / (1.0 - echo)
        share = share_of(int(won[:, 0].sum()), len(won))
        lead = math.hypot(*errors) * (slopes[0].value + STEEPEST / self.noise**2 * math.hypot(*errors))
        return {f"effort_{i}": Estimate(float(effort[i - 1]), errors[i - 1] + unsettled) for i in (1, 2)} | {
            "won": replace(share, error=math.hypot(share.error, lead))
        }

    def _season(self, luck: Luck, effort: Array) -> tuple[Array, Array]:
        """Commendations and scores, contest x side."""
        done = np.tile(np.array([self.gap, 0.0]) + effort, PAIRS)[None, :, None]

        def decide(situation: Situation) -> Decisions:
            nothing = np.zeros_like(done)
            return Decisions(effort=done, fabrication=nothing, vanity=nothing[..., 0], shift=nothing)

        rules = textbook_cycle(
            reports=Reports(noise=self.noise, propensity=0.0, fabrication_cost=1.0),
            institutions={"awards": Awards(top=1, prize=0.0, noise=self.noise, pools="groups")},
        )
        _, weights = contract(np.ones(1))
        pairs, same = in_pools(alike(2 * PAIRS, np.eye(1)), weights, PAIRS)
        journal = play(rules, pairs, same, luck, 1, decide)
        won, score = (measured(journal, name, 2 * PAIRS)[:, 0].reshape(-1, 2) for name in ("commended", "score"))
        return won, score


def own_slope(won: Array, score: Array) -> Estimate:
    """The slope of winning on the score of one side, from independent contests."""
    apart = score - score.mean()
    squares = float((apart**2).sum())
    slope = float((won * apart).sum()) / squares
    residual = won - won.mean() - slope * apart
    return Estimate(slope, math.sqrt(float(((residual * apart) ** 2).sum())) / squares)
