"""Which points plans choose: exact lists where there is no chance, and what defines each plan where there is."""

import itertools
import math

import numpy as np
import pytest

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.distributions import Normal, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import (
    Factorial,
    LatinHypercube,
    OneAtATime,
    SobolIndices,
    SobolPoints,
)


def lever(code, *values):
    return Lever(code=code, path=code, values=values, because="a test")


def unknown(code, spread=None):
    return Uncertainty(code=code, path=code, spread=spread or Uniform(0.0, 1.0), because="a test")


def test_a_factorial_is_the_product_of_its_lists():
    factors = [lever("a", 1, 2), lever("b", "x", "y", "z"), lever("c", None, 0)]
    rows = Factorial().rows(factors, (1, "x", 0), seed=1)
    assert rows == list(itertools.product((1, 2), ("x", "y", "z"), (None, 0)))


def test_a_factorial_names_every_factor_that_has_no_list():
    with pytest.raises(ExperimentError) as refused:
        Factorial().rows([lever("a", 1, 2), unknown("b"), unknown("c")], (1, 0.5, 0.5), seed=1)
    assert [f.message.values["code"] for f in refused.value.faults] == ["b", "c"]


def test_one_at_a_time_begins_as_it_is_and_changes_one_thing():
    rows = OneAtATime().rows([lever("a", 1, 2, 3), unknown("u", Uniform(0.0, 10.0))], (2, 5.0), seed=1)
    assert rows == [(2, 5.0), (1, 5.0), (3, 5.0), (2, 0.5), (2, 9.5)]


@pytest.mark.parametrize(("points", "factors"), [(1, 1), (7, 3), (32, 5)])
def test_a_latin_hypercube_has_one_point_in_each_part_of_each_range(points, factors):
    rows = LatinHypercube(points).rows([unknown(f"u{i}") for i in range(factors)], (0.5,) * factors, seed=3)
    parts = np.floor(np.array(rows) * points).astype(int)
    assert parts.shape == (points, factors)
    assert all(sorted(column) == list(range(points)) for column in parts.T)


def test_a_latin_hypercube_uses_listed_values_alike():
    rows = LatinHypercube(30).rows([lever("a", 1, 2, 3)], (1,), seed=3)
    assert [rows.count((value,)) for value in (1, 2, 3)] == [10, 10, 10]


@pytest.mark.parametrize("dimensions", [1, 3])
def test_sobol_points_fall_one_into_each_part_of_each_axis(dimensions):
    # A (t, m, s)-net in base 2 has one of 2^m points in each of 2^m equal parts of an axis; scrambling keeps that.
    rows = SobolPoints(64).rows([unknown(f"u{i}") for i in range(dimensions)], (0.5,) * dimensions, seed=5)
    parts = np.floor(np.array(rows) * 64).astype(int)
    assert all(sorted(column) == list(range(64)) for column in parts.T)


def test_sobol_indices_are_two_halves_and_one_swapped_column_each():
    rows = np.array(SobolIndices(8).rows([unknown("a"), unknown("b")], (0.5, 0.5), seed=5))
    a, b, first, second = rows.reshape(4, 8, 2)
    assert not np.isclose(a, b).any()
    np.testing.assert_array_equal(first, np.column_stack([b[:, 0], a[:, 1]]))
    np.testing.assert_array_equal(second, np.column_stack([a[:, 0], b[:, 1]]))


@pytest.mark.parametrize("plan", [LatinHypercube(16), SobolPoints(16), SobolIndices(8)])
def test_points_hang_on_the_seed_alone_and_are_finite(plan):
    factors = [unknown("a", Normal(0.0, 1.0)), unknown("b")]
    rows = plan.rows(factors, (0.0, 0.5), seed=7)
    assert rows == plan.rows(factors, (0.0, 0.5), seed=7)
    assert rows != plan.rows(factors, (0.0, 0.5), seed=8)
    assert all(math.isfinite(x) for row in rows for x in row)


@pytest.mark.parametrize("build", [lambda: LatinHypercube(0), lambda: SobolPoints(0), lambda: SobolIndices(4)])
def test_too_few_points_are_refused(build):
    with pytest.raises(ExperimentError, match=r"few|少"):
        build()


@pytest.mark.parametrize(
    "build",
    [lambda: LatinHypercube(2_000_000), lambda: SobolPoints(2**21),
     lambda: Factorial().rows([lever(code, *range(200)) for code in "abc"], (0, 0, 0), seed=1),
     lambda: SobolIndices(2**19).rows([unknown("a"), unknown("b")], (0.5, 0.5), seed=1)],
)  # fmt: skip
def test_more_points_than_anybody_plays_are_refused_before_they_are_made(build):
    with pytest.raises(ExperimentError) as refused:
        build()
    assert refused.value.faults[0].message.key == "experiment.too_many_points"


@pytest.mark.parametrize(
    ("build", "below", "above"), [(lambda: SobolPoints(100), 64, 128), (lambda: SobolIndices(33), 32, 64)]
)
def test_what_is_no_power_of_two_is_met_with_the_two_nearest(build, below, above):
    with pytest.raises(ExperimentError) as refused:
        build()
    said = refused.value.faults[0].message.values
    assert (said["below"], said["above"]) == (below, above)
