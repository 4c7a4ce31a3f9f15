from __future__ import annotations

import pytest

from govperf_sim.report.numbers import place_among, points, rounded, signed


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (-2.5, 0, "-3"),
        (9.95, 1, "10.0"),
    ],
)
def test_halves_go_up_as_taught_in_school(value: float, places: int, expected: str) -> None:
    assert rounded(value, places) == expected


def test_noise_of_arithmetic_does_not_decide() -> None:
    assert rounded(0.1 + 0.7, 1) == "0.8"
    assert points(0.285, 0) == "29"  # 100 x 0.285 is 28.499999999999996


def test_nothing_is_never_minus_nothing() -> None:
    assert rounded(-0.0004, 2) == signed(-0.0004, 2) == "0.00"


def test_a_difference_shows_its_sign() -> None:
    assert (signed(1.25), signed(-1.25)) == ("+1.3", "−1.3")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_there_is_a_dash(value: float) -> None:
    assert rounded(value, 1) == points(value) == signed(value) == place_among(None, 3) == "—"
