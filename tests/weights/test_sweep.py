"""Objectives over one set: whoever searches, only what the numbers prove is taken."""

import numpy as np
import pytest
from questions import four_groups, random_question
from scipy.sparse import csr_array

from govperf_sim.errors import NotOptimal
from govperf_sim.robustness.leads import least_leads
from govperf_sim.robustness.pools import pools_of
from govperf_sim.weights import sweep
from govperf_sim.weights.folded import Folded
from govperf_sim.weights.lockstep import lockstep
from govperf_sim.weights.sweep import swept

INF = np.inf


def two_weights(high=0.75, a=((1.0, 1.0),), least=1.0, most=1.0):
    rows = len(a)
    return Folded(
        csr_array(np.array(a)), np.full(rows, least), np.full(rows, most), np.zeros(2), np.full(2, high), np.arange(2)
    )


COST = np.array([[2.0, 1.0], [1.0, 3.0], [0.0, 0.0]])


@pytest.mark.parametrize("asked", [lambda: four_groups()[0], lambda: random_question(0), lambda: random_question(4)])
def test_few_rows_or_many_the_leads_are_the_same(asked, monkeypatch):
    q = asked()
    for pool in pools_of(q).known:
        monkeypatch.setattr(sweep, "FEW", 1000)
        in_step = least_leads(q.model(pool.groups), pool)
        monkeypatch.setattr(sweep, "FEW", -1)
        assert in_step == pytest.approx(least_leads(q.model(pool.groups), pool), abs=1e-9)


def test_what_is_found_in_step_is_not_asked_of_highs(monkeypatch):
    monkeypatch.setattr(sweep, "silent_highs", None)
    x, y = swept(two_weights(), COST)
    assert x[:2].tolist() == [[0.25, 0.75], [0.75, 0.25]]
    assert y[:, 0].tolist() == [2, 3, 0]


@pytest.mark.parametrize("wrong", [lambda x: x + 0.01, lambda x: np.full_like(x, np.nan), lambda x: x[:, ::-1]])
def test_what_is_not_proven_is_searched_for_again(wrong, monkeypatch):
    def astray(said, cost):
        x, y = lockstep(said, cost)
        return wrong(x), y

    monkeypatch.setattr(sweep, "lockstep", astray)
    x, _ = swept(two_weights(), COST)
    assert np.einsum("nj,nj->n", COST, x) == pytest.approx([1.25, 1.5, 0])


@pytest.mark.parametrize("few", [-1, 24])
def test_what_cannot_be_or_has_no_end_is_refused(few, monkeypatch):
    monkeypatch.setattr(sweep, "FEW", few)
    with pytest.raises(NotOptimal):
        swept(two_weights(high=0.4), COST)
    with pytest.raises(NotOptimal):
        swept(two_weights(high=INF, a=((1.0, -1.0),), least=0.0, most=0.0), -COST)
