r"""t12c: reputation and an explicit bonus together (Gibbons and Murphy, 1992).

A career of two years: :math:`y_t = \eta + e_t + \varepsilon_t`, ability with variance :math:`s_0`, chance with :math:`s_\varepsilon`.
In year t a bonus :math:`b_t` is paid for :math:`y_t`, and competing employers add what they expect to be left,
:math:`(1 - b_t)\,\mathrm E[y_t \mid \text{scores so far}]`, seeing through the effort they expect.  Effort costs
:math:`\tfrac12 c e^2` and risk half of r times the variance: of :math:`w_1 + \beta w_2` when the career begins, of :math:`w_2` when
its second year does.  A score weighs :math:`h = s_0/(s_0 + s_\varepsilon)` in the opinion of ability and leaves
:math:`s_1 = (1-h)s_0` open, so that in all a unit more in the first year earns :math:`B_1 = b_1 + \beta(1 - b_2)h`.  The best bonuses:

.. math:: b_2 = ce_2 = \frac{1}{1 + rc(s_1 + s_\varepsilon)}, \qquad
          B_1 = ce_1 = \frac{1 - rc\,s_0\,\beta b_2}{1 + rc(s_0 + s_\varepsilon)} .

What reputation does already the bonus need not do: it grows as a career goes on, and may begin below 0.

**World.**  How units answer trial bonuses, and what their effort costs them, is played.  The scores of careers tell
employers what one score says of the next, and how much pay would vary.  What a trial bonus is worth is a parabola, and
its top is the best bonus; careers under the best bonuses show the effort.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import NOT_NEGATIVE, POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, strange
from govperf_sim.theory.worlds import (
    FLEETING,
    alike,
    careers,
    contract,
    efforts,
    measured,
    textbook_cycle,
    textbook_work,
)

UNITS = 100
TRIALS = (0.0, 0.5, 1.0)
"""Bonuses that are tried."""


@dataclass(frozen=True, kw_only=True)
class Bonus:
    """Two years, two bonuses, and a reputation between them."""

    name: ClassVar[str] = "t12c"
    replications: ClassVar[int] = 200

    risk_aversion: float = 1.0
    cost: float = 1.0
    ability_variance: float = 1.0
    chance_variance: float = 1.0
    discount: float = 0.9

    def __post_init__(self) -> None:
        ranges = {
            "risk_aversion": NOT_NEGATIVE,
            "cost": POSITIVE,
            "ability_variance": POSITIVE,
            "chance_variance": POSITIVE,
            "discount": Range(0, 1),
        }
        refuse(strange(self, ranges))

    def mutant(self) -> Bonus:
        return replace(self, chance_variance=OFF * self.chance_variance)

    def exact(self) -> Mapping[str, float]:
        """The best bonuses, what reputation adds to the first, the efforts, and what the career is worth."""
        before, chance, aversion = self.ability_variance, self.chance_variance, self.risk_aversion * self.cost
        weight = before / (before + chance)
        second = 1.0 / (1.0 + aversion * ((1.0 - weight) * before + chance))
        later = self.discount * second
        first = (1.0 - aversion * before * later) / (1.0 + aversion * (before + chance))
        varies = (first**2 + later**2) * (before + chance) + 2.0 * first * later * before
        made = first - 0.5 * first**2 + self.discount * (second - 0.5 * second**2)
        implicit = self.discount * (1.0 - second) * weight
        return {
            "bonus_1": first - implicit,
            "bonus_2": second,
            "implicit": implicit,
            "effort_1": first / self.cost,
            "effort_2": second / self.cost,
            "worth": made / self.cost - 0.5 * self.risk_aversion * varies,
        }

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from careers under trial bonuses; errors by leaving out one replication at a time."""
        ability = math.sqrt(self.ability_variance) * np.repeat(luck.normal("ability", 0, (UNITS, 1)), 2, axis=-1)
        spread, answers = math.sqrt(self.chance_variance), [self._answered(luck, bonus) for bonus in TRIALS]
        scores = careers(luck, ability, np.zeros(2), spread)
        products = np.einsum("rut,rus->rts", scores, scores) / UNITS
        found = self._best(products.mean(axis=0), answers)
        chosen = np.array([found["effort_1"], found["effort_2"]])
        made = (careers(luck, ability, chosen, spread) - scores).mean(axis=(0, 1))
        others = [self._best(left, answers) for left in (products.sum(axis=0) - products) / (len(products) - 1)]
        return {
            name: Estimate(value, math.sqrt((len(others) - 1) * float(np.var([other[name] for other in others]))))
            for name, value in (found | {"effort_1": float(made[0]), "effort_2": float(made[1])}).items()
        }

    def _answered(self, luck: Luck, bonus: float) -> tuple[float, float]:
        """The effort with which a unit answers pay for its score, and what that is worth less its cost."""
        work = textbook_work(effort_cost=self.cost, depreciation=FLEETING, productivity=FLEETING)
        _, weights = contract(np.ones(1))
        one = Luck(luck.seed, luck.replications[:1])
        journal = play(textbook_cycle(bonus / FLEETING, work=work), alike(1, np.eye(1)), weights, one, years=1)
        welfare = float(measured(journal, "welfare", 1).sum())
        return float(efforts(journal, 1)[0]), welfare

    def _best(self, products: Array, answers: Sequence[tuple[float, float]]) -> dict[str, float]:
        """The best bonuses and what follows, from the mean products of scores and the answers to the trials."""
        (y11, y12), (_, y22) = products
        effort, net = (
            np.polyfit(TRIALS, [e for e, _ in answers], 1),
            np.polyfit(TRIALS, [worth for _, worth in answers], 2),
        )
        weight, half = y12 / y11, 0.5 * self.risk_aversion
        second = -net[1] / (2.0 * (net[0] - half * (y22 - weight * y12)))
        later = self.discount * second
        first = -(net[1] - 2.0 * half * later * y12) / (2.0 * (net[0] - half * y11))
        varies = first**2 * y11 + 2.0 * first * later * y12 + later**2 * y22
        implicit = self.discount * (1.0 - second) * weight
        return {
            "bonus_1": first - implicit,
            "bonus_2": second,
            "implicit": implicit,
            "effort_1": float(np.polyval(effort, first)),
            "effort_2": float(np.polyval(effort, second)),
            "worth": float(np.polyval(net, first) + self.discount * np.polyval(net, second)) - half * varies,
        }
