"""The loop weights <- data <- effort <- weights, held to one derivation at a time."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from assessed import CALENDAR, TASKS, cycle, population, table, weights, work
from unchanged import unchanged_by

from govperf_sim import derive_weights
from govperf_sim.errors import CycleError
from govperf_sim.simulation import Calendar, Luck, play
from govperf_sim.simulation.institutions.reweighting import Reweighting
from govperf_sim.weights import derive
from govperf_sim.weights.goals import MinimaxRegret
from govperf_sim.weights.rules import EachShare, Stability
from govperf_sim.weights.weighting import Weighting

INDICATORS = [k for own in TASKS.values() for k in own]


def question(rules=None):
    """What the made-up weights might be an answer to."""
    people = population()
    by_group = people.applies.groupby(people.groups).any()
    applies = by_group.loc[weights().index]
    return Weighting(
        scores=people.level0,
        groups=people.groups,
        rules=[EachShare("each", of=list(INDICATORS), at_least=0.02, at_most=0.5)] if rules is None else rules,
        reference=weights(),
        applies=applies,
        goal=MinimaxRegret(),
    )


PROMPT = Calendar(first_day=CALENDAR.first_day, score_delay=0)


def played(at_most, years, rules=None, **how):
    """Years whose scores exist at their end, so that next year's weights know them."""
    people, asked = population(), question(rules)
    first = derive_weights(asked).table
    anew = cycle(calendar=PROMPT, **how, institutions={"reweighting": Reweighting(at_most=at_most)})
    return play(anew, people, first, Luck(1), years, question=asked), first


def test_weights_that_may_not_move_change_nothing():
    assert unchanged_by(reweighting=Reweighting(at_most=0.0), question=question())


def test_each_year_answers_the_question_put_to_last_years_marks(monkeypatch):
    """Every derivation is caught and done again, from the marks and the last weights, with the rule on movement added."""
    seen = []
    derived = derive.derive_weights

    def caught(asked, goal=None):
        answer = derived(asked, goal)
        seen.append((asked, answer.table))
        return answer

    monkeypatch.setattr(derive, "derive_weights", caught)
    played(0.03, 4)
    assert len(seen) == 4
    last = derived(question()).table
    for asked, answer in seen:
        moved = (answer - last).abs()
        assert moved.max(axis=None) <= 0.03 + 1e-9
        (rule,) = (r for r in asked.rules if r.id == "last_year")
        assert rule.last["cities"] == pytest.approx(last.loc["cities"].to_dict())
        free = dataclasses.replace(asked, rules=[*question().rules, Stability("again", last=rule.last, at_most=0.03)])
        pd.testing.assert_frame_equal(derived(free).table, answer, rtol=0, atol=1e-9)
        last = answer
    assert not np.allclose(last, derived(question()).table)


def test_the_score_is_that_of_the_new_weights_and_the_journal_says_so():
    journal, first = played(0.05, 2, work=work(shock=0.0))
    moved = table(journal, "weights_moved")
    assert 0.0 < moved[1].max() <= 0.05 * len(first.columns) / 2
    told = journal.events[journal.events["event"] == "weights_anew"]
    assert told.groupby("year").size().tolist() == [7, 7]
    assert not table(journal, "weights_kept").to_numpy().any()


def test_where_marks_make_the_rules_contradict_the_weights_stay():
    """Half of everything on one indicator: no admissible weights can be reached from there within a year."""
    people, asked = population(), question()
    first = derive_weights(asked).table
    anew = cycle(calendar=PROMPT, institutions={"reweighting": Reweighting(at_most=0.001)})
    far = first.copy()
    far.loc["cities"] = [0.95, 0.01, 0.01, 0.01, 0.01, 0.01]
    journal = play(anew, people, far, Luck(1), 2, question=asked)
    assert table(journal, "weights_kept").to_numpy().all()
    assert not table(journal, "weights_moved").to_numpy().any()


def test_the_question_must_be_there():
    how = cycle(institutions={"reweighting": Reweighting(at_most=0.1)})
    with pytest.raises(CycleError, match="reweighting"):
        play(how, population(), weights(), Luck(1), 1)


@pytest.mark.parametrize("nonsense", [-0.1, 1.5, np.nan])
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=r"reweighting\.at_most"):
        Reweighting(at_most=nonsense)
