"""Cases: capacity, who is handled when, and who is late."""

import json
from collections import deque
from pathlib import Path

import numpy as np
import pytest
from assessed import services

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck
from govperf_sim.simulation.services import draw_arrivals, handled_by, late_cases, share_of, worked_off

OTHERS = json.loads((Path(__file__).parents[1] / "golden" / "others" / "t07_cohorts.json").read_text("utf-8"))


def queued(arrivals, capacity, deadline):
    """Case by case: handled and late by day.  A case takes one unit of work, and what is begun is finished first."""
    queue, begun, handled, late = deque(), 0.0, [], []
    for day, (came, can) in enumerate(zip(arrivals, capacity, strict=True)):
        queue.extend([day] * int(came))
        done, spare = 0, can
        while queue and begun + spare >= 1.0 - 1e-9:
            spare -= 1.0 - begun
            begun = 0.0
            queue.popleft()
            done += 1
        begun = begun + spare if queue else 0.0
        handled.append(done)
        late.append(sum(1 for since in queue if since == day - deadline))
    return np.array(handled), np.array(late)


@pytest.mark.parametrize(("mean", "capacity"), [(8.0, 9.0), (8.0, 8.3), (5.0, 5.9), (3.0, 2.7)])
def test_two_curves_are_the_queue_case_by_case(mean, capacity):
    days, deadline = 400, 3
    arrivals = np.random.default_rng(4).poisson(mean, days).astype(float)
    left, evenings = np.zeros(1), []
    for came in arrivals:
        worked_off(left, np.array([came]), np.array([capacity]))
        evenings.append(left[0])
    arrived = np.cumsum(arrivals)
    handled = handled_by(arrived, np.array(evenings))
    cohorts = np.concatenate([np.zeros(deadline + 1), arrived])[: days + 1]
    late = late_cases(cohorts[:-1], cohorts[1:], handled)
    by_case = queued(arrivals, np.full(days, capacity), deadline)
    np.testing.assert_array_equal(np.diff(handled, prepend=0.0), by_case[0])
    np.testing.assert_array_equal(late, by_case[1])


@pytest.mark.parametrize("known", OTHERS["cohort_queue"], ids=lambda k: f"{k['lam']} of {k['s']}")
def test_delays_are_those_of_the_cohort_chain(known):
    """Many short stationary stretches side by side; the standard error is that between them."""
    lots, warm, days = 400, 150, 250
    arrivals = draw_arrivals(Luck(7), 1, lots, warm + days, known["lam"])
    left, evenings = np.zeros((1, lots)), np.empty_like(arrivals)
    for day, came in enumerate(arrivals):
        worked_off(left, came, np.array(float(known["s"])))
        evenings[day] = left
    arrived = np.cumsum(arrivals, axis=0)
    handled = handled_by(arrived, evenings)
    backlog = evenings[warm:, 0].mean(axis=0)
    assert abs(backlog.mean() - known["mean_backlog_end_of_day"]) < 4 * backlog.std(ddof=1) / np.sqrt(lots)
    for delay in (0, 1, 2):
        cohort = arrived[warm - delay - 1 : arrived.shape[0] - delay]
        late = late_cases(cohort[:-1], cohort[1:], handled[warm:]).sum(axis=0)[0] / (cohort[-1] - cohort[0])[0]
        expected = known["P_delay_gt"][str(delay)]
        if expected > 1e-3:  # of 800,000 cases; rarer ones have no standard error to speak of
            assert abs(late.mean() - expected) < 4 * late.std(ddof=1) / np.sqrt(lots), delay


def test_arrivals_have_their_mean_and_spread_and_rise_with_it():
    few, many = (draw_arrivals(Luck(2), 1, 20, 250, mean) for mean in (8.0, 9.0))
    assert abs(few.mean() - 8.0) < 4 * np.sqrt(8.0 / few.size)
    assert few.var() == pytest.approx(8.0, rel=0.1)
    assert (many >= few).all()
    assert np.array_equal(draw_arrivals(Luck(2), 1, 3, 250, 8.0), few[:, :, :3])


def test_capacity_is_staff_by_speed_less_what_else_they_do():
    rule = services(staff=10.0, rate=0.9, burden=0.1, base=0.8, response=0.4, effort_days=50.0, hosting=2.0)
    assert rule.speed(np.array(0.5)) == pytest.approx(0.9 * (0.8 + 0.4 * 0.5))
    day = rule.rota(np.array(0.01), np.array(1.0))
    assert [float(x) for x in (day.effort, day.hosting, day.cases)] == pytest.approx([0.5, 2.0, 6.5])


def test_nobody_does_more_than_the_staff_there_is():
    day = services(staff=3.0, effort_days=100.0, hosting=2.0).rota(np.array(0.02), np.array(1.0))
    assert [float(x) for x in (day.effort, day.hosting, day.cases)] == pytest.approx([2.0, 1.0, 0.0])
    assert services(response=1.0).speed(np.array(-2.0)) == 0.0


def test_nothing_of_nothing_is_nothing():
    assert share_of(np.array([0.0, 1.0]), np.array([0.0, 4.0])).tolist() == [0.0, 0.25]


def test_nonsense_is_refused_by_name():
    wrong = {
        "arrivals": -1.0,
        "staff": -2.0,
        "rate": 0.0,
        "deadline": 2.5,
        "burden": 1.0,
        "base": 0.0,
        "response": -0.1,
        "effort_days": float("nan"),
        "hosting": -1.0,
    }
    with pytest.raises(CycleError) as refused:
        services(**wrong)
    assert [f.message.values["parameter"] for f in refused.value.faults] == [f"services.{name}" for name in wrong]
