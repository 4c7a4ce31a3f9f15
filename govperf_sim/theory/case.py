"""What a case of theory is: terms that make sense, exact numbers, and the same numbers from a simulated world.

A case is a frozen dataclass of its parameters, so that another world is the same class with other values; what cannot be
is refused by name when it is made, before anything runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from govperf_sim.errors import Fault
from govperf_sim.simulation.arrays import Array
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import Range, outside

Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]

OFF = 1.1
"""What a parameter of a mutant is multiplied by."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A simulated number and its standard error, 0 where nothing is left to chance."""

    value: float
    error: float = 0.0


class Case(Protocol):
    """One case of theory with its parameters."""

    name: ClassVar[str]
    replications: ClassVar[int]
    """How often its world is played unless more is asked for."""

    def mutant(self) -> Case:
        """The case with one parameter off by 10 %: simulated in place of the case, it must fail."""

    def exact(self) -> Mapping[str, float]:
        """The numbers of theory, by quantity."""

    def simulated(self, luck: Luck) -> Mapping[str, Estimate]:
        """The same quantities, from the world played in every replication of ``luck``."""


def strange(case: Case, ranges: Mapping[str, Range]) -> list[Fault]:
    """A fault for each number among the parameters that lies outside its range; entries of lists count from 1."""
    faults = []
    for name, allowed in ranges.items():
        entries = dict(_entries(name, getattr(case, name)))
        faults += outside(case.name, entries, dict.fromkeys(entries, allowed))
    return faults


def _entries(label: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, tuple) and value:
        for place, entry in enumerate(value, 1):
            yield from _entries(f"{label}[{place}]", entry)
    else:
        yield label, value


def mean_of(sample: Array) -> Estimate:
    """The mean of independent values.

    >>> import numpy as np
    >>> mean_of(np.array([1.0, 3.0]))
    Estimate(value=2.0, error=1.0)
    """
    return Estimate(float(sample.mean()), float(sample.std(ddof=1)) / math.sqrt(sample.size))


def variance_of(sample: Array) -> Estimate:
    """The variance of independent values, whatever their distribution."""
    squares = (sample - sample.mean()) ** 2 * sample.size / (sample.size - 1)
    return mean_of(squares)


def spread_of(sample: Array) -> Estimate:
    """The standard deviation of independent values, whatever their distribution."""
    variance = variance_of(sample)
    if variance.value == 0.0:
        return Estimate(0.0)
    spread = math.sqrt(variance.value)
    return Estimate(spread, 0.5 * variance.error / spread)


def share_of(hits: int, count: int) -> Estimate:
    """A share of independent trials; its standard error counts two more of each kind, so it is never 0 (Agresti, Coull).

    >>> share_of(48, 96)
    Estimate(value=0.5, error=0.05)
    """
    padded = (hits + 2) / (count + 4)
    return Estimate(hits / count, math.sqrt(padded * (1.0 - padded) / (count + 4)))
