"""One year on paper: what happens after the score no longer counts."""

import numpy as np
import pytest
from assessed import cycle, population, reports, visits, weights

from govperf_sim.simulation import Luck
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year


def opened(units=7, **taken):
    how = cycle(reports=reports(noise=0.0), visits=visits(a_year=units, detection=1.0, penalty=0.05, **taken))
    people = population(units=units)
    year = Year(1, World(how, people, weights(), Luck(3)))
    # With detection 1 and every unit visited nobody would fabricate; these do.
    year.fabrication = np.where(people.measured, 0.1, 0.0)[None]
    year.finds = year.fabrication > 0
    for month in range(12):
        year.month(month)
    year.publish()
    return year


def test_a_find_costs_its_penalty_at_once_and_its_points_when_corrected():
    year = opened()
    before = year.score(year.evidence())
    assert len(year.end_visit(0, 0)) == 6
    np.testing.assert_allclose(before[0, 0] - year.score(year.evidence())[0, 0], 6 * 0.1 * 0.05, atol=1e-14)
    assert year.correct(0, 0)
    np.testing.assert_allclose(before[0, 0] - year.score(year.evidence())[0, 0], 0.03 + 0.1, atol=1e-14)
    assert np.array_equal(year.score(year.evidence())[:, 1:], before[:, 1:])


def test_a_find_forfeits_what_the_lie_gained_so_many_times():
    plain, forfeiting = opened(), opened(forfeit=2.0)
    for year in (plain, forfeiting):
        year.end_visit(0, 0)
    gained = forfeiting.close()["fabricated"][0, 0]
    assert forfeiting.deducted()[0] == pytest.approx(plain.deducted()[0] + [2.0 * gained, *[0.0] * 6], abs=1e-15)
    assert gained > 0.0


def test_welfare_is_the_mean_level_less_what_effort_and_fabrication_cost_a_task():
    """By hand for the first unit: three tasks, six indicators with 0.1 fabricated at a cost of 1."""
    year = opened()
    e, c, s = year.effort[0, 0], 1.0, 0.2
    spent = 0.5 * c * ((1 - s) * (e**2).sum() + s * e.sum() ** 2) + 6 * 0.5 * 0.1**2
    assert year.close()["welfare"][0, 0] == pytest.approx(year.level[0, 0].mean() - spent / 3, abs=1e-14)


def test_the_gaming_share_is_what_fabrication_leaves_standing():
    year = opened()
    year.end_visit(0, 0)
    year.correct(0, 0)
    measured = year.close()
    assert measured["fabricated"][0] == pytest.approx(np.full(7, 0.1), abs=1e-14)
    assert measured["gaming_share"][0, 0] == pytest.approx(0.0, abs=1e-15)
    assert measured["gaming_share"][0, 1] == pytest.approx(0.1 / measured["score"][0, 1], abs=1e-14)


def test_after_the_score_nothing_is_found_or_corrected_any_more():
    year = opened()
    measured = year.close()
    assert len(year.end_visit(0, 0)) == 6
    assert not year.correct(0, 0)
    assert not year.visited.any()
    assert np.array_equal(year.score(year.evidence()), measured["score"])
