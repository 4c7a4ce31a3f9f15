"""Case by case against a bare heap loop with as many events: ``python benchmarks/percase.py``.

The heap loop pushes and pops an arrival and an end for every case and does nothing else.  Ratios of process CPU time,
both in one process, medians of rounds taken in turn.
"""

from __future__ import annotations

import heapq
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from govperf_sim.simulation.percase import case_days

DAYS, MEAN, CAPACITY, ROUNDS = 2500, 80.0, 82.0, 9


def bare_heap(arrivals: list[float]) -> int:
    """Two events a case, through a heap that holds what is to come."""
    coming: list[tuple[float, int]] = []
    done = 0
    for case, time_of in enumerate(arrivals):
        heapq.heappush(coming, (time_of, case))
        heapq.heappush(coming, (time_of + 1.0, -case))
        heapq.heappop(coming)
        heapq.heappop(coming)
        done += 2
    return done


def spent(work: Callable[[], object]) -> float:
    """Process CPU seconds of one call."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    """Measure and say."""
    arrived = np.random.default_rng(1).poisson(MEAN, DAYS).astype(float)
    capacity = np.full(DAYS, CAPACITY)
    times = np.repeat(np.arange(DAYS, dtype=float), arrived.astype(int)).tolist()
    pairs = [(spent(lambda: case_days(arrived, capacity)), spent(lambda: bare_heap(times))) for _ in range(ROUNDS)]
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    sys.stdout.write(
        f"{len(times):,} cases: case by case {ours:.3f} s, bare heap loop {bare:.3f} s, ratio {ratio:.2f} (at most 3)\n"
    )


if __name__ == "__main__":
    main()
