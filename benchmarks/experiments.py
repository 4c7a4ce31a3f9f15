"""What running an experiment costs beside playing it: ``python benchmarks/experiments.py [overhead|workers|memory]``.

Overhead: cells of :data:`WORK` CPU seconds, played alone and kept in a folder, against what the calls of the function took
themselves within the same run, so that both see the machine alike; CPU time, wall time beside it, medians of rounds.  Workers: two against one, cells a
second, told with the load of the machine.  Memory: the most that this process ever held, for ever more cells that cost nothing, played and summed; each
number of cells in a process of its own.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from govperf_sim.experiments.design.distributions import Uniform
from govperf_sim.experiments.design.factors import Uncertainty
from govperf_sim.experiments.design.plans import LatinHypercube
from govperf_sim.experiments.experiment import Experiment, Plans, of_model
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome

WORK, CELLS, ROUNDS = 0.1, 40, 5
MANY_BUSY = 150
MANY = (1_000, 10_000, 50_000)
Values = Mapping[str, object]
within: list[tuple[float, float]] = []
"""CPU and wall seconds of each call in this process."""


def busy(values: Values, seed: int, replications: Sequence[int]) -> dict[str, list[float]]:
    """CPU-bound for :data:`WORK` seconds: a fixed number of steps, found once in each process."""
    began, clock, total = time.process_time(), time.perf_counter(), 0.0
    for k in range(steps()):
        total += k % 7
    within.append((time.process_time() - began, time.perf_counter() - clock))
    return {"y": [total] * len(replications)}


def idle(values: Values, seed: int, replications: Sequence[int]) -> dict[str, list[float]]:
    """Next to no time."""
    return {"y": [float(r) for r in replications]}


def steps() -> int:
    """How many make :data:`WORK` seconds here; handed to workers through the environment."""
    return int(os.environ["STEPS"])


def measured_steps() -> int:
    """Steps of the loop of :func:`busy` in :data:`WORK` CPU seconds, the median of a few trials."""
    trial = 500_000
    os.environ["STEPS"] = str(trial)
    return int(statistics.median(WORK * trial / spent(lambda: busy({}, 1, range(1)))[0] for _ in range(9)))


def experiment(function: Callable[..., dict[str, list[float]]], cells: int) -> Experiment:
    """A world for each cell."""
    return of_model(
        FunctionModel(function=function, outcomes=(Outcome(code="y"),), defaults={"x": 0.5}),
        uncertainties=[Uncertainty(code="x", path="x", spread=Uniform(0.0, 1.0), because="a benchmark")],
        plans=Plans(uncertainties=LatinHypercube(cells)),
        replications=4,
    )


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds, those of finished children too, and wall seconds."""
    began, clock = os.times(), time.perf_counter()
    work()
    ended = os.times()
    return sum(ended[:4]) - sum(began[:4]), time.perf_counter() - clock


def into_a_folder(workers: int) -> None:
    """The whole experiment, from an empty folder."""
    with tempfile.TemporaryDirectory() as place:
        experiment(busy, CELLS).run(store=Path(place) / "store", workers=workers)


def overhead() -> None:
    """One process, into a folder, over the calls of the function; what is imported once is imported before."""
    with tempfile.TemporaryDirectory() as place:
        experiment(idle, 2).run(store=Path(place) / "store")
    rounds = []
    for _ in range(ROUNDS):
        within.clear()
        whole = spent(lambda: into_a_folder(1))
        rounds.append([whole[k] / sum(call[k] for call in within) - 1.0 for k in (0, 1)])
    cpu, wall = (statistics.median(column) for column in zip(*rounds, strict=True))
    say(
        f"{CELLS} cells of {1000 * WORK:.0f} ms into a folder: {cpu:+.1%} CPU, {wall:+.1%} wall over the calls themselves"
    )


def workers() -> None:
    """Two processes against one, by the cells they finish in a second once both have begun; to begin is told apart."""
    one, two = ([finished(n) for _ in range(3)] for n in (1, 2))
    faster = statistics.median(two_each[0] / one_each[0] for one_each, two_each in zip(one, two, strict=True))
    begun = statistics.median(begin for _, begin in two)
    say(
        f"two workers against one, {MANY_BUSY} cells: {faster:.2f} times as many cells a second, after {begun:.1f} s to begin; "
        f"load {os.getloadavg()[0]:.1f}"
    )


def finished(workers: int) -> tuple[float, float]:
    """Cells a second from a fifth of them to the last, and seconds to the first."""
    times: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        experiment(busy, MANY_BUSY).run(
            store=Path(place) / "store",
            workers=workers,
            progress=lambda done, _: times.append((done, time.perf_counter() - began)),
        )
    (some, then), (every, now) = next(t for t in times if t[0] >= MANY_BUSY // 5), times[-1]
    return (every - some) / (now - then), next(t for done, t in times if done)


def memory() -> None:
    """The most that was held, in MB."""
    for cells in MANY:
        program = [sys.executable, __file__, "held", str(cells)]
        say(subprocess.run(program, check=True, capture_output=True, text=True).stdout.strip())


def held(cells: int) -> None:
    """Play and sum so many cells."""
    with tempfile.TemporaryDirectory() as place:
        asked = experiment(idle, cells)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
        played = spent(lambda: asked.run(store=Path(place) / "store"))[0]
        findings = asked.run(store=Path(place) / "store")
        summed = spent(lambda: findings.samples.sums("y"))[0]
        total = findings.samples.sums("y").over_luck[..., 0].sum()
    if not np.isclose(total, 6.0 * cells):
        raise SystemExit(f"{total} is not {6.0 * cells}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    say(
        f"{cells:>6,} cells: at most {most:.0f} MB, {before:.0f} of it before the first was played; "
        f"{1e6 * played / cells:.0f} µs CPU a cell to play and keep, {1e6 * summed / cells:.0f} µs to sum"
    )


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure what is named, or everything."""
    if sys.argv[1:2] == ["held"]:
        held(int(sys.argv[2]))
        return
    os.environ["STEPS"] = str(measured_steps())
    for part in (overhead, workers, memory):
        if not sys.argv[1:] or part.__name__ in sys.argv[1:]:
            part()


if __name__ == "__main__":
    main()
