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

**A finite public** of N people is asked without return.  Who is content and who returns a questionnaire are then fixed
people, :math:`N\rho` and among them :math:`N p r_1` to the nearest, and both distributions are hypergeometric.  Where all
answer, the variance :math:`p(1-p)/n` shrinks by the *finite population correction* :math:`(N-n)/(N-1)`.

**Clusters.**  People are asked by household or village, m together.  With chance :math:`\iota` those of a cluster are of one
mind, content or not; otherwise each has a mind of his own.  Two answers of a cluster then correlate by :math:`\iota`, the
*intra-cluster correlation*, and the variance grows by the *design effect* :math:`1 + (m-1)\iota` (Kish, 1965).  Of T answers
:math:`\lfloor T/m \rfloor` clusters are full; of these U are of one mind and V of them content:

.. math:: A = m V + A', \quad U \sim \mathrm{Bin}(\lfloor T/m \rfloor, \iota), \quad V \sim \mathrm{Bin}(U, p r_1/\rho), \quad
          A' \sim \mathrm{Bin}(T - mU, p r_1/\rho) .
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.errors import fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck, binomial, hypergeometric
from govperf_sim.simulation.ranges import AT_LEAST_ONE, SHARE, Range, outside, refuse

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
    public: int | None = None
    """People there are to ask in a unit, asked without return; without end if None."""
    cluster: int = 1
    """People asked together."""
    correlation: float = 0.0
    """The chance that those who are asked together are of one mind."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "asked": AT_LEAST_ONE,
            "returns": RETURNS,
            "returns_discontent": RETURNS,
            "organiser": Range(0, 1, "[)"),
            "cluster": AT_LEAST_ONE,
            "correlation": SHARE,
        }
        refuse(outside("survey", values, ranges))
        if self.public is not None:
            refuse(outside("survey", values, {"public": Range(self.asked, math.inf, "[)", whole=True)}))
            if self.clustered:
                refuse([fault("simulation.clusters_of_few", parameter="survey.public", found=self.public)])

    @property
    def clustered(self) -> bool:
        """Whether those asked together are any more alike than others."""
        return self.cluster > 1 and self.correlation > 0.0


def draw_answers(luck: Luck, year: int, survey: Survey, units: int, indicators: int) -> Array:
    """Uniform lots, replication x unit x month x indicator x (who returns, who is content).

    Where people are asked in clusters there are two lots more: which are of one mind, and which of these are content.
    """
    block = (units, MONTHS, indicators, 2)
    lots = [luck.uniform("survey", year, block)]
    if survey.clustered:
        lots.append(luck.uniform("survey_clusters", year, block))
    return np.concatenate(lots, axis=-1)


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
    """What the survey shows; ``lots``, of :func:`draw_answers`, have one more axis."""
    share, answering = expected_share(content, survey)
    if survey.public is not None:
        return _of_few(share, answering, lots, survey.asked, float(survey.public))
    nobody = (1.0 - answering) ** survey.asked
    some = nobody + lots[..., 0] * (1.0 - nobody)
    returned = np.maximum(binomial(np.full(some.shape, float(survey.asked)), answering, some), 1.0)
    if survey.clustered:
        return _of_neighbours(share, returned, lots, survey)
    shown: Array = binomial(returned, share, lots[..., 1]) / returned
    return shown


def _of_few(share: Array, answering: Array, lots: Array, asked: int, public: float) -> Array:
    """What is shown where the public is finite and nobody is asked twice."""
    would = np.maximum(np.round(public * answering), 1.0)
    drawn = np.full(lots.shape[:-1], float(asked))
    returned = hypergeometric(public, would, drawn, lots[..., 0], least=1)
    shown: Array = hypergeometric(would, np.round(would * share), returned, lots[..., 1]) / returned
    return shown


def _of_neighbours(share: Array, returned: Array, lots: Array, survey: Survey) -> Array:
    """What is shown where people are asked in clusters."""
    agreed = binomial(np.floor(returned / survey.cluster), np.array(survey.correlation), lots[..., 2])
    others = binomial(returned - survey.cluster * agreed, share, lots[..., 1])
    shown: Array = (survey.cluster * binomial(agreed, share, lots[..., 3]) + others) / returned
    return shown
