"""Investigations: how long they take, and who waits."""

import numpy as np
import pytest
from assessed import CALENDAR

from govperf_sim.simulation import Luck
from govperf_sim.simulation.clock import Clock
from govperf_sim.simulation.institutions.investigations import LONGEST, Investigations, Suspicion, lengths


@pytest.mark.parametrize(("mean", "spread"), [(125.0, 0.0), (125.0, 60.0), (40.0, 80.0), (0.0, 0.0)])
def test_lengths_have_the_mean_and_spread_that_were_asked_for(mean, spread):
    drawn = lengths(Luck(1).normal("test", 1, (100_000,))[0], mean, spread).astype(float)
    assert abs(drawn.mean() - mean) <= 4 * spread / np.sqrt(drawn.size)
    squares = (drawn - drawn.mean()) ** 2
    assert abs(squares.mean() - spread**2) <= 4 * squares.std() / np.sqrt(drawn.size) + 1 / 6  # rounding adds 1/12


def test_no_investigation_lasts_for_ever():
    assert lengths(np.array([50.0]), 100.0, 1000.0)[0] == LONGEST


def played(cases, investigators):
    """What came of cases (replication, day, length): day of the end and days it took."""
    clock, ended = Clock(CALENDAR, ["u0"], ["x"], (0, 1)), []
    desk = Investigations(
        clock, (2, 1), investigators, lambda why, days: ended.append((why.replication, clock.today, days))
    )
    for replication, day, length in cases:
        desk.start(Suspicion(1, replication, 0, "inaction", cause=True, days=length, lot=0.0), day)
    clock.run()
    assert not desk.open.any()
    return sorted(ended), clock.book.close


def test_with_enough_investigators_nobody_waits():
    assert played([(0, 10, 5), (0, 11, 5), (1, 12, 5)], None)[0] == [(0, 15, 5), (0, 16, 5), (1, 17, 5)]


def test_with_one_investigator_cases_wait_their_turn_each_in_its_own_replication():
    assert played([(0, 10, 5), (0, 11, 5), (1, 12, 5), (0, 12, 1)], 1)[0] == [
        (0, 15, 5), (0, 20, 9), (0, 21, 9), (1, 17, 5),
    ]  # fmt: skip


def test_an_investigator_who_takes_the_same_time_for_each_makes_cases_wait_as_pollaczek_and_khinchine_say():
    """M/D/1 by the day: cases come with chance p a day and take d days, W = p d (d - 1) / (2 (1 - p d)).

    Discrete Geo/D/1: a case that comes finds the work left in the evening before; its mean is lambda E[S(S-1)] / 2(1-rho).
    """
    chance, length, days = 0.08, 10, 200_000
    comes = np.flatnonzero(Luck(4).uniform("test", 1, (days,))[0] < chance) + 1
    ended, _ = played([(0, int(day), length) for day in comes[:12_000]], 1)
    waited = np.array([took - length for _, _, took in ended], dtype=float)[1000:]
    expected = chance * length * (length - 1) / (2 * (1 - chance * length))
    batches = waited[: len(waited) // 20 * 20].reshape(20, -1).mean(axis=1)
    assert abs(batches.mean() - expected) < 4 * batches.std(ddof=1) / np.sqrt(20)
