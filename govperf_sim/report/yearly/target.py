"""What an indicator asks of a unit, as a value in its unit of measure, and how far the unit is from it."""

from __future__ import annotations

from dataclasses import dataclass

from govperf_sim.framework import Indicator
from govperf_sim.methods import METHODS


@dataclass(frozen=True, slots=True)
class Target:
    """Full marks from ``low`` to ``high``; ``short`` is how far the value lies outside, 0 where it is reached."""

    low: float
    high: float
    short: float


def target_of(indicator: Indicator, unit: str, value: float, before: float | None) -> Target | None:
    """The target of a unit; ``None`` where marks are relative to other units, so that no value earns them for certain.

    An indicator that must not get worse asks for last year's value, ``before``.
    """
    scoring = indicator.scoring
    if scoring.method == "band":
        assert scoring.low is not None  # the framework asks for both
        assert scoring.high is not None
        return Target(scoring.low, scoring.high, max(scoring.low - value, value - scoring.high, 0.0))
    wanted = scoring.target if METHODS[scoring.method].posts == "values" else None
    if scoring.method == "distance_to_own_target":
        wanted = scoring.targets[unit]
    elif scoring.method == "no_deterioration" and before is not None:
        wanted = before
    if wanted is None:
        return None
    short = wanted - value if indicator.direction == "higher_is_better" else value - wanted
    return Target(wanted, wanted, max(short, 0.0))
