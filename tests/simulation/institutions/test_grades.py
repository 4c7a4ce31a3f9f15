"""Grades: which, and what it is worth to be near a limit."""

import math

import numpy as np
import pytest
from assessed import cycle, population, table, weights, work
from scipy.stats import norm
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.grades import Grades, near

KINDS = ("graded_fail", "graded_pass", "graded_good", "graded_excellent")


def grades(**changed):
    return Grades(**{"noise": 0.2, "excellent": 0.7, "good": 0.6, "passing": 0.5, **changed})


def test_grades_without_consequence_change_nothing():
    assert unchanged_by(grades=grades())


def test_every_unit_has_the_grade_of_its_score():
    journal = play(cycle(institutions={"grades": grades()}, work=work(shock=0.1)), population(), weights(), Luck(1), 3)
    score = table(journal, "score").to_numpy()
    found = np.stack([table(journal, kind).to_numpy() for kind in KINDS])
    assert np.all(found.sum(axis=0) == 1.0)
    level = found.argmax(axis=0)
    assert np.array_equal(level, (score >= 0.5) * 1 + (score >= 0.6) * 1 + (score >= 0.7) * 1)
    assert len(np.unique(level)) > 2
    noted = journal.events[journal.events["event"] == "graded"].pivot(index="unit", columns="year", values="amount")
    assert np.array_equal(noted.to_numpy(), level)


def test_a_point_is_worth_what_it_adds_to_the_expected_grade():
    """Against differences of the expected number of grades."""
    rule, expected = grades(step=0.3), np.array([[0.2, 0.47, 0.9]])

    def promised(s):
        return 0.3 * sum(norm.cdf((s - limit) / 0.2) for limit in (0.5, 0.6, 0.7))

    slopes = (promised(expected + 1e-5) - promised(expected - 1e-5)) / 2e-5
    np.testing.assert_allclose(near(expected, rule), slopes, rtol=1e-8)


def test_effort_answers_a_limit_nearby():
    how = {"work": work(shock=0.0, substitution=0.0, depreciation=12.0), "reward": Reward(strength=0.1)}
    plain, graded, unpaid = (
        table(play(cycle(**how | more), population(), weights(), Luck(1), 1), "effort")[1]
        for more in ({}, {"institutions": {"grades": grades(step=0.01)}}, {"reward": Reward(strength=0.0)})
    )
    start = population().level0.fillna(0.0)
    scored = [weights().loc[population().groups[u]] @ start.loc[u] for u in start.index]
    worth = near(np.array([scored]), grades(step=0.01))[0]
    np.testing.assert_allclose((graded - unpaid) / (plain - unpaid), (0.1 + worth) / 0.1, rtol=1e-9)


def test_too_little_chance_is_refused_by_name():
    steep = math.exp(-0.5) / math.sqrt(2 * math.pi)
    assert np.abs(np.gradient(norm.pdf(np.linspace(-3, 3, 6001)), 1e-3)).max() == pytest.approx(steep, rel=1e-6)
    with pytest.raises(CycleError, match=r"grades\.noise.*second-order"):
        play(cycle(institutions={"grades": grades(step=1.0, noise=0.05)}), population(), weights(), Luck(1), 1)


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [("noise", {"noise": 0.0}), ("step", {"step": -1.0}), ("good", {"good": 1.5}), ("grades: ", {"good": 0.4})],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=named):
        grades(**nonsense)
