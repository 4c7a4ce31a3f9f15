"""How the measures of the simulation are shown: scores and levels in points of 100, shares in per cent, counts as counts."""

from __future__ import annotations

from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import rounded, signed

POINTS = frozenset(
    {"score", "true_score", "true_level", "welfare", "fabricated", "pictured", "shifted", "revision", "penalty"}
    | {
        "targets_asked",
        "targets_gap",
        "ratchet_asked",
        "ratchet_gap",
        "yardstick_asked",
        "yardstick_gap",
        "handed_down",
    }
)
SHARES = frozenset(
    {"gaming_share", "visited", "target_reached", "late_share"} | {"departments_meeting", "staff_meeting", "rotated"}
)


def shown_factor(measure: str) -> float:
    """What a value is multiplied by to be shown."""
    return 100.0 if measure in POINTS | SHARES else 1.0


def named(measure: str, labels: Labels) -> str:
    return labels.known(f"simulation.measure_{measure}", measure)


def meant(measure: str, labels: Labels) -> str:
    """A sentence of what it means."""
    return labels.known(f"simulation.measure_{measure}_means", "")


def unit_of(measure: str) -> str:
    return "points" if measure in POINTS else "percent" if measure in SHARES else "count"


def named_with_unit(measure: str, labels: Labels) -> str:
    return labels.word(f"measure_in_{unit_of(measure)}", measure=named(measure, labels))


def shown(measure: str, value: float) -> str:
    """With two decimals, thousands with none."""
    much = value * shown_factor(measure)
    return rounded(much, 2 if abs(much) < 1000 else 0)


def shown_difference(measure: str, value: float, places: int = 2) -> str:
    return signed(value * shown_factor(measure), places)


def verdict_named(verdict: str, labels: Labels) -> str:
    """What the league says of a difference."""
    return labels.known(f"experiments.verdict_{verdict}", verdict)


def negligible(measure: str, value: float, places: int = 2) -> bool:
    """Whether nothing of a difference is left once it is rounded for display."""
    return abs(value * shown_factor(measure)) < 0.5 * 10.0**-places
