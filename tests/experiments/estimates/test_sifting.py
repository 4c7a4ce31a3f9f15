"""The best and the front of many: claims by hand, and how often they are wrong where the truth is known."""

import dataclasses

import numpy as np
import pytest
from scipy import stats
from tried import Told

from govperf_sim.codesign.search import search_of_model
from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.estimates.selection import square_h
from govperf_sim.experiments.estimates.sifting import AHEAD, ALIKE, BEHIND, UNKNOWN, Sifted, Sifting, Standing
from govperf_sim.experiments.experiment import of_model
from govperf_sim.experiments.outcome import Outcome

GAIN, COST = Outcome(code="gain", better="more"), Outcome(code="cost", better="less")
DOSE = Lever(code="dose", path="dose", values=tuple(range(6)), because="a test")
RULE = Sifting(("gain", "cost"), (1.0, 1.0), 0.05, 16, 1024, 100_000)


def sifted(claims):
    """Of two outcomes, from claims for each pair of policies."""
    count = claims[0].shape[0]
    return Sifted(RULE, np.zeros((2, count, 3)), np.array([1.0, -1.0]), np.stack(claims).astype(np.int8))


def of_pairs(count, pairs):
    """A matrix of claims from those of some pairs, alike on the diagonal."""
    made = np.diag([ALIKE] * count)
    for (one, other), claim in pairs.items():
        made[one, other], made[other, one] = claim, {AHEAD: BEHIND, BEHIND: AHEAD}.get(claim, claim)
    return made


def test_a_pair_is_claimed_once_its_sums_leave_the_triangle_and_that_stands():
    """Differences 3, 1 in turn have the variance 16/15 over sixteen; h^2 is that of an error of 2 x .05 / (2 x 2) in a duel."""
    h2 = 15 * ((0.05 * 2 / 4) ** (-2 / 15) - 1)
    assert square_h(0.05 / 2, 3, 16) == pytest.approx(h2)
    good = np.zeros((2, 2, 48))
    good[0, 0, :16] = np.tile([3.0, 1.0], 8)
    room = 0.5 * (h2 * 16 / 15 - 16)
    assert room < 0 < 32  # the triangle is closed already, and the sum of 32 lies ahead
    claims = RULE.claims(good, (16,))
    assert claims[0].tolist() == [[ALIKE, AHEAD], [BEHIND, ALIKE]]
    assert claims[1].tolist() == [[ALIKE, ALIKE], [ALIKE, ALIKE]]
    good[0, 0, 16:] = -10.0  # what comes later is not asked
    assert RULE.claims(good, (16, 48))[0, 0, 1] == AHEAD
    small = dataclasses.replace(RULE, indifferences=(0.01, 1.0))
    assert 0.005 * (h2 * 16 / 15 / 0.0001 - 16) > 32
    assert small.claims(good[:, :, :16], (16,))[0, 0, 1] == UNKNOWN


def test_whoever_was_not_played_as_often_is_not_claimed_about():
    good = np.zeros((2, 2, 32))
    good[:, 1, 16:] = np.nan
    good[:, 0, ::2] = 0.1
    tight = dataclasses.replace(RULE, indifferences=(1e-6, 1e-6))
    assert (tight.claims(good, (16, 32))[:, 0, 1] == UNKNOWN).all()


def test_standings_follow_from_claims():
    gain = of_pairs(4, {(0, 1): AHEAD, (0, 2): ALIKE, (0, 3): BEHIND, (1, 2): BEHIND, (1, 3): BEHIND, (2, 3): BEHIND})
    cost = of_pairs(4, {(0, 1): ALIKE, (0, 2): ALIKE, (0, 3): AHEAD, (1, 2): ALIKE, (1, 3): AHEAD, (2, 3): AHEAD})
    found = sifted((gain, cost))
    assert found.standings == (Standing.FRONT, Standing.DOMINATED, Standing.ALIKE, Standing.FRONT)
    assert found.settled
    assert found.left == (3,)


def test_of_policies_alike_in_the_first_outcome_the_one_that_dominates_is_best():
    alike = of_pairs(3, {(0, 1): ALIKE, (0, 2): ALIKE, (1, 2): ALIKE})
    cheaper = of_pairs(3, {(0, 1): BEHIND, (0, 2): ALIKE, (1, 2): AHEAD})
    assert sifted((alike, cheaper)).left == (1,)
    unlike = of_pairs(3, {(0, 1): AHEAD, (0, 2): ALIKE, (1, 2): BEHIND})
    assert sifted((alike, unlike)).left == (0,)


def test_a_pair_without_a_claim_leaves_both_open_and_the_first_is_played_with_them():
    gain = of_pairs(3, {(0, 1): BEHIND, (0, 2): BEHIND, (1, 2): UNKNOWN})
    cost = of_pairs(3, {(0, 1): BEHIND, (0, 2): BEHIND, (1, 2): ALIKE})
    found = sifted((gain, cost))
    assert found.standings == (Standing.DOMINATED, Standing.OPEN, Standing.OPEN)
    assert found.played_on == {0, 1, 2}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (dataclasses.replace(RULE, indifferences=(1.0, 0.0)), "indifference"),
        (dataclasses.replace(RULE, error=0.5), "0.5"),
        (dataclasses.replace(RULE, first=2), "2"),
        (dataclasses.replace(RULE, outcomes=("gain", "costs")), "cost"),
    ],
)
def test_rules_that_cannot_be_are_refused(rule, said):
    with pytest.raises(ExperimentError, match=said):
        of_model(Told(slippery, (GAIN, COST), {"dose": 0}), levers=[DOSE], replications=rule)


def test_policies_played_less_often_are_told_under_the_luck_of_the_first():
    """The first has 1, 1, 5, 5 and the second 2, 2: better by 1 under the same luck, so 4 and not 2."""
    values = np.array([[[1.0, 1.0, 5.0, 5.0], [2.0, 2.0, np.nan, np.nan]]] * 2)
    claims = np.stack([of_pairs(2, {(0, 1): BEHIND})] * 2).astype(np.int8)
    found = Sifted(RULE, values, np.array([1.0, -1.0]), claims)
    assert found.table["gain"].tolist() == [3.0, 4.0]
    assert found.best == 1


def slippery(values, chance):
    """Six policies under common luck: 3 is best by the indifference, the others are equal; the cost rises with the dose."""
    common, own = chance.normal(size=2), chance.normal(size=(6, 2))[values["dose"]]
    noise = 0.7 * common + own
    return {"gain": 0.5 * (values["dose"] == 3) + noise[0], "cost": values["dose"] + noise[1]}


def choices(seeds):
    model = Told(slippery, (GAIN, COST), {"dose": 0})
    for seed in seeds:
        asked = search_of_model(model, [DOSE], {"gain": 0.5, "cost": 0.5}, budget=20_000, seed=seed, error=0.1)
        yield asked.run()


def too_few(right, runs, wanted):
    """Whether so few of all runs are right that one in a thousand would be as bad if the chance were as stated."""
    return right < stats.binom.ppf(0.001, runs, wanted)


@pytest.mark.parametrize("runs", [40, pytest.param(400, marks=pytest.mark.slow)])
def test_the_best_is_chosen_and_no_policy_of_the_front_is_lost_as_often_as_is_stated(runs):
    """The front is 0 (cheapest) and 3 (best); 1 and 2 are dominated by 0 only within the indifference of their equal gain."""
    best = kept = 0
    for found in choices(range(runs)):
        assert found.sifted.chosen
        best += found.best == 3
        kept += all(found.sifted.standings[p] is not Standing.DOMINATED for p in (0, 3))
    assert not too_few(best, runs, 0.9)
    assert not too_few(kept, runs, 0.9)


def test_the_check_above_can_fail():
    assert too_few(300, 400, 0.9)


@pytest.mark.parametrize("budget", [200, 700])
def test_the_budget_is_never_passed(budget):
    found = search_of_model(
        Told(slippery, (GAIN, COST), {"dose": 0}), [DOSE], {"gain": 0.01, "cost": 0.5}, budget=budget
    ).run()
    assert 16 * 6 <= found.replications <= budget
    assert not found.sifted.chosen
