"""The weights that suit a unit best, and of these the nearest to those in force."""

import pandas as pd
import pytest

from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.own_best import own_best_weights
from govperf_sim.weights.rules import Share
from govperf_sim.weights.weighting import Weighting


def test_of_weights_that_suit_a_unit_alike_the_nearest_is_taken():
    # Full marks on gdp and air: whatever they share beyond the 0.2 that water must have.  From (0.5, 0.1, 0.4) water gives up
    # 0.2, and the move is evenest where gdp and air take 0.1 each.
    scores = pd.DataFrame({"gdp": [1.0, 0.1], "air": [1.0, 0.2], "water": [0.0, 0.9]}, index=["a", "b"])
    question = Weighting(
        scores=scores, groups=pd.Series("towns", index=["a", "b"]), rules=[Share("floor", of=["water"], at_least=0.2)]
    )
    in_force = pd.DataFrame({"gdp": [0.5], "air": [0.1], "water": [0.4]}, index=["towns"])
    found = own_best_weights(question, in_force)
    assert found.loc["a"].to_dict() == pytest.approx({"gdp": 0.6, "air": 0.2, "water": 0.2})
    assert found.loc["b"].to_dict() == pytest.approx({"gdp": 0.0, "air": 0.0, "water": 1.0})


def test_they_reach_the_benchmark_and_split_the_distance_to_it_by_indicator():
    scenario = load_scenario("six_towns")
    weights = derive_weights(scenario.weighting)
    found = own_best_weights(scenario.weighting, weights.table)
    for unit, row in weights.units.iterrows():
        x, own = scenario.weighting.scores.loc[unit].fillna(0.0), found.loc[unit]
        assert float(own @ x) == pytest.approx(row["own_best"], abs=1e-9)
        gain = (own - weights.table.loc[row["group"]]) * (x - row["score"])
        assert float(gain.sum()) == pytest.approx(row["own_best"] - row["score"], abs=1e-9)


def test_only_those_asked_for():
    scenario = load_scenario("six_towns")
    weights = derive_weights(scenario.weighting)
    assert list(own_best_weights(scenario.weighting, weights.table, ["long_bridge"]).index) == ["long_bridge"]
