"""Work on one task that helps or harms another."""

import numpy as np
import pytest
from assessed import cycle, population, table, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, Spillovers, play
from govperf_sim.simulation.world import World

TASKS = ("growth", "care", "law")
HARM = Spillovers(effects={"growth": {"care": -0.3}, "law": {"growth": 0.2, "care": 0.1}})
QUIET = {"reports": None, "visits": None}


def test_the_yields_are_own_productivity_and_what_is_declared():
    assert HARM.yields(TASKS, 0.8).tolist() == [[0.8, 0.0, 0.2], [-0.3, 0.8, 0.1], [0.0, 0.0, 0.8]]


def test_a_unit_that_is_paid_nothing_keeps_its_level_all_the_same():
    """Unless a level is more than kept by the work on others, which none is here."""
    units, how = population(), cycle(**QUIET, work=work(shock=0.0), reward=Reward(strength=0.0), spillovers=HARM)
    level = table(play(how, units, weights(), Luck(1), 3), "true_level").loc[list(units.units)]
    cities = (units.groups == "cities").to_numpy()
    expected = units.start[cities].mean(axis=1)
    np.testing.assert_allclose(level[cities], np.repeat(expected[:, None], 3, axis=1), rtol=0, atol=1e-14)


def test_units_work_less_where_the_harm_falls_back_on_them():
    """Without substitution the effort on growth falls by b times the weight of care times the harm, over c."""
    how = {"work": work(substitution=0.0), **QUIET}
    harm = Spillovers(effects={"growth": {"care": -0.3}})
    plain, harmed = (World(cycle(**how, spillovers=s), population(), weights(), Luck(1)) for s in (None, harm))
    own, other = (w.situation(1, w.open(1)).gain[..., :2] - w.motive[..., :2] for w in (harmed, plain))
    gain = own - other
    care = weights()[["school", "clinic", "air"]].sum(axis=1)
    expected = -0.3 * 0.5 * care[population().groups].to_numpy()
    np.testing.assert_allclose(gain[0, :, 0], expected, rtol=0, atol=1e-15)
    np.testing.assert_allclose(gain[0, :, 1], 0.0, atol=1e-15)


def test_off_equals_no_effects_and_effects_of_nothing_to_the_bit():
    off, empty, nothing = (
        play(cycle(spillovers=s), population(), weights(), Luck(1), 2)
        for s in (None, Spillovers(effects={}), Spillovers(effects={"growth": {"care": 0.0}}))
    )
    assert off.measures.equals(empty.measures)
    assert off.measures.equals(nothing.measures)


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError) as refused:
        Spillovers(effects={"growth": {"growth": 0.1, "care": float("nan")}})
    assert len(refused.value.faults) == 2
    wrong = Spillovers(effects={"growth": {"care": -0.7, "law": 0.4}, "groth": {"care": 0.1}})
    with pytest.raises(CycleError) as refused:
        play(cycle(spillovers=wrong), population(), weights(), Luck(1), 1)
    assert [f.message.key for f in refused.value.faults] == ["simulation.dangling", "simulation.spillover_sum"]
    assert "growth" in refused.value.text("en")
