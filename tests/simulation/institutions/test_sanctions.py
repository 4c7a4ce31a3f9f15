"""Sanctions: what each takes, once."""

import numpy as np
from assessed import cycle, population, weights

from govperf_sim.simulation import Luck
from govperf_sim.simulation.institutions.accountability import Accountability
from govperf_sim.simulation.institutions.investigations import Suspicion
from govperf_sim.simulation.world import World


def set_up():
    rule = Accountability(
        sensitivity=1.0, false_alarm=0.0, length=5.0, deduction=0.1, bar=2, removal=0.5, morale_loss=0.2, recovery=0.5
    )
    world = World(cycle(institutions={"accountability": rule}), population(), weights(), Luck(1, range(2)))
    return world.courses[0].sanctions, world.standing


def test_it_takes_points_once_bars_removes_and_hurts_only_without_cause():
    sanctions, standing = set_up()
    standing.tenure += 3.0
    sanctions.pass_on(Suspicion(1, 0, 2, "inaction", cause=True, days=5, lot=0.4), 7)
    sanctions.pass_on(Suspicion(1, 1, 2, "inaction", cause=False, days=5, lot=0.6), 9)
    sanctions.pass_on(Suspicion(1, 1, 2, "slowness", cause=False, days=5, lot=0.5), 11)
    np.testing.assert_allclose(sanctions.pending[:, 2], [0.1, 0.2])
    assert standing.tenure[:, 2].tolist() == [0.0, 3.0]
    assert standing.barred[:, 2].tolist() == [2.0, 2.0]  # years 1 and 2, none being scored yet
    np.testing.assert_allclose(standing.morale[:, 2], [1.0, 0.64])
    told = sanctions.since_last(1)
    assert told["sanctioned"][:, 2].tolist() == [1.0, 2.0]
    assert told["falsely_sanctioned"][:, 2].tolist() == [0.0, 2.0]
    assert told["days_to_sanction"][:, 2].tolist() == [7.0, 10.0]
    assert told["removed"][:, 2].tolist() == [1.0, 0.0]
    np.testing.assert_allclose(told["morale"][:, 2], [1.0, 0.82])
    assert not told["escaped"].any()
    untouched = np.arange(7) != 2
    assert np.isnan(told["days_to_sanction"][:, untouched]).all()
    assert not sanctions.pending.any()
    assert not sanctions.since_last(2)["sanctioned"].any()
    sanctions.pass_on(Suspicion(2, 0, 3, "inaction", cause=True, days=5, lot=0.6), 7)
    assert standing.barred[0, 3] == 4.0  # years 3 and 4


def test_a_leader_who_has_left_is_not_removed_and_who_came_after_is_spared():
    sanctions, standing = set_up()
    standing.tenure += 1.0
    sanctions.since_last(1)
    standing.replace(np.array([[False, True, False, False, False, False, False]] * 2))
    for unit in (0, 1):
        sanctions.pass_on(Suspicion(1, 0, unit, "inaction", cause=True, days=5, lot=0.0), 7)
    told = sanctions.since_last(2)
    assert told["removed"][0, :2].tolist() == [1.0, 0.0]
    assert told["escaped"][0, :2].tolist() == [0.0, 1.0]


def test_leaders_who_go_by_chance_escape_as_often_as_deterrence_reckons():
    """Each leaves with chance h at the year's end, and a sanction comes two scores later: it misses 1 - (1 - h)^2."""
    rule = Accountability(sensitivity=1.0, false_alarm=1.0, inaction=0.0, length=250.0)
    world = World(cycle(institutions={"accountability": rule}), population(), weights(), Luck(1, range(400)))
    sanctions, leaving = world.courses[0].sanctions, 0.3
    for year in (1, 2):
        world.standing.tenure += 1.0
        sanctions.since_last(year)
        world.standing.replace(world.luck.uniform("test", year, (7,)) < leaving)
    for replication, unit in np.ndindex(400, 7):
        sanctions.pass_on(Suspicion(1, replication, unit, "inaction", cause=True, days=250, lot=1.0), 250)
    share = sanctions.since_last(3)["escaped"].mean()
    expected = 1.0 - (1.0 - leaving) ** 2
    assert abs(share - expected) < 4 * np.sqrt(expected * (1 - expected) / 2800)
