"""The assessment year as the office lays it down: which mechanisms there are, and that they may be played.

A mechanism that is ``None`` is off, and off is the same as its neutral value.  Each settings class refuses nonsense of
its own when it is made; what only shows once the units and the weights are there is refused here, before anything runs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import pandas as pd

from govperf_sim.errors import Fault, fault, nearest
from govperf_sim.simulation.arrays import Counts, Flags
from govperf_sim.simulation.behaviour import Reward
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.channels import TRUTHFUL, Reports
from govperf_sim.simulation.checks import Checks
from govperf_sim.simulation.deadline import Deadline
from govperf_sim.simulation.experts import Experts
from govperf_sim.simulation.institutions.institution import Institution
from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.simulation.minds import Minds
from govperf_sim.simulation.outcomes import Work
from govperf_sim.simulation.periodic import Periodic
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import AT_LEAST_ONE
from govperf_sim.simulation.records import Records
from govperf_sim.simulation.scoring import MARKS, Scale
from govperf_sim.simulation.services import Services
from govperf_sim.simulation.shifting import Shifting
from govperf_sim.simulation.spillovers import Spillovers
from govperf_sim.simulation.stage import Stage
from govperf_sim.simulation.survey import Survey
from govperf_sim.simulation.third_party import ThirdParty
from govperf_sim.simulation.vanity import PLAIN, Vanity
from govperf_sim.simulation.verification import Visits
from govperf_sim.simulation.vintages import Vintages

ROUNDING = 1e-6
"""How far a solver's or a table's rounding may take weights below 0 and their sum from 1."""

CHANNELS = ("records", "survey", "experts", "third_party")
"""Who measures indicators besides the units themselves; each is a mechanism that names its indicators."""


@dataclass(frozen=True, kw_only=True)
class Cycle:
    """The assessment year as the office lays it down; a mechanism that is ``None`` is off."""

    calendar: Calendar
    work: Work
    reward: Reward
    reports: Reports | None = None
    visits: Visits | None = None
    checks: Checks | None = None
    vanity: Vanity | None = None
    shifting: Shifting | None = None
    deadline: Deadline | None = None
    stage: Stage | None = None
    spillovers: Spillovers | None = None
    services: Services | None = None
    records: Records | None = None
    survey: Survey | None = None
    experts: Experts | None = None
    third_party: ThirdParty | None = None
    periodic: Periodic | None = None
    vintages: Vintages | None = None
    minds: Minds | None = None
    institutions: Mapping[str, Institution] = field(default_factory=dict)
    """What outlasts the year, by its name in the register."""
    scale: Scale = MARKS

    @property
    def switched_on(self) -> frozenset[str]:
        """The names of the mechanisms and institutions that are on."""
        return frozenset(self.institutions) | {f.name for f in fields(self) if getattr(self, f.name) is not None}

    def columns(self, channel: str, indicators: Sequence[str]) -> Counts:
        """The positions of the indicators that a channel measures; units report on all others themselves."""
        on = getattr(self, channel)
        return np.flatnonzero(np.isin(np.array(indicators), [] if on is None else list(on.indicators)))

    def self_reported(self, indicators: Sequence[str]) -> Flags:
        """Whether units report on an indicator themselves."""
        reported = np.ones(len(indicators), dtype=bool)
        for channel in CHANNELS:
            reported[self.columns(channel, indicators)] = False
        return reported


def faults_of(
    cycle: Cycle,
    population: Population,
    weights: pd.DataFrame,
    years: int,
    watch: Sequence[str] = (),
    known: Collection[str] = (),
) -> list[Fault]:
    """Everything that keeps the years from being played; ``known`` names what is at hand besides."""
    return [
        *([] if years in AT_LEAST_ONE else [fault("simulation.years", found=years)]),
        *_mechanism_faults(cycle, population),
        *institution_faults(cycle, population, known),
        *_watch_faults(cycle, population, watch),
        *(_missing(population, weights) or _weight_faults(population, weights)),
    ]


def _mechanism_faults(cycle: Cycle, population: Population) -> list[Fault]:
    """What a mechanism asks of this population."""
    count, tasks, substitution = len(population.units), len(population.tasks), cycle.work.substitution
    faults = []
    if 1.0 + (tasks - 1) * substitution <= 0.0:
        said = {"parameter": "work.substitution", "found": substitution, "tasks": tasks, "limit": -1.0 / (tasks - 1)}
        faults.append(fault("simulation.no_maximum", **said))
    if cycle.visits is not None and cycle.visits.a_year > count:
        faults.append(
            fault(
                "simulation.more_visits_than_units", parameter="visits.a_year", found=cycle.visits.a_year, units=count
            )
        )
    if cycle.visits is not None and cycle.visits.growth > 0.0 and cycle.reports is not None:
        averse = cycle.reports.risk_aversion
        if averse > 0.0:
            faults.append(fault("simulation.wary_of_growth", parameter="reports.risk_aversion", found=averse))
    days = cycle.calendar.working_days
    if cycle.deadline is not None and cycle.deadline.decisions > days:
        said = {"parameter": "deadline.decisions", "found": cycle.deadline.decisions, "days": days}
        faults.append(fault("simulation.more_decisions_than_days", **said))
    faults += [] if cycle.spillovers is None else cycle.spillovers.faults(population.tasks, cycle.work.productivity)
    faults += _service_faults(cycle.services, population, days)
    faults += _channel_faults(cycle, population.indicators, days)
    named = {
        "vanity.visible": (cycle.vanity or PLAIN).visible,
        "reports.fabrication_costs": (cycle.reports or TRUTHFUL).fabrication_costs,
    }
    faults += [
        fault("simulation.dangling", nearest(code, population.indicators), where=where, named=code)
        for where, codes in named.items()
        for code in codes
        if code not in population.indicators
    ]
    return faults


def institution_faults(cycle: Cycle, population: Population, known: Collection[str] = ()) -> list[Fault]:
    """What institutions ask, and names that are not in the register."""
    faults = [
        fault("simulation.no_such_institution", nearest(name, INSTITUTIONS), found=name)
        for name in cycle.institutions
        if name not in INSTITUTIONS
    ]
    for institution in cycle.institutions.values():
        faults += institution.faults(population, cycle.calendar, cycle.switched_on.union(known))
    return faults


def _watch_faults(cycle: Cycle, population: Population, watch: Sequence[str]) -> list[Fault]:
    if watch and cycle.services is None:
        return [fault("simulation.no_cases_to_watch", parameter="watch")]
    return [
        fault("simulation.dangling", nearest(unit, population.units), where="watch", named=unit)
        for unit in watch
        if unit not in population.units
    ]


def _service_faults(services: Services | None, population: Population, days: int) -> list[Fault]:
    if services is None:
        return []
    faults = []
    if services.task not in population.tasks:
        near = nearest(services.task, population.tasks)
        faults.append(fault("simulation.dangling", near, where="services.task", named=services.task))
    if services.deadline > days:
        said = {"parameter": "services.deadline", "found": services.deadline, "days": days}
        faults.append(fault("simulation.deadline_beyond_year", **said))
    return faults


def _channel_faults(cycle: Cycle, indicators: Sequence[str], days: int) -> list[Fault]:
    """Channels measure indicators that there are, each its own; the record needs the cases it is about."""
    faults, taken = [], dict[str, str]()
    for channel in CHANNELS:
        on = getattr(cycle, channel)
        for code in on.indicators if on is not None else ():
            where = f"{channel}.indicators"
            if code not in indicators:
                faults.append(fault("simulation.dangling", nearest(code, indicators), where=where, named=code))
            elif code in taken:
                said = {"parameter": where, "indicator": code, "other": taken[code]}
                faults.append(fault("simulation.measured_twice", **said))
            taken.setdefault(code, where)
    if cycle.records is not None and cycle.services is None:
        faults.append(fault("simulation.record_of_nothing", parameter="records"))
    elif cycle.records is not None and cycle.services is not None:
        found = cycle.services.deadline + cycle.records.pause
        if cycle.records.pause > 0 and found > days:
            faults.append(fault("simulation.deadline_beyond_year", parameter="records.pause", found=found, days=days))
    return faults


def _missing(population: Population, weights: pd.DataFrame) -> list[Fault]:
    groups = dict.fromkeys(population.groups[u] for u in population.units)
    axes = (("group", groups, weights.index), ("indicator", population.indicators, weights.columns))
    return [
        fault("simulation.axis", table="weights", axis=axis, missing=code)
        for axis, codes, held in axes
        for code in codes
        if code not in held
    ]


def _weight_faults(population: Population, weights: pd.DataFrame) -> list[Fault]:
    groups = np.array([population.groups[u] for u in population.units], dtype=object)
    own = weights.loc[groups, list(population.indicators)].to_numpy(float)
    wrong = ~(own >= -ROUNDING) | ~np.isfinite(own)
    strange = ~wrong & (own > ROUNDING) & ~population.measured
    cells = {(groups[i], population.indicators[j]): float(own[i, j]) for i, j in np.argwhere(wrong)}
    faults = [fault("simulation.weight", group=g, indicator=k, found=x) for (g, k), x in cells.items()]
    faults += [
        fault("simulation.weight_not_applicable", unit=population.units[i], indicator=population.indicators[j])
        for i, j in np.argwhere(strange)
    ]
    if not faults:
        off = np.abs(own.sum(axis=-1) - 1.0) > ROUNDING
        sums = dict(zip(groups[off], own[off].sum(axis=-1), strict=True))
        faults = [fault("simulation.weight_sum", group=g, found=round(float(s), 9)) for g, s in sums.items()]
    return faults
