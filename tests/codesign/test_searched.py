"""What a search found: a table worked by hand, the front and its rivals, and that nothing is better where nothing is."""

import math

import pytest
from tried import Told

from govperf_sim.codesign.search import search, search_of_model
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.estimates.sifting import Standing
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario.load import load_scenario

WORTH, PAY = Outcome(code="worth", better="more"), Outcome(code="pay", better="less")


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


@pytest.fixture(scope="module")
def found(towns):
    return search(towns, ["reward", "visits"], years=1, budget=600)


def by_hand(values, chance):
    return {
        "worth": values["a"] + values["b"] - 3 * values["a"] * values["b"] + 0.1 * chance.normal(),
        "pay": values["b"],
    }


def pair_of_levers():
    return [Lever(code=c, path=c, values=(0, 1), because="a test") for c in "ab"]


def test_a_table_worked_by_hand():
    """Worth 0, 1, 1, -1 at (0,0), (1,0), (0,1), (1,1); b costs 1.  So (1,0) beats all but nobody is cheaper than it."""
    asked = search_of_model(Told(by_hand, (WORTH, PAY), {"a": 0, "b": 0}), pair_of_levers(), {"worth": 0.1, "pay": 0.1})
    found = asked.run()
    best = found.policies.loc[found.best]
    assert (best["a"], best["b"]) == (1, 0)
    assert [s is Standing.FRONT for s in found.sifted.standings] == found.policies["best"].tolist()
    change = found.changes.set_index(["policy", "outcome"])["difference"]
    assert change[found.best, "worth"] == pytest.approx(1.0)
    assert change[found.best, "pay"] == 0.0
    assert "welfare policy" in found.text("en")
    assert "方案" in found.text("zh")
    assert "<table" in found._repr_html_()


def test_where_nothing_is_better_than_the_rules_as_they_are_that_is_said():
    worse = Told(by_hand, (WORTH, PAY), {"a": 1, "b": 0})
    found = search_of_model(worse, pair_of_levers(), {"worth": 0.1, "pay": 0.1}).run()
    assert found.best == 0
    assert not found.improves
    assert "No policy is better" in found.text("en")


def test_the_rules_as_they_are_are_always_there_and_played_as_long_as_any(found):
    assert found.policies.index[0] == 0
    assert found.policies.loc[0, ["reward", "visits"]].tolist() == [0.5, 2]
    assert found.policies.loc[0, "replications"] == found.policies["replications"].max()


def test_the_front_is_nowhere_beaten_and_the_others_are(found):
    values = found.policies[["welfare", "visited"]].to_numpy()
    for policy, own in enumerate(found.sifted.standings):
        better = [
            other for other in range(len(values))
            if values[other][0] > values[policy][0] and values[other][1] <= values[policy][1]
        ]  # fmt: skip
        if own is Standing.FRONT:
            assert not better
        elif own is Standing.DOMINATED:
            assert found.policies.loc[policy, "by"] in range(len(values))


def test_every_policy_of_the_front_has_a_rival_and_is_ahead_of_it_where_it_says(found):
    assert set(found.rivals.index) == {p for p, s in enumerate(found.sifted.standings) if s is Standing.FRONT}
    for policy, row in found.rivals.iterrows():
        gap = found.policies.loc[policy, row["outcome"]] - found.policies.loc[row["rival"], row["outcome"]]
        assert math.copysign(1, gap) == (1 if row["outcome"] == "welfare" else -1)
        assert row["sure"]
