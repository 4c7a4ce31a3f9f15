"""Decisions handed in from outside, by code: people in a classroom, another program, a policy to be tried.

Whoever decides is asked once for each year of each replication, with everything the units know (an :class:`Opening`), and
answers with a :class:`Choice` for as many units as it likes.  A unit that is not named, and whatever a choice leaves out,
is decided by the type of the unit.  Where the cycle has a share of human units (``minds.human``) these may be named and no
others, else any.  An answer that cannot be is refused by name and place, before the year opens.

The order in which replications are asked is not promised: an answer should depend on nothing but its opening, or the
same seed need not give the same years.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Flags
from govperf_sim.simulation.decisions import Decisions, Situation
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import NOT_NEGATIVE, Range, refuse
from govperf_sim.simulation.scoring import Scale
from govperf_sim.simulation.settings import Cycle

MECHANISM = {"fabrication": "reports", "shift": "shifting", "vanity": "vanity"}
"""Decision -> the mechanism without which there is nothing to decide."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a unit does in a year; what is left out stays as the unit would have it."""

    effort: Mapping[str, float] = field(default_factory=dict)
    """by task, 0 or more"""
    fabrication: Mapping[str, float] = field(default_factory=dict)
    """by indicator: score points (1 is full marks) added to what is reported"""
    shift: Mapping[str, float] = field(default_factory=dict)
    """by indicator: score points of the coming year booked in this one"""
    vanity: float | None = None
    """investment in image projects, 0 or more"""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A year opens in one replication: who may be decided for, and what they know."""

    year: int
    replication: int
    weights: pd.DataFrame
    """unit x indicator: the weights in the score"""
    level: pd.DataFrame
    """unit x task: how they stand, 0 to 1; NaN where a unit does not work"""
    usual: Mapping[str, Choice]
    """the units that may be decided for, and what each would do if nobody did"""

    @property
    def units(self) -> tuple[str, ...]:
        """The units that may be decided for."""
        return tuple(self.usual)


Ask = Callable[[Opening], Mapping[str, Choice]]
"""Who decides: an opening in, a choice for each unit decided for out."""


class People:
    """Asks from outside, and fits the answers into what the units decide themselves."""

    def __init__(self, ask: Ask, cycle: Cycle, population: Population, replications: Sequence[int]) -> None:
        self._ask, self._cycle, self._population, self._replications = ask, cycle, population, replications
        reported = cycle.self_reported(population.indicators) & population.measured
        self._codes = {"effort": population.tasks, "fabrication": population.indicators, "shift": population.indicators}
        self._own: dict[str, Flags] = {"effort": population.works, "fabrication": reported, "shift": reported}

    def decide(self, now: Situation, usual: Decisions, may: Flags) -> Decisions:
        """The decisions of a year; ``usual`` are those of the units, ``may`` (replication x unit) says who may be named."""
        shape = may.shape
        vanity = np.array(np.broadcast_to(usual.vanity, shape))
        effort, fabrication, shift = (
            np.array(np.broadcast_to(getattr(usual, what), (*shape, len(codes)))) for what, codes in self._codes.items()
        )
        done = Decisions(effort=effort, fabrication=fabrication, vanity=vanity, shift=shift)
        faults: list[Fault] = []
        for place in range(shape[0]):
            opening = self._opening(now, done, may[place], place)
            answer = self._ask(opening)
            wrong = list(self._faults(answer, opening, now.scale))
            faults += wrong
            if not wrong:
                self._write(done, place, answer)
        refuse(faults)
        return done

    def _opening(self, now: Situation, usual: Decisions, may: Flags, place: int) -> Opening:
        population = self._population
        units = list(population.units)
        own = {unit: self._choice(usual, (place, row)) for row, unit in enumerate(units) if may[row]}
        weights = np.broadcast_to(now.weights, usual.fabrication.shape)[place]
        return Opening(
            year=now.year,
            replication=int(self._replications[place]),
            weights=pd.DataFrame(weights, units, list(population.indicators)),
            level=pd.DataFrame(np.where(population.works, now.level[place], np.nan), units, list(population.tasks)),
            usual=own,
        )

    def _choice(self, usual: Decisions, row: tuple[int, int]) -> Choice:
        amounts = {
            what: {
                c: float(x)
                for c, x, own in zip(codes, getattr(usual, what)[row], self._own[what][row[1]], strict=True)
                if own
            }
            for what, codes in self._codes.items()
        }
        return Choice(**amounts, vanity=float(usual.vanity[row]))

    def _write(self, done: Decisions, place: int, answer: Mapping[str, Choice]) -> None:
        for unit, choice in answer.items():
            row = place, self._population.units.index(unit)
            for what, codes in self._codes.items():
                for code, amount in getattr(choice, what).items():
                    getattr(done, what)[(*row, codes.index(code))] = amount
            if choice.vanity is not None:
                done.vanity[row] = choice.vanity

    def _faults(self, answer: object, opening: Opening, scale: Scale) -> Iterator[Fault]:
        at = {"year": opening.year, "replication": opening.replication}
        if not isinstance(answer, Mapping):
            yield fault("simulation.decided_form", **at, found=repr(answer))
            return
        for unit, choice in answer.items():
            if unit not in opening.units:
                yield fault("simulation.decided_unit", nearest(unit, opening.units), **at, unit=unit)
            elif not isinstance(choice, Choice):
                yield fault("simulation.decided_choice", **at, unit=unit, found=repr(choice))
            else:
                yield from self._choice_faults(choice, scale, at | {"unit": unit})

    def _choice_faults(self, choice: Choice, scale: Scale, at: Mapping[str, object]) -> Iterator[Fault]:
        row, most = self._population.units.index(at["unit"]), scale.full - scale.least
        points = Range(0, most, "[]" if math.isfinite(most) else "[)")
        amounts = [("vanity", choice.vanity, NOT_NEGATIVE)] if choice.vanity is not None else []
        for what, codes in self._codes.items():
            named = getattr(choice, what)
            if not isinstance(named, Mapping):
                yield fault("simulation.decided_amounts", **at, what=what, found=repr(named))
                continue
            own = [code for code, mine in zip(codes, self._own[what][row], strict=True) if mine]
            for code in named:
                if code not in own:
                    yield fault("simulation.decided_code", nearest(code, own), **at, what=what, code=code)
            allowed = NOT_NEGATIVE if what == "effort" else points
            amounts += [(f"{what}[{code}]", x, allowed) for code, x in named.items() if code in own]
        for where, amount, allowed in amounts:
            mechanism = MECHANISM.get(where.split("[")[0])
            if amount not in allowed:
                yield fault("simulation.decided_amount", **at, where=where, found=repr(amount), allowed=str(allowed))
            elif mechanism is not None and amount != 0 and getattr(self._cycle, mechanism) is None:
                yield fault("simulation.decided_off", **at, where=where, found=repr(amount), mechanism=mechanism)
