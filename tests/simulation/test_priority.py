"""Cases that go before others: nobody is interrupted, nobody is forgotten."""

import numpy as np
import pytest

from govperf_sim.simulation.percase import served
from govperf_sim.simulation.priority import served_by_rank


def office(cases, seed=1, load=0.9, clerks=1):
    chance = np.random.default_rng(seed)
    came = np.cumsum(chance.exponential(1 / (load * clerks), cases))
    return came.tolist(), chance.exponential(1.0, cases).tolist(), chance.integers(0, 3, cases).tolist()


@pytest.mark.parametrize("clerks", [1, 4])
def test_where_all_are_alike_it_is_first_come_first_served_to_the_bit(clerks):
    came, took, _ = office(500, clerks=clerks)
    assert served_by_rank(came, took, [7] * 500, clerks) == served(came, took, clerks)


@pytest.mark.parametrize("clerks", [1, 3])
def test_whoever_is_begun_is_the_first_of_the_most_urgent_who_wait(clerks):
    came, took, ranks = office(300, clerks=clerks)
    begun = served_by_rank(came, took, ranks, clerks)
    for case, start in enumerate(begun):
        assert start >= came[case]
        passed = [other for other, when in enumerate(begun) if when > start and came[other] <= start]
        assert all((ranks[other], other) > (ranks[case], case) for other in passed)


@pytest.mark.parametrize("clerks", [1, 3])
def test_no_clerk_has_two_cases_and_none_is_free_while_somebody_waits(clerks):
    came, took, ranks = office(300, clerks=clerks)
    begun = np.array(served_by_rank(came, took, ranks, clerks))
    ended = begun + np.array(took)
    for now in begun:
        assert ((begun <= now) & (ended > now)).sum() <= clerks
    for arrival, start in zip(came, begun, strict=True):
        if start > arrival:
            assert ((begun <= arrival) & (ended > arrival)).sum() == clerks


def test_two_who_come_at_once_do_not_wait_for_a_clerk_who_was_free_before():
    assert served_by_rank([5.0, 5.0], [1.0, 1.0], [1, 0], clerks=2) == [5.0, 5.0]


def test_nobody_comes():
    assert served_by_rank([], [], []) == []
