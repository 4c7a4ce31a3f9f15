"""Pairs settled in closed form and by the solver, in one go or in several."""

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, one_group

from govperf_sim.errors import NotOptimal
from govperf_sim.robustness import leads
from govperf_sim.robustness.leads import least_leads
from govperf_sim.robustness.pools import pools_of
from govperf_sim.weights.rules import EachShare, Share

CODES = [f"k{j}" for j in range(12)]
BOX = [EachShare("each", of=CODES, at_least=0.02, at_most=0.2), Share("first", of=["k0"], at_most=0.05)]


def question(rules):
    scores = pd.DataFrame(np.random.default_rng(8).random((15, 12)), [f"u{i}" for i in range(15)], CODES)
    return one_group(dict.fromkeys(CODES, 1 / 12), rules, scores)


def test_the_closed_form_of_a_box_is_what_the_solver_finds():
    """A rule that says nothing new, and speaks of two weights, is enough to send the same question to the solver."""
    boxed, solved = question(BOX), question([*BOX, Share("idle", of=["k1", "k2"], at_most=0.9)])
    by_hand, by_solver = (least_leads(q.model(), pools_of(q).known[0]) for q in (boxed, solved))
    assert by_hand == pytest.approx(by_solver, abs=1e-9)


def test_many_pairs_are_worked_on_in_several_goes(monkeypatch):
    q, _ = four_groups()
    pool = pools_of(q).known[-1]
    at_once = least_leads(q.model(pool.groups), pool)
    monkeypatch.setattr(leads, "AT_ONCE", 7)
    assert least_leads(q.model(pool.groups), pool) == pytest.approx(at_once, abs=1e-9)


def test_a_model_without_weights_is_refused():
    q = question([*BOX, Share("idle", of=["k1", "k2"], at_most=0.9)])
    m, pool = q.model(), pools_of(q).known[0]
    m.require("never", m.w["g", "k1"] + m.w["g", "k2"] >= 1.5)
    with pytest.raises(NotOptimal):
        least_leads(m, pool)
