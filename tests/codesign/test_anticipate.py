"""Anticipating in a scenario: inside its rules, guarded, and never worse than its start in the response model."""

import pytest

from govperf_sim.codesign.anticipate import anticipate
from govperf_sim.codesign.plain import Scheme, guarded_weights
from govperf_sim.codesign.summit import Over, caps_of
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.compare import compare_schemes
from govperf_sim.weights.derive import derive_weights


@pytest.fixture(scope="module", params=["six_towns", "training_towns"])
def found(request):
    return anticipate(load_scenario(request.param), starts=2)


def test_it_is_not_worse_than_its_start_and_says_by_how_much(found):
    welfare = found.welfare.mean()
    assert welfare[Scheme.ANTICIPATED] - welfare[found.start] == pytest.approx(found.found.gain, abs=1e-12)
    assert found.found.gain >= 0.0
    assert list(found.schemes)[:2] == [found.start, Scheme.ANTICIPATED]


def test_rules_are_kept(found):
    assert compare_schemes(found.scenario.weighting, {"anticipated": found.table}).broken.empty


def test_no_group_is_wronged_more_than_the_guard_or_its_start_has_it(found):
    question = found.scenario.weighting
    caps = caps_of(guarded_weights(derive_weights(question)))
    tables = {str(s): found.schemes[s] for s in (found.start, Scheme.ANTICIPATED)}
    regret = compare_schemes(question, tables).units["regret"].unstack("scheme").groupby(question.groups).max()
    assert set(caps) == set(regret.index)
    for group, cap in caps.items():
        assert regret.at[group, Scheme.ANTICIPATED] <= max(cap, regret.at[group, found.start]) + 1e-6


def test_units_that_get_nothing_for_a_score_leave_the_weights_as_they_are():
    idle = load_scenario("six_towns").replace("cycle.reward.strength", 0.0, because="a score is worth nothing")
    found = anticipate(idle, starts=2)
    assert not found.moved
    assert (found.table == found.plain[found.start]).all(axis=None)


def test_the_worst_world_is_raised_at_the_expense_of_the_mean():
    towns = load_scenario("six_towns")
    mean, worst = (anticipate(towns, "visits", over=over, starts=0).welfare[Scheme.ANTICIPATED] for over in Over)
    assert worst.min() >= mean.min() - 1e-9
    assert mean.mean() >= worst.mean() - 1e-9
