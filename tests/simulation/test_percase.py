"""Case by case: the queues of the textbook, and the cohorts of the office."""

import numpy as np
import pytest

from govperf_sim.simulation.percase import case_days, served
from govperf_sim.simulation.services import handled_by, late_cases, worked_off


@pytest.mark.parametrize(("mean", "capacity"), [(8.0, 9.0), (8.0, 8.3), (3.0, 2.7), (5.0, 40.0)])
def test_every_case_is_handled_on_the_day_the_cohorts_say(mean, capacity):
    days, deadline, chance = 600, 2, np.random.default_rng(5)
    arrivals = chance.poisson(mean, days).astype(float)
    capacities = np.where(chance.uniform(size=days) < 0.1, capacity / 2, capacity)
    left, evenings = np.zeros(1), []
    for came, can in zip(arrivals, capacities, strict=True):
        worked_off(left, np.array([came]), np.array([can]))
        evenings.append(left[0])
    handled = handled_by(np.cumsum(arrivals), np.array(evenings))
    days_of = case_days(arrivals, capacities)
    came, done = days_of.came, days_of.handled
    np.testing.assert_array_equal(np.bincount(done, minlength=days + 1)[:days], np.diff(handled, prepend=0.0))
    curve = np.concatenate([np.zeros(deadline + 1), np.cumsum(arrivals)])[: days + 1]
    late = late_cases(curve[:-1], curve[1:], handled)
    slow = (done - came > deadline) & (came + deadline < days)
    np.testing.assert_array_equal(np.bincount(came[slow] + deadline, minlength=days), late)


def batch_means(waits, batches=40):
    """The mean and its standard error."""
    means = np.array([part.mean() for part in np.array_split(waits[len(waits) // 10 :], batches)])
    return means.mean(), means.std(ddof=1) / np.sqrt(batches)


@pytest.mark.parametrize(
    ("arriving", "clerks", "delayed", "wait"), [(0.8, 1, 0.8, 4.0), (2.4, 3, 0.647191011236, 1.07865168539)]
)
def test_with_poisson_arrivals_and_exponential_work_waits_are_those_of_erlang(arriving, clerks, delayed, wait):
    """P(wait) = C and Wq = C/(c mu - lambda) with mu = 1 (Gross and Harris)."""
    chance, cases = np.random.default_rng(8), 200_000
    came = np.cumsum(chance.exponential(1 / arriving, cases))
    waits = np.array(served(came.tolist(), chance.exponential(1.0, cases).tolist(), clerks)) - came
    for found, expected in ((batch_means(waits), wait), (batch_means(waits > 0), delayed)):
        assert abs(found[0] - expected) < 4 * found[1]


def test_with_equal_durations_the_mean_wait_is_that_of_pollaczek_and_khinchine():
    """Wq = lambda E S^2 / (2 (1 - rho)) = 2 at lambda = 0.8 and S = 1."""
    came = np.cumsum(np.random.default_rng(9).exponential(1 / 0.8, 200_000))
    waits = np.array(served(came.tolist(), [1.0] * came.size)) - came
    mean, error = batch_means(waits)
    assert abs(mean - 2.0) < 4 * error


def test_what_is_not_handled_by_the_last_day_has_the_day_after():
    days = case_days(np.array([5.0, 0.0]), np.array([2.0, 2.0]))
    assert days.handled.tolist() == [0, 0, 1, 1, 2]
    assert days.begun.tolist() == [0, 0, 1, 1, 2]


def test_a_case_is_begun_when_the_one_before_it_is_done_and_not_before_it_comes():
    """Half a case a day: each case takes two days, whatever waits."""
    days = case_days(np.array([2.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0]), np.full(8, 0.5))
    assert days.begun.tolist() == [0, 2, 4, 6]
    assert days.handled.tolist() == [1, 3, 5, 7]


def test_no_case_is_begun_on_a_day_without_staff():
    days = case_days(np.array([1.0, 0.0, 0.0, 1.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    assert days.begun.tolist() == [2, 3]
    assert days.handled.tolist() == [2, 3]
