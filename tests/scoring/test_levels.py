"""Going up level by level, against hand-worked cases and against the flat sum."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import framework, indicator

from govperf_sim.aggregate import geometric_mean, harmonic_mean, weighted_sum
from govperf_sim.errors import AggregationError
from govperf_sim.scoring.levels import Level, aggregate_levels, domains

PARENT = {"gdp": "economy", "tax": "economy", "air": "nature", "water": "nature"}


def test_arithmetic_inside_domains_and_geometric_between_them_by_hand():
    """Economy: (30 x 0.9 + 10 x 0.5) / 40 = 0.8; nature: (30 x 0.1 + 30 x 0.3) / 60 = 0.2; total 0.8^0.4 0.2^0.6."""
    scores = pd.DataFrame({"gdp": [0.9], "tax": [0.5], "air": [0.1], "water": [0.3]}, index=["a"])
    weights = pd.DataFrame({"gdp": [0.3], "tax": [0.1], "air": [0.3], "water": [0.3]}, index=["cities"])
    found = aggregate_levels(
        scores, weights, pd.Series({"a": "cities"}), [Level("domain", PARENT, weighted_sum)], geometric_mean
    )
    assert found.scores["domain"].loc["a"].to_dict() == pytest.approx({"economy": 0.8, "nature": 0.2})
    assert found.weights["domain"].loc["cities"].to_dict() == pytest.approx({"economy": 0.4, "nature": 0.6})
    assert found.total["a"] == pytest.approx(0.8**0.4 * 0.2**0.6)


def test_a_weak_domain_cannot_be_bought_off_between_domains_but_a_weak_indicator_can_inside_one():
    """Both cities have the same flat sum of 0.5; the one whose weakness lies inside a domain is ahead."""
    scores = pd.DataFrame(
        {"gdp": [0.9, 0.9], "tax": [0.1, 0.9], "air": [0.9, 0.1], "water": [0.1, 0.1]}, index=["inside", "between"]
    )
    weights = pd.DataFrame(0.25, index=["cities"], columns=scores.columns)
    groups = pd.Series("cities", index=scores.index)
    assert weighted_sum(scores, weights, groups).tolist() == pytest.approx([0.5, 0.5])
    total = aggregate_levels(scores, weights, groups, [Level("domain", PARENT, weighted_sum)], geometric_mean).total
    assert total.to_dict() == pytest.approx({"inside": 0.5, "between": 0.3})


def test_a_domain_without_weight_in_a_group_has_no_score_there():
    scores = pd.DataFrame({"gdp": [0.9, np.nan], "air": [0.4, 0.4]}, index=["a", "b"])
    weights = pd.DataFrame({"gdp": [0.5, 0.0], "air": [0.5, 1.0]}, index=["cities", "counties"])
    groups = pd.Series({"a": "cities", "b": "counties"})
    found = aggregate_levels(scores, weights, groups, [Level("domain", PARENT, geometric_mean)], geometric_mean)
    assert np.isnan(found.scores["domain"].at["b", "economy"])
    assert found.total.to_dict() == pytest.approx({"a": 0.6, "b": 0.4})


def test_the_domains_of_a_framework_are_a_level():
    held = framework(x=indicator(domain="work"), y=indicator(domain="work"))
    assert domains(held, weighted_sum).parent == {"x": "work", "y": "work"}


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.tuples(st.floats(0.01, 1), st.integers(1, 9), st.integers(0, 3), st.integers(0, 1)), min_size=1, max_size=9
    )
)
def test_the_weighted_sum_at_every_level_is_the_flat_weighted_sum(cells):
    """Whatever the tree, and likewise for the geometric mean; three levels."""
    codes = [f"k{i}" for i in range(len(cells))]
    shares = np.array([c[1] for c in cells], float)
    scores = pd.DataFrame([[c[0] for c in cells]], index=["a"], columns=codes)
    weights = pd.DataFrame([shares / shares.sum()], index=["g"], columns=codes)
    groups = pd.Series({"a": "g"})
    factor = {k: f"f{c[2]}{c[3]}" for k, c in zip(codes, cells, strict=True)}
    domain = {f: f"d{f[-1]}" for f in factor.values()}
    for method in (weighted_sum, geometric_mean, harmonic_mean):
        tree = [Level("factor", factor, method), Level("domain", domain, method)]
        found = aggregate_levels(scores, weights, groups, tree, method)
        assert found.total["a"] == pytest.approx(method(scores, weights, groups)["a"])
        assert found.weights["domain"].sum(axis=1)["g"] == pytest.approx(1)


def said(*arguments):
    with pytest.raises(AggregationError) as caught:
        aggregate_levels(*arguments)
    return [f.text("en") for f in caught.value.faults]


def test_faults_of_all_domains_come_together_and_a_zero_domain_is_named():
    scores = pd.DataFrame({"gdp": [0.0], "air": [0.0]}, index=["a"])
    weights = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["g"])
    groups = pd.Series({"a": "g"})
    inside = said(scores, weights, groups, [Level("domain", PARENT, geometric_mean)], weighted_sum)
    assert [code in text for code, text in zip(("“gdp”", "“air”"), inside, strict=True)] == [True, True]
    between = said(scores, weights, groups, [Level("domain", PARENT, weighted_sum)], geometric_mean)
    assert [code in text for code, text in zip(("“economy”", "“nature”"), between, strict=True)] == [True, True]


def test_an_indicator_without_a_parent_is_named():
    scores = pd.DataFrame({"gdp": [0.5], "soil": [0.5]}, index=["a"])
    weights = pd.DataFrame({"gdp": [0.5], "soil": [0.5]}, index=["g"])
    assert (
        "“soil”"
        in said(scores, weights, pd.Series({"a": "g"}), [Level("domain", PARENT, weighted_sum)], weighted_sum)[0]
    )
