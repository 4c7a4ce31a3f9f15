"""A shelf in memory."""

from played_apart import experiment

from govperf_sim.experiments.cell import Result
from govperf_sim.experiments.store.shelf import Memory


def test_what_was_put_there_is_there_and_nothing_else():
    shelf, (one, other) = Memory(), list(experiment(replications=3).manifest.cells())[:2]
    result = Result(refused={"zh": "不成立", "en": "it cannot be"})
    shelf.put(one, result)
    assert one in shelf
    assert other not in shelf
    assert shelf.get(one) is result
    assert shelf.get(other) is None
    assert not shelf.damaged
