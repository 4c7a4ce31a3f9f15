"""What each indicator carries: hand-worked cases, and the decomposition that leaves no remainder."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govperf_sim.aggregate import weighted_sum
from govperf_sim.diagnostics.effective_weights import correlation_ratio, effective_weights
from govperf_sim.errors import AggregationError


def one_pool(columns, weights):
    scores = pd.DataFrame(columns, index=[f"u{i}" for i in range(len(next(iter(columns.values()))))])
    every = pd.Series("all", index=scores.index)
    return scores, pd.DataFrame([weights], index=["all"], columns=list(columns)), every, every


def test_half_the_weight_can_carry_ninety_two_hundredths_of_the_differences():
    """Growth spreads by 34 points about its mean, the other by 10, unrelated: 1156 / (1156 + 100) = 0.9204."""
    found = effective_weights(
        *one_pool({"growth": [0.84, 0.84, 0.16, 0.16], "air": [0.6, 0.4, 0.6, 0.4]}, [0.5, 0.5])
    ).loc["all"]
    assert found["nominal"].tolist() == [0.5, 0.5]
    assert found["effective"].tolist() == pytest.approx([1156 / 1256, 100 / 1256])
    assert found["correlation"].tolist() == pytest.approx([(1156 / 1256) ** 0.5, (100 / 1256) ** 0.5])


def test_an_indicator_on_which_all_are_alike_carries_nothing_whatever_its_weight():
    found = effective_weights(*one_pool({"safe": [1.0, 1.0, 1.0], "jobs": [0.2, 0.5, 0.6]}, [0.9, 0.1])).loc["all"]
    assert found["effective"].tolist() == pytest.approx([0, 1])
    assert np.isnan(found["correlation"]["safe"])


def test_an_indicator_against_the_total_carries_less_than_nothing():
    """Growth 0, 1 and air 0.5, 0 with equal weight: contributions differ by 50 and -25, the totals by 25 points."""
    found = effective_weights(*one_pool({"growth": [0.0, 1.0], "air": [0.5, 0.0]}, [0.5, 0.5])).loc["all"]
    assert found["effective"].tolist() == pytest.approx([2.0, -1.0])


def test_groups_with_different_weights_in_one_pool_and_an_indicator_that_applies_to_one():
    """Contributions of ports are 0.3 for the coast and nothing inland: it makes the whole difference of 0.3."""
    scores = pd.DataFrame({"gdp": [0.4, 0.2], "ports": [0.6, np.nan]}, index=["coast", "inland"])
    weights = pd.DataFrame({"gdp": [0.5, 1.0], "ports": [0.5, 0.0]}, index=["g", "h"])
    groups = pd.Series({"coast": "g", "inland": "h"})
    found = effective_weights(scores, weights, groups, pd.Series("all", index=scores.index)).loc["all"]
    assert found["effective"].tolist() == pytest.approx([0.0, 1.0])
    assert found["nominal"].tolist() == [0.75, 0.25]


def test_pools_are_apart():
    scores = pd.DataFrame({"a": [0.0, 1.0, 0.5, 0.5], "b": [0.5, 0.5, 0.0, 1.0]}, index=list("pqrs"))
    weights = pd.DataFrame({"a": [0.5], "b": [0.5]}, index=["g"])
    pools = pd.Series({"p": "one", "q": "one", "r": "two", "s": "two"})
    found = effective_weights(scores, weights, pd.Series("g", index=scores.index), pools)["effective"]
    assert found.to_dict() == pytest.approx({("one", "a"): 1, ("one", "b"): 0, ("two", "a"): 0, ("two", "b"): 1})


CELLS = st.floats(0, 1).map(lambda x: round(x, 3))


@settings(deadline=None, max_examples=30)
@given(st.data(), st.integers(2, 9), st.integers(1, 6), st.randoms(use_true_random=False))
def test_the_shares_add_up_to_one_and_do_not_depend_on_the_order(data, units, count, luck):
    columns = {f"k{j}": data.draw(st.lists(CELLS, min_size=units, max_size=units)) for j in range(count)}
    shares = np.array(data.draw(st.lists(st.integers(1, 9), min_size=count, max_size=count)), float)
    scores, weights, groups, pools = one_pool(columns, shares / shares.sum())
    totals = weighted_sum(scores, weights, groups)
    assume(totals.std(ddof=0) > 1e-3)
    found = effective_weights(scores, weights, groups, pools)["effective"]
    assert found.sum() == pytest.approx(1)
    for k in columns:
        contribution = weights.at["all", k] * scores[k]
        assert found["all", k] == pytest.approx(np.cov(contribution, totals)[0, 1] / totals.var())
    rows, order = list(scores.index), list(scores.columns)
    luck.shuffle(rows)
    luck.shuffle(order)
    again = effective_weights(scores.loc[rows, order], weights, groups, pools)["effective"]
    assert again.to_dict() == pytest.approx(found.to_dict())


def test_standardised_unrelated_indicators_carry_the_squares_of_their_weights():
    """With like variances and no correlation e_k = w_k^2 / sum w^2: 0.6 of the weight carries 9/13 of the differences."""
    columns = {"a": [1.0, 1.0, 0.0, 0.0], "b": [1.0, 0.0, 1.0, 0.0]}
    assert effective_weights(*one_pool(columns, [0.6, 0.4]))["effective"].tolist() == pytest.approx([9 / 13, 4 / 13])


def test_the_correlation_ratio_by_hand():
    """Totals 1, 3 | 5, 7 by halves: means 2 and 6 about 4, so 4 of the variance of 5 lies between."""
    score = pd.Series([0.1, 0.2, 0.8, 0.9])
    assert correlation_ratio(score, pd.Series([1.0, 3.0, 5.0, 7.0]), classes=2) == pytest.approx(4 / 5)
    assert correlation_ratio(score, pd.Series([1.0, 3.0, 5.0, 7.0]), classes=4) == pytest.approx(1)
    assert correlation_ratio(pd.Series([0.5] * 4), pd.Series([1.0, 3.0, 5.0, 7.0]), classes=2) == pytest.approx(0)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=4, max_size=12), st.integers(2, 4))
def test_the_correlation_ratio_lies_between_nothing_and_all(pairs, classes):
    table = pd.DataFrame(pairs, columns=["score", "total"])
    assume(table["total"].std() > 1e-3)
    ratio = correlation_ratio(table["score"], table["total"], classes)
    assert -1e-12 <= ratio <= 1 + 1e-12


def said(call, *arguments, **named):
    with pytest.raises(AggregationError) as caught:
        call(*arguments, **named)
    return " | ".join(f.text("en") for f in caught.value.faults)


def test_pools_without_differences_are_named_together():
    scores = pd.DataFrame({"a": [0.1, 0.5, 0.5]}, index=list("pqr"))
    weights, groups = pd.DataFrame({"a": [1.0]}, index=["g"]), pd.Series("g", index=list("pqr"))
    text = said(effective_weights, scores, weights, groups, pd.Series({"p": "alone", "q": "same", "r": "same"}))
    assert "pool “alone” has one unit" in text
    assert "pool “same” are all alike" in text
    assert "“r” has no pool" in said(effective_weights, scores, weights, groups, pd.Series({"p": "x", "q": "x"}))


def test_correlation_ratios_that_mean_nothing_are_refused():
    score, total = pd.Series([0.1, 0.2, 0.3]), pd.Series([1.0, 2.0, 3.0])
    assert "classes is 1" in said(correlation_ratio, score, total, 1)
    assert "same order" in said(correlation_ratio, score, total.iloc[::-1], 2)
    assert "alike" in said(correlation_ratio, score, total * 0, 2)
    assert "“1” has no score" in said(correlation_ratio, score.replace(0.2, np.nan), total, 2)
