"""Each method against its formula worked by hand and against another way of computing it, in both directions."""

import itertools
import json
import math
import statistics
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from govperf_sim.errors import ScoringError
from govperf_sim.normalise import (
    band,
    distance_to_own_target,
    goalposts,
    level_and_progress,
    min_max,
    no_deterioration,
    progress,
    rank_share,
    saturating,
    survey,
    target_completion,
    trimmed_mean,
    z_score,
)

TAI = json.loads((Path(__file__).parent / "golden/others/tai_table_a2.json").read_text("utf-8"))
VALUES = st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=20, unique=True).map(np.array)
TIED = st.lists(st.integers(-5, 5).map(float), min_size=2, max_size=20).map(np.array)

# Every method on its own, as a function of values and direction; posts as they stand for more being better.
ON_VALUES = {
    "min_max": min_max,
    "z_score": z_score,
    "rank_share": rank_share,
    "goalposts": lambda x, up=True: goalposts(x, *((-30.0, 40.0) if up else (30.0, -40.0))),
    "saturating": lambda x, up=True: saturating(x, *((-30.0, 40.0) if up else (30.0, -40.0))),
    "no_deterioration": lambda x, up=True: no_deterioration(x, np.full(x.shape, 7.0 if up else -7.0), 50.0, up),
    "progress": lambda x, up=True: progress(x, np.full(x.shape, 7.0 if up else -7.0), 90.0 if up else -90.0, up),
    "distance_to_own_target": lambda x, up=True: distance_to_own_target(
        x, np.full(x.shape, 12.0 if up else -12.0), 40.0, up
    ),
}


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


def test_a_target_of_no_accidents_is_met_or_missed():
    assert target_completion(np.array([0.0, 1.0, 30.0]), floor=20.0, target=0.0).tolist() == [1.0, 0.0, 0.0]


def test_a_share_of_a_target_needs_a_target_above_zero():
    with pytest.raises(ScoringError, match="target"):
        target_completion(np.array([1.0]), floor=-5.0, target=0.0)
    with pytest.raises(ScoringError, match="-1"):
        target_completion(np.array([1.0]), floor=5.0, target=-1.0)


def test_progress_is_the_share_of_the_distance_closed():
    """From 33 towards 45: reaching 39 closes half; falling to 30 loses a quarter; 45 and beyond is 1."""
    before = np.array([33.0, 33.0, 33.0, 47.0])
    assert progress(np.array([39.0, 30.0, 45.0, 46.0]), before, 45.0) == pytest.approx([0.5, -0.25, 1.0, 1.0])
    assert progress(np.array([50.0]), np.array([60.0]), 40.0, higher_is_better=False) == pytest.approx([0.5])


@pytest.mark.parametrize("before", [45.0, 47.0, 1000.0])
def test_progress_of_a_unit_that_stood_at_or_past_its_target_and_fell_back_earns_nothing(before):
    assert progress(np.array([44.0]), np.array([before]), 45.0)[0] == 0
    assert progress(np.array([-44.0]), np.array([-before]), -45.0, higher_is_better=False)[0] == 0


def test_progress_towards_targets_of_their_own():
    """From 20: one unit aims at 30 and reaches 25, half of its way; the other aims at 40 and has gone a quarter."""
    assert progress(np.array([25.0, 25.0]), np.array([20.0, 20.0]), np.array([30.0, 40.0])).tolist() == [0.5, 0.25]


def test_prices_may_rise_a_little_but_not_too_much():
    """Full marks from 1 to 3 %; two points outside lose half, four points everything, and the line runs on."""
    x = np.array([1.0, 3.0, 2.0, 5.0, -1.0, 7.0, 9.0])
    assert band(x, 1.0, 3.0, 4.0).tolist() == [1.0, 1.0, 1.0, 0.5, 0.5, 0.0, -0.5]


def test_a_band_may_be_a_point():
    assert band(np.array([2.0, 3.0]), 2.0, 2.0, 2.0).tolist() == [1.0, 0.5]


def test_not_worse_than_last_year_is_enough():
    """Good air on 340 days; 10 days fewer lose a fifth where 50 days lose all.  Waiting times the other way round."""
    x, before = np.array([340.0, 350.0, 330.0, 290.0]), np.full(4, 340.0)
    assert no_deterioration(x, before, 50.0) == pytest.approx([1.0, 1.0, 0.8, 0.0])
    assert no_deterioration(np.array([6.0, 4.0]), np.array([5.0, 5.0]), 4.0, higher_is_better=False).tolist() == [
        0.75,
        1.0,
    ]


def test_five_points_short_cost_the_same_whatever_the_target():
    assert distance_to_own_target(np.array([45.0, 95.0]), np.array([50.0, 100.0]), 20.0).tolist() == [0.75, 0.75]


def test_each_units_own_way_gives_goalposts_of_its_own():
    base, target, x = np.array([40.0, 60.0]), np.array([50.0, 100.0]), np.array([45.0, 70.0])
    own = [goalposts(x[[i]], base[i], target[i])[0] for i in range(2)]
    assert distance_to_own_target(x, target, target - base) == pytest.approx(own)


def test_the_answers_of_five_grades():
    """All satisfied in the first grade is 1; evenly spread is (100 + 80 + 60 + 40 + 0) / 5 = 56 points."""
    assert survey(np.array([[30, 0, 0, 0, 0], [7, 7, 7, 7, 7], [0, 0, 0, 0, 4]])) == pytest.approx([1.0, 0.56, 0.0])


@pytest.mark.parametrize("scale", [1, 0.01, 3])
def test_counts_and_shares_of_the_same_answers_score_the_same(scale):
    counts = np.array([[15.0, 25.0, 30.0, 20.0, 10.0]])
    assert survey(counts * scale) == pytest.approx([0.15 + 0.25 * 0.8 + 0.3 * 0.6 + 0.2 * 0.4])


def test_a_survey_asked_from_the_worst_grade_up_scores_the_same():
    answers, points = np.array([[3, 1, 4, 1, 5]]), (1.0, 0.75, 0.5, 0.25, 0.0)
    assert survey(answers[:, ::-1], points[::-1]) == pytest.approx(survey(answers, points))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([0, 0, 0, 0, 0], "no answers"),
        ([3, -1, 0, 0, 0], "negative"),
        ([0.3, 0.2, 0.1, 0.1, 0.1], "0.8"),
    ],
)
def test_answers_that_cannot_be_a_survey_are_refused_by_unit(row, said):
    with pytest.raises(ScoringError, match=rf"unit number 2.*{said}"):
        survey(np.array([[1, 1, 1, 1, 1], row]))


def test_points_of_grades_that_go_up_and_down_are_refused():
    with pytest.raises(ScoringError, match="only fall"):
        survey(np.array([[1, 1, 1]]), points=(0.5, 1.0, 0.0))
    with pytest.raises(ScoringError, match="between 0 and 1"):
        survey(np.array([[1, 1, 1]]), points=(100, 50, 0))
    with pytest.raises(ScoringError, match="5 columns"):
        survey(np.array([[1, 1, 1]]))


def test_the_kindest_and_the_harshest_rater_are_set_aside():
    """Of 6, 7, 8, 9 and 10 the mean of 7, 8 and 9 remains; a 0 instead of the 6 changes nothing."""
    assert trimmed_mean([[6, 7, 8, 9, 10], [0, 7, 8, 9, 10]], drop=1).tolist() == [8.0, 8.0]


def test_nothing_set_aside_is_the_plain_mean():
    assert trimmed_mean([[6, 7, 8, 9.5]], drop=0) == pytest.approx([statistics.fmean([6, 7, 8, 9.5])])


def test_a_panel_too_small_to_trim_is_named():
    with pytest.raises(ScoringError, match=r"unit number 2 has 4 rating.*2 at each end.*at least 5"):
        trimmed_mean([[1, 2, 3, 4, 5], [1, 2, 3, 4]], drop=2)
    with pytest.raises(ScoringError, match="-1"):
        trimmed_mean([[1.0]], drop=-1)


@settings(deadline=None)
@given(st.lists(st.integers(0, 100), min_size=3, max_size=15), st.integers(0, 1))
def test_the_trimmed_mean_is_that_of_another_program_and_is_mirrored(ratings, drop):
    found = trimmed_mean([ratings], drop)
    assert found == pytest.approx([stats.trim_mean(ratings, (drop + 0.5) / len(ratings))])
    assert trimmed_mean([[-r for r in ratings]], drop) == pytest.approx(-found)
    assert min(ratings) <= found[0] <= max(ratings)


def test_the_composite_of_level_and_progress():
    """A rich city at 0.9 that stood still and a poor one at 0.4 that went most of its way meet at three tenths."""
    level, come = np.array([0.9, 0.4]), np.array([0.1, 0.9])
    assert level_and_progress(level, come, 0.3) == pytest.approx([0.66, 0.55])
    assert level_and_progress(level, come, 0.0).tolist() == level.tolist()
    assert level_and_progress(level, come, 1.0).tolist() == come.tolist()
    with pytest.raises(ScoringError, match=r"1\.2"):
        level_and_progress(level, come, 1.2)


@pytest.mark.parametrize("indicator", TAI["columns"])
def test_the_handbooks_table_is_standardised_as_by_plain_arithmetic(indicator):
    """Min-max by exact fractions and z-scores by the standard library, over 23 countries, in both directions."""
    column = [row[TAI["columns"].index(indicator)] for row in TAI["rows"].values()]
    x, exact = np.array(column), [Fraction(str(v)) for v in column]
    assert len(column) == 23
    place = [float((v - min(exact)) / (max(exact) - min(exact))) for v in exact]
    assert min_max(x) == pytest.approx(place, abs=1e-12)
    assert min_max(x, higher_is_better=False) == pytest.approx([1 - p for p in place], abs=1e-12)
    mean, deviation = statistics.fmean(column), statistics.stdev(column)
    z = [(v - mean) / deviation for v in column]
    assert z_score(x) == pytest.approx(z, abs=1e-12)
    assert z_score(x, higher_is_better=False) == pytest.approx([-v for v in z], abs=1e-12)
    ranks = stats.rankdata([-v for v in column], method="min")
    assert rank_share(x) == pytest.approx([(23 - r) / 22 for r in ranks])


@settings(deadline=None)
@given(VALUES, st.booleans())
def test_z_scores_have_mean_0_and_standard_deviation_1(x, higher):
    z = z_score(x, higher)
    assert statistics.fmean(z) == pytest.approx(0, abs=1e-9)
    assert statistics.stdev(z) == pytest.approx(1)
    assert np.abs(z).max() <= (x.size - 1) / math.sqrt(x.size) + 1e-9


@settings(deadline=None)
@given(TIED, st.booleans())
def test_rank_share_counts_the_others_that_are_not_better(x, higher):
    better = (lambda a, b: a > b) if higher else (lambda a, b: a < b)
    expected = [sum(not better(b, a) for j, b in enumerate(x) if j != i) / (x.size - 1) for i, a in enumerate(x)]
    assert rank_share(x, higher) == pytest.approx(expected)
    assert rank_share(x, higher).max() == 1


def test_all_alike_share_the_first_rank():
    assert rank_share(np.zeros(4)).tolist() == [1.0] * 4


@settings(deadline=None)
@given(VALUES, st.booleans())
def test_min_max_is_bounded_monotone_and_mirrored(x, higher):
    score = min_max(x, higher)
    assert score.min() == 0
    assert score.max() == 1
    assert (np.diff(score[np.argsort(x if higher else -x)]) >= 0).all()
    assert min_max(-x, not higher) == pytest.approx(score)


@pytest.mark.parametrize("method", ON_VALUES.values(), ids=ON_VALUES)
@settings(deadline=None, max_examples=50)
@given(x=TIED)
def test_a_better_value_never_scores_worse(method, x):
    if np.ptp(x) > 0:
        for up in (True, False):
            assert (np.diff(method(x, up)[np.argsort(x if up else -x)]) >= 0).all()


@pytest.mark.parametrize("method", ON_VALUES.values(), ids=ON_VALUES)
@settings(deadline=None, max_examples=50)
@given(x=VALUES)
def test_values_and_direction_both_turned_round_leave_the_scores(method, x):
    assert method(-x, False) == pytest.approx(method(x, True), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("method", ON_VALUES.values(), ids=ON_VALUES)
@settings(deadline=None, max_examples=50)
@given(x=VALUES, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_no_score(method, x, seed):
    order = list(range(x.size))
    seed.shuffle(order)
    assert method(x[order], True) == pytest.approx(method(x, True)[order], rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(VALUES, st.floats(-50, 50), st.floats(0, 50), st.floats(0.5, 50))
def test_a_band_is_full_inside_falls_outside_and_has_no_direction(x, low, width, distance):
    high = low + width
    score = band(x, low, high, distance)
    assert ((score == 1) == ((low <= x) & (x <= high))).all()
    assert band(-x, -high, -low, distance) == pytest.approx(score)
    away = np.abs(x - np.clip(x, low, high))
    assert (np.diff(score[np.argsort(away)]) <= 1e-12).all()


@settings(deadline=None)
@given(VALUES, st.floats(1, 1000))
def test_completion_is_bounded_and_rises_with_what_is_done(x, target):
    done = target_completion(np.abs(x), 0.0, target)
    assert ((done >= 0) & (done <= 1)).all()
    assert (np.diff(done[np.argsort(np.abs(x))]) >= 0).all()
    late = target_completion(np.abs(x), target + 1000, target)
    assert ((late > 0) & (late <= 1)).all()
    assert (np.diff(late[np.argsort(np.abs(x))]) <= 0).all()


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 500), min_size=5, max_size=5).filter(any), min_size=1, max_size=8))
def test_a_survey_score_is_bounded_and_each_answer_moved_up_a_grade_raises_it(rows):
    answers = np.array(rows)
    score = survey(answers)
    assert ((score >= 0) & (score <= 1)).all()
    for unit, grade in itertools.product(range(len(rows)), range(1, 5)):
        if answers[unit, grade]:
            moved = answers.copy()
            moved[unit, grade] -= 1
            moved[unit, grade - 1] += 1
            assert survey(moved)[unit] > score[unit]


UNIT_CHANGED = {
    "min_max": lambda x, s, c: min_max(s * x + c),
    "z_score": lambda x, s, c: z_score(s * x + c),
    "rank_share": lambda x, s, c: rank_share(s * x + c),
    "goalposts": lambda x, s, c: goalposts(s * x + c, s * -30 + c, s * 40 + c),
    "saturating": lambda x, s, c: saturating(s * x + c, s * -30 + c, s * 40 + c),
    "band": lambda x, s, c: band(s * x + c, s * -30 + c, s * 40 + c, s * 25),
    "no_deterioration": lambda x, s, c: no_deterioration(s * x + c, s * (x[::-1]) + c, s * 50),
    "progress": lambda x, s, c: progress(s * x + c, np.full(x.shape, s * 7 + c), s * 90 + c),
    "distance_to_own_target": lambda x, s, c: distance_to_own_target(s * x + c, s * x[::-1] + c, s * 40),
    "target_completion": lambda x, s, _: target_completion(s * x, 0.0, s * 40),
}


@pytest.mark.parametrize("method", UNIT_CHANGED.values(), ids=UNIT_CHANGED)
@settings(deadline=None, max_examples=50)
@given(x=VALUES, halvings=st.integers(-6, 6), shift=st.integers(-1000, 1000))
def test_a_change_of_the_unit_of_measure_changes_no_score(method, x, halvings, shift):
    """Scales are powers of two and shifts whole numbers, so that the changed values are exact."""
    assert method(x, 2.0**halvings, float(shift)) == pytest.approx(method(x, 1.0, 0.0), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("method", ON_VALUES.values(), ids=ON_VALUES)
@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -float("inf"), 1e300, "8.5", None])
def test_what_is_not_a_number_is_refused_by_its_place(method, wrong):
    with pytest.raises(ScoringError) as raised:
        method(np.array([1.0, wrong, 3.0, wrong], dtype=object if wrong in ("8.5", None) else float))
    assert [f.message.values["position"] for f in raised.value.faults] == [2, 4]
    assert "value 2 of 4" in raised.value.text("en")


@pytest.mark.parametrize("method", [min_max, z_score])
@pytest.mark.parametrize("same", [0.0, 0.1, -7.0])
def test_values_that_do_not_differ_are_refused_where_differences_are_scored(method, same):
    with pytest.raises(ScoringError, match="no differences to score"):
        method(np.full(5, same))


@pytest.mark.parametrize("method", [min_max, z_score, rank_share])
@pytest.mark.parametrize("found", [0, 1])
def test_one_unit_cannot_be_compared_with_others(method, found):
    with pytest.raises(ScoringError, match=f"at least two, not {found}"):
        method(np.ones(found))


@pytest.mark.parametrize("method", [goalposts, saturating, target_completion])
@pytest.mark.parametrize("target", [5.0, float("nan"), float("inf")])
def test_posts_that_meet_or_are_no_numbers_are_refused(method, target):
    with pytest.raises(ScoringError, match="two different finite numbers"):
        method(np.array([1.0]), 5.0, target)


@pytest.mark.parametrize("width", [0.0, -1.0, float("nan")])
def test_a_distance_that_is_not_positive_is_refused(width):
    x = np.array([1.0])
    for method in (lambda: band(x, 0, 1, width), lambda: no_deterioration(x, x, width)):
        with pytest.raises(ScoringError):
            method()
    with pytest.raises(ScoringError):
        distance_to_own_target(x, x, width)
    with pytest.raises(ScoringError, match="lower edge"):
        band(x, 2.0, 1.0, 1.0)


@pytest.mark.parametrize("size", [1e99, 1e-99])
def test_very_large_and_very_small_numbers_break_no_arithmetic(size):
    x = np.array([0.0, 0.25, 1.0]) * size
    assert min_max(x) == pytest.approx([0, 0.25, 1])
    assert z_score(x) == pytest.approx(z_score(x / size))
    assert progress(x, np.full(3, -size), 2 * size) == pytest.approx([1 / 3, 1.25 / 3, 2 / 3])
