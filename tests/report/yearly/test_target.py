"""Targets as values, and the distance to them."""

import pytest

from govperf_sim.framework import Indicator, Scoring
from govperf_sim.report.yearly.target import Target, target_of
from govperf_sim.sources import Source
from govperf_sim.words import Name

SAID = Source(status="assumption", cite="for a test")


def asked(method, direction="higher_is_better", **numbers):
    return Indicator(
        name=Name(zh="甲", en="a"), domain="d", unit_of_measure="%", direction=direction, kind="quantitative", evaluator="e",
        scoring=Scoring(method=method, source=SAID, **numbers), groups=("g",), source=SAID,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "value", "before", "expected"),
    [
        (asked("goalposts", floor=0, target=10), 7.0, None, Target(10, 10, 3.0)),
        (asked("saturating", floor=0, target=10), 12.0, None, Target(10, 10, 0.0)),
        (asked("goalposts", "lower_is_better", floor=10, target=2), 5.0, None, Target(2, 2, 3.0)),
        (asked("band", low=2, high=4, distance=1), 4.5, None, Target(2, 4, 0.5)),
        (asked("band", low=2, high=4, distance=1), 3.0, None, Target(2, 4, 0.0)),
        (asked("distance_to_own_target", targets={"u": 3.5}, distance=1), 3.0, None, Target(3.5, 3.5, 0.5)),
        (asked("no_deterioration", floor=0, target=10, loss=1), 5.0, 6.0, Target(6, 6, 1.0)),
        (asked("no_deterioration", floor=0, target=10, loss=1), 5.0, None, Target(10, 10, 5.0)),
    ],
)
def test_the_target_and_what_is_short_of_it(indicator, value, before, expected):
    found = target_of(indicator, "u", value, before)
    assert (found.low, found.high) == (expected.low, expected.high)
    assert found.short == pytest.approx(expected.short)


@pytest.mark.parametrize("indicator", [asked("min_max"), asked("rank_share"), asked("z_score", floor=-2, target=2)])
def test_marks_by_relative_place_have_no_target(indicator):
    assert target_of(indicator, "u", 5.0, 4.0) is None
