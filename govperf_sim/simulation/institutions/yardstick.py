r"""The yardstick: a unit is asked to get on as its peers do, the others of its system (Shleifer, 1985).

.. math:: q_{i,t+1} = p\,\frac{o\,x_i + \sum_{k \ne i} x_k}{o + n - 1}

over the n units of its system that the indicator applies to; where it applies to nobody else the target stays at the start.
The own result is left out (o = 0) or counts as one of them (o = 1).  Left out, it makes nothing harder for the unit that brings it, and effort is what it would be under fixed targets.
Counted, it leaves of a point :math:`R = 1 - p\,\beta^\ell o/(o + n - 1)` to those who look ahead and will still be in
office (:mod:`~govperf_sim.simulation.institutions.asking`): with n units alike :math:`1 - \beta/n`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array, through
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.institutions.asking import Asking, dangling, lost_later
from govperf_sim.simulation.institutions.institution import Course, Institution, Setting
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import SHARE, SHARE_BELOW_ONE, outside, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick(Institution):
    """The results of a unit's peers move its target."""

    clauses: ClassVar[tuple[str, ...]] = ("II-4", "V-1a")
    measured: ClassVar[tuple[str, ...]] = ("yardstick_asked", "yardstick_gap")
    events: ClassVar[Mapping[str, Amount]] = {"yardstick_set": "points"}

    pull: float = 1.0
    """The share of the peers' progress since the start that a unit is asked for, in [0, 1]."""
    own: float = 0.0
    """What the own result counts in the mean, in [0, 1] of what another unit's counts."""
    discount: float = 0.0
    """What leaders make of a point a year later, in points of today, in [0, 1); 0: they do not look ahead."""
    indicators: Sequence[str] | None = None
    """The indicators whose targets follow the peers; all if left out."""

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in ("pull", "own", "discount")}
        refuse(outside("yardstick", values, {"pull": SHARE, "own": SHARE, "discount": SHARE_BELOW_ONE}))

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        peers = _peers(population)[1] * population.measured
        return dangling("yardstick", self.indicators, population) + [
            fault("simulation.nobody_to_compare_with", parameter="yardstick.indicators", indicator=code)
            for code, compared in zip(population.indicators, peers.T, strict=True)
            if code in (self.indicators or ()) and not compared.any()
        ]

    def begin(self, setting: Setting) -> Course:
        return Asking("yardstick", Peers(self, setting.population), self.indicators, self.discount, setting)


class Peers:
    """How the targets of a population move."""

    def __init__(self, rule: Yardstick, population: Population) -> None:
        self.rule, self.counts = rule, population.measured
        self.peers, others = _peers(population)
        self.compared = others > 0.0
        """unit x indicator: whether there is anybody to compare with"""
        self.together = np.where(self.compared, rule.own + others, 1.0)

    def asks(self, asked: Array, shown: Array) -> Array:
        """What is asked next: the mean progress of the peers, nothing where there are none."""
        by_indicator = np.swapaxes(np.where(self.counts, shown, 0.0), -1, -2)
        others = np.swapaxes(through(self.peers, by_indicator), -1, -2)
        mean = (self.rule.own * shown + others) / self.together
        return self.rule.pull * np.where(self.compared, mean, 0.0)

    def costs(self, discount: Array, years: Array, delay: int) -> Array:
        """What a point costs later, as a share of it: it is asked for once, in the year after it is known."""
        weight = np.where(self.compared, self.rule.own / self.together, 0.0)
        return self.rule.pull * weight * lost_later(1.0, discount, years, delay)


def _peers(population: Population) -> tuple[Array, Array]:
    """Who is whose peer, unit x unit; and how many peers are measured on the same, unit x indicator."""
    systems = np.array([population.systems[u] for u in population.units], dtype=object)
    peers = (systems[:, None] == systems).astype(float)
    np.fill_diagonal(peers, 0.0)
    return peers, through(peers, population.measured.T.astype(float)).T
