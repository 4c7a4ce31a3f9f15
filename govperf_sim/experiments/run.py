"""``simulate``: play scenarios side by side, each replication under one luck, on as many workers as wanted.

Replications are played in lockstep, a batch at a time.  A replication is keyed by its number and the seed alone, so its
numbers do not depend on the batch it is in or the worker that plays it, nor on how batches are handed out; results are
put in order by number.
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import CycleError, Fault, WeightingError, fault, nearest
from govperf_sim.experiments.played import Played
from govperf_sim.experiments.running.bundles import Size, carried_out
from govperf_sim.experiments.running.hands import Hands
from govperf_sim.experiments.running.who_plays import who_plays
from govperf_sim.scenario.load import Scenario
from govperf_sim.simulation.cycle import play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.people import Ask
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.settings import Cycle
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.schemes import Scheme, scheme_faults, whole_of
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Name

Progress = Callable[[int, int], None]
"""Called with the replications done and the replications wanted."""

BATCH = 32
"""Replications that are played in lockstep, at most: beyond that nothing is saved."""
CELLS = 50_000
"""Units x indicators x replications that are played in lockstep, at most: their months must fit into memory."""


def simulate(
    scenarios: Scenario | Mapping[str, Scenario],
    years: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    *,
    weights: Mapping[str, Scheme] | None = None,
    decide: Ask | None = None,
    watch: Sequence[str] = (),
    workers: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Played:
    """Play every scenario for ``years`` years, ``replications`` times, under common random numbers.

    ``years``, ``replications`` and ``seed`` default to the horizon that the first scenario declares.  Of the units that
    ``watch`` names every case is written down, for their traces and ``Played.cases``.  ``workers``
    processes share the work; ``executor`` takes any other :class:`concurrent.futures.Executor`.  The result does not
    depend on either.

    The weights of a scenario are derived, unless ``weights`` gives it a scheme (group x indicator, adding up to 1 in every
    group), which need not be admissible: last year's, or a proposal.

    ``decide`` decides from outside for as many units as it likes, the others deciding by their type: it is asked once for
    each year of each replication with an :class:`~govperf_sim.simulation.people.Opening` and returns a mapping of units to
    :class:`~govperf_sim.simulation.people.Choice`; see :mod:`govperf_sim.simulation.people`.

    >>> from govperf_sim import load_scenario
    >>> from govperf_sim.simulation import Choice
    >>> def rest(opening):
    ...     return {"east_ford": Choice(effort=dict.fromkeys(opening.level.columns, 0.0))}
    >>> played = simulate(load_scenario("six_towns"), years=1, replications=2, decide=rest)
    >>> played.summary("effort", by="unit").set_index("unit")["mean"].round(2).head(2).to_dict()
    {'east_ford': 0.0, 'long_bridge': 1.23}

    Raises :class:`~govperf_sim.errors.CycleError` for a scenario without a cycle, a number below 1, weights of no scenario or
    an answer of ``decide`` that cannot be, naming it; :class:`~govperf_sim.errors.WeightingError` for a table that is no
    scheme of weights, and whatever :func:`~govperf_sim.derive_weights` raises for rules that contradict one another.
    """
    asked = {"": scenarios} if isinstance(scenarios, Scenario) else scenarios
    named = {n or s.name: s for n, s in asked.items()}
    faults = [fault("experiments.no_cycle", scenario=n) for n, s in named.items() if s.cycle is None]
    if not named:
        faults.append(fault("experiments.no_scenario"))
    for what, number in (("years", years), ("replications", replications), ("workers", workers)):
        if number is not None and number < 1:
            faults.append(fault("experiments.below_one", what=what, found=number))
    given = dict(weights or {})
    faults += [fault("experiments.weights_of_nobody", nearest(n, named), scenario=n) for n in given if n not in named]
    if decide is not None and (workers > 1 if executor is None else isinstance(executor, ProcessPoolExecutor)):
        faults += _cannot_be_sent(decide)
    if faults:
        raise CycleError(faults)
    horizon = next(iter(named.values())).horizon
    assert horizon is not None  # a scenario with a cycle has one
    years, replications = years or horizon.years, replications or horizon.replications
    seed = horizon.seed if seed is None else seed

    tables = _schemes(named, given)
    tasks = [
        Task(name, s.cycle, s.population, tables[name], years, seed, batch, tuple(watch), decide, s.weighting)
        for name, s in named.items()
        if s.cycle is not None and s.population is not None
        for batch in _batches(replications, workers, s.population.measured.size)
    ]
    parts = _play_all(tasks, who_plays(workers, executor), progress)
    measures, events, cases = (pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True))
    return Played(measures, events, tables, seed, *_names(named.values()), cases=cases)


def _schemes(named: Mapping[str, Scenario], given: Mapping[str, Scheme]) -> dict[str, pd.DataFrame]:
    """The weights that each scenario is played with: those given, or else derived."""
    faults = [f for n, scheme in given.items() for f in scheme_faults(named[n].weighting, n, scheme)]
    if faults:
        raise WeightingError(faults)
    return {
        n: whole_of(s.weighting, given[n]) if n in given else derive_weights(s.weighting).table
        for n, s in named.items()
    }


def _cannot_be_sent(decide: Ask) -> list[Fault]:
    """Other processes get what decides as a copy; functions within functions and open connections have none."""
    try:
        pickle.dumps(decide)
    except (pickle.PicklingError, AttributeError, TypeError) as reason:
        return [fault("experiments.decide_not_sent", reason=str(reason))]
    return []


def _names(scenarios: Iterable[Scenario]) -> tuple[Mapping[str, Name], Mapping[str, Name]]:
    """What units and indicators, and dates, are called; the first scenario that knows a code names it."""
    who: dict[str, Name] = {}
    when: dict[str, Name] = {}
    for scenario in scenarios:
        units, indicators, cycle = scenario.framework.units, scenario.framework.indicators, scenario.document.cycle
        called = {u: unit.name for u, unit in units.items()} | {k: item.name for k, item in indicators.items()}
        dates = {} if cycle is None else cycle.calendar.dates
        who = called | who
        when = {code: Name(zh=dated.name.zh, en=dated.name.en) for code, dated in dates.items()} | when
    return who, when


def _batches(replications: int, workers: int, cells: int) -> Iterator[range]:
    """Replications in lockstep: few enough for memory, and something for every worker to do."""
    size = max(1, min(BATCH, CELLS // cells, math.ceil(replications / workers)))
    yield from (range(a, min(a + size, replications)) for a in range(0, replications, size))


Part = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
"""Measures, events and cases of some replications."""


@dataclass(frozen=True, eq=False)
class Task:
    """Some replications of one scenario, for one worker."""

    scenario: str
    cycle: Cycle
    population: Population
    weights: pd.DataFrame
    years: int
    seed: int
    replications: range
    watch: tuple[str, ...]
    decide: Ask | None
    question: Weighting
    """What the weights were derived from."""

    def __str__(self) -> str:
        return f"{self.scenario} {self.replications.start}-{self.replications.stop - 1}"

    def play(self) -> Part:
        luck = Luck(self.seed, self.replications)
        journal = play(
            self.cycle,
            self.population,
            self.weights,
            luck,
            self.years,
            people=self.decide,
            watch=self.watch,
            question=self.question,
        )
        measures, events, cases = (
            frame.assign(scenario=self.scenario) for frame in (journal.measures, journal.events, journal.cases)
        )
        measures["group"] = measures["unit"].map(self.population.groups)
        return measures[MEASURES], events[EVENTS], cases[["scenario", *journal.cases.columns]]


MEASURES = ["scenario", "replication", "year", "unit", "group", "measure", "value"]
EVENTS = ["scenario", "replication", "year", "day", "date", "unit", "event", "indicator", "amount"]


def _play_all(tasks: list[Task], who: Hands, progress: Progress | None) -> list[Part]:
    """The parts in the order of the tasks, whoever finished first."""
    total, done = sum(len(task.replications) for task in tasks), 0
    parts: dict[str, Part] = {}
    with closing(carried_out(Task.play, iter(tasks), who, Size(len(tasks), who.in_flight))) as played:
        for task, part in played:
            parts[str(task)] = part
            done += len(task.replications)
            if progress is not None:
                progress(done, total)
    return [parts[str(task)] for task in tasks]
