"""The ways of asking people, and what they can be asked about."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How people are asked."""

    BEST_WORST = "best_worst"
    PAIRS = "pairs"
    RANKING = "ranking"
    POINTS = "points"


class About(StrEnum):
    """What they are asked about; a ranking is always of units."""

    DOMAINS = "domains"
    INDICATORS = "indicators"
