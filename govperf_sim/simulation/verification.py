"""Verification visits by a limited inspectorate: who is visited, when, and what is found.

Each year ``a_year`` units are visited: of these visits the share ``by_risk`` goes where suspicion is highest, ties by lot,
the others are drawn at random without replacement; and every further unit is visited with ``chance``.  So a fixed number,
chance alone, and risk are the corners of one rule.  Units know the rule and not who is suspected.  Each visit has a day on which its visit is due.  It waits
until one of the ``teams`` is free and is then out for ``days`` working days.  At its end each fabricated indicator is
found with chance ``detection``, or with one that grows with the lie; a find takes ``correction_days`` more to be corrected in the scores.  When these things
happen, and who waits, is for :mod:`govperf_sim.simulation.cycle`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts, Flags
from govperf_sim.simulation.fabrication import Scrutiny
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import AT_LEAST_ONE, COUNT, NOT_NEGATIVE, SHARE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """Verification visits."""

    teams: int
    """How many teams can be out at once."""
    a_year: int
    """Units visited in a year."""
    days: int
    """Working days a visit takes."""
    detection: float
    """The chance that a visit finds what is fabricated in an indicator."""
    penalty: float
    """Score points (of 1) lost per point of fabrication found."""
    correction_days: int
    """Working days until a finding is corrected in the scores."""
    fine: float = 0.0
    """Score points (of 1) lost for every find, whatever its size."""
    forfeit: float = 0.0
    """Of the score points that a lie gained, how many times as many are lost if it is found."""
    by_risk: float = 0.0
    """The share of the visits that go where suspicion is highest."""
    chance: float = 0.0
    """The chance of a visit to each unit that is not among them."""
    growth: float = 0.0
    """If above 0, a lie m is found with chance 1 - exp(-growth m), in place of ``detection``."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in self.__slots__}
        ranges = {
            "teams": AT_LEAST_ONE,
            "a_year": COUNT,
            "days": AT_LEAST_ONE,
            "detection": SHARE,
            "penalty": NOT_NEGATIVE,
            "correction_days": COUNT,
            "fine": NOT_NEGATIVE,
            "forfeit": NOT_NEGATIVE,
            "growth": NOT_NEGATIVE,
            "by_risk": SHARE,
            "chance": SHARE,
        }
        refuse(outside("visits", values, ranges))

    def scrutiny(self, units: int) -> Scrutiny:
        """What units believe: the chance of a visit is the share of units visited."""
        return Scrutiny(
            visited=self.a_year / units + (1.0 - self.a_year / units) * self.chance,
            detection=self.detection,
            growth=self.growth,
            penalty=self.penalty,
            forfeit=self.forfeit,
            fine=self.fine,
        )


UNVISITED = Visits(teams=1, a_year=0, days=1, detection=0.0, penalty=0.0, correction_days=0)
"""The mechanism switched off."""


def draw_visited(luck: Luck, year: int, units: int, a_year: int) -> Counts:
    """Replication x visit: the units visited this year, those with the smallest lots, so more visits add to the list."""
    lots = luck.uniform("visit_units", year, (units,))
    return np.argsort(lots, axis=-1, kind="stable")[:, :a_year]


def draw_chosen(luck: Luck, year: int, suspicion: Array, visits: Visits) -> list[list[int]]:
    """The units visited this year, replication by replication; ``suspicion`` is replication x unit."""
    units, first = suspicion.shape[1], round(visits.by_risk * visits.a_year)
    also = luck.uniform("visit_chance", year, (units,)) < visits.chance
    chosen = []
    for order, suspected, more in zip(draw_visited(luck, year, units, units), suspicion, also, strict=True):
        risky = order[np.argsort(-suspected[order], kind="stable")][:first]
        others = order[~np.isin(order, risky)]
        drawn, left = np.split(others, [visits.a_year - first])
        chosen.append([*risky.tolist(), *drawn.tolist(), *left[more[left]].tolist()])
    return chosen


def draw_due_days(luck: Luck, year: int, units: int, working_days: int) -> Counts:
    """Replication x unit: the working day of the year, from 1, on which a visit would be due."""
    return 1 + (luck.uniform("visit_days", year, (units,)) * working_days).astype(np.int64)


def draw_finds(luck: Luck, year: int, fabrication: Array, scrutiny: Scrutiny) -> Flags:
    """Replication x unit x indicator: what a visit would find."""
    finds: Flags = luck.uniform("visit_finds", year, fabrication.shape[1:]) < scrutiny.found(fabrication)
    return finds
