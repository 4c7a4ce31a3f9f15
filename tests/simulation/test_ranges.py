"""Which numbers a parameter may take."""

import math

import pytest

from govperf_sim.errors import CycleError
from govperf_sim.simulation.ranges import AT_LEAST_ONE, COUNT, NOT_NEGATIVE, POSITIVE, SHARE, outside, refuse


@pytest.mark.parametrize(
    ("allowed", "inside", "refused"),
    [
        (SHARE, [0, 0.5, 1], [-1e-12, 1 + 1e-12]),
        (POSITIVE, [1e-300, 1e9], [0, -1]),
        (NOT_NEGATIVE, [0, 0.0, 3], [-1e-300]),
        (COUNT, [0, 7], [-1, 2.0, 0.5]),
        (AT_LEAST_ONE, [1], [0, 1.0]),
    ],
    ids=str,
)
def test_a_range_holds_its_numbers_and_nothing_else(allowed, inside, refused):
    assert all(x in allowed for x in inside)
    assert not any(x in allowed for x in [*refused, math.nan, math.inf, -math.inf, "1", None, True])


def test_every_fault_names_its_parameter_and_what_is_allowed():
    faults = outside("visits", {"teams": 0, "detection": 1.2}, {"teams": AT_LEAST_ONE, "detection": SHARE})
    with pytest.raises(CycleError) as refused:
        refuse(faults)
    assert refused.value.text("en").splitlines() == [
        "visits.teams is 0; it must be a whole number in [1, ∞)",
        "visits.detection is 1.2; it must lie in [0, 1]",
    ]


def test_nothing_wrong_is_not_refused():
    refuse(outside("visits", {"teams": 1}, {"teams": AT_LEAST_ONE}))
