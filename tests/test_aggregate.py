"""Each aggregation against hand-worked cases, its known laws, and an independent computation on the Handbook's table."""

import json
from fractions import Fraction
from functools import partial
from math import inf, prod
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.aggregate import (
    AGGREGATIONS,
    generalised_mean,
    geometric_mean,
    harmonic_mean,
    mazziotta_pareto,
    weighted_sum,
)
from govperf_sim.errors import AggregationError

TABLE = json.loads((Path(__file__).parent / "golden/others/tai_table_a2.json").read_text("utf-8"))
TAI = {country: dict(zip(TABLE["columns"], row, strict=True)) for country, row in TABLE["rows"].items()}
MEANS = {
    "weighted_sum": weighted_sum,
    "geometric_mean": geometric_mean,
    "harmonic_mean": harmonic_mean,
    **{f"power {p}": partial(generalised_mean, power=p) for p in (-inf, -30.0, -2.0, -1e-9, 1e-9, 0.5, 2.0, 30.0, inf)},
}
POSITIVE = st.floats(0.01, 1.0)


def one_group(rows, weights):
    scores = pd.DataFrame(
        rows, index=[f"u{i}" for i in range(len(rows))], columns=[f"k{j}" for j in range(len(weights))]
    )
    table = pd.DataFrame([weights], index=["all"], columns=scores.columns)
    return scores, table, pd.Series("all", index=scores.index)


@st.composite
def worlds(draw, units=3):
    """Scores of some units on 1 to 6 indicators, with weights in whole hundredths or so that sum to 1."""
    count = draw(st.integers(1, 6))
    shares = np.array(draw(st.lists(st.integers(1, 20), min_size=count, max_size=count)), float)
    rows = draw(st.lists(st.lists(POSITIVE, min_size=count, max_size=count), min_size=units, max_size=units))
    return one_group(rows, shares / shares.sum())


def test_each_unit_is_weighed_by_its_group_and_gaps_without_weight_do_not_count():
    scores = pd.DataFrame({"gdp": [0.5, 1.0], "ports": [0.8, np.nan]}, index=["coast", "hill"])
    weights = pd.DataFrame({"gdp": [0.4, 1.0], "ports": [0.6, 0.0]}, index=["cities", "counties"])
    total = weighted_sum(scores, weights, pd.Series({"hill": "counties", "coast": "cities"}))
    assert total.to_dict() == pytest.approx({"coast": 0.5 * 0.4 + 0.8 * 0.6, "hill": 1.0})


def test_four_and_one_have_the_means_everybody_knows():
    """Of 0.8 and 0.2 with equal weights: 0.5, sqrt(0.16) = 0.4, 2 x 0.16 / 1 = 0.32, root mean square sqrt(0.34)."""
    world = one_group([[0.8, 0.2]], [0.5, 0.5])
    found = {name: float(mean(*world).iloc[0]) for name, mean in MEANS.items()}
    expected = {"weighted_sum": 0.5, "geometric_mean": 0.4, "harmonic_mean": 0.32, "power 2.0": 0.34**0.5}
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert found["power inf"] == 0.8
    assert found["power -inf"] == 0.2


def test_weights_are_exponents_in_the_geometric_mean():
    """Three quarters on 0.81 and a quarter on 0.01: the fourth root of 0.81^3 x 0.01 is sqrt(0.0729) = 0.27."""
    assert geometric_mean(*one_group([[0.81, 0.01]], [0.75, 0.25])).iloc[0] == pytest.approx(0.27)
    assert geometric_mean(*one_group([[0.16, 0.0001]], [0.5, 0.5])).iloc[0] == pytest.approx(0.004)


def test_a_zero_costs_everything_only_where_it_is_meant_to():
    """With p = 1/2, equal weights on 0 and 0.64 give (0.4)^2 = 0.16; with p = 2, sqrt(0.2048)."""
    world = one_group([[0.0, 0.64], [0.0, 0.0]], [0.5, 0.5])
    assert generalised_mean(*world, power=0.5).tolist() == pytest.approx([0.16, 0.0])
    assert generalised_mean(*world, power=2).tolist() == pytest.approx([0.2048**0.5, 0.0])


def test_ranks_of_the_handbook_table_by_the_geometric_mean_of_the_raw_data():
    """The geometric mean with equal weights orders countries as the exact product of their eight values does."""
    raw = pd.DataFrame.from_dict(TAI, orient="index")
    exact = {c: prod(Fraction(str(v)) for v in values.values()) for c, values in TAI.items()}
    weights = pd.DataFrame(1 / 8, index=["all"], columns=raw.columns)
    mean = geometric_mean(raw, weights, pd.Series("all", index=raw.index))
    order = sorted(exact, key=exact.get, reverse=True)
    assert mean.sort_values(ascending=False).index.tolist() == order
    assert {c: Fraction(m) ** 8 / exact[c] for c, m in mean.items()} == pytest.approx(
        dict.fromkeys(exact, 1), abs=1e-12
    )


def test_mazziotta_pareto_by_hand():
    """Scores 120, 100, 80: mean 100, variance 800/3, so the penalty is 8/3.  Even scores of 97 pay nothing and still lose."""
    world = one_group([[120.0, 100.0, 80.0], [97.0, 97.0, 97.0]], [1 / 3] * 3)
    assert mazziotta_pareto(*world).tolist() == pytest.approx([100 - 8 / 3, 97.0])
    assert mazziotta_pareto(*world, penalty="added").tolist() == pytest.approx([100 + 8 / 3, 97.0])


def test_mazziotta_pareto_with_weights_by_hand():
    """A quarter on 130 and three quarters on 90: mean 100, variance 900/4 + 3 x 100/4 = 300, penalty 3."""
    assert mazziotta_pareto(*one_group([[130.0, 90.0]], [0.25, 0.75])).iloc[0] == pytest.approx(97.0)


def test_mazziotta_pareto_can_fall_when_a_lonely_peak_rises():
    """Nine at 70 and one at p: M = 63 + p/10; the variance is 0.09 (p - 70)^2, and beyond about 110 it grows faster than M."""
    weights = [0.1] * 10
    index = [mazziotta_pareto(*one_group([[70.0] * 9 + [p]], weights)).iloc[0] for p in (90.0, 110.0, 130.0, 150.0)]
    by_hand = [(63 + p / 10) - 0.09 * (p - 70) ** 2 / (63 + p / 10) for p in (90.0, 110.0, 130.0, 150.0)]
    assert index == pytest.approx(by_hand)
    assert index[1] > index[0]
    assert index[3] < index[2]


@settings(deadline=None, max_examples=20)
@given(worlds())
def test_every_mean_lies_between_the_worst_and_the_best_score(world):
    scores = world[0].to_numpy()
    for mean in MEANS.values():
        found = mean(*world).to_numpy()
        assert (found >= scores.min(axis=1) - 1e-12).all()
        assert (found <= scores.max(axis=1) + 1e-12).all()


@settings(deadline=None, max_examples=20)
@given(worlds(units=1), st.data())
def test_a_dominated_unit_never_scores_higher(world, data):
    scores, weights, _ = world
    worse = scores.iloc[0] * data.draw(
        st.lists(st.floats(0.1, 1.0), min_size=scores.shape[1], max_size=scores.shape[1])
    )
    both = pd.DataFrame([scores.iloc[0], worse], index=["better", "worse"])
    for mean in MEANS.values():
        found = mean(both, weights, pd.Series("all", index=both.index))
        assert found["worse"] <= found["better"] + 1e-12


@settings(deadline=None, max_examples=20)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_units_indicators_and_weights_changes_nothing(world, luck):
    scores, weights, groups = world
    rows, columns = list(scores.index), list(scores.columns)
    luck.shuffle(rows)
    luck.shuffle(columns)
    for method in (*MEANS.values(), *AGGREGATIONS.values()):
        shuffled = method(scores.loc[rows, columns], weights, groups)
        assert shuffled.to_dict() == pytest.approx(method(scores, weights, groups).to_dict(), rel=1e-12)


@settings(deadline=None, max_examples=20)
@given(worlds(), st.floats(0.1, 10))
def test_every_mean_takes_a_change_of_the_unit_of_measure_with_it(world, factor):
    scores, weights, groups = world
    for method in (*MEANS.values(), *AGGREGATIONS.values()):
        once = method(scores, weights, groups)
        assert method(scores * factor, weights, groups).tolist() == pytest.approx((once * factor).tolist())


@settings(deadline=None, max_examples=20)
@given(worlds())
def test_the_generalised_mean_meets_the_three_means_and_rises_with_its_power(world):
    for power, mean in ((1, weighted_sum), (0, geometric_mean), (-1, harmonic_mean)):
        assert generalised_mean(*world, power=power).tolist() == pytest.approx(mean(*world).tolist(), rel=1e-12)
    for power in (1e-12, -1e-12):
        near = generalised_mean(*world, power=power).tolist()
        assert near == pytest.approx(geometric_mean(*world).tolist(), rel=1e-10)
    for power, limit in ((2000.0, inf), (-2000.0, -inf)):
        near = generalised_mean(*world, power=power).tolist()
        assert near == pytest.approx(generalised_mean(*world, power=limit).tolist(), rel=0.01)
    rising = [generalised_mean(*world, power=p).to_numpy() for p in (-50, -1, -0.1, 0, 0.1, 1, 3, 50)]
    assert (np.diff(rising, axis=0) >= -1e-12).all()


@settings(deadline=None, max_examples=20)
@given(worlds())
def test_mazziotta_pareto_with_either_sign_lies_evenly_about_the_mean(world):
    low, high = mazziotta_pareto(*world), mazziotta_pareto(*world, penalty="added")
    assert ((low + high) / 2).tolist() == pytest.approx(weighted_sum(*world).tolist())
    assert (low <= high).all()


@pytest.mark.parametrize("method", MEANS.values(), ids=MEANS)
def test_one_unit_with_one_indicator_has_its_score(method):
    assert method(*one_group([[0.37]], [1.0])).tolist() == pytest.approx([0.37])


def said(call, *arguments, **named):
    with pytest.raises(AggregationError) as caught:
        call(*arguments, **named)
    return [f.text("en") for f in caught.value.faults]


@pytest.mark.parametrize("method", [geometric_mean, harmonic_mean, partial(generalised_mean, power=-2)])
def test_zero_and_negative_scores_are_named_all_at_once(method):
    found = said(method, *one_group([[0.0, 0.5], [0.5, -0.2], [0.5, 0.5]], [0.5, 0.5]))
    assert len(found) == 2
    assert "“u0” scores 0 on “k0”" in found[0]
    assert "“u1” scores -0.2 on “k1”" in found[1]


def test_a_zero_without_weight_is_no_fault():
    assert geometric_mean(*one_group([[0.0, 0.5]], [0.0, 1.0])).tolist() == pytest.approx([0.5])


def test_a_solvers_dust_is_no_weight():
    """Weights of 1e-13 on either side of 0 neither ask for a score nor forbid one of 0."""
    scores, weights, groups = one_group([[np.nan, 0.0, 0.5]], [1e-13, -1e-13, 1.0])
    assert weighted_sum(scores, weights, groups).tolist() == [0.5]
    assert geometric_mean(scores, weights, groups).tolist() == pytest.approx([0.5])


def test_a_negative_score_under_a_power_is_named():
    assert "scores -0.1 on “k0”" in said(generalised_mean, *one_group([[-0.1, 0.5]], [0.5, 0.5]), power=2)[0]
    assert "power" in said(generalised_mean, *one_group([[0.1, 0.5]], [0.5, 0.5]), power=np.nan)[0]


@pytest.mark.parametrize("method", AGGREGATIONS.values(), ids=AGGREGATIONS)
@pytest.mark.parametrize("bad", [np.nan, None, inf, "0.5"])
def test_a_counted_cell_without_a_number_is_named(method, bad):
    scores, weights, groups = one_group([[0.5, 0.5], [0.5, 0.5]], [0.5, 0.5])
    found = said(method, scores.astype(object).where(np.array([[True, True], [True, False]]), bad), weights, groups)
    assert len(found) == 1
    assert "“u1”" in found[0]
    assert "“k1”" in found[0]


def test_means_refuse_weights_that_are_no_whole_and_the_sum_takes_them():
    world = one_group([[0.5, 0.5]], [0.3, 0.3])
    assert weighted_sum(*world).tolist() == pytest.approx([0.3])
    assert "sum to 0.6" in said(geometric_mean, *world)[0]


def test_names_that_do_not_meet_are_refused_all_at_once():
    scores = pd.DataFrame({"gdp": [0.5, 0.6, 0.7], "air": [0.1, 0.2, 0.3]}, index=["a", "b", "c"])
    weights = pd.DataFrame({"gdp": [0.5], "soil": [0.5]}, index=["cities"])
    found = said(weighted_sum, scores, weights, pd.Series({"a": "cities", "b": "counties"}))
    assert [any(word in f for f in found) for word in ("“c”", "“counties”", "“air”", "“soil”")] == [True] * 4


def test_negative_weights_and_repeated_units_are_refused():
    scores, weights, groups = one_group([[0.5, 0.5]], [1.5, -0.5])
    assert "-0.5" in said(weighted_sum, scores, weights, groups)[0]
    twice = pd.concat([scores, scores])
    assert "more than once" in said(weighted_sum, twice, weights.abs(), groups)[0]


def test_mazziotta_pareto_of_scores_about_zero_is_refused():
    assert "mean score of unit “u0” is 0" in said(mazziotta_pareto, *one_group([[0.0, 0.0]], [0.5, 0.5]))[0]
