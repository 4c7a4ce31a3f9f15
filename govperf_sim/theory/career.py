r"""t12: effort for a reputation (Holmström, 1999).

Each year output is :math:`y_t = \eta + e_t + \varepsilon_t`: ability has precision :math:`h_0`, chance :math:`h_\varepsilon`.  In year s the market
pays what it thinks the ability is, having seen s - 1 years, and it sees through the effort it expects.  A unit of effort
now moves each later opinion by the weight of a year in it, so that over a career of T years

.. math:: c\,e_t = \sum_{s > t} \beta^{s-t}\, \frac{h_\varepsilon}{h_0 + (s-1)\,h_\varepsilon} .

**World.**  Nobody tells the market that formula: it learns from careers.  In a first generation abilities show, and the
market regresses them on the scores of s - 1 years; the slope is what a year weighs in its opinion.  Units of a second
generation choose their effort by these slopes, and its scores show it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import POSITIVE, Range, refuse
from govperf_sim.theory.case import OFF, Estimate, strange
from govperf_sim.theory.worlds import careers

UNITS = 100


@dataclass(frozen=True, kw_only=True)
class Career:
    """A career of so many years, paid by reputation."""

    name: ClassVar[str] = "t12"
    replications: ClassVar[int] = 160

    years: int = 3
    discount: float = 0.9
    ability_precision: float = 1.0
    chance_precision: float = 1.0
    cost: float = 1.0

    def __post_init__(self) -> None:
        ranges = {
            "years": Range(2, 40, whole=True),
            "discount": Range(0, 1, "[)"),
            "ability_precision": POSITIVE,
            "chance_precision": POSITIVE,
            "cost": POSITIVE,
        }
        refuse(strange(self, ranges))

    def mutant(self) -> Career:
        return replace(self, ability_precision=OFF * self.ability_precision)

    def exact(self) -> Mapping[str, float]:
        """The effort of each year."""
        h, g = self.ability_precision, self.chance_precision
        return self._efforts({s: g / (h + (s - 1) * g) for s in range(2, self.years + 1)})

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from careers the market learns from, and careers that know it has."""
        first = luck.normal("ability", 0, (UNITS, 1)) / math.sqrt(self.ability_precision)
        ability, chance = np.repeat(first, self.years, axis=-1), 1.0 / math.sqrt(self.chance_precision)
        scores = careers(luck, ability, np.zeros(self.years), chance)
        slopes, errors = {}, {}
        for s in range(2, self.years + 1):
            seen, known = scores[..., : s - 1].sum(axis=-1).ravel(), first.ravel()
            slopes[s] = float(seen @ known / (seen @ seen))
            residual = known - slopes[s] * seen
            errors[s] = math.sqrt(float(residual @ residual) / known.size / float(seen @ seen))
        chosen = np.array(list(self._efforts(slopes).values()))
        shown = careers(luck, ability, chosen, chance)
        made = (shown - scores).mean(axis=(0, 1))  # the same luck twice: what differs is the effort
        # Slopes of one sample err together, so their errors add up.
        return {
            name: Estimate(float(effort), error)
            for (name, error), effort in zip(self._efforts(errors).items(), made, strict=True)
        }

    def _efforts(self, weights: Mapping[int, float]) -> dict[str, float]:
        """The best efforts, when in year s each year seen weighs so much."""
        return {
            f"effort_{t}": sum(self.discount ** (s - t) * weights[s] for s in range(t + 1, self.years + 1)) / self.cost
            for t in range(1, self.years + 1)
        }
