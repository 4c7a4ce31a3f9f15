"""The search for boxes, on points whose box is known."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from govperf_sim.experiments.findings.prim import Between, OneOf, chance, fewest, pruned, quasi_p, search, within

OPEN = (Between(),) * 4


@pytest.fixture(scope="module")
def cube():
    return np.random.default_rng(3).random((400, 4))


@pytest.mark.parametrize(
    "box",
    [
        (Between(0.7), Between(), Between(), Between()),
        (Between(0.3, 0.8), Between(), Between(high=0.6), Between()),
        (Between(), Between(0.55), Between(0.1, 0.7), Between(high=0.5)),
    ],
)
def test_a_box_within_which_all_fail_is_found_to_the_last_point(cube, box):
    fails = within(box, cube)
    limits = pruned(cube, fails, search(cube, fails, OPEN).limits)
    assert (within(limits, cube) == fails).all()
    assert [limit == Between() for limit in limits] == [limit == Between() for limit in box]


def test_noise_does_not_hide_it(cube):
    truth = within((Between(0.6), Between(high=0.7), Between(), Between()), cube)
    fails = np.random.default_rng(4).random(len(cube)) < np.where(truth, 0.9, 0.1)
    limits = pruned(cube, fails, search(cube, fails, OPEN).limits)
    found = within(limits, cube)
    assert (found & truth).sum() > 0.9 * (found | truth).sum()
    assert chance(cube, fails, OPEN, seed=1) == pytest.approx(0.01)


def test_failures_at_random_are_as_good_as_those_dealt_out():
    """Of independent cases of noise p is below .05 about one time in twenty."""
    draw = np.random.default_rng(5)
    ps = [chance(draw.random((60, 2)), draw.random(60) < 0.4, OPEN[:2], seed) for seed in range(16)]
    assert sum(p < 0.05 for p in ps) <= stats.binom.ppf(0.997, 16, 0.05)
    assert np.mean(ps) > 0.3


def test_listed_values_are_peeled_one_by_one():
    draw = np.random.default_rng(6)
    x = np.column_stack([draw.integers(4, size=300), draw.random(300)]).astype(float)
    fails = np.isin(x[:, 0], [1, 3]) & (x[:, 1] < 0.5)
    whole = (OneOf(frozenset(range(4)), 4), Between())
    limits = pruned(x, fails, search(x, fails, whole).limits)
    assert limits[0] == OneOf(frozenset({1, 3}), 4)
    assert (within(limits, x) == fails).all()


def test_peeling_never_goes_below_the_smallest_box_and_never_grows(cube):
    fails = cube[:, 0] > 0.5
    steps = search(cube, fails & (cube[:, 1] > 0.97), OPEN).trajectory
    sizes = [step.within for step in steps]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 400
    assert sizes[-1] >= fewest(400) == 20


def test_the_quasi_p_is_the_binomial_tail():
    x = np.arange(20.0)[:, None]
    fails = (np.arange(20) >= 15) | (np.arange(20) == 3)
    within_, without = (Between(low=14.0),), (Between(),)
    # Of 6 worlds within 5 fail; of all 20 worlds 6 do.
    exact = sum(math.comb(6, k) * 0.3**k * 0.7 ** (6 - k) for k in (5, 6))
    assert quasi_p(x, fails, within_, without) == pytest.approx(exact)


@given(st.integers(0, 10**6), st.integers(1, 3), st.floats(0.05, 0.95))
def test_what_is_found_tells_at_least_as_much_as_every_box_on_the_way(seed, factors, share):
    draw = np.random.default_rng(seed)
    x = draw.integers(0, 5, size=(40, factors)).astype(float)  # many alike
    fails = draw.random(40) < share
    found = search(x, fails, (Between(),) * factors)
    inside = within(found.limits, x)
    assert inside.sum() >= fewest(40)
    assert found.gain >= max(step.gain for step in found.trajectory) - 1e-9
    n, k, total, failing = inside.sum(), fails[inside].sum(), 40, fails.sum()

    def told(k, n):
        return stats.binom.logpmf(k, n, k / n) - math.log(math.comb(n, k)) if n else 0.0

    exact = told(k, n) + told(failing - k, total - n) - told(failing, total)
    assert found.gain == pytest.approx(exact if k * total > failing * n else 0.0, abs=1e-8)


def test_peeling_goes_the_way_of_another_program():
    """Step by step as PRIM 1.0.0 does, until a tie between two peels that the two programs break differently."""
    case = json.loads((Path(__file__).parents[2] / "golden" / "others" / "prim_peeling.json").read_text("utf-8"))
    x = np.array(case["x"], float)
    steps = search(x, np.isin(np.arange(len(x)), case["fails"]), OPEN[:3]).trajectory
    theirs = case["within_and_failing"]
    alike = [[s.within, s.failing] == other for s, other in zip(steps, theirs, strict=False)]
    assert all(alike[:32])
    assert len(steps) >= len(
        theirs
    )  # theirs stops where no peel raises the density, ours where a box would be too small
