"""Credibility: the stated formula, written down again, and what being believed is worth."""

import numpy as np
import pytest
from assessed import cycle, population, reports, survey, table, visits, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.credibility import Credibility

RULE = Credibility(openness=0.4, by_external=0.3, by_openness=0.2)


def test_without_a_response_it_is_only_measured():
    assert unchanged_by(credibility=RULE)


def test_it_is_the_stated_formula():
    how = cycle(survey=survey(), visits=None, reports=reports(noise=0.0), institutions={"credibility": RULE})
    people = population()
    journal = play(how, people, weights(), Luck(1), 2)
    own = weights().loc[people.groups, "school"].to_numpy()
    lies = (table(journal, "score") - table(journal, "true_score")).clip(lower=0.0) / table(journal, "score")
    expected = 0.3 * own[:, None] + 0.2 * 0.4 + 0.5 * (1.0 - lies.loc[list(people.units)].to_numpy())
    np.testing.assert_allclose(table(journal, "credibility").loc[list(people.units)], expected, rtol=0, atol=1e-12)


def test_honest_and_open_assessment_by_others_alone_is_believed_wholly():
    everything = survey(indicators=tuple(population().indicators))
    rule = Credibility(openness=1.0, by_external=0.5, by_openness=0.5)
    journal = play(cycle(survey=everything, institutions={"credibility": rule}), population(), weights(), Luck(1), 1)
    assert table(journal, "credibility")[1].to_numpy() == pytest.approx(1.0)


def test_a_point_is_worth_less_where_nobody_believes_it():
    """Nothing external, nothing open, and only these count: c = 0, and the response is the whole loss."""
    nobody = Credibility(openness=0.0, by_external=0.5, by_openness=0.5, response=0.4)
    how = {"work": work(shock=0.0, substitution=0.0), "reports": reports(propensity=0.0), "visits": visits(a_year=0)}
    paid, unpaid, doubted = (
        table(play(cycle(**how, **more), population(), weights(), Luck(1), 3), "effort").to_numpy()
        for more in ({}, {"reward": Reward(strength=0.0)}, {"institutions": {"credibility": nobody}})
    )
    # The first score comes when the second year has opened: the third is the first to know of it.
    np.testing.assert_allclose(doubted[:, :2], paid[:, :2], rtol=1e-12)
    np.testing.assert_allclose((doubted - unpaid)[:, 2], 0.6 * (paid - unpaid)[:, 2], rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ["openness", "by_external", "by_openness", "response"])
def test_nonsense_is_refused_by_name(name):
    with pytest.raises(CycleError, match=rf"credibility\.{name}"):
        Credibility(**{"openness": 0.5, "by_external": 0.3, "by_openness": 0.2, name: 1.2})


def test_shares_beyond_the_whole_are_refused():
    with pytest.raises(CycleError, match=r"credibility\.by_external"):
        Credibility(openness=0.5, by_external=0.7, by_openness=0.5)
