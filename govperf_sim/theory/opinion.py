r"""t08: the public is asked about units (Cochran, 1977; the order of units, by the distribution itself).

Of the public of a unit the share p is content, from the best unit to the worst in equal steps.  Of n people asked each
returns the questionnaire with chance :math:`\rho = p r_1 + (1-p) r_0`, at least one does, and of T answers A are content:

.. math:: P(A = a, T = t) = \binom{n}{t}\frac{\rho^t(1-\rho)^{n-t}}{1 - (1-\rho)^n}
          \binom{t}{a} q^a (1-q)^{t-a}, \qquad q = p r_1/\rho .

The exact side sums this over all a and t: the mean of a figure is q, and where everybody answers its variance is
:math:`p(1-p)/n`.  Two units are misranked if the figure of the better is the lower; where both are the same a lot decides.

**World.**  The package's survey of units at which nobody works and nothing changes; the score is the year's last figure.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import Range, refuse
from govperf_sim.simulation.scoring import MARKS
from govperf_sim.simulation.survey import RETURNS, Survey
from govperf_sim.theory.case import OFF, Estimate, mean_of, share_of, strange, variance_of
from govperf_sim.theory.worlds import alike, contract, measured, textbook_cycle

COPIES = 20
"""How many copies of the units there are."""


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """Units, the public's opinion of them, and a survey of it."""

    name: ClassVar[str] = "t08"
    replications: ClassVar[int] = 60

    best: float = 0.85
    """the share of the public of the best unit that is content"""
    worst: float = 0.75
    units: int = 7
    asked: int = 200
    returns: float = 0.4
    """the chance that someone content answers"""
    returns_discontent: float = 0.2

    def __post_init__(self) -> None:
        ranges = {
            "best": Range(0.05, 0.95),  # nearer to the ends a sample of this size shows nothing
            "units": Range(2, 100, whole=True),
            "asked": Range(1, 1000, whole=True),
            "returns": RETURNS,
            "returns_discontent": RETURNS,
        }
        refuse(strange(self, ranges))
        refuse(strange(self, {"worst": Range(0.05, self.best, "[)")}))

    def mutant(self) -> Opinion:
        return replace(self, returns_discontent=OFF * self.returns_discontent)

    def exact(self) -> Mapping[str, float]:
        """Mean and variance of the figure of the best unit, and the share of pairs of units that are misranked."""
        return _summed(self)

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same from a year of surveys."""
        content = np.tile(self.content, COPIES)
        public = alike(content.size, np.eye(1))
        public = replace(public, level0=public.level0 + content[:, None])
        rule = Survey(
            indicators=public.indicators,
            asked=self.asked,
            returns=self.returns,
            returns_discontent=self.returns_discontent,
        )
        _, weights = contract(np.ones(1))
        journal = play(textbook_cycle(survey=rule, scale=MARKS), public, weights, luck, years=1)
        figures = measured(journal, "score", content.size).reshape(-1, self.units)
        better, worse = (figures[:, places] for places in np.triu_indices(self.units, 1))
        misranked = mean_of(((better < worse) + 0.5 * (better == worse)).mean(axis=1))
        return {
            "share": mean_of(figures[:, 0]),
            "variance": variance_of(figures[:, 0]),
            "misranked": replace(misranked, error=max(misranked.error, share_of(0, len(figures)).error)),
        }

    @property
    def content(self) -> Array:
        """The share of the public that is content, unit by unit."""
        return np.linspace(self.best, self.worst, self.units)


@functools.lru_cache(maxsize=32)
def _summed(terms: Opinion) -> Mapping[str, float]:
    answers, agreeing = (x[1:] for x in np.tril_indices(terms.asked + 1))  # somebody answers
    figures, places = np.unique(agreeing / answers, return_inverse=True)
    best, *others = (np.bincount(places, _chances(terms, p, answers, agreeing)) for p in terms.content)
    share = float(best @ figures)
    better, misranked = best.copy(), 0.0
    for worse in others:
        above = np.cumsum(worse[::-1])[::-1] - 0.5 * worse  # the same figure counts half
        misranked += float(better @ above)
        better += worse
    return {
        "share": share,
        "variance": float(best @ (figures - share) ** 2),
        "misranked": misranked / math.comb(terms.units, 2),
    }


def _chances(terms: Opinion, content: float, answers: Counts, agreeing: Counts) -> Array:
    """The chance of so many answers and so many content among them, given that there are any."""
    from scipy.stats import binom

    answering = content * terms.returns + (1.0 - content) * terms.returns_discontent
    returned = binom.pmf(np.arange(terms.asked + 1), terms.asked, answering) / (1.0 - (1.0 - answering) ** terms.asked)
    chances: Array = returned[answers] * binom.pmf(agreeing, answers, content * terms.returns / answering)
    return chances
