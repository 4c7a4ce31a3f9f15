"""Which numbers a parameter of the assessment year may take; all that lie outside are refused at once, by name."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real

from govperf_sim.errors import CycleError, Fault, fault


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; ``ends`` says with brackets whether its ends belong to it.

    >>> 1.0 in Range(0, 1), 1.0 in Range(0, 1, "[)"), float("nan") in Range(0, 1), str(Range(0, math.inf, "()"))
    (True, False, False, '(0, ∞)')
    """

    low: float
    high: float
    ends: str = "[]"
    whole: bool = False

    def __contains__(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, Integral if self.whole else Real):
            return False
        x = float(value)
        above = x >= self.low if self.ends[0] == "[" else x > self.low
        below = x <= self.high if self.ends[1] == "]" else x < self.high
        return math.isfinite(x) and above and below

    def __str__(self) -> str:
        high = "∞" if math.isinf(self.high) else f"{self.high:g}"
        low = "-∞" if math.isinf(self.low) else f"{self.low:g}"
        return f"{self.ends[0]}{low}, {high}{self.ends[1]}"


ANY = Range(-math.inf, math.inf, "()")
SHARE = Range(0, 1)
SHARE_BELOW_ONE = Range(0, 1, "[)")
POSITIVE = Range(0, math.inf, "()")
NOT_NEGATIVE = Range(0, math.inf, "[)")
COUNT = Range(0, math.inf, "[)", whole=True)
AT_LEAST_ONE = Range(1, math.inf, "[)", whole=True)


def outside(part: str, values: Mapping[str, object], ranges: Mapping[str, Range]) -> list[Fault]:
    """A fault for each of ``values`` that lies outside its range; ``part`` is the part of the cycle it belongs to."""
    return [
        fault(
            "simulation.not_whole" if allowed.whole else "simulation.out_of_range",
            parameter=f"{part}.{name}",
            found=values[name],
            allowed=str(allowed),
        )
        for name, allowed in ranges.items()
        if values[name] not in allowed
    ]


def refuse(faults: list[Fault]) -> None:
    """Raise :class:`~govperf_sim.errors.CycleError` if there is anything to raise it for."""
    if faults:
        raise CycleError(faults)
