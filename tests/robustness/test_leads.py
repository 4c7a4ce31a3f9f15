"""Pairs settled in closed form and by the solver, in one go or in several."""

import numpy as np
import pandas as pd
import pytest
from questions import four_groups, one_group, plain
from scipy.optimize import linprog

from govperf_sim.errors import NotOptimal
from govperf_sim.robustness import leads
from govperf_sim.robustness.leads import least_leads
from govperf_sim.robustness.pools import pools_of
from govperf_sim.weights.rules import Comparability, EachShare, Share

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


def test_one_strict_ruler_for_three_groups_is_one_set_of_core_weights():
    """The same program by hand: three weights of the core and two of each group's own, nine columns in all."""
    rng, core, groups = np.random.default_rng(4), ["a", "b", "c"], ["g0", "g1", "g2"]
    own = {g: [f"{g}x", f"{g}y"] for g in groups}
    codes = core + [k for g in groups for k in own[g]]
    applies = pd.DataFrame([[k in [*core, *own[g]] for k in codes] for g in groups], groups, codes)
    units = [f"{g}u{i}" for g in groups for i in range(4)]
    of_group = pd.Series([g for g in groups for _ in range(4)], units)
    caps = {"g0": 0.5, "g1": 0.42, "g2": 0.46}
    rules = [
        EachShare("each", of=codes, at_least=0.08, at_most=0.5),
        Comparability("ruler", of=core),
        Share("cap", of=["a", "b"], at_most=caps),
    ]
    scores = pd.DataFrame(rng.random((12, len(codes))), units, codes)
    q = plain(scores=scores, groups=of_group, applies=applies, reference=None, rules=rules)
    place = {k: j for j, k in enumerate(codes)}

    def ones(of):
        return np.isin(codes, of).astype(float)

    sums = np.array([ones([*core, *own[g]]) for g in groups])
    for pool in pools_of(q).known:
        least = least_leads(q.model(pool.groups), pool)
        by_hand = np.zeros((len(pool.units), len(codes)))
        for column, (_, k) in enumerate(pool.cells):
            by_hand[:, place[k]] += pool.scores[:, column]
        for i, k in ((0, 1), (1, 0), (2, 3), (len(pool.units) - 1, 0)):
            lead = by_hand[i] - by_hand[k]
            exact = linprog(
                lead, A_ub=[ones(["a", "b"])], b_ub=[min(caps.values())], A_eq=sums, b_eq=np.ones(3), bounds=(0.08, 0.5)
            )
            assert least[i, k] == pytest.approx(exact.fun, abs=1e-9)
