"""Case handling as every SimPy tutorial writes it: a process and a request for a clerk per case.

The model that the arrays of the package are timed against.  Time is in working days; every unit has its own clerks.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy


def case(env: simpy.Environment, clerks: simpy.Resource, work: float, waits: list[float]) -> Generator[Any, Any, None]:
    """One case: it waits for a clerk, is worked on, and is done."""
    arrived = env.now
    with clerks.request() as clerk:
        yield clerk
        waits.append(env.now - arrived)
        yield env.timeout(work)


def arrivals(
    env: simpy.Environment,
    clerks: simpy.Resource,
    rate: float,
    effort: float,
    until: float,
    seed: int,
    waits: list[float],
) -> Generator[Any, Any, None]:
    """Cases come at random, ``rate`` a day; each takes ``effort`` days of work on average."""
    rng = np.random.default_rng(seed)
    while True:
        yield env.timeout(rng.exponential(1.0 / rate))
        if env.now >= until:
            return
        env.process(case(env, clerks, rng.exponential(effort), waits))


def play(units: int, rate: float, clerks: int, load: float, days: int, seed: int = 2012) -> list[list[float]]:
    """The waits of all cases of every unit; ``load`` is the share of its time a clerk is busy."""
    env = simpy.Environment()
    waits: list[list[float]] = [[] for _ in range(units)]
    for unit in range(units):
        desk = simpy.Resource(env, capacity=clerks)
        env.process(arrivals(env, desk, rate, load * clerks / rate, days, seed + unit, waits[unit]))
    env.run()
    return waits
