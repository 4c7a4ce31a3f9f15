r"""t08b: a survey of few people, or of neighbours (Cochran, 1977; Kish, 1965).

Of the public the share p is content, and of n people asked all answer.

* Drawn without return from N people, of whom :math:`K = pN` are content, the share content among those asked has the
  variance :math:`\frac{p(1-p)}{n}\,\frac{N-n}{N-1}`.
* Asked in clusters of m, the answers of a cluster correlating by :math:`\iota`, its variance is
  :math:`\frac{p(1-p)}{n}\,(1 + (m-1)\iota)`; those left over when m does not divide n answer for themselves.

What the variance is multiplied by is the *design effect*, and n over it the number of people asked one by one, out of a
public without end, who would tell as much.

**World.**  The package's survey, month by month, of units at which nobody works and nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, SHARE, Range, refuse
from govperf_sim.simulation.scoring import MARKS
from govperf_sim.simulation.survey import Survey
from govperf_sim.theory.case import OFF, Estimate, mean_of, strange, variance_of
from govperf_sim.theory.worlds import alike, contract, textbook_cycle

UNITS = 50
FEWEST = 20
"""The smallest public: with fewer people nobody or everybody may be content."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One unit, and how its public is sampled."""

    name: ClassVar[str] = "t08b"
    replications: ClassVar[int] = 100

    content: float = 0.8
    """the share of the public that is content"""
    asked: int = 400
    public: int | None = None
    """people there are to ask; without end if None"""
    cluster: int = 10
    """people asked together"""
    correlation: float = 0.2
    """of the answers of a cluster"""

    def __post_init__(self) -> None:
        ranges = {
            "content": Range(0.05, 0.95),
            "asked": Range(1, 100_000, whole=True),
            "cluster": AT_LEAST_ONE,
            "correlation": SHARE,
        }
        refuse(strange(self, ranges))
        if self.public is not None:
            refuse(strange(self, {"public": Range(max(self.asked, FEWEST), 1_000_000, whole=True)}))
            if self.cluster > 1:
                refuse([fault("theory.few_in_clusters", parameter="t08b.cluster", found=self.cluster)])

    @property
    def share(self) -> float:
        """The share that is content of a public of whole people."""
        return self.content if self.public is None else round(self.content * self.public) / self.public

    def mutant(self) -> Sample:
        """Of a public that is not known, the clusters are more alike; else there are more people."""
        if self.public is None:
            return replace(self, correlation=OFF * self.correlation)
        return replace(self, public=round(OFF * self.public))

    def exact(self) -> Mapping[str, float]:
        """Mean and variance of the figure, the design effect, and how many asked at random would tell as much."""
        share, design = self.share, 1.0
        if self.public is None:
            together = self.cluster * (self.asked // self.cluster)
            design += (self.cluster - 1) * self.correlation * together / self.asked
        else:
            design = (self.public - self.asked) / (self.public - 1)
        told = {"share": share, "variance": design * share * (1.0 - share) / self.asked, "design_effect": design}
        return told | ({"worth_asking": self.asked / design} if design > 0.0 else {})

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of monthly surveys."""
        figures = self._figures(luck)
        variance, alone = variance_of(figures), self.share * (1.0 - self.share) / self.asked
        design = Estimate(variance.value / alone, variance.error / alone)
        told = {"share": mean_of(figures), "variance": variance, "design_effect": design}
        if design.value > 0.0:
            worth = self.asked / design.value
            told["worth_asking"] = Estimate(worth, worth * design.error / design.value)
        return told

    def _figures(self, luck: Luck) -> Array:
        """One figure for each replication, unit and month."""
        public = alike(UNITS, np.eye(1), start=self.content)
        rule = Survey(
            indicators=public.indicators,
            asked=self.asked,
            returns=1.0,
            returns_discontent=1.0,
            public=self.public,
            cluster=self.cluster,
            correlation=self.correlation if self.public is None else 0.0,
        )
        _, weights = contract(np.ones(1))
        events = play(textbook_cycle(survey=rule, scale=MARKS), public, weights, luck, years=1).events
        return events.loc[events["event"] == "monthly_report", "amount"].to_numpy(float)
