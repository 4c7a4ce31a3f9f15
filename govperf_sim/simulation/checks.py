r"""Daily checks: the small, frequent kind of verification, that needs no team and no date; pure functions of arrays.

A unit is checked at random moments, :math:`\lambda` times a month on average, so the number of checks in a month is
Poisson.  Each check sees through the lie in an indicator with chance q, independently of every other.  A year's reports
carry the same lie :math:`m_{ij}` from its first month on; it is found in the first month in which some check finds it,
corrected in the scores from that month on, and costs the penalty f for each of its points, once a year.  The chance that
this happens within the year is

.. math:: c = 1 - e^{-12\lambda q} .

**What units do about it.**  They know c.  A visit and a check do not know of each other: the gain stands only where
neither finds the lie, and each takes its own penalty, so with p, :math:`q_v`, F and L of
:mod:`~govperf_sim.simulation.fabrication` for the visit

.. math:: U(m) = b\,\bigl[w(1-c)\,m\,(1-pq_v) - pq_v(Fm + L) - c f m\bigr] - \tfrac12\kappa m^2 .

Without visits :math:`m^* = b\,[w(1-c) - cf]_+/\kappa`, and nothing pays from :math:`c = w/(w+f)`, that is from
:math:`\lambda = \ln(1 + w/f)/(12q)` checks a month (Becker, 1968).  Units count every find as corrected before the score.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts, Flags
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.luck import Luck, poisson
from govperf_sim.simulation.ranges import NOT_NEGATIVE, SHARE, Range, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Daily checks."""

    a_month: float
    """Checks of a unit in a month, on average; one a day at most."""
    detection: float
    """The chance that a check finds what is fabricated in an indicator."""
    penalty: float
    """Score points (of 1) lost per point of fabrication found."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        refuse(outside("checks", values, {"a_month": Range(0, 31), "detection": SHARE, "penalty": NOT_NEGATIVE}))

    @property
    def chance(self) -> float:
        """The chance c that a lie is found within the year.

        >>> round(Checks(a_month=0.5, detection=0.2, penalty=1.0).chance, 4)
        0.6988
        """
        return -math.expm1(-MONTHS * self.a_month * self.detection)


UNCHECKED = Checks(a_month=0.0, detection=0.0, penalty=0.0)
"""The mechanism switched off."""


def draw_checks(luck: Luck, year: int, units: int, checks: Checks) -> Counts:
    """Replication x unit x month: how often a unit is checked.  More checks a month never mean fewer in any."""
    return poisson(np.full(units, checks.a_month), luck.uniform("checks", year, (units, MONTHS)))


def draw_seen_through(luck: Luck, year: int, fabrication: Array, made: Counts, detection: float) -> Flags:
    """Replication x unit x month x indicator: whether a check of the month finds what is fabricated.

    ``fabrication`` is replication x unit x indicator; ``made`` are the checks, replication x unit x month.
    """
    _, units, indicators = fabrication.shape
    chance = 1.0 - np.power(1.0 - detection, made)[..., None]
    lots = luck.uniform("check_finds", year, (units, MONTHS, indicators))
    seen: Flags = (lots < chance) & (fabrication > 0.0)[:, :, None, :]
    return seen
