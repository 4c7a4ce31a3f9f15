"""Which indicators ask for the same thing twice."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.diagnostics.redundancy import redundancy
from govperf_sim.errors import AggregationError

STEPS = np.arange(8.0)


def test_a_chain_of_pairs_is_one_cluster_and_an_opposite_is_a_pair_only():
    """wage = tax exactly, air runs exactly against both, and square of (-1, 1, -1, ...) belongs to nobody."""
    scores = pd.DataFrame({"wage": STEPS, "tax": 3 * STEPS + 1, "air": -STEPS, "odd": [1, -1, -1, 1, 1, -1, -1, 1.0]})
    found = redundancy(scores, threshold=0.95)
    assert found.clusters == (("wage", "tax"),)
    assert {(p.first, p.second, round(p.correlation)) for p in found.pairs.itertuples()} == {
        ("wage", "tax", 1), ("wage", "air", -1), ("tax", "air", -1),
    }  # fmt: skip
    assert found.correlations.loc["odd", "wage"] == pytest.approx(0)


def test_pairs_join_into_clusters_through_a_third():
    """a and c are too far apart to be a pair, but both are close to b: 1 - 2/42, and 1 - 8/42 apart (Spearman's ranks)."""
    scores = pd.DataFrame({"a": [1, 2, 3, 4, 5, 6], "b": [2, 1, 3, 4, 5, 6], "c": [2, 1, 3, 4, 6, 5]}, dtype=float)
    found = redundancy(scores, threshold=0.93)
    assert found.correlations.loc["a", "b"] == pytest.approx(1 - 6 * 2 / (6 * 35))
    assert found.correlations.loc["a", "c"] == pytest.approx(1 - 6 * 4 / (6 * 35))
    assert found.clusters == (("a", "b", "c"),)
    assert len(found.pairs) == 2


def test_only_units_to_which_both_apply_are_compared_and_too_few_are_listed():
    nan = np.nan
    scores = pd.DataFrame({"a": [1, 2, 3, nan, 5], "b": [2, 4, 6, 9, nan], "c": [nan, nan, 1, 2, 3], "d": [0.5] * 5})
    found = redundancy(scores, threshold=0.9)
    assert found.correlations.loc["a", "b"] == pytest.approx(1)
    assert found.pairs["units"].tolist() == [3]
    listed = {(u.first, u.second): u.units for u in found.undefined.itertuples()}
    assert listed == {("a", "c"): 2, ("b", "c"): 2, ("a", "d"): 4, ("b", "d"): 4, ("c", "d"): 3}


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=2, max_size=8))
def test_the_table_is_that_of_pandas(columns):
    scores = pd.DataFrame({f"k{j}": np.array(c, float) for j, c in enumerate(columns)})
    found = redundancy(scores, threshold=0.8).correlations
    expected = scores.corr()
    np.fill_diagonal(expected_values := expected.to_numpy(copy=True), 1.0)
    assert np.allclose(found, expected_values, atol=1e-9, equal_nan=True)


def test_thresholds_and_cells_that_mean_nothing_are_refused():
    with pytest.raises(AggregationError):
        redundancy(pd.DataFrame({"a": STEPS}), threshold=0)
    with pytest.raises(AggregationError):
        redundancy(pd.DataFrame({"a": [1.0, np.inf]}), threshold=0.9)


def test_one_indicator_is_redundant_with_nothing():
    found = redundancy(pd.DataFrame({"a": STEPS}), threshold=0.9)
    assert found.clusters == ()
    assert found.pairs.empty
