"""Columns that help to state a rule are eliminated: what is left says the same of the weights."""

import numpy as np
from questions import one_group

from govperf_sim.robustness.shadow import shadow
from govperf_sim.weights.arrays import written_out
from govperf_sim.weights.rules import TotalMovement


def test_a_bent_row_is_the_movement_itself():
    last = {"a": 0.2, "b": 0.3, "c": 0.5}
    m = one_group(last, [TotalMovement("little", last={"g": last}, at_most=0.1)]).model()
    found = shadow(written_out(m.problem), tuple(f"w({g},{k})" for g, k in m.w))
    (bend,) = found.bends
    draws = np.random.default_rng(1).dirichlet(np.ones(3), 50)
    moved = np.abs(draws - [0.2, 0.3, 0.5]).sum(axis=1) / 2
    assert np.allclose(bend.value(draws), moved - 0.1)
    assert (draws @ found.rows.T <= found.limits + 1e-12).all()
