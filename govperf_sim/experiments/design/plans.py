r"""Plans: which values of the factors are tried together.

=====================  ===============================================================================================
:class:`Factorial`      every value of every factor with every other
:class:`OneAtATime`     as it is, and each factor alone at each of its other values (at .05 and .95 where none are listed)
:class:`LatinHypercube` n points; cut the range of any factor into n parts alike in weight, and one point lies in each
:class:`Wide`           as it is, each factor alone at each of its values, and a Latin hypercube's points up to a number
:class:`SobolPoints`    :math:`2^m` scrambled Sobol' points: they fill the cube more evenly than chance
:class:`SobolIndices`   :math:`2^m (k + 2)` points arranged so that variance can be divided among the k factors
=====================  ===============================================================================================

Sources: McKay, Beckman and Conover (1979), Technometrics 21:239-245; Owen (1998), Journal of Complexity 14:466-489;
Saltelli et al. (2010), Computer Physics Communications 181:259-270.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.design.factors import Factor
from govperf_sim.robustness import sobol

Row = tuple[object, ...]
"""A value for every factor, in their order."""
ENDS = (0.05, 0.95)
"""Where a factor without listed values is tried when it is tried alone."""
MOST_ROWS = 1_000_000
"""A plan beyond that is a slip of the pen."""
FEWEST_ROWS = 8
"""With fewer rows nothing can be told of indices."""


@dataclass(frozen=True)
class Factorial:
    """Every value of every factor with every other.

    >>> from govperf_sim.experiments.design.factors import Lever
    >>> a, b = (Lever(code=c, path=c, values=(0, 1), because="a test") for c in "ab")
    >>> Factorial().rows([a, b], (0, 0), seed=1)
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """

    def rows(self, factors: Sequence[Factor], as_is: Row, seed: int) -> list[Row]:
        lists = {f.code: f.spread.listed for f in factors}
        faults = [fault("experiment.not_listed", code=code) for code, listed in lists.items() if listed is None]
        if faults:
            raise ExperimentError(faults)
        _not_too_many(math.prod(len(listed or ()) for listed in lists.values()))
        return list(itertools.product(*(listed for listed in lists.values() if listed is not None)))


@dataclass(frozen=True)
class OneAtATime:
    """As it is; then each factor alone at its other values.

    >>> from govperf_sim.experiments.design.factors import Lever
    >>> a, b = (Lever(code=c, path=c, values=(0, 1, 2), because="a test") for c in "ab")
    >>> OneAtATime().rows([a, b], (0, 1), seed=1)
    [(0, 1), (1, 1), (2, 1), (0, 0), (0, 2)]
    """

    def rows(self, factors: Sequence[Factor], as_is: Row, seed: int) -> list[Row]:
        rows = [as_is]
        for k, factor in enumerate(factors):
            listed = factor.spread.listed
            tried: Iterable[object] = listed if listed is not None else (factor.spread.at(u) for u in ENDS)
            rows += [(*as_is[:k], value, *as_is[k + 1 :]) for value in tried if value != as_is[k]]
        return rows


@dataclass(frozen=True)
class LatinHypercube:
    """``points`` points, one in each part of every factor's range."""

    points: int

    def __post_init__(self) -> None:
        _enough(self.points, 1)
        _not_too_many(self.points)

    def rows(self, factors: Sequence[Factor], as_is: Row, seed: int) -> list[Row]:
        from scipy.stats import qmc  # half a second to import

        return _values(factors, qmc.LatinHypercube(len(factors), rng=np.random.default_rng(seed)).random(self.points))


@dataclass(frozen=True)
class Wide:
    """The rows of :class:`OneAtATime`, and as many different ones of a Latin hypercube as make ``points`` in all.

    Every value is tried alone, so that nothing is missed that helps by itself; the rest of the rows try values together.
    """

    points: int

    def __post_init__(self) -> None:
        _enough(self.points, 1)
        _not_too_many(self.points)

    def rows(self, factors: Sequence[Factor], as_is: Row, seed: int) -> list[Row]:
        alone = OneAtATime().rows(factors, as_is, seed)
        # Of few values some points fall together, so more are drawn than are wanted.
        together = LatinHypercube(2 * self.points).rows(factors, as_is, seed)
        return list({repr(row): row for row in [*alone, *together]}.values())[: max(self.points, len(alone))]


@dataclass(frozen=True)
class SobolPoints:
    """``points`` scrambled Sobol' points, a power of two."""

    points: int

    def __post_init__(self) -> None:
        _enough(self.points, 1)
        _not_too_many(self.points)
        _power_of_two(self.points)

    def rows(self, factors: Sequence[Factor], as_is: Row, seed: int) -> list[Row]:
        from scipy.stats import qmc  # half a second to import

        sequence = qmc.Sobol(len(factors), scramble=True, rng=np.random.default_rng(seed))
        return _values(factors, sequence.random_base2(_power_of_two(self.points)))


@dataclass(frozen=True)
class SobolIndices:
    """``rows_each`` rows, a power of two, of each of the k + 2 blocks that :mod:`govperf_sim.robustness.sobol` reads."""

    rows_each: int

    def __post_init__(self) -> None:
        _enough(self.rows_each, FEWEST_ROWS)
        _power_of_two(self.rows_each)

    def rows(self, factors: Sequence[Factor], as_is: Row, seed: int) -> list[Row]:
        _not_too_many(self.rows_each * (len(factors) + 2))
        return _values(factors, sobol.design(len(factors), _power_of_two(self.rows_each), seed).points)


Plan = Factorial | OneAtATime | LatinHypercube | Wide | SobolPoints | SobolIndices


def _values(factors: Sequence[Factor], points: np.ndarray) -> list[Row]:
    # Never the ends of the range themselves: some distributions have none.
    held = np.clip(points, np.finfo(float).eps, 1.0 - np.finfo(float).eps)
    return [tuple(f.spread.at(float(u)) for f, u in zip(factors, point, strict=True)) for point in held]


def _enough(found: int, fewest: int) -> None:
    if found < fewest:
        raise ExperimentError(fault("experiment.too_few_points", found=found, fewest=fewest))


def _not_too_many(found: int) -> None:
    if found > MOST_ROWS:
        raise ExperimentError(fault("experiment.too_many_points", found=found, most=MOST_ROWS))


def _power_of_two(points: int) -> int:
    power = points.bit_length() - 1
    if points != 1 << power:
        raise ExperimentError(fault("experiment.not_a_power", found=points, below=1 << power, above=2 << power))
    return power
