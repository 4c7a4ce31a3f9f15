"""The search for ranks: alone or side by side, in time or not."""

import functools

import pytest
from questions import random_question

from govperf_sim.robustness.leads import least_leads
from govperf_sim.robustness.limits import rank_limits
from govperf_sim.robustness.pools import pools_of
from govperf_sim.robustness.ranks import best_ranks, worst_ranks

QUESTION = random_question(11, groups=1, units=16, indicators=10)


def test_out_of_time_the_interval_still_holds_the_truth():
    exact, hurried = rank_limits(QUESTION).table, rank_limits(QUESTION, seconds=0.0).table
    assert exact["proven"].all()
    assert not hurried["proven"].all(), "some search must have been cut short, or nothing is tested"
    assert (hurried["best_bound"] <= exact["best"]).all()
    assert (exact["best"] <= hurried["best"]).all()
    assert (hurried["worst"] <= exact["worst"]).all()
    assert (exact["worst"] <= hurried["worst_bound"]).all()


@pytest.mark.parametrize("search", [best_ranks, worst_ranks])
def test_two_workers_find_what_one_does(search):
    pool = pools_of(QUESTION).known[0]
    stated = functools.partial(QUESTION.model, pool.groups)
    least = least_leads(stated(), pool)
    units = [4, 0, 2]
    assert search(stated, pool, least, units, 20.0, 2) == search(stated, pool, least, units, 20.0)
    every = search(stated, pool, least, range(len(pool.units)), 20.0)
    assert search(stated, pool, least, units, 20.0) == [every[i] for i in units]
