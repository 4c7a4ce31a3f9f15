r"""The public survey: who is asked, who answers, and what the answers show; pure functions of arrays.

The true score x of an indicator of the survey is the share of the public that is content.  Of n people asked in a month
the share :math:`\omega` is picked by the organiser and content; of all that are asked, the share content is therefore

.. math:: p = \omega + (1 - \omega)\,x .

The content return the questionnaire with chance :math:`r_1`, the others with :math:`r_0`, so each of the n returns it with
:math:`\rho = p r_1 + (1-p) r_0`.  The figure is the share of the content among those T who return it,

.. math:: \hat p = A/T, \quad T \sim \mathrm{Bin}(n, \rho), \quad A \mid T \sim \mathrm{Bin}(T, p r_1/\rho), \qquad
          \mathrm E\,\hat p = p r_1/\rho ,

which is x only if nobody is picked and all return it alike (Cochran, 1977).  People are asked again until somebody
answers: T is at least 1, and the mean is exact all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck, binomial
from govperf_sim.simulation.ranges import AT_LEAST_ONE, Range, outside, refuse

RETURNS = Range(0, 1, "(]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A public survey, every month; the last counts."""

    indicators: Sequence[str]
    """The indicators it measures."""
    asked: int
    """People asked in a unit."""
    returns: float
    """The chance that someone content returns the questionnaire."""
    returns_discontent: float
    """The chance that someone else does."""
    organiser: float = 0.0
    """The share of those asked that the organiser picks, all of them content."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "asked": AT_LEAST_ONE,
            "returns": RETURNS,
            "returns_discontent": RETURNS,
            "organiser": Range(0, 1, "[)"),
        }
        refuse(outside("survey", values, ranges))


def draw_answers(luck: Luck, year: int, units: int, indicators: int) -> Array:
    """Uniform lots, replication x unit x month x indicator x (who returns, who is content)."""
    return luck.uniform("survey", year, (units, MONTHS, indicators, 2))


def expected_share(content: Array, survey: Survey) -> tuple[Array, Array]:
    """The share of the content among those who return the questionnaire, and the chance that someone does.

    >>> rule = Survey(indicators=(), asked=100, returns=0.4, returns_discontent=0.2)
    >>> [float(x.round(4)) for x in expected_share(np.array(0.8), rule)]
    [0.8889, 0.36]
    """
    asked = survey.organiser + (1.0 - survey.organiser) * np.clip(content, 0.0, 1.0)
    answering = asked * survey.returns + (1.0 - asked) * survey.returns_discontent
    return asked * survey.returns / answering, answering


def surveyed(content: Array, lots: Array, survey: Survey) -> Array:
    """What the survey shows; ``lots`` has one more axis, of 2."""
    share, answering = expected_share(content, survey)
    nobody = (1.0 - answering) ** survey.asked
    some = nobody + lots[..., 0] * (1.0 - nobody)
    returned = np.maximum(binomial(np.full(some.shape, float(survey.asked)), answering, some), 1.0)
    shown: Array = binomial(returned, share, lots[..., 1]) / returned
    return shown
