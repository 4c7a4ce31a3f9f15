"""Effort becomes results: the recursion and where it leads."""

import numpy as np
import pytest
from assessed import population, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.outcomes import advance, draw_shocks, true_scores
from govperf_sim.simulation.scoring import ENDLESS, MARKS


def test_a_level_goes_geometrically_to_theta_e_over_delta():
    how = work(productivity=0.8, depreciation=0.6, shock=0.0)
    start, effort = np.array([[0.2, 0.9]]), np.array([[0.3, 0.6]])
    steady = 0.8 * effort / 0.6
    level = start
    for month in range(1, 37):
        level = advance(level, 0.8 * effort, np.zeros_like(level), how)
        expected = steady + (start - steady) * (1 - 0.6 / 12) ** month
        np.testing.assert_allclose(level, expected, rtol=0, atol=1e-14)


def test_at_full_depreciation_a_month_s_level_is_the_month_s_work():
    how = work(depreciation=12.0, productivity=2.0, shock=0.0)
    level = advance(np.array([[0.7]]), 2.0 * np.array([[0.6]]), np.array([[0.0]]), how)
    assert level[0, 0] == pytest.approx(2.0 * 0.6 / 12, abs=1e-15)


def test_a_year_of_chance_has_the_declared_standard_deviation():
    """Twelve months of shocks without wear; within 4 standard errors of a standard deviation."""
    how, wear_off = work(shock=0.05, depreciation=1e-12), np.zeros((400, 3))
    ends = []
    for replication in range(10):
        shocks = draw_shocks(Luck(5, (replication,)), 1, np.ones((400, 3), dtype=bool))
        level = wear_off
        for month in range(12):
            level = advance(level, wear_off, shocks[0, :, month], how)
        ends.append(level)
    sample = np.array(ends)
    assert sample.std() == pytest.approx(0.05, abs=4 * 0.05 / np.sqrt(2 * sample.size))
    assert abs(sample.mean()) < 4 * 0.05 / np.sqrt(sample.size)


def test_units_added_leave_the_shocks_of_the_others_as_they_were():
    few, many = population(units=3), population(units=60)
    luck = Luck(9, (2,))
    assert np.array_equal(draw_shocks(luck, 2, few.works), draw_shocks(luck, 2, many.works)[:, :3])


def test_chance_does_not_touch_what_a_unit_does_not_work_on():
    units = population()
    assert np.all(draw_shocks(Luck(1), 1, units.works)[:, ~units.works[:, 2], :, 2] == 0.0)


def test_an_indicator_shows_no_more_than_full_marks():
    level, offset = np.array([[1.4, -0.3]]), np.array([[0.1, -0.6, 0.2]])
    assert true_scores(level, offset, np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), MARKS).tolist() == [
        [1.0, pytest.approx(0.8), 0.0]
    ]


def test_on_an_endless_scale_everything_shows():
    level = np.array([[1.4, -0.3]])
    assert true_scores(level, np.zeros(2), np.array([[2.0, 0.0], [1.0, 1.0]]), ENDLESS).tolist() == [[2.8, 1.4 - 0.3]]


def test_a_drain_takes_its_amount_in_a_year():
    how, level = work(shock=0.0, depreciation=1e-12), np.array([[0.5]])
    for _ in range(12):
        level = advance(level, np.array([[0.0]]), np.array([[0.0]]), how, drain=0.2)
    assert level[0, 0] == pytest.approx(0.3, abs=1e-11)


@pytest.mark.parametrize(
    "changed",
    [
        {"least_effort": 0.1},
        {"substitution": -1.0},
        {"productivity": 0.0},
        {"depreciation": 12.1},
        {"effort_cost": -1.0},
        {"substitution": 1.0},
        {"shock": float("nan")},
        {"shock": float("inf")},
        {"shock": "much"},
        {"shock": True},
    ],
    ids=str,
)
def test_nonsense_is_refused_by_name(changed):
    with pytest.raises(CycleError) as refused:
        work(**changed)
    assert [f.message.values["parameter"] for f in refused.value.faults] == [f"work.{next(iter(changed))}"]
    for language in ("zh", "en"):
        assert f"work.{next(iter(changed))}" in refused.value.text(language)


def test_all_nonsense_is_refused_at_once():
    with pytest.raises(CycleError) as refused:
        work(productivity=-1, depreciation=0, substitution=2)
    assert len(refused.value.faults) == 3


def test_numpy_numbers_are_numbers():
    assert work(productivity=np.float64(2)).productivity == 2
