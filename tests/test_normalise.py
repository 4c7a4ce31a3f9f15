"""Each method against its formula worked by hand, in both directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf_sim.normalise import METHODS, goalposts, min_max, progress, saturating, target_completion

VALUES = st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=20, unique=True).map(np.array)


def test_min_max_of_three_values():
    assert min_max(np.array([10.0, 20.0, 50.0])).tolist() == [0.0, 0.25, 1.0]
    assert min_max(np.array([10.0, 20.0, 50.0]), higher_is_better=False).tolist() == [1.0, 0.75, 0.0]


def test_goalposts_where_less_is_better():
    """Unemployment: 4 % earns nothing, 2.3 % full marks, so 3.15 % earns half."""
    assert goalposts(np.array([4.0, 3.15, 2.3, 2.0]), floor=4.0, target=2.3) == pytest.approx([0, 0.5, 1, 2 / 1.7])


def test_growth_beyond_its_target_earns_nothing_more():
    assert saturating(np.array([6.25, 8.5, 15.0, 3.0]), floor=4.0, target=8.5) == pytest.approx([0.5, 1, 1, -1 / 4.5])


def test_a_task_half_done_counts_half_and_below_the_floor_nothing():
    assert target_completion(np.array([59.9, 60.0, 90.0, 130.0]), 60.0, 100.0).tolist() == [0.0, 0.6, 0.9, 1.0]
    assert target_completion(np.array([0.0, 3.0, 6.0, 16.0]), floor=15.0, target=3.0).tolist() == [1.0, 1.0, 0.5, 0.0]


def test_progress_is_the_share_of_the_distance_closed():
    """From 33 towards 45: reaching 39 closes half; falling to 30 loses a quarter; 45 and beyond is 1."""
    before = np.array([33.0, 33.0, 33.0, 47.0])
    assert progress(np.array([39.0, 30.0, 45.0, 46.0]), before, 45.0) == pytest.approx([0.5, -0.25, 1.0, 1.0])
    assert progress(np.array([50.0]), np.array([60.0]), 40.0, higher_is_better=False) == pytest.approx([0.5])


def test_progress_of_a_unit_that_stood_at_its_target_and_fell_back_earns_nothing():
    assert progress(np.array([44.0]), np.array([45.0]), 45.0)[0] <= 0


@given(VALUES, st.booleans())
def test_min_max_is_bounded_monotone_and_mirrored(x, higher):
    score = min_max(x, higher)
    assert score.min() == 0
    assert score.max() == 1
    assert (np.diff(score[np.argsort(x if higher else -x)]) >= 0).all()
    assert min_max(-x, not higher) == pytest.approx(score)


@given(VALUES, st.floats(-50, 50), st.floats(0.5, 50), st.floats(0.1, 100), st.floats(-100, 100))
def test_a_change_of_the_unit_of_measure_changes_no_score(x, floor, width, scale, shift):
    target = floor + width
    moved = goalposts(scale * x + shift, scale * floor + shift, scale * target + shift)
    assert moved == pytest.approx(goalposts(x, floor, target), rel=1e-6, abs=1e-6)


def test_the_catalogue_holds_every_method_of_the_format():
    from typing import get_args

    from govperf_sim.framework import Method

    assert set(METHODS) == set(get_args(Method))
