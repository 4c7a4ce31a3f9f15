"""Parameters from a command line."""

import pytest

from govperf_sim.errors import CycleError
from govperf_sim.theory.written import parsed


def test_numbers_lists_and_tables():
    assert parsed([" seed = 3", "x=0.5", "y=1,2", "z=1,2;3,4"]) == {
        "seed": 3,
        "x": 0.5,
        "y": (1, 2),
        "z": ((1, 2), (3, 4)),
    }


def test_everything_wrong_is_said_at_once():
    with pytest.raises(CycleError) as refused:
        parsed(["units", "=3", "x=many", "y=1,", "z=7"])
    assert len(refused.value.faults) == 4
    assert "many" in refused.value.text("en")
