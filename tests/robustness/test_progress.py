"""Steps are counted, and never more than there are."""

from govperf_sim.robustness.progress import Steps


def test_every_step_is_told_and_none_beyond_the_last():
    told = []
    step = Steps(5, lambda *done: told.append(done))
    step(2)
    step()
    step(7)
    assert told == [(2, 5), (3, 5), (5, 5)]


def test_nobody_need_listen():
    assert Steps(1, None)() is None
