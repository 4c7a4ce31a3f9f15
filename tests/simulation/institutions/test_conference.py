"""The joint conference: a queue by hand, a queue by theory, and days lost."""

import numpy as np
import pytest
from assessed import CALENDAR, cycle, population, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.calendar import MONTHS
from govperf_sim.simulation.institutions.conference import Conference


def heard(journal):
    return journal.events[journal.events["event"] == "obstacle_heard"]


def test_obstacles_that_cost_nothing_change_nothing():
    assert unchanged_by(conference=Conference(obstacles=4.0, seats=1, days=6, loss=0.0))
    assert unchanged_by(conference=Conference(obstacles=0.0, seats=1, days=6, loss=0.5))


@pytest.mark.parametrize("seats", [1, 3])
def test_the_queue_is_first_come_first_served_as_reckoned_by_hand(seats):
    rule = Conference(obstacles=9.0, seats=seats, days=5, loss=0.1)
    journal = play(cycle(institutions={"conference": rule}), population(), weights(), Luck(3), 3)
    events = journal.events.assign(at=journal.events["day"] + 250 * (journal.events["year"] - 1))
    arose = np.sort(events.loc[events["event"] == "obstacle", "at"].to_numpy())
    free, waits = [0] * seats, []
    for day in arose:
        chair = int(np.argmin(free))
        begins = max(day, free[chair])
        waits.append(begins - day)
        free[chair] = begins + rule.days
    assert sorted(heard(journal)["amount"]) == sorted(waits)
    assert sum(waits) > 0


def test_the_mean_wait_is_that_of_poisson_arrivals_and_equal_times():
    """M/D/1: rho d / (2 (1 - rho)).  In whole days arrivals of one day wait for each other alike (Geo^X/D/1)."""
    rule = Conference(obstacles=5.0, seats=1, days=5, loss=0.0)  # 7 units: rho = 7 * 5 / 250 * 5 = 0.7
    waits = []
    for replication in range(40):
        journal = play(cycle(institutions={"conference": rule}), population(), weights(), Luck(7, (replication,)), 6)
        later = heard(journal)
        waits.append(later.loc[later["year"] > 1, "amount"].mean())
    rho, d = 0.7, rule.days
    # A batch of the day's arrivals is served whole before the next day's: Pollaczek and Khinchine for batches of Poisson
    # size mean a = rho / d, service a * d, plus the wait within a batch, (E[N(N-1)] / 2 E[N]) d = a d / 2.
    a = rho / d
    batches = a * d**2 * (1 + a)  # second moment of a day's work
    before = (batches - rho) / (2 * (1 - rho))
    expected = before + a * d / 2
    assert abs(np.mean(waits) - expected) < 4 * np.std(waits, ddof=1) / np.sqrt(len(waits))
    assert expected == pytest.approx(rho * d / (2 * (1 - rho)), rel=0.15)


def test_blocked_days_are_those_on_which_an_obstacle_stood():
    rule = Conference(obstacles=12.0, seats=1, days=4, loss=0.5)
    journal = play(cycle(institutions={"conference": rule}), population(), weights(), Luck(3), 2)
    events = journal.events.assign(at=journal.events["day"] + 250 * (journal.events["year"] - 1))
    measured = table(journal, "blocked_days")
    for unit in population().units:
        own = events[events["unit"] == unit]
        came, went = (np.sort(own.loc[own["event"] == e, "at"].to_numpy()) for e in ("obstacle", "obstacle_cleared"))
        days = np.arange(1, 501)
        stood = (came[None] <= days[:, None]).sum(1) - (went[None] <= days[:, None]).sum(1) > 0
        assert measured.loc[unit].tolist() == [stood[:250].sum(), stood[250:].sum()]


def test_what_effort_brings_falls_by_the_share_of_days_lost():
    """With the level of a month its work alone, December's level tells December's days."""
    how = {"work": work(shock=0.0, depreciation=float(MONTHS))}
    rule = Conference(obstacles=12.0, seats=1, days=4, loss=0.5)
    plain, hindered = (
        play(cycle(**how, institutions=i), population(), weights(), Luck(3), 1) for i in ({}, {"conference": rule})
    )
    factor = (table(hindered, "true_level") / table(plain, "true_level"))[1]
    events = hindered.events
    december = np.arange(CALENDAR.month_end(1, 11) + 1, 251)
    for unit, left in factor.items():
        own = events[events["unit"] == unit]
        came, went = (own.loc[own["event"] == e, "day"].to_numpy() for e in ("obstacle", "obstacle_cleared"))
        stood = (came[None] <= december[:, None]).sum(1) - (went[None] <= december[:, None]).sum(1) > 0
        assert left == pytest.approx(1.0 - 0.5 * stood.mean(), abs=1e-12)
    assert factor.min() < 1.0


@pytest.mark.parametrize("nonsense", [{"obstacles": -1.0}, {"seats": 0}, {"days": 0}, {"loss": 1.5}])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"conference\.{next(iter(nonsense))}"):
        Conference(**{"obstacles": 1.0, "seats": 1, "days": 5, "loss": 0.1, **nonsense})
