"""Kendall's tau-b by hand, against scipy, and against every order there is."""

from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from govperf_sim.diagnostics.agreement import agreement
from govperf_sim.errors import AggregationError


def ranking(*places):
    return pd.Series(places, index=[f"u{i}" for i in range(len(places))], dtype=float)


def test_one_pair_turned_of_six():
    found = agreement(ranking(1, 2, 3, 4), ranking(1, 3, 2, 4))
    assert (found.pairs, found.concordant, found.discordant) == (6, 5, 1)
    assert found.tau == pytest.approx(4 / 6)
    assert found.turned.to_dict("records") == [{"pool": "", "higher_in_first": "u2", "higher_in_second": "u1"}]
    assert found.p_value == pytest.approx(2 * 4 / 24)
    assert found.method == "exact"


def test_ties_by_hand():
    """(1, 1, 2) and (1, 2, 3): one pair tied in the first, two concordant: 2 / sqrt(2 x 3)."""
    found = agreement(ranking(1, 1, 2), ranking(1, 2, 3))
    assert (found.tied_first, found.tied_second) == (1, 0)
    assert found.tau == pytest.approx(2 / 6**0.5)
    assert found.method == "normal"


@settings(deadline=None, max_examples=50)
@given(st.permutations(range(9)))
def test_without_ties_tau_and_the_exact_p_are_those_of_scipy(order):
    first, second = ranking(*range(9)), ranking(*order)
    ours, theirs = agreement(first, second), kendalltau(first, second, method="exact")
    assert ours.tau == pytest.approx(theirs.statistic)
    assert ours.p_value == pytest.approx(theirs.pvalue)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=25))
def test_with_ties_tau_and_the_normal_p_are_those_of_scipy(pairs):
    first, second = (ranking(*side) for side in zip(*pairs, strict=True))
    assume(first.nunique() > 1)
    assume(second.nunique() > 1)
    ours, theirs = agreement(first, second), kendalltau(first, second, method="asymptotic")
    assert ours.tau == pytest.approx(theirs.statistic)
    if ours.method == "normal":
        assert ours.p_value == pytest.approx(theirs.pvalue)
    tied = ours.pairs - ours.concordant - ours.discordant
    assert max(ours.tied_first, ours.tied_second) <= tied <= ours.tied_first + ours.tied_second


def test_above_fifty_units_the_normal_p_is_that_of_scipy():
    luck = np.random.default_rng(7)
    first = ranking(*luck.permutation(60))
    second = first + ranking(*luck.normal(0, 40, 60))
    ours, theirs = agreement(first, second), kendalltau(first, second, method="asymptotic")
    assert ours.method == "normal"
    assert ours.p_value == pytest.approx(theirs.pvalue)


def test_pools_against_every_order_of_two_pools():
    """Pools of three and four units: 6 x 24 orders; the p of each against the share of orders at least as far out."""
    pools = pd.Series(["x"] * 3 + ["y"] * 4, index=[f"u{i}" for i in range(7)])
    first = ranking(*range(7))
    found = [
        agreement(first, ranking(*a, *b), pools) for a, b in product(permutations(range(3)), permutations(range(4)))
    ]
    assert all(f.pairs == 9 for f in found)
    discordant = np.array([f.discordant for f in found])
    for one in found:
        tail = min((discordant <= one.discordant).mean(), (discordant >= one.discordant).mean())
        assert one.p_value == pytest.approx(min(1.0, 2 * tail))
        assert one.tau == pytest.approx((one.concordant - one.discordant) / 9)


@settings(deadline=None, max_examples=50)
@given(st.permutations(range(7)), st.permutations(range(7)))
def test_agreement_is_mutual_and_a_ranking_turned_over_changes_its_sign(a, b):
    first, second = ranking(*a), ranking(*b)
    found = agreement(first, second)
    assert agreement(second, first).tau == pytest.approx(found.tau)
    assert agreement(first, -second).tau == pytest.approx(-found.tau)
    assert agreement(first, first).tau == 1
    assert agreement(first, second.iloc[::-1]).tau == found.tau


def said(*arguments):
    with pytest.raises(AggregationError) as caught:
        agreement(*arguments)
    return caught.value.text("en")


def test_rankings_that_cannot_be_compared_are_refused():
    both = ranking(1, 2, 3)
    assert "“u2” is in one ranking only" in said(both, both.iloc[:2])
    assert "“u1” has no score or rank" in said(both, both.replace(2, np.nan))
    assert "ties every pair" in said(both, ranking(1, 1, 1))
    assert "no pair" in said(ranking(1), ranking(1))
    assert "no pair" in said(both, both, pd.Series({"u0": "x", "u1": "y", "u2": "z"}))
    assert "“u2” has no pool" in said(both, both, pd.Series({"u0": "x", "u1": "x"}))
    assert "more than once" in said(pd.concat([both, both]), both)
    assert "not a finite number" in said(both, both.replace(3, np.inf))
