"""When no queue and no deadline can bite, the SimPy calendar is a plain loop, to the bit."""

import datetime

import numpy as np
import pytest
from assessed import cycle, population, reports, table, visits, weights, work

from govperf_sim.simulation import Calendar, Luck, Reward, play
from govperf_sim.simulation.behaviour import best_effort, intrinsic_gain
from govperf_sim.simulation.channels import draw_errors, draw_propensity, report
from govperf_sim.simulation.fabrication import fabricate
from govperf_sim.simulation.outcomes import advance, draw_shocks, true_scores
from govperf_sim.simulation.scoring import counted, deduction, score
from govperf_sim.simulation.verification import draw_finds, draw_visited


def plain_loop(how, units, table_of_weights, luck, years):
    """The same years with nobody late and no queue: whole arrays, no clock.  Scores and levels, year x unit."""
    own = table_of_weights.loc[units.groups, list(units.indicators)].to_numpy()
    count = len(units.units)
    motive = intrinsic_gain(units.start, units.works, how.work, how.work.productivity * np.eye(len(units.tasks)))
    gain = how.reward.strength * units.per_task(own) * how.work.productivity + motive
    effort = best_effort(gain, how.work.effort_cost, how.work.substitution)
    propensity = draw_propensity(luck, count, how.reports.propensity)[0]
    fabrication = fabricate(
        own,
        propensity,
        how.reward.strength,
        how.visits.scrutiny(count),
        how.reports.fabrication_cost,
    )
    level, scores, levels = units.start, [], []
    for year in range(1, years + 1):
        shocks, errors = draw_shocks(luck, year, units.works), draw_errors(luck, year, units.measured)
        for month in range(12):
            level = advance(level, how.work.productivity * effort, shocks[0, :, month], how.work)
        true, error = true_scores(level, units.offset, units.loading, how.scale), how.reports.noise * errors[0, :, 11]
        visited = np.isin(np.arange(count), draw_visited(luck, year, count, how.visits.a_year)[0])
        found = draw_finds(luck, year, fabrication[None], how.visits.scrutiny(count))[0] & visited[:, None]
        counts = counted(report(true, fabrication, error), report(true, 0 * true, error), found)
        scores.append(score(own, counts, deduction(found, fabrication, how.visits.penalty)))
        levels.append(level)
    return np.array(scores), np.array(levels)


@pytest.mark.parametrize("units", [1, 7, 60])
@pytest.mark.parametrize("replication", range(3))
def test_the_calendar_is_a_plain_loop_when_no_queue_can_bite(units, replication):
    """As many teams as units, and scores late enough for every correction."""
    people = population(units=units)
    how = cycle(visits=visits(teams=units, a_year=(units + 1) // 2))
    luck = Luck(2012, (replication,))
    scores, levels = plain_loop(how, people, weights(), luck, years=4)
    journal = play(how, people, weights(), luck, years=4)
    order = list(people.units)
    assert np.array_equal(table(journal, "score").loc[order].to_numpy().T, scores)
    own = people.works.sum(axis=1)
    assert np.array_equal(table(journal, "true_level").loc[order].to_numpy().T, levels.sum(axis=2) / own)
    assert table(journal, "found").to_numpy().sum() > 0


def test_the_loop_differs_as_soon_as_the_queue_bites():
    """Otherwise the test above would prove nothing."""
    how = cycle(
        calendar=Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0),
        visits=visits(teams=1, a_year=7, days=40),
    )
    scores, _ = plain_loop(how, population(), weights(), Luck(1), years=2)
    played = table(play(how, population(), weights(), Luck(1), years=2), "score").to_numpy().T
    assert not np.array_equal(played, scores)


def test_with_no_chance_and_no_reward_every_year_repeats_the_last_scores():
    """The fixed point of the whole model: an unpaid unit keeps its level and tells the truth."""
    people = population()
    how = cycle(work=work(shock=0.0), reward=Reward(strength=0.0), reports=reports(noise=0.0))
    own = weights().loc[people.groups, list(people.indicators)].to_numpy()
    expected = (own * people.level0.fillna(0.0).to_numpy()).sum(axis=1)
    scores = table(play(how, people, weights(), Luck(1), years=3), "score").loc[list(people.units)].to_numpy()
    np.testing.assert_allclose(scores, expected[:, None].repeat(3, axis=1), rtol=0, atol=1e-13)
