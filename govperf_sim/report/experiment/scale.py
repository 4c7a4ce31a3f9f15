"""In which unit, and with how many decimals, an outcome is shown.

Scores and levels are shown in points of 100, shares in per cent, and so is one measure over another where it is never above
1; everything else as it was measured, with the decimals that three digits of its greatest difference need.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from govperf_sim.experiments.outcome import Outcome
from govperf_sim.report.measures import shown_factor, unit_of
from govperf_sim.report.numbers import MISSING, rounded, signed

Unit = Literal["points", "percent", "count"]
PLACES = 2
"""Decimals of points and per cent."""
DIGITS = 3
MOST_PLACES = 6


@dataclass(frozen=True)
class Scale:
    """What is shown is the value times ``factor``.

    >>> Scale("points", 100.0, 2).difference(0.00612), Scale("count", 1.0, 0).shown(1234.5)
    ('+0.61', '1235')
    """

    unit: Unit
    factor: float
    places: int

    def shown(self, value: float) -> str:
        return rounded(value * self.factor, self.places)

    def difference(self, value: float) -> str:
        return signed(value * self.factor, self.places)

    def span(self, low: float, high: float) -> str:
        """An interval of values; a dash where a single replication tells of none."""
        return MISSING if math.isnan(low) else f"[{self.shown(low)}, {self.shown(high)}]"

    def signed_span(self, low: float, high: float) -> str:
        """An interval of differences."""
        return MISSING if math.isnan(low) else f"[{self.difference(low)}, {self.difference(high)}]"

    def slight(self, difference: float) -> bool:
        """Whether nothing of a difference is left once it is rounded."""
        return abs(difference * self.factor) < 0.5 * 10.0**-self.places


def scale_of(outcome: Outcome, values: Iterable[float], differences: Iterable[float]) -> Scale:
    """The scale of an outcome, ``values`` and ``differences`` being those that are to be shown.

    >>> scale_of(Outcome(code="welfare", measures=("welfare",)), [0.5], []).unit
    'points'
    >>> scale_of(Outcome(code="cost"), [3.1], [0.0123, -0.002]).difference(0.0123)
    '+0.0123'
    """
    known = [v for v in values if math.isfinite(v)]
    units = {unit_of(m) for m in outcome.measures}
    if outcome.over is not None and max(known, default=0.0) <= 1.0:
        return Scale("percent", 100.0, PLACES)
    if outcome.over is None and units in ({"points"}, {"percent"}):
        return Scale("points" if "points" in units else "percent", shown_factor(outcome.measures[0]), PLACES)
    sizes = [abs(d) for d in differences if math.isfinite(d)] or [abs(v) for v in known]
    greatest = max(sizes, default=0.0)
    digits = DIGITS - 1 - math.floor(math.log10(greatest)) if greatest > 0 else PLACES
    return Scale("count", 1.0, min(MOST_PLACES, max(0, digits)))
