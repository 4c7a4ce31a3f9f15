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
    untouched = np.arange(7) != 2
    assert np.isnan(told["days_to_sanction"][:, untouched]).all()
    assert not sanctions.pending.any()
    assert not sanctions.since_last(2)["sanctioned"].any()
    sanctions.pass_on(Suspicion(2, 0, 3, "inaction", cause=True, days=5, lot=0.6), 7)
    assert standing.barred[0, 3] == 4.0  # years 3 and 4
