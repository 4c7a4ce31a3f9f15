"""The directional form and undesirable indicators, by hand and by the textbook program."""

import numpy as np
import pytest
from doubts import panel, question
from scipy.optimize import linprog

import govperf_sim as gp
from govperf_sim.weights.doubt.forms import FORMS, Directional, Radial
from govperf_sim.weights.rules import EachOwnShare


def directional(x, bad, i, direction, lowest=0.0):
    """min t - s_i, s_j <= t, d'w = 1, t free, own shares of good and bad together at least ``lowest``."""
    sign = np.where(bad, -1.0, 1.0)
    n, k = x.shape
    rows = np.vstack(
        [np.c_[x * sign, -np.ones(n)], np.c_[np.outer(lowest * np.ones(k), x[i]) - np.diag(x[i]), np.zeros(k)]]
    )
    bounds = [(0, None)] * k + [(None, None)]
    return linprog(np.r_[-sign * x[i], 1.0], A_ub=rows, b_ub=np.zeros(n + k), A_eq=[np.r_[direction, 0.0]], b_eq=[1],
                   bounds=bounds, method="highs").fun  # fmt: skip


def test_along_its_own_values_a_unit_without_anything_undesirable_scores_as_before():
    q = question(panel(20, 5, 1), EachOwnShare("each", of=[f"k{j}" for j in range(5)], at_least=0.05, at_most=0.4))
    ours, theirs = (gp.benchmark_scores(q, form=form).score for form in (Directional(), Radial()))
    assert ours.to_list() == pytest.approx(theirs.to_list(), abs=1e-9)


@pytest.mark.parametrize("lowest", [0.0, 0.1])
def test_undesirable_indicators_by_the_textbook_program(lowest):
    x, bad = panel(15, 4, 2), np.array([False, False, True, True])
    q = question(x)
    rules = [EachOwnShare("each", of=list(q.scores.columns), at_least=lowest)]
    found = gp.benchmark_scores(q, rules=rules, undesirable=["k2", "k3"], form=Directional())
    expected = [1 / (1 + directional(x, bad, i, x[i], lowest)) for i in range(15)]
    assert found.score.to_list() == pytest.approx(expected, abs=1e-9)
    assert 0 < (found.score > 1 - 1e-9).sum() < 15


def test_one_direction_for_all_by_the_textbook_program():
    x, bad, along = panel(15, 3, 3), np.array([False, True, False]), np.array([0.1, 0.2, 0.1])
    form = Directional(dict(zip(["k0", "k1", "k2"], along, strict=True)))
    rules = [EachOwnShare("each", of=["k0", "k1", "k2"], at_least=0.1)]
    found = gp.benchmark_scores(question(x), rules=rules, undesirable=["k1"], form=form)
    expected = [1 / (1 + directional(x, bad, i, along, 0.1)) for i in range(15)]
    assert found.score.to_list() == pytest.approx(expected, abs=1e-9)


def test_less_of_what_is_undesirable_never_hurts():
    x = panel(12, 3, 6)
    less = x.copy()
    less[0, 2] *= 0.5
    for form in (Radial(), Directional()):
        before, after = (
            gp.benchmark_scores(question(t), undesirable=["k2"], form=form).score.iloc[0] for t in (x, less)
        )
        assert after >= before - 1e-9


def test_good_over_bad_by_hand():
    """One good, one bad: ratios 2, 1 and 0.5; each over the best."""
    found = gp.benchmark_scores(question([[0.8, 0.4], [0.6, 0.6], [0.3, 0.6]]), undesirable=["k1"])
    assert found.score.to_list() == pytest.approx([1.0, 0.5, 0.25], abs=1e-9)


def test_the_catalogue_goes_by_the_name_of_the_form():
    assert {kind: form.kind for kind, form in FORMS.items()} == {kind: kind for kind in FORMS}
