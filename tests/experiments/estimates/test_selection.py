"""The best of several: constants from the theory they stand on, and contests by hand."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from benchmarked import benchmark
from scipy import integrate, stats
from scripted import REFUSED, scripted, torn_off

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.estimates.chosen import Reason
from govperf_sim.experiments.estimates.selection import BestOf, Contest, looked, next_look, square_h
from govperf_sim.experiments.outcome import Outcome

coverage_page = benchmark("coverage_page")
GAIN = Outcome(code="gain", better="more")


@pytest.mark.parametrize(("error", "policies", "first"), [(0.05, 2, 10), (0.05, 5, 20), (0.01, 10, 24), (0.1, 100, 10)])
def test_the_constant_makes_the_chance_of_each_wrong_duel_what_it_may_be(error, policies, first):
    """Of a Brownian motion in the triangle it is exp(-eta x)/2, x the chi-square of the variance; over its law alpha/(k - 1)."""
    eta = square_h(error, policies, first) / (2.0 * (first - 1))
    wrong, _ = integrate.quad(lambda x: 0.5 * math.exp(-eta * x) * stats.chi2.pdf(x, first - 1), 0.0, np.inf)
    assert wrong == pytest.approx(error / (policies - 1), rel=1e-6)


def test_the_triangle_by_hand():
    """Differences 3, 1, 3, 1, 3: variance 1.2; h^2 = 4 (.1^-.5 - 1) = 8.649; room after r of them is .5 (10.379/.25 - ... )."""
    values = np.zeros((2, 60))
    values[1, :5] = [3, 1, 3, 1, 3]
    contest = Contest(indifference=1.0, error=0.05, first=5)
    assert square_h(0.05, 2, 5) == pytest.approx(4 * (0.1**-0.5 - 1))
    room = 0.5 * (4 * (0.1**-0.5 - 1) * 1.2 - 5)
    assert room == pytest.approx(2.689, abs=1e-3)
    assert contest.losers(values, (5,), (0, 1))[0] == (5, Reason.BEATEN, 1)  # ahead by 11
    values[1, 5:] = 0.0
    values[1, :5] -= 2.0  # ahead by 1, of the same variance
    assert contest.losers(values, (5,), (0, 1)) == {}
    assert contest.losers(values, (5, 8), (0, 1)) == {}  # room .5 (10.379 - 8) = 1.19
    assert contest.losers(values, (5, 8, 9), (0, 1))[0] == (9, Reason.BEATEN, 1)  # .69


def test_of_equals_the_lower_number_stays_once_there_is_no_room():
    contest = Contest(indifference=1.0, error=0.05, first=5)
    assert contest.losers(np.ones((3, 5)), (5,), (0, 1, 2)) == {1: (5, Reason.BEATEN, 0), 2: (5, Reason.BEATEN, 0)}


def test_a_loser_may_beat_another_at_the_look_at_which_it_leaves():
    """Every duel of a look is fought before anybody leaves, and the strongest of those ahead is named."""
    values = np.array([[0.0] * 5, [5.0] * 5, [9.0] * 5])
    out = Contest(indifference=1.0, error=0.05, first=5).losers(values, (5,), (0, 1, 2))
    assert out == {0: (5, Reason.BEATEN, 2), 1: (5, Reason.BEATEN, 2)}


def test_looks_are_at_whole_blocks_and_rarer_the_more_there_were():
    assert list(looked(20, 96, 32)) == [20, 32, 64, 96]
    assert next_look(256, 32) == 256 + 2 * 32
    assert list(looked(20, 20, 32)) == [20]
    assert list(looked(20, 50, 32)) == [20, 32, 50]  # no more were allowed


def luck(*key):
    return np.random.default_rng([7, *key]).normal()


def gain(policy, world, replication, whom):
    """Policy 2 is best by 1; luck that all share has deviation 20, luck of each 1."""
    return [0.0, 0.0, 1.0, -5.0][policy] + 20.0 * luck(replication, world) + luck(replication, policy, world), 1.0


def played(tell, rule, store=None, outcome=GAIN, **design):
    return dataclasses.replace(scripted(tell, outcome, rule, **design), block=8).run(store=store)


BEST = BestOf("gain", indifference=0.5, error=0.05, first=10, at_most=400)


def test_the_best_is_found_and_losers_are_played_no_more():
    findings = played(gain, BEST, policies=4)
    chosen = BEST.verdict(findings.samples)
    assert (chosen.settled, chosen.best) == (True, 2)
    had = findings.samples.manifest.replications
    assert had[3] == 10  # far behind: out at the first look
    assert {p: o.replications for p, o in chosen.out.items()} == {p: had[p] for p in (0, 1, 3)}
    assert had[2] == max(had) < 400
    table = chosen.table
    assert table["standing"].tolist() == ["beaten", "beaten", "best", "beaten"]
    assert table["replications"].tolist() == list(had)
    text = chosen.text("en")
    assert "policy 2 is best: if it is better than the others by 0.5 or more" in text
    assert "at most 5 %" in text
    assert "policy 3 was beaten by policy" in text
    assert chosen.text("zh")
    assert "<table" in chosen._repr_html_()


def test_where_less_is_better_the_least_is_best():
    late = Outcome(code="late", better="less")
    rule = BestOf("late", indifference=0.5, error=0.05, first=10, at_most=400)
    chosen = rule.verdict(played(gain, rule, policies=4, outcome=late).samples)
    assert chosen.best == 3
    assert chosen.table["value"].idxmin() == 3


def test_luck_that_policies_share_costs_no_replications():
    def louder(policy, world, replication, whom):
        return gain(policy, world, replication, whom)[0] + 1000.0 * luck(replication), 1.0

    assert played(gain, BEST, policies=4).samples.manifest == played(louder, BEST, policies=4).samples.manifest


def test_when_no_more_may_be_played_nothing_is_promised():
    rule = BestOf("gain", indifference=0.01, error=0.05, first=10, at_most=30)
    findings = played(gain, rule, policies=3)
    chosen = rule.verdict(findings.samples)
    assert findings.samples.manifest.replications == (30, 30, 30)
    assert not chosen.settled
    assert chosen.best == 2
    assert chosen.table["standing"].eq("left").all()
    assert "nothing is guaranteed" in chosen.text("en")
    assert "没有保证" in chosen.text("zh")


@pytest.mark.parametrize("kept", [1, 14])
def test_an_experiment_that_was_broken_off_goes_on_as_if_it_had_not_been(kept, tmp_path):
    expected = played(gain, BEST, tmp_path / "whole", policies=4, worlds=2)
    found = played(gain, BEST, torn_off(tmp_path / "whole", kept), policies=4, worlds=2)
    assert found.samples.manifest == expected.samples.manifest
    pd.testing.assert_frame_equal(BEST.verdict(found.samples).table, BEST.verdict(expected.samples).table)


def test_a_policy_that_cannot_be_played_somewhere_does_not_compete_and_the_others_do_in_all_worlds():
    def refusing(policy, world, replication, whom):
        if world == 0 or (policy, world) == (2, 1):
            return REFUSED  # nobody can be played in world 0
        return gain(policy, world, replication, whom)

    findings = played(refusing, BEST, policies=4, worlds=3)
    chosen = BEST.verdict(findings.samples)
    assert chosen.out[2] == (0, Reason.UNPLAYED, 1)
    assert "policy 2 could not be played in world 1" in chosen.text("en")
    assert findings.samples.manifest.replications[2] == 10
    ours = [np.mean([gain(p, w, r, "")[0] for w in (1, 2)]) for p in (0, 1) for r in range(10)]
    assert chosen.values[:2, :10].ravel().tolist() == pytest.approx(ours)
    assert chosen.settled or chosen.left == (0, 1)


def test_a_policy_without_the_measure_has_no_mean_to_compete_with():
    def lacking(policy, world, replication, whom):
        return None if (policy, replication) == (2, 4) else gain(policy, world, replication, whom)

    chosen = BEST.verdict(played(lacking, BEST, policies=4).samples)
    assert chosen.out[2] == (10, Reason.UNMEASURED, 4)
    assert "in replication 4" in chosen.text("en")


@pytest.mark.parametrize("policies", [1, 3])
def test_if_nobody_can_be_played_nobody_is_chosen(policies):
    chosen = BEST.verdict(played(lambda *point: REFUSED, BEST, policies=policies).samples)
    assert (chosen.best, chosen.settled, chosen.left) == (None, False, ())
    assert "no policy could be judged" in chosen.text("en")


def test_of_one_policy_there_is_no_choice():
    findings = played(gain, BEST, policies=1)
    assert findings.samples.manifest.replications == (10,)
    assert BEST.verdict(findings.samples).best == 0


def test_what_has_no_best_is_refused_by_name_at_once():
    ratio = Outcome(code="wrong", measures=("falsely_sanctioned",), over="sanctioned")
    for outcome, said in ((ratio, "“wrong” is a ratio"), (Outcome(code="score"), "“score” is neither")):
        with pytest.raises(ExperimentError) as refused:
            scripted(gain, outcome, BestOf(outcome.code, 0.1, 0.05, 10, 100))
        assert said in refused.value.text("en")
        assert refused.value.text("zh")
    with pytest.raises(ExperimentError) as refused:
        scripted(gain, GAIN, BestOf("gian", -1.0, 0.5, 2, 1))
    assert len(refused.value.faults) == 5


@pytest.mark.parametrize("luck", ["common", "apart"])
@pytest.mark.parametrize("policies", [2, 5, 10])
def test_the_choice_is_right_as_often_as_it_says(policies, luck):
    """Least favourable means; the whole size is on the page."""
    found = coverage_page.contests(policies, luck, trials=400)
    error = coverage_page.ERROR
    assert found.right / found.trials >= 1 - error - 3 * math.sqrt(error * (1 - error) / found.trials)
