"""Bundles grow to half a second, and what broke its worker is tried alone and last."""

from concurrent.futures import BrokenExecutor, Executor
from itertools import count

import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.running.bundles import TRIES, Size, Waiting, carried_out
from govperf_sim.experiments.running.hands import Alone, AtOnce, Given


def test_bundles_grow_twofold_towards_half_a_second_and_leave_something_for_everybody():
    size = Size(left=1000, hands=4)
    for expected in (2, 4, 5, 5):  # items of 0.1 s
        size.learn(size.items, 0.1 * size.items)
        assert size.items == expected
    size.learn(5, 10.0)
    assert size.items == 1
    size.left = 8
    size.learn(1, 1e-6)
    size.learn(2, 1e-6)
    assert size.items == 2  # of eight that are left, for each of four


def test_every_item_comes_back_once_in_whatever_bundles():
    got = list(carried_out(abs, iter(range(-20, 0)), Alone(), Size(20, 1)))
    assert got == [(-k, k) for k in range(20, 0, -1)]


class DiesOf(Executor):
    """Hands that die of one item, and tell how they were given the others."""

    def __init__(self, poison):
        self.poison, self.given = poison, []

    def submit(self, fn, work, bundle):
        self.given.append(bundle)
        future = AtOnce().submit(fn, work, bundle)
        if self.poison in bundle:
            future = type(future)()
            future.set_exception(BrokenExecutor("gone"))
        return future


def test_the_item_that_breaks_its_worker_is_tried_alone_and_last():
    hands = DiesOf(poison=7)
    items = iter(range(30))
    got = []
    with pytest.raises(ExperimentError, match=f"{TRIES} times.*7"):
        gather(carried_out(abs, items, Given(hands, 2), Size(30, 4)), got)
    assert sorted(got) == [k for k in range(30) if k != 7]
    assert hands.given[-1] == hands.given[-2] == (7,)


def gather(pairs, into):
    for item, _ in pairs:
        into.append(item)


def test_what_came_back_undone_goes_out_one_by_one_before_anything_else():
    waiting = Waiting(iter(count()), Size(100, 1, items=3))
    assert waiting.bundle() == (0, 1, 2)
    waiting.again([0, 1, 2])
    waiting.again([9])
    assert list(waiting.undone) == [0, 1, 2]
    assert list(waiting.last) == [9]
