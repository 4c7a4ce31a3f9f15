r"""What an institution is: something the office sets up that outlasts the year, such as awards or training.

**Settings and course.**  An :class:`Institution` is what the office decides: a frozen dataclass of numbers that refuses
nonsense by name when it is made.  :meth:`Institution.begin` sets a :class:`Course` going: what the institution does and
remembers in a batch of replications.  A course is asked at six moments, in the order of
:data:`~govperf_sim.simulation.institutions.register.INSTITUTIONS`:

=============  ========================================================================================================
``opens``      a year opens: it changes the :class:`~govperf_sim.simulation.institutions.terms.Terms` that units find
``decides``    units answer best: what they do once they reckon with it, by its own closed form
``month``      a month ends: how much of what effort would have brought it has brought
``points``     the year is about to be scored: score points it adds or takes
``scored``     the year is scored: it looks at the :class:`Evidence`, remembers, and says what that was worth to the units
``measures``   what it measures of the year it has just seen scored
=============  ========================================================================================================

What happens on a day of its own, or waits its turn, is a process that a course starts on ``setting.clock``.  Scores exist
some weeks after the year's end: year y is scored when y + 1 has opened already.  So what follows from a score reaches the
year that opens after that day, and a course that must recall how year y opened keeps it by the year's number, or reads it
off ``evidence.terms``.

**Off is neutral.**  An institution that is absent changes nothing; one with its neutral numbers gives the same years to
the bit.  Arrays are replication x unit x ...; an axis of length 1 stands for all alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.arrays import Array, Flags
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.clock import Clock
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.institutions.standing import Standing
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.journal import Amount
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.scoring import Scale

if TYPE_CHECKING:
    from govperf_sim.weights.weighting import Weighting


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where an institution is set up."""

    population: Population
    luck: Luck
    clock: Clock
    strength: float
    """what a whole score is worth, in units of effort cost"""
    scale: Scale
    propensity: Array
    """to fabricate, replication x unit, drawn once and for all"""
    mean_propensity: float
    """as it was laid down"""
    self_reported: Flags
    """one flag an indicator: whether units report on it themselves"""
    staff_days: float
    """staff days of a unit in a year; 0 where cases are off"""
    question: Weighting | None
    """what the weights were derived from, where that is known"""
    work: Work
    yields: Array
    """task x task: what a unit of effort on the second adds in a year to the first"""
    weights: Array
    """1 x unit x indicator: the weights in the score at the start"""
    standing: Standing
    """what institutions share and remember of the units"""

    @property
    def shape(self) -> tuple[int, int]:
        """Replications and units."""
        return len(self.luck), len(self.population.units)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A year as it lies before those who score and judge it, replication x unit x ..."""

    year: int
    terms: Terms
    """under which it was worked"""
    done: Decisions
    """what the units did"""
    level: Array
    """x task: the outcome stocks at the year's end"""
    true: Array
    """x indicator: what the indicators would show if everybody told the truth"""
    marks: Array
    """x indicator: what counts in the score, corrected so far"""
    found: Flags
    """x indicator: what visits and checks found fabricated"""
    late_share: Array
    """the share of cases handled too late; 0 where there are none"""


class Course:
    """An institution at work in a batch of replications; a subclass answers at the moments that are its business."""

    def opens(self, year: int, terms: Terms) -> Terms:
        """The terms of a year that opens now."""
        return terms

    def decides(self, situation: Situation, decisions: Decisions) -> Decisions:
        """What units that answer best do, once they have reckoned with the institution; who decides otherwise does not."""
        return decisions

    def month(self, year: int) -> Array | float:
        """A month of a year ends: what effort has brought in it, as a multiple of what it would have."""
        return 1.0

    def points(self, evidence: Evidence) -> Array | float:
        """Score points added, or taken where below 0: replication x unit."""
        return 0.0

    def scored(self, evidence: Evidence, score: Array) -> Array | float:
        """The score stands; what the institution makes of it was worth so much to the units, replication x unit."""
        return 0.0

    def measures(self) -> Mapping[str, Array]:
        """What it measures of the year it has seen scored, replication x unit each; NaN where it does not apply."""
        return {}


class Institution:
    """What the office decides about an institution; subclasses are frozen dataclasses."""

    __slots__ = ()
    clauses: ClassVar[tuple[str, ...]] = ()
    """The clauses of the notice it stands for; none of them: general practice outside the notice."""
    measured: ClassVar[tuple[str, ...]] = ()
    """The measures it keeps, each with its words in ``words/simulation.toml``."""
    events: ClassVar[Mapping[str, Amount]] = {}
    """The events it writes in the journal, and what their amounts are."""

    def faults(self, population: Population, calendar: Calendar, switched_on: Collection[str]) -> list[Fault]:
        """What it asks of the units, of the year, and of the mechanisms and institutions that are switched on beside it."""
        return []

    def begin(self, setting: Setting) -> Course:
        """Set it going."""
        raise NotImplementedError


def within_the_year(name: str, days: Mapping[str, int], calendar: Calendar) -> list[Fault]:
    """A fault for each day of an institution that a year does not have."""
    return [
        fault("simulation.day_beyond_year", parameter=f"{name}.{which}", found=day, days=calendar.working_days)
        for which, day in days.items()
        if day > calendar.working_days
    ]
