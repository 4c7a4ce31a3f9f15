"""The two scales of Mazziotta and Pareto, and the index on them, worked by hand from their formulas."""

import json
from pathlib import Path
from statistics import fmean, pstdev

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.aggregate import mazziotta_pareto
from govperf_sim.errors import AggregationError
from govperf_sim.scoring.scales import goalpost_scale, posts_around, standard_scale

TABLE = json.loads((Path(__file__).parents[1] / "golden/others/tai_table_a2.json").read_text("utf-8"))
TAI = {country: dict(zip(TABLE["columns"], row, strict=True)) for country, row in TABLE["rows"].items()}
UP, DOWN = "higher_is_better", "lower_is_better"


def test_the_index_of_three_cities_by_hand():
    """Wages 2, 4, 6 (mean 4, variance 8/3) and crime 1, 1, 4 (mean 2, variance 2), fewer crimes being better.

    z = 100 +- 10 d: the first city has wages 100 - 10 (2 / sqrt(8/3)) = 87.753 and crime 100 + 10 / sqrt 2 = 107.071; mean
    97.412, variance (19.318 / 2)^2 = 93.303, index 97.412 - 93.303 / 97.412.
    """
    values = pd.DataFrame({"wage": [2.0, 4.0, 6.0], "crime": [1.0, 1.0, 4.0]}, index=["a", "b", "c"])
    z = standard_scale(values, {"wage": UP, "crime": DOWN})
    step = 20 / (8 / 3) ** 0.5
    assert z["wage"].tolist() == pytest.approx([100 - step, 100, 100 + step])
    assert z["crime"].tolist() == pytest.approx([100 + 10 / 2**0.5, 100 + 10 / 2**0.5, 100 - 20 / 2**0.5])
    weights = pd.DataFrame({"wage": [0.5], "crime": [0.5]}, index=["all"])
    index = mazziotta_pareto(z, weights, pd.Series("all", index=z.index))
    mean, half = 100 + (10 / 2**0.5 - step) / 2, (10 / 2**0.5 + step) / 2
    assert index["a"] == pytest.approx(mean - half**2 / mean)
    assert index["a"] == pytest.approx(97.412 - 93.303 / 97.412, abs=1e-3)


def test_the_index_of_the_handbook_table_against_the_plain_formula():
    """Every country by the published formula with the standard library alone."""
    z_of = {}
    for k in next(iter(TAI.values())):
        column = [values[k] for values in TAI.values()]
        z_of[k] = {c: 100 + 10 * (v[k] - fmean(column)) / pstdev(column) for c, v in TAI.items()}
    expected = {}
    for c in TAI:
        own = [z[c] for z in z_of.values()]
        expected[c] = fmean(own) - pstdev(own) * (pstdev(own) / fmean(own))
    raw = pd.DataFrame.from_dict(TAI, orient="index")
    weights = pd.DataFrame(1 / 8, index=["all"], columns=raw.columns)
    z = standard_scale(raw, dict.fromkeys(raw.columns, UP))
    assert mazziotta_pareto(z, weights, pd.Series("all", index=raw.index)).to_dict() == pytest.approx(expected)


def test_the_adjusted_index_over_two_years_by_hand():
    """Wages of all units and years run from 10 to 50, reference 25: posts 5 and 45.  Crime 1 to 5, reference 3: 1 and 5.

    A city at the reference of both has 100.  One with wages 35 (115) and crime 4 (85 when fewer is better) has mean 100,
    standard deviation 15 and penalty 225 / 100.
    """
    both_years = pd.DataFrame({"wage": [10.0, 25.0, 35.0, 50.0], "crime": [1.0, 3.0, 4.0, 5.0]}, index=list("abcd"))
    posts = posts_around(both_years, pd.Series({"wage": 25.0, "crime": 3.0}))
    assert posts.to_numpy().tolist() == [[5.0, 45.0], [1.0, 5.0]]
    scaled = goalpost_scale(both_years, posts, {"wage": UP, "crime": DOWN})
    assert scaled.loc["b"].tolist() == [100.0, 100.0]
    assert scaled.loc["c"].tolist() == [115.0, 85.0]
    weights = pd.DataFrame({"wage": [0.5], "crime": [0.5]}, index=["all"])
    index = mazziotta_pareto(scaled, weights, pd.Series("all", index=scaled.index))
    assert index[["b", "c"]].tolist() == pytest.approx([100.0, 97.75])


def test_posts_at_the_extremes_give_seventy_and_one_hundred_and_thirty():
    posts = pd.DataFrame({"low": [2.0], "high": [8.0]}, index=["k"])
    values = pd.DataFrame({"k": [2.0, 5.0, 8.0]})
    assert goalpost_scale(values, posts, {"k": UP})["k"].tolist() == [70.0, 100.0, 130.0]
    assert goalpost_scale(values, posts, {"k": DOWN})["k"].tolist() == [130.0, 100.0, 70.0]


VALUES = st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=12, unique=True)


@settings(deadline=None, max_examples=50)
@given(VALUES, st.floats(0.1, 50), st.floats(-100, 100))
def test_the_unit_of_measure_does_not_matter_and_a_reversed_direction_mirrors(values, factor, shift):
    table = pd.DataFrame({"k": values})
    z = standard_scale(table, {"k": UP})["k"]
    assert standard_scale(factor * table + shift, {"k": UP})["k"].tolist() == pytest.approx(z.tolist(), rel=1e-6)
    assert standard_scale(table, {"k": DOWN})["k"].tolist() == pytest.approx((200 - z).tolist())
    assert z.mean() == pytest.approx(100)
    assert z.std(ddof=0) == pytest.approx(10)


def said(call, *arguments):
    with pytest.raises(AggregationError) as caught:
        call(*arguments)
    return [f.text("en") for f in caught.value.faults]


def test_what_cannot_be_scaled_is_named():
    table = pd.DataFrame({"k": [1.0, 1.0], "j": [1.0, 2.0]}, index=["a", "b"])
    both = {"k": UP, "j": UP}
    assert "“k” has the same value everywhere" in said(standard_scale, table, both)[0]
    assert "“k” has the same value everywhere" in said(standard_scale, table.iloc[:1], both)[0]
    assert "“a” has no value of indicator “j”" in said(standard_scale, table.replace({"j": {1.0: np.nan}}), both)[0]
    assert "“j”" in said(standard_scale, table[["j"]], {"jj": UP})[0]
    assert "“j” has no reference" in said(posts_around, table[["j"]], pd.Series({"k": 1.0}))[0]
    posts = pd.DataFrame({"low": [2.0, 1.0], "high": [2.0, np.nan]}, index=["k", "j"])
    assert len(said(goalpost_scale, table, posts, both)) == 2
    assert "“k” has no posts" in said(goalpost_scale, table, posts.drop("k"), both)[0]
