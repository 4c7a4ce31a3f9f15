r"""Sanctions: what they take from a unit and from its leader, and what they do to morale.

A sanction takes d points from the next score that is made (where a stage has settled a part of it, from the rest), bars the
unit from commendation for so many years, beginning with the next that is scored, and ends the leader's tenure with a given
chance, unless the leader it is meant for has left: who led the unit when year y was scored has a tenure of at least
:math:`Y - y + 1` once year Y has been.  Of morale M a sanction without cause takes the share l, and in a year the share r of what is missing comes back:

.. math:: M \leftarrow (1 - l)\,M, \qquad M \leftarrow M + r\,(1 - M).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.institutions.institution import Setting
from govperf_sim.simulation.institutions.investigations import Suspicion


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """How hard a sanction is."""

    deduction: float
    bar: int
    removal: float
    morale_loss: float
    recovery: float


class Sanctions:
    """The sanctions of a batch of replications; arrays are replication x unit."""

    def __init__(self, severity: Severity, setting: Setting) -> None:
        self.severity, self.setting = severity, setting
        self.last = 0
        """the last year that has been scored"""
        self.pending = np.zeros(setting.shape)
        """score points to be taken from the next score"""
        self.counts = {name: np.zeros(setting.shape) for name in ("right", "wrong", "days", "removed", "escaped")}
        """since the last score"""

    def pass_on(self, why: Suspicion, days: int) -> None:
        """An investigation has ended after so many working days: the sanction."""
        severity, standing, clock = self.severity, self.setting.standing, self.setting.clock
        whose = why.replication, why.unit
        self.pending[whose] += severity.deduction
        self.counts["right" if why.cause else "wrong"][whose] += 1.0
        self.counts["days"][whose] += days
        event = "sanctioned" if why.cause else "falsely_sanctioned"
        clock.book.note(why.year, clock.today, event, *whose, amounts=days)
        if severity.bar:
            standing.barred[whose] = max(standing.barred[whose], self.last + severity.bar)
        if not why.cause:
            standing.morale[whose] *= 1.0 - severity.morale_loss
        if standing.tenure[whose] < self.last - why.year + 1:
            self.counts["escaped"][whose] += 1.0
        elif why.lot < severity.removal:
            leaves = np.zeros(self.setting.shape, dtype=bool)
            leaves[whose] = True
            standing.replace(leaves)
            self.counts["removed"][whose] += 1.0
            clock.book.note(why.year, clock.today, "removed", *whose)

    def since_last(self, year: int) -> Mapping[str, Array]:
        """A year is scored: what has come of sanctions since the last was, and morale with what has come back of it."""
        counts, morale = self.counts, self.setting.standing.morale
        all_told = counts["right"] + counts["wrong"]
        found = {
            "sanctioned": all_told,
            "falsely_sanctioned": counts["wrong"],
            "days_to_sanction": np.where(all_told > 0.0, counts["days"] / np.maximum(all_told, 1.0), np.nan),
            "sanction_points": self.pending,
            "removed": counts["removed"],
            "escaped": counts["escaped"],
        }
        self.last, self.pending = year, np.zeros_like(self.pending)
        self.counts = {name: np.zeros_like(count) for name, count in counts.items()}
        morale += self.severity.recovery * (1.0 - morale)
        return found | {"morale": morale.copy()}
