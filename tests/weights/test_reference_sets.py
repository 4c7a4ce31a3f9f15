"""Benchmarks against fewer peers: by hand, by removing units, and by enumerating samples."""

import itertools

import numpy as np
import pytest
from doubts import panel, question

import govperf_sim as gp
from govperf_sim.errors import WeightingError
from govperf_sim.weights.doubt.reference_sets import order_m, super_efficiency


def test_super_efficiency_is_the_score_when_the_unit_no_longer_counts():
    """Against the others alone: the unit scores what a copy of it, scaled down until it leads nobody, scores times the scale."""
    x = panel(9, 3, 4)
    found = super_efficiency(gp.benchmark_scores(question(x)))
    for i in range(9):
        smaller = x.copy()
        smaller[i] *= 0.01
        score = gp.benchmark_scores(question(smaller)).score.iloc[i]
        assert found.iloc[i] == pytest.approx(100 * score, rel=1e-7)


def test_super_efficiency_is_the_score_for_those_who_are_behind():
    benchmarks = gp.benchmark_scores(question(panel(12, 3, 5)))
    behind = benchmarks.score < 1 - 1e-9
    assert behind.any()
    found = super_efficiency(benchmarks)
    assert found[behind].to_list() == pytest.approx(benchmarks.score[behind].to_list(), abs=1e-9)
    assert (found[~behind] >= 1 - 1e-9).all()


def test_nobody_to_be_compared_with_is_without_bound():
    assert super_efficiency(gp.benchmark_scores(question([[0.5, 0.4]]))).to_list() == [np.inf]
    assert super_efficiency(gp.benchmark_scores(question([[0.5, 0.0], [0.0, 0.4]]))).to_list() == [np.inf, np.inf]


def test_order_m_is_the_mean_over_all_samples():
    """Three units on one indicator, two drawn: nine samples; the score is own value over the larger drawn."""
    x = [0.2, 0.4, 0.8]
    exact = [np.mean([own / max(a, b) for a, b in itertools.product(x, x)]) for own in x]
    found = order_m(gp.benchmark_scores(question([[a] for a in x])), 2, draws=400, seed=1)
    assert (abs(found["score"] - exact) <= 4 * found["standard_error"]).all()
    assert (found["standard_error"] < 0.1).all()


def test_the_same_seed_draws_the_same():
    benchmarks = gp.benchmark_scores(question(panel(8, 3)))
    first, again, other = (order_m(benchmarks, 3, draws=5, seed=s)["score"].to_list() for s in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_large_m_is_everybody():
    benchmarks = gp.benchmark_scores(question(panel(5, 3)))
    found = order_m(benchmarks, 200, draws=2, seed=0)
    assert found["score"].to_list() == pytest.approx(benchmarks.score.to_list(), abs=1e-9)


@pytest.mark.parametrize(("m", "draws"), [(0, 10), (5, 1)])
def test_no_sample_is_refused(m, draws):
    with pytest.raises(WeightingError):
        order_m(gp.benchmark_scores(question([[0.5, 0.4]])), m, draws=draws, seed=0)
