"""What is played: functions and scenarios, and what they are known by."""

import numpy as np
import pandas as pd
import pytest

from govperf_sim import load_scenario, simulate
from govperf_sim.errors import ExperimentError, InfeasibleRules
from govperf_sim.experiments.design.distributions import Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.model import FunctionModel, ScenarioModel
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.words import Name

WELFARE = Outcome(code="welfare", measures=("welfare",))
VISITS = Lever(code="visits", path="cycle.visits.a_year", values=(2, 4), because="a second team")
VARIANT = Lever(code="rules", path="variants", values=("as_it_is", "no_visits"), because="asked for")


def game(values, seed, replications):
    return {"won": [values["stake"] * np.random.default_rng([seed, r]).normal() for r in replications]}


def other_game(values, seed, replications):
    return {"won": [values["stake"] for _ in replications]}


def a_game(**changed):
    usual = {"function": game, "outcomes": (Outcome(code="won"),), "defaults": {"stake": 1.0, "odds": 2.0}}
    return FunctionModel(**(usual | changed))


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


def a_town(scenario, **changed):
    return ScenarioModel(**({"scenario": scenario, "outcomes": (WELFARE,), "years": 1} | changed))


def test_a_function_is_told_as_means_of_one_whole_under_its_own_defaults():
    table = a_game().play({"stake": 3.0}, 7, range(2, 5))
    assert table["part"].tolist() == [3.0 * np.random.default_rng([7, r]).normal() for r in (2, 3, 4)]
    assert table["replication"].tolist() == [2, 3, 4]
    assert set(table["whole"]) == {1.0}


@pytest.mark.parametrize(
    "returned",
    [
        {},
        {"won": [1.0]},
        {"won": 1.0},
        {"won": [1.0, np.nan]},
        {"won": ["much", "more"]},
        {"won": None},
        None,
        [1.0, 2.0],
    ],
)
def test_what_is_not_a_number_for_each_replication_is_refused_by_name(returned):
    with pytest.raises(ExperimentError, match="2 finite numbers for outcome “won”"):
        a_game(function=lambda values, seed, replications: returned).play({}, 1, range(2))


def test_an_address_that_a_function_does_not_know_is_refused_by_name():
    lever = Lever(code="stake", path="steak", values=(1, 2), because="a slip")
    with pytest.raises(ExperimentError, match="did you mean “stake”"):
        a_game().as_it_is(lever)
    assert len(a_game().faults([lever])) == 1
    assert a_game().faults([Lever(code="s", path="stake", values=(1,), because="none")]) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"function": other_game},
        {"outcomes": (Outcome(code="won"), Outcome(code="lost"))},
        {"defaults": {"stake": 2.0, "odds": 2.0}},
        {"defaults": {"stake": 1.0}},
    ],
)
def test_a_function_is_known_by_everything_its_numbers_depend_on(changed):
    assert a_game(**changed).digest != a_game().digest


def test_a_function_is_known_by_nothing_else():
    same = a_game(defaults={"odds": 2.0, "stake": 1.0}, outcomes=(Outcome(code="won", name=Name(zh="赢", en="won")),))
    assert same.digest == a_game().digest


@pytest.mark.parametrize(
    "changed",
    [{"years": 2}, {"by_group": False}, {"outcomes": (Outcome(code="welfare", measures=("welfare",), last=1),)}],
)
def test_a_scenario_is_known_by_everything_its_numbers_depend_on(towns, changed):
    assert a_town(towns, **changed).digest != a_town(towns).digest
    assert a_town(towns.replace("cycle.visits.a_year", 5, because="a test")).digest != a_town(towns).digest
    assert a_town(load_scenario("six_towns")).digest == a_town(towns).digest


@pytest.mark.parametrize(("path", "value"), [("cycle.visits.a_year", 4), ("rules.cap_growth.at_most.plain_towns", 0.1)])
def test_a_scenario_plays_what_simulate_plays(towns, path, value):
    """The mean of the measure over units and years, replication by replication."""
    played = simulate(towns.replace(path, value, because="a test"), years=1, replications=5, seed=3).to_frame()
    welfare = played[played["measure"] == "welfare"]
    table = a_town(towns).play({path: value}, 3, range(5)).set_index(["whom", "replication"])["part"]
    for whom, rows in [("", welfare), *welfare.groupby("group")]:
        assert table[whom].tolist() == pytest.approx(rows.groupby("replication")["value"].mean().tolist(), abs=1e-12)


def test_the_luck_of_a_replication_does_not_depend_on_the_others(towns):
    model = a_town(towns)
    whole = model.play({}, 3, range(6))
    parts = [model.play({}, 3, range(a, b)) for a, b in ((0, 1), (1, 4), (4, 6))]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole, check_exact=True)


def test_a_variant_is_put_in_place_and_as_it_is_is_not_one(towns):
    model = a_town(towns)
    assert model.as_it_is(VARIANT) == "as_it_is"
    assert model.as_it_is(VISITS) == towns.value("cycle.visits.a_year")
    plain, same, without = (
        model.play(c, 3, range(3)) for c in ({}, {"variants": "as_it_is"}, {"variants": "no_visits"})
    )
    pd.testing.assert_frame_equal(plain, same, check_exact=True)
    assert not plain.equals(without)


def test_what_cannot_stand_is_told_with_its_factor_and_what_was_tried(towns):
    wrong = [
        Lever(code="visits", path="cycle.visits.a_year", values=(2, -1), because="a slip"),
        Lever(code="rules", path="variants", values=("as_it_is", "no_vists"), because="a slip"),
        Uncertainty(
            code="floor", path="rules.floor_environment.at_least.plain_towns", spread=Uniform(0.1, 7.0), because="?"
        ),
    ]
    model = a_town(towns, outcomes=(WELFARE, Outcome(code="w", measures=("wellfare",), over="effort:air")))
    said = [f.text("en") for f in model.faults(wrong)]
    assert any("“visits” cannot be -1" in s for s in said)
    assert any("no_vists" in s for s in said)
    assert any("“floor” cannot be" in s for s in said)
    assert any("wellfare" in s and "welfare”" in s for s in said)
    assert not any("effort:air" in s for s in said)
    assert [a_town(towns).faults([each]) for each in (VISITS, VARIANT)] == [[], []]
    (twice,) = a_town(towns).faults([VISITS, VARIANT])  # without visits there is no number of them
    assert "no_visits" in twice.text("en")


def test_rules_that_contradict_one_another_are_refused_as_they_are_elsewhere(towns):
    with pytest.raises(InfeasibleRules):
        a_town(towns).play({"rules.income_over_jobs.gap": 0.27}, 1, range(1))
