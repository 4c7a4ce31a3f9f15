"""The levers of an office: every one can be pulled where it is, and is told off where it is not."""

import pytest

from govperf_sim.codesign.levers import LEVERS, in_force, levers_of
from govperf_sim.errors import ExperimentError
from govperf_sim.scenario.load import load_scenario
from govperf_sim.words import LANGUAGES, known_keys, say

GUANGDONG = "scenarios/guangdong2012"
OLD_TARGETS = {"ratchet": {"pull": 0.5}, "yardstick": {"pull": 0.5}}


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


@pytest.fixture(scope="module")
def guangdong():
    return load_scenario(GUANGDONG)


def with_other_targets(scenario):
    """Ratchet or yardstick in the place of negotiated targets, so that every lever is somewhere."""
    for name, entry in OLD_TARGETS.items():
        source = {"status": "assumption", "cite": "made up for this test"}
        changes = {"institutions.targets": None, f"institutions.{name}": entry | {"source": source}}
        yield scenario.replace_all(changes, because="a test of levers")


@pytest.mark.parametrize("code", LEVERS)
def test_every_lever_has_its_words(code):
    for key in ("lever", "because", "without"):
        assert f"codesign_search.{key}_{code}" in known_keys()
        assert all(say(f"codesign_search.{key}_{code}", language) for language in LANGUAGES)


@pytest.mark.parametrize("code", LEVERS)
def test_every_value_of_every_lever_can_stand_in_some_scenario_and_the_first_is_what_stands_there(code, guangdong):
    pulled = 0
    for scenario in (guangdong, *with_other_targets(guangdong)):
        for lever in (found for found in levers_of(scenario)[0] if found.code == code):
            assert lever.values[0] == scenario.value(lever.path)
            assert len(set(map(repr, lever.values))) == len(lever.values)
            for value in lever.values[1:]:
                now = scenario.replace_all(lever.changes(value), because="a test of levers")
                assert in_force(now, lever.path) == value
                assert in_force(scenario, lever.path) != value
                pulled += 1
    assert pulled


def test_visits_take_their_teams_and_their_budget_along(guangdong):
    (lever,), _ = levers_of(guangdong, ["visits"])
    assert lever.values == (3, 2, 6)
    assert lever.changes(6) == {
        "cycle.visits.a_year": 6,
        "cycle.visits.teams": 2,
        "institutions.supervision.budget": 60.0,
    }
    assert lever.changes(3) == {
        "cycle.visits.a_year": 3,
        "cycle.visits.teams": 1,
        "institutions.supervision.budget": 30.0,
    }


def test_the_share_of_outside_evaluation_is_raised_within_the_limit_of_its_rule(guangdong, towns):
    raised = {scenario.name: levers_of(scenario, ["outside_share"])[0][0] for scenario in (guangdong, towns)}
    assert raised["guangdong2012"].path == "rules.external_share.at_least"
    assert raised["guangdong2012"].values == (0.25, 0.3, 0.35)
    assert raised["six_towns"].path == "rules.public_review.at_least"
    tight = guangdong.replace("rules.external_share.at_most", 0.31, because="a test of levers")
    assert levers_of(tight, ["outside_share"])[0][0].values == (0.25, 0.3)


def test_what_a_scenario_lacks_is_left_out_and_told(towns):
    found, left_out = levers_of(towns)
    assert {lever.code for lever in found} | set(left_out) == set(LEVERS)
    assert left_out["accountability_speed"].text("zh") == "本情景没有问责"


@pytest.mark.parametrize(
    ("asked", "said"),
    [(["rewards"], "reward"), (["target_say"], "negotiates no targets"), (["visitz", "target_say"], "visits")],
)
def test_a_lever_that_is_not_there_is_refused_by_name(towns, asked, said):
    with pytest.raises(ExperimentError) as refused:
        levers_of(towns, asked)
    assert said in refused.value.text("en")
    assert len(refused.value.faults) == len(asked)
