"""Who plays, from what a caller says."""

import os
from concurrent.futures import ThreadPoolExecutor

from govperf_sim.experiments.running.hands import Alone, Given, Processes
from govperf_sim.experiments.running.who_plays import who_plays


def test_who_plays_follows_from_workers_and_executor():
    assert who_plays(1, None) == Alone()
    assert who_plays(3, None) == Processes(3)
    with ThreadPoolExecutor(1) as pool:
        assert who_plays(5, pool) == Given(pool, 5)
        assert who_plays(1, pool) == Given(pool, os.cpu_count())
