"""Improvement: who sees a gap learns, and only then does assessment itself add welfare."""

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.improvement import Improvement, gaps
from govperf_sim.theory.worlds import PROMPT


def test_without_learning_nothing_changes():
    assert unchanged_by(improvement=Improvement(rate=0.0))


def test_a_gap_is_what_is_missing_to_the_target_on_the_indicators_of_a_task():
    people = population()
    marks = np.full((1, 7, 6), 0.7)
    marks[0, 0] = [0.5, 1.0, 0.9, 0.6, 0.3, 0.9]
    found = gaps(marks, 0.8, people)
    np.testing.assert_allclose(found[0, 0], [0.3 / 2, (0.0 + 0.2 + 0.5) / 3, 0.0], atol=1e-15)
    np.testing.assert_allclose(found[0, 1], [0.1, 0.1, 0.0], atol=1e-15)


def test_skill_follows_the_recursion_of_gap_and_effort():
    """One year's work at a time, b W theta s with level theta s e; the next year knows last year's mark."""
    how = cycle(
        calendar=PROMPT,
        work=work(shock=0.0, substitution=0.0, depreciation=12.0),
        reward=Reward(strength=0.01),
        reports=reports(noise=0.0, propensity=0.0),
        visits=None,
        institutions={"improvement": Improvement(rate=0.3, target=0.9)},
    )
    people = population()
    journal = play(how, people, weights(), Luck(1), years=4)
    load, offset, motive = people.loading, people.offset[0], 12.0 * people.start[0]
    gain = 0.01 * (weights().loc["cities"].to_numpy() @ load) + motive
    skill = np.ones(3)
    for year in range(1, 5):
        level = skill * (skill * gain) / 12.0
        marks = np.clip(load @ level + offset, 0.0, 1.0)
        skill = skill + 0.3 * (np.maximum(0.9 - marks, 0.0) @ load) / load.sum(axis=0)
        assert table(journal, "skill").loc["u0", year] == pytest.approx(skill.mean(), rel=1e-9)
    assert skill.mean() > 1.2


def test_learning_adds_welfare_and_lies_hide_what_there_is_to_learn():
    def welfare(rate, propensity):
        told = reports(noise=0.0, propensity=propensity)
        set_up = {"improvement": Improvement(rate=rate)}
        journal = play(cycle(reports=told, visits=None, institutions=set_up), population(), weights(), Luck(1), 6)
        return table(journal, "welfare")[6].mean(), table(journal, "learnt").to_numpy().mean()

    honest, lying = welfare(0.2, 0.0), welfare(0.2, 1.0)
    assert honest[0] > welfare(0.0, 0.0)[0]
    assert lying[1] < honest[1]


def test_what_the_journal_says_was_learnt_adds_up_to_the_skill():
    journal = play(cycle(institutions={"improvement": Improvement(rate=0.2)}), population(), weights(), Luck(1), 4)
    learnt, skill = table(journal, "learnt"), table(journal, "skill")
    np.testing.assert_allclose(1.0 + learnt.cumsum(axis=1), skill, rtol=1e-12)
    noted = journal.events[journal.events["event"] == "learnt"]
    np.testing.assert_allclose(noted.pivot(index="unit", columns="year", values="amount"), learnt)


@pytest.mark.parametrize("named", ["rate", "target"])
def test_nonsense_is_refused_by_name(named):
    with pytest.raises(CycleError, match=rf"improvement\.{named}"):
        Improvement(**{"rate": 0.1, named: -0.1})
