"""What the worst-off unit of a group bears."""

import pytest
from questions import plain

from govperf_sim.weights.benchmark import yardsticks
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import MinimaxRegret
from govperf_sim.weights.levels import worst_of


def test_the_level_is_the_regret_of_the_worst_off():
    q = plain()
    w = derive_weights(q, MinimaxRegret())
    levels = worst_of(q, yardsticks(q), w.cells, q.indicators_of)
    assert levels == pytest.approx(w.units.groupby("group")["regret"].max().to_dict(), abs=1e-9)


def test_nobody_without_a_yardstick_bears_anything():
    q = plain()
    assert worst_of(q, {}, {}, ["cities"]) == {"cities": 0.0}
