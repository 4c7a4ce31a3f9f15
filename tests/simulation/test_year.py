"""One year on paper: what happens after the score no longer counts."""

import numpy as np
from assessed import population, reports, visits, weights, work

from govperf_sim.simulation import Luck
from govperf_sim.simulation.year import Terms, Year


def opened(units=7):
    people = population(units=units)
    terms = Terms(
        population=people,
        weights=weights().loc[people.groups, list(people.indicators)].to_numpy(),
        work=work(),
        strength=0.5,
        reports=reports(noise=0.0),
        visits=visits(a_year=units, detection=1.0, penalty=0.05),
        luck=Luck(3),
    )
    year = Year(1, people.start, terms, working_days=250)
    # With detection 1 and every unit visited nobody would fabricate; these do.
    year.fabrication = np.where(people.measured, 0.1, 0.0)
    year.finds = year.fabrication > 0
    for month in range(12):
        year.month(month)
    return year


def test_a_find_costs_its_penalty_at_once_and_its_points_when_corrected():
    year = opened()
    before = year.score()
    assert len(year.end_visit(0)) == 6
    np.testing.assert_allclose(before[0] - year.score()[0], 6 * 0.1 * 0.05, atol=1e-14)
    assert year.correct(0)
    np.testing.assert_allclose(before[0] - year.score()[0], 0.03 + 0.1, atol=1e-14)
    assert np.array_equal(year.score()[1:], before[1:])


def test_after_the_score_nothing_is_found_or_corrected_any_more():
    year = opened()
    measured = year.close()
    assert len(year.end_visit(0)) == 6
    assert not year.correct(0)
    assert not year.visited.any()
    assert np.array_equal(year.score(), measured["score"])
