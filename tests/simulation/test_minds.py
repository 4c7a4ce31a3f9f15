"""Decision types: shares, limits, and what each remembers."""

import dataclasses

import numpy as np
import pytest
from assessed import cycle, population, reports, table, visits, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.adaptive import believed, tried
from govperf_sim.simulation.decisions import Decisions, best_response
from govperf_sim.simulation.imitation import copied, leaders
from govperf_sim.simulation.minds import HUMAN, Minds, draw_types
from govperf_sim.simulation.rule_of_thumb import rule_of_thumb
from govperf_sim.theory.worlds import FLEETING, alike, contract, efforts, measured, textbook_cycle, textbook_work

MIXED = Minds(adaptive=0.3, rule_of_thumb=0.2, imitators=0.3, human=0.1)
MEASURES = ("score", "true_score", "effort", "fabricated", "welfare")


def played(minds, years=4, luck=None, units=7, **changed):
    return play(cycle(minds=minds, **changed), population(units), weights(), luck or Luck(1), years)


def same(one, other, measures=MEASURES):
    return all(np.array_equal(table(one, m), table(other, m)) for m in measures)


def test_without_shares_everybody_answers_best_to_the_bit():
    assert same(played(None), played(Minds()))
    assert same(played(None), played(Minds(human=1.0)))


def test_types_are_drawn_in_their_shares_once_for_all():
    types = draw_types(Luck(3, range(400)), 50, MIXED)
    found = np.bincount(types.ravel(), minlength=5) / types.size
    assert found == pytest.approx([*MIXED.shares, 0.1], abs=4 * np.sqrt(0.21 / types.size))
    assert np.array_equal(draw_types(Luck(3, (5,)), 7, MIXED)[0], types[5, :7])


def test_one_replication_alone_equals_itself_in_the_batch_to_the_bit():
    batch, alone = played(MIXED, luck=Luck(1, range(4))), played(MIXED, luck=Luck(1, (2,)))
    together = batch.measures[batch.measures["replication"] == 2].reset_index(drop=True)
    assert together.equals(alone.measures)


def test_units_beside_change_nothing_for_those_who_do_not_look_at_others():
    thumbs = Minds(rule_of_thumb=0.5)
    few, many = played(thumbs, visits=None), played(thumbs, units=30, visits=None)
    for measure in MEASURES:
        assert np.array_equal(table(few, measure), table(many, measure).loc[table(few, measure).index])


def textbook(minds, pay, years, motive=0.0, **work_terms):
    strength, shares = contract(np.array(pay))
    terms = textbook_work(depreciation=FLEETING, productivity=FLEETING, **work_terms)
    rules = textbook_cycle(strength, work=terms, minds=minds)
    return play(rules, alike(4, np.eye(len(pay)), start=motive), shares, Luck(7, range(3)), years)


def by_task(journal, tasks, year):
    rows = journal.measures[(journal.measures["year"] == year)]
    return np.stack([rows["value"][rows["measure"] == f"effort:t{k + 1}"].to_numpy() for k in range(tasks)], axis=-1)


def test_an_adaptive_unit_climbs_to_the_effort_of_theory():
    """Without chance, a year's level being the year's work: t01's effort, solved here."""
    pay, costs = [0.6, 0.4], np.array([[1.0, 0.3], [0.3, 1.0]])
    journal = textbook(Minds(adaptive=1.0, step=0.5), pay, 400, substitution=0.3)
    best = np.linalg.solve(costs, pay)
    assert np.abs(by_task(journal, 2, 1) - best).min() > 0.2  # it began elsewhere
    assert np.abs(by_task(journal, 2, 400) - best).max() < 0.1  # three of the last steps
    worth = [by_task(journal, 2, year).mean(axis=0) for year in (1, 20, 400)]
    gained = [e @ pay - 0.5 * e @ costs @ e for e in worth]
    most = best @ pay - 0.5 * best @ costs @ best
    assert gained[0] < gained[1] < gained[2] <= most
    assert gained[2] == pytest.approx(most, rel=0.01)


def test_an_adaptive_unit_never_forgets_what_paid():
    known = np.array([[[0.2, 0.4]]])
    chance = np.array([[[1.0, -9.0]]])
    works = np.array([[True, True]])
    assert tried(known, chance, works, 0.1, 4, 0.0).tolist() == [[[0.25, 0.0]]]
    assert tried(known, chance, works, 0.1, 1, 0.0).tolist() == known.tolist()


def test_beliefs_tend_on_average_to_the_rate_of_visits():
    """t09's time average: belief against the share of units visited."""
    belief, seen = np.full((1, 7), 1.0), []
    lots = np.random.default_rng(1)
    for _ in range(4000):
        visited = np.zeros((1, 7))
        visited[0, lots.permutation(7)[:2]] = 1.0
        belief = believed(belief, visited, np.ones((7, 7)), 0.2)
        seen.append(belief.mean())
    assert np.mean(seen[100:]) == pytest.approx(2 / 7, abs=1e-9)


def test_who_believes_in_visits_stops_lying():
    """A penalty that deters at the rate of visits, seen by all: beliefs start there and stay there on average."""
    terms = {"visits": visits(a_year=7, penalty=5.0, detection=1.0), "reports": reports(propensity=1.0)}
    deterred = played(Minds(adaptive=1.0), **terms)
    assert (table(deterred, "fabricated") == 0).all(axis=None)
    free = played(Minds(adaptive=1.0), visits=visits(a_year=0), reports=reports(propensity=1.0))
    assert (table(free, "fabricated") > 0).any(axis=None)


def test_the_rule_of_thumb_spends_the_same_where_points_are_missing():
    best = np.array([[0.4, 0.2]])
    found = rule_of_thumb(best, np.array([[0.5, 0.5]]), np.array([[0.9, 0.6]]), 1.0)
    assert found.sum() == pytest.approx(best.sum())
    assert found[0, 1] == pytest.approx(4 * found[0, 0])
    assert rule_of_thumb(best, np.array([[0.5, 0.5]]), np.array([[1.2, 1.0]]), 1.0).tolist() == best.tolist()


def test_the_rule_of_thumb_is_the_best_response_of_t01_where_its_docstring_says():
    plain = {"substitution": 0.0}
    best = textbook(None, [3.0, 1.5, 0.5], 1, **plain)
    thumb = textbook(Minds(rule_of_thumb=1.0), [3.0, 1.5, 0.5], 1, **plain)
    assert efforts(thumb, 3) == pytest.approx(efforts(best, 3), abs=1e-12)


def test_imitators_among_best_responders_stay_where_they_started():
    plain, copying = textbook(None, [3.0, 1.5], 6), textbook(Minds(imitators=1.0, copying=1.0), [3.0, 1.5], 6)
    for measure in ("score", "effort", "welfare"):
        np.testing.assert_array_equal(measured(plain, measure, 4), measured(copying, measure, 4))


def test_an_imitator_does_what_the_best_of_its_group_did():
    """Unit u1's group is u1, u3, u5; scores exist in time for the year after next."""
    journal = played(Minds(imitators=1.0, copying=1.0), years=3, reports=None, visits=None)
    scores, effort = table(journal, "score"), table(journal, "effort")
    for group in (["u0", "u2", "u4", "u6"], ["u1", "u3", "u5"]):
        best = scores.loc[group, 1].idxmax()
        assert (effort.loc[group, 3] == effort.loc[best, 1]).all()


def test_leaders_and_copies():
    together = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    leader = leaders(np.array([[0.1, 0.3, 0.9]]), together)
    assert leader.tolist() == [[1, 1, 2]]
    done, habit = np.array([[[1.0], [2.0], [3.0]]]), np.zeros((1, 3, 1))
    assert copied(habit, done, leader, np.array([[True, False, True]])).tolist() == [[[2.0], [0.0], [3.0]]]


def test_people_decide_for_the_human_units_alone():
    minds = Minds(human=0.4)
    asked = []

    def idle(situation):
        asked.append(situation.year)
        best = best_response(situation)
        return dataclasses.replace(best, effort=np.zeros_like(best.effort))

    luck = Luck(1)
    journal = play(cycle(minds=minds), population(), weights(), luck, 3, decide=idle)
    human = draw_types(luck, 7, minds)[0] == 3
    assert HUMAN == 3
    assert 0 < human.sum() < 7
    effort = table(journal, "effort").to_numpy()
    assert (effort[human] == 0).all()
    assert (effort[~human] > 0).all()
    assert asked == [1, 2, 3]


def test_without_minds_everybody_is_decided_for():
    def idle(situation):
        best = best_response(situation)
        return Decisions(effort=0 * best.effort, fabrication=best.fabrication, vanity=best.vanity, shift=best.shift)

    journal = play(cycle(work=work(shock=0.0)), population(), weights(), Luck(1), 1, decide=idle)
    assert (table(journal, "effort") == 0).all(axis=None)


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError) as refused:
        Minds(adaptive=-0.1, copying=1.2, step=-1.0)
    named = [f.message.values["parameter"] for f in refused.value.faults]
    assert named == ["minds.adaptive", "minds.step", "minds.copying"]
    with pytest.raises(CycleError, match="minds"):
        Minds(adaptive=0.6, imitators=0.6)
