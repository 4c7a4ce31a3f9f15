r"""How an uncertainty may turn out: each distribution is its quantile function, :math:`x = F^{-1}(u)`.

Plans choose points u in the unit cube and every factor turns its own coordinate into a value, so that a plan knows
nothing of distributions and a distribution nothing of plans.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Protocol

from govperf_sim.errors import ExperimentError, fault


class Distribution(Protocol):
    """Anything that knows its quantiles."""

    @property
    def listed(self) -> Sequence[Any] | None:
        """Every value there is, if they can be listed."""

    def at(self, u: float) -> Any:
        """The value below which a share u of the distribution lies; its ends, which may be infinite, at 0 and 1."""


@dataclass(frozen=True)
class Among:
    """One of a few values, each as likely as the others.

    >>> [Among((3, 6)).at(u) for u in (0.1, 0.5, 0.9)]
    [3, 6, 6]
    """

    values: tuple[Any, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ExperimentError(fault("experiment.no_values"))

    @property
    def listed(self) -> Sequence[Any]:
        return self.values

    def at(self, u: float) -> Any:
        return self.values[min(int(u * len(self.values)), len(self.values) - 1)]


@dataclass(frozen=True)
class Uniform:
    """Anything between two numbers, alike.

    >>> Uniform(0.2, 0.6).at(0.5)
    0.4
    """

    at_least: float
    at_most: float

    def __post_init__(self) -> None:
        _between("uniform", self.at_least, self.at_most)

    @property
    def listed(self) -> None:
        return None

    def at(self, u: float) -> float:
        return self.at_least + u * (self.at_most - self.at_least)


@dataclass(frozen=True)
class LogUniform:
    """Anything between two positive numbers, every doubling alike.

    >>> round(LogUniform(0.01, 1.0).at(0.5), 12)
    0.1
    """

    at_least: float
    at_most: float

    def __post_init__(self) -> None:
        _between("log_uniform", self.at_least, self.at_most)
        if not self.at_least > 0:
            raise ExperimentError(fault("experiment.not_positive", kind="log_uniform", found=self.at_least))

    @property
    def listed(self) -> None:
        return None

    def at(self, u: float) -> float:
        return math.exp(math.log(self.at_least) + u * math.log(self.at_most / self.at_least))


@dataclass(frozen=True)
class Triangular:
    """Between two numbers, most likely near a third.

    >>> round(Triangular(0.0, 0.5, 1.0).at(0.125), 12)
    0.25
    """

    at_least: float
    mode: float
    at_most: float

    def __post_init__(self) -> None:
        _between("triangular", self.at_least, self.at_most)
        if not self.at_least <= self.mode <= self.at_most:
            raise ExperimentError(
                fault("experiment.mode_outside", found=self.mode, low=self.at_least, high=self.at_most)
            )

    @property
    def listed(self) -> None:
        return None

    def at(self, u: float) -> float:
        low, mode, high = self.at_least, self.mode, self.at_most
        if u * (high - low) <= mode - low:
            return low + math.sqrt(u * (high - low) * (mode - low))
        return high - math.sqrt((1.0 - u) * (high - low) * (high - mode))


@dataclass(frozen=True)
class Normal:
    """Normal about a mean, cut off at the bounds if there are any.

    >>> round(Normal(0.6, 0.1).at(0.5), 12), round(Normal(0.0, 1.0, at_least=0.0).at(0.5), 4)
    (0.6, 0.6745)
    """

    mean: float
    deviation: float
    at_least: float = -math.inf
    at_most: float = math.inf

    def __post_init__(self) -> None:
        _ordered("normal", self.at_least, self.at_most)
        if not (self.deviation > 0 and math.isfinite(self.mean) and math.isfinite(self.deviation)):
            raise ExperimentError(fault("experiment.not_positive", kind="normal", found=self.deviation))
        low, high = self._shares
        if not low < high:
            said = {"mean": self.mean, "low": self.at_least, "high": self.at_most}
            raise ExperimentError(fault("experiment.bounds_too_far", **said))

    @property
    def listed(self) -> None:
        return None

    def at(self, u: float) -> float:
        if not 0.0 < u < 1.0:
            return self.at_least if u <= 0.0 else self.at_most
        low, high = self._shares
        within = min(low + (u if self._side > 0 else 1.0 - u) * (high - low), math.nextafter(1.0, 0.0))
        found = self.mean + self._side * self.deviation * NormalDist().inv_cdf(within)
        return min(max(found, self.at_least), self.at_most)

    @property
    def _side(self) -> int:
        """-1 if the bounds leave the upper tail only; its mirror image is then looked at, as shares near 1 lose digits."""
        return -1 if self.at_least > self.mean else 1

    @property
    def _shares(self) -> tuple[float, float]:
        """The shares of the normal below the bounds, or of its mirror image."""
        ends = sorted(self._side * (end - self.mean) / self.deviation for end in (self.at_least, self.at_most))
        return (0.5 * math.erfc(-ends[0] / math.sqrt(2.0)), 0.5 * math.erfc(-ends[1] / math.sqrt(2.0)))


def _ordered(kind: str, low: float, high: float) -> None:
    if not low < high:
        raise ExperimentError(fault("experiment.empty_range", kind=kind, low=low, high=high))


def _between(kind: str, low: float, high: float) -> None:
    _ordered(kind, low, high)
    if math.isinf(high - low):
        raise ExperimentError(fault("experiment.endless", kind=kind, low=low, high=high))
