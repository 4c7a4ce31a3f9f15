"""Money: as good as a stronger reward, and it costs."""

import numpy as np
import pytest
from assessed import cycle, population, table, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.money import Money


def test_no_money_changes_nothing():
    assert unchanged_by(money=Money(bonus=0.0, value=1.0))
    assert unchanged_by(money=Money(bonus=100.0, value=0.0))


def test_a_bonus_is_a_stronger_reward():
    paid = play(
        cycle(reward=Reward(strength=0.25), institutions={"money": Money(bonus=50.0, value=0.005)}),
        population(), weights(), Luck(1), 3,
    )  # fmt: skip
    stronger = play(cycle(reward=Reward(strength=0.5)), population(), weights(), Luck(1), 3)
    for measure in ("effort", "score", "fabricated", "welfare"):
        np.testing.assert_array_equal(table(paid, measure), table(stronger, measure))
    np.testing.assert_allclose(table(paid, "bonus_paid"), 50.0 * table(paid, "score"), rtol=1e-15)


@pytest.mark.parametrize("named", ["bonus", "value"])
def test_nonsense_is_refused_by_name(named):
    with pytest.raises(CycleError, match=rf"money\.{named}"):
        Money(**{"bonus": 1.0, "value": 1.0, named: -1.0})
