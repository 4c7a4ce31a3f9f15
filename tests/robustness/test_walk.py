"""Movements: what they touch, and that chains stay inside."""

import numpy as np
from questions import one_group

from govperf_sim.robustness.body import body_of
from govperf_sim.robustness.walk import Walk, crossings, exchanges
from govperf_sim.weights.rules import Order, TotalMovement


def test_on_the_simplex_movements_are_the_exchanges_of_two():
    q = one_group(dict.fromkeys("abcd", 0.25), [])
    body = body_of(q, q.parts[0])
    assert len(exchanges(body)) == len(crossings(body)) == 6


def test_chains_stay_inside_and_leave_where_they_began():
    last = dict.fromkeys("abcd", 0.25)
    rules = [TotalMovement("little", last={"g": last}, at_most=0.1), Order("first", more="a", less="b")]
    q = one_group(last, rules)
    body = body_of(q, q.parts[0])
    for moves in (exchanges(body), crossings(body)):
        walk = Walk(body, moves, 50, np.random.default_rng(1))
        began = walk.weights
        walk.sweep(3)
        now = walk.weights
        assert (np.abs(now - 0.25).sum(axis=1) / 2 <= 0.1 + 1e-9).all()
        assert (now[:, 0] >= now[:, 1] - 1e-9).all()
        assert np.allclose(now.sum(axis=1), 1)
        assert (np.abs(now - began).max(axis=1) > 0).all()
