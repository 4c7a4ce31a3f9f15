"""The policies of a search: what a budget pays for, and what rules admit."""

import itertools

import pytest

from govperf_sim.codesign.policies import admitted, laid_out, standing
from govperf_sim.errors import GovPerfError
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.design.plans import Factorial, Wide
from govperf_sim.experiments.experiment import of_scenario
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario.load import load_scenario
from govperf_sim.weights.derive import derive_weights

WORTH, PAY = Outcome(code="worth", better="more"), Outcome(code="pay", better="less")


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


def test_values_that_leave_no_weights_by_themselves_are_a_result(towns):
    """In the plain towns livelihood .45, environment .3 and .05 for another indicator leave the public .2 at most."""
    floors = {"rules.share_livelihood.at_least": 0.45, "rules.floor_environment.at_least": 0.3}
    narrow = towns.replace_all(floors, because="a test of rules")
    lever = Lever(code="floor", path="rules.public_review.at_least", values=(0.1, 0.3, 0.12), because="a test of rules")
    (kept,), refused = standing([lever], narrow)
    assert kept.values == (0.1, 0.12)
    ((row, why),) = refused
    assert row == (0.3,)
    assert "public_review" in why["en"]
    assert set(why) == {"zh", "en"}


def contradictory(scenario, levers, row):
    changes = {lever.path: value for lever, value in zip(levers, row, strict=True)}
    try:
        derive_weights(scenario.replace_all(changes, because="a test of rules").weighting)
    except GovPerfError:
        return True
    return False


def test_policies_whose_rules_admit_no_weights_together_are_a_result(towns):
    towns = towns.replace("rules.floor_environment.at_least", 0.3, because="a test of rules")
    levers = [
        Lever(code="public", path="rules.public_review.at_least", values=(0.1, 0.3), because="a test of rules"),
        Lever(code="home", path="rules.share_livelihood.at_least", values=(0.25, 0.45), because="a test of rules"),
    ]
    welfare = [Outcome(code="welfare", measures=("welfare",))]
    asked = of_scenario(towns, levers=levers, outcomes=welfare, years=1, replications=2)
    kept, refused = admitted(asked, asked.model)
    assert [row for row, _ in refused] == [row for row in asked.design.policies if contradictory(towns, levers, row)]
    assert (0.3, 0.45) in [row for row, _ in refused]
    assert len(kept.design.policies) + len(refused) == 4


def test_all_combinations_are_tried_where_the_budget_allows_and_else_every_value_alone():
    levers = [Lever(code=c, path=c, values=(0, 1, 2), because="a test") for c in "abc"]
    assert laid_out(levers, 2 * 16 * 27, 1) == (Factorial(), 27)
    plan, combinations = laid_out(levers, 2 * 16 * 27 - 1, 1)
    assert (plan, combinations) == (Wide(26), 27)
    rows = Wide(20).rows(levers, (0, 0, 0), seed=1)
    assert len(rows) == len(set(rows)) == 20
    assert {row for row in itertools.product(range(3), repeat=3) if sum(v > 0 for v in row) <= 1} <= set(rows)
