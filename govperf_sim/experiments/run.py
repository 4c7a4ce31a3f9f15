"""``simulate``: play scenarios side by side, each replication under one luck, on as many workers as wanted.

A replication is keyed by its number and the seed alone, so its numbers do not depend on the worker that plays it, nor
on how replications are handed out; results are put in order by number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from multiprocessing import get_context

import pandas as pd

from govperf_sim.errors import CycleError, fault
from govperf_sim.experiments.played import Played
from govperf_sim.scenario.load import Scenario
from govperf_sim.simulation.cycle import Cycle, play
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.population import Population
from govperf_sim.weights.derive import derive_weights

Progress = Callable[[int, int], None]
"""Called with the replications done and the replications wanted."""

CHUNK = 10
"""Replications a worker plays before it reports back."""


def simulate(
    scenarios: Scenario | Mapping[str, Scenario],
    years: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    *,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Played:
    """Play every scenario for ``years`` years, ``replications`` times, under common random numbers.

    ``years``, ``replications`` and ``seed`` default to the horizon that the first scenario declares.  ``workers``
    processes share the work; ``executor`` takes any other :class:`concurrent.futures.Executor`.  The result does not
    depend on either.

    Raises :class:`~govperf_sim.errors.CycleError` for a scenario without a cycle or a number below 1, and whatever
    :func:`~govperf_sim.derive_weights` raises for rules that contradict one another.
    """
    named = {"": scenarios} if isinstance(scenarios, Scenario) else dict(scenarios)
    faults = [fault("experiments.no_cycle", scenario=n or s.name) for n, s in named.items() if s.cycle is None]
    if not named:
        faults.append(fault("experiments.no_scenario"))
    for what, number in (("years", years), ("replications", replications), ("workers", workers)):
        if number is not None and number < 1:
            faults.append(fault("experiments.below_one", what=what, found=number))
    if faults:
        raise CycleError(faults)
    named = {n or s.name: s for n, s in named.items()}
    horizon = next(iter(named.values())).horizon
    assert horizon is not None  # a scenario with a cycle has one
    years, replications = years or horizon.years, replications or horizon.replications
    seed = horizon.seed if seed is None else seed

    weights = {n: derive_weights(s.weighting).table for n, s in named.items()}
    chunks = [range(a, min(a + CHUNK, replications)) for a in range(0, replications, CHUNK)]
    tasks = [
        (name, s.cycle, s.population, weights[name], years, seed, chunk)
        for name, s in named.items()
        for chunk in chunks
    ]
    parts = _run(tasks, replications * len(named), workers, executor, progress)
    measures, events = (pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True))
    return Played(measures, events, weights, seed)


Task = tuple[str, Cycle, Population, pd.DataFrame, int, int, range]
Part = tuple[pd.DataFrame, pd.DataFrame]


def _run(
    tasks: list[Task], total: int, workers: int, executor: Executor | None, progress: Progress | None
) -> list[Part]:
    """The parts in the order of the tasks, whoever finished first."""
    done = 0

    def note(task: Task) -> None:
        nonlocal done
        done += len(task[-1])
        if progress is not None:
            progress(done, total)

    if executor is None and workers == 1:
        parts = []
        for task in tasks:
            parts.append(_play_chunk(*task))
            note(task)
        return parts
    own = executor is None
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) if own else nullcontext(executor) as pool:
        futures: dict[Future[Part], Task] = {pool.submit(_play_chunk, *task): task for task in tasks}
        for future in as_completed(futures):
            future.result()
            note(futures[future])
        return [future.result() for future in futures]


def _play_chunk(
    name: str,
    cycle: Cycle,
    population: Population,
    weights: pd.DataFrame,
    years: int,
    seed: int,
    replications: range,
) -> Part:
    measures, events = [], []
    for replication in replications:
        journal = play(cycle, population, weights, Luck(seed, replication), years)
        for frame, kept in ((journal.measures, measures), (journal.events, events)):
            frame.insert(0, "scenario", name)
            frame.insert(1, "replication", replication)
            kept.append(frame)
    played = pd.concat(measures, ignore_index=True)
    played.insert(4, "group", played["unit"].map(population.groups))
    return played, pd.concat(events, ignore_index=True)
