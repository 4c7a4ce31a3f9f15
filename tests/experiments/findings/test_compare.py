"""Summaries and comparisons, worked by hand on a scripted model."""

import math

import numpy as np
import pandas as pd
import pytest
from scripted import REFUSED, scripted

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.experiment import of_model, of_scenario
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.run import simulate

GAIN = Outcome(code="gain", better="more")
LUCK = [3.0, -8.0, 11.0, 0.5]
T_3 = 3.182446305  # Student's, 3 degrees of freedom
T_1 = 12.706204736


def gain(policy, world, replication, whom):
    """Policy 1 gains 1, and 2 more or less by turns; a world adds its number times the policy's."""
    more = {0: 0.0, 1: 1.0, 2: 2.0 * (-1) ** replication}[policy]
    return LUCK[replication] + more + policy * world, 1.0


def test_luck_that_policies_share_cancels():
    table = scripted(gain, GAIN, 4, policies=3).run().compare("gain")
    assert table.columns.tolist() == [
        "policy", "versus", "difference", "low", "high", "replications", "verdict",
    ]  # fmt: skip
    one, two = table.to_dict("records")
    assert (one["policy"], one["versus"], one["replications"], one["verdict"]) == (1, 0, 4, "better")
    assert [one["difference"], one["low"], one["high"]] == pytest.approx([1.0, 1.0, 1.0])
    half = T_3 * math.sqrt(16 / 3) / 2  # 2, -2, 2, -2
    assert [two["difference"], two["low"], two["high"]] == pytest.approx([0.0, -half, half])
    assert two["verdict"] == "open"


def test_a_summary_is_the_mean_of_each_policy_with_its_interval():
    table = scripted(gain, GAIN, 4).run().summary("gain")
    assert table.columns.tolist() == ["policy", "value", "low", "high", "replications"]
    half = T_3 * np.std(LUCK, ddof=1) / 2
    assert table.iloc[1, 1:].tolist() == pytest.approx([2.625, 2.625 - half, 2.625 + half, 4])


def test_a_difference_is_averaged_over_worlds_or_told_of_each():
    findings = scripted(gain, GAIN, 4, worlds=3).run()
    assert findings.compare("gain")["difference"].item() == pytest.approx(1.0 + (0 + 1 + 2) / 3)
    by_world = findings.compare("gain", by="world")
    assert by_world[["policy", "world"]].to_numpy().tolist() == [[1, 0], [1, 1], [1, 2]]
    assert by_world["difference"].tolist() == pytest.approx([1.0, 2.0, 3.0])
    assert findings.summary("gain", by="world")["world"].tolist() == [0, 0, 1, 1, 2, 2]


def test_groups_are_told_apart():
    def by_group(policy, world, replication, whom):
        return LUCK[replication] + policy * {"": 1.5, "cities": 1.0, "counties": 2.0}[whom], 1.0

    findings = scripted(by_group, GAIN, 4, groups=("cities", "counties")).run()
    table = findings.compare("gain", by="group")
    assert dict(zip(table["whom"], table["difference"], strict=True)) == pytest.approx({"cities": 1.0, "counties": 2.0})
    assert findings.compare("gain")["difference"].item() == pytest.approx(1.5)


def test_policies_are_set_against_any_of_them_and_the_way_says_which_is_better():
    less = Outcome(code="late", better="less")
    findings = scripted(gain, less, 4).run()
    assert findings.compare("late")["verdict"].tolist() == ["worse"]
    against = findings.compare("late", versus=1)
    assert against[["policy", "versus", "verdict"]].to_numpy().tolist() == [[0, 1, "better"]]
    seen = Outcome(code="score")
    assert scripted(gain, seen, 4).run().compare("score")["verdict"].tolist() == ["differs"]


def test_a_single_replication_has_no_interval_and_settles_nothing():
    row = scripted(gain, GAIN, 1).run().compare("gain").iloc[0]
    assert (row["difference"], row["replications"], row["verdict"]) == (1.0, 1, "open")
    assert row[["low", "high"]].isna().all()


def test_replications_in_which_one_of_two_lacks_the_measure_do_not_count():
    def now_and_then(policy, world, replication, whom):
        return None if (policy, replication) in {(1, 0), (0, 3)} else gain(policy, world, replication, whom)

    findings = scripted(now_and_then, GAIN, 4, policies=3).run()
    table = findings.compare("gain").set_index("policy")
    assert table["replications"].to_dict() == {1: 2, 2: 3}
    assert table.loc[1, "difference"] == 1.0
    assert table.loc[2, "difference"] == pytest.approx((2 - 2 + 2) / 3)
    assert findings.summary("gain")["replications"].tolist() == [3, 3, 4]


def test_a_ratio_is_one_of_sums_over_worlds_and_replications():
    """Policy 0: 5 of 10 and 0 of 0; policy 1: 2 of 8 and 2 of 2.  A mean of shares would count nothing of nothing."""
    told = {(0, 0): (5, 10), (0, 1): (0, 0), (1, 0): (2, 8), (1, 1): (2, 2)}
    wrong = Outcome(code="wrong", measures=("falsely_sanctioned",), over="sanctioned")
    findings = scripted(lambda p, w, r, whom: told[p, r], wrong, 2).run()
    assert findings.summary("wrong")["value"].tolist() == pytest.approx([0.5, 0.4])
    row = findings.compare("wrong").iloc[0]
    # Linear values: .5 and .5; .4 -/+ 1.2/5.
    half = T_1 * (1.2 / 5 * math.sqrt(2)) / math.sqrt(2)
    assert [row["difference"], row["low"], row["high"]] == pytest.approx([-0.1, -0.1 - half, -0.1 + half])


def test_a_world_in_which_a_policy_cannot_be_played_is_left_out_for_all():
    def refusing(policy, world, replication, whom):
        return REFUSED if (policy, world) == (1, 2) else gain(policy, world, replication, whom)

    findings = scripted(refusing, GAIN, 4, policies=3, worlds=3).run()
    assert findings.compare("gain")["difference"].tolist() == pytest.approx([1.0 + 0.5, 0.0 + 2 * 0.5])
    by_world = findings.compare("gain", by="world")
    assert [(p, w) for p, w in by_world[["policy", "world"]].to_numpy() if w == 2] == [(2, 2)]


def test_a_policy_that_can_be_played_nowhere_leaves_nothing_to_compare_and_no_zero():
    def refusing(policy, world, replication, whom):
        return REFUSED if policy == 1 else gain(policy, world, replication, whom)

    findings = scripted(refusing, GAIN, 4).run()
    assert findings.compare("gain").empty
    assert findings.summary("gain").empty


def noise(values, seed, replications):
    return {"noise": [np.random.default_rng([seed, r, values["which"]]).normal() for r in replications]}


def test_intervals_that_hold_together_are_those_of_bonferroni():
    model = FunctionModel(function=noise, outcomes=(Outcome(code="noise"),), defaults={"which": 0})
    lever = Lever(code="which", path="which", values=tuple(range(6)), because="no effect at all")
    findings = of_model(model, levers=[lever], replications=12).run()
    each, together = findings.compare("noise"), findings.compare("noise", hold="together")
    from scipy.stats import t

    widened = (together["high"] - together["low"]) / (each["high"] - each["low"])
    assert widened.to_numpy() == pytest.approx(t.ppf(1 - 0.025 / 5, 11) / t.ppf(0.975, 11))
    for hold, found in (("each", each), ("together", together)):
        assert found["verdict"].eq("open").all() == (found["low"].lt(0) & found["high"].gt(0)).all(), hold


def test_intervals_that_hold_together_do_so_in_95_experiments_of_a_hundred():
    """Of policies that change nothing, some are found to differ in 1 experiment of 20 at most, and in more of each apart."""
    model = FunctionModel(function=noise, outcomes=(Outcome(code="noise"),), defaults={"which": 0})
    lever = Lever(code="which", path="which", values=tuple(range(6)), because="no effect at all")
    wrong = {"each": 0, "together": 0}
    for seed in range(100):
        findings = of_model(model, levers=[lever], replications=8, seed=seed).run()
        for hold in wrong:
            wrong[hold] += findings.compare("noise", hold=hold)["verdict"].ne("open").any()
    assert wrong["together"] / 100 < 0.05 + 3 * math.sqrt(0.05 * 0.95 / 100)
    assert wrong["each"] / 100 > 0.10


def test_drawing_anew_is_another_way_of_making_the_interval():
    findings = scripted(gain, GAIN, 4, policies=3, worlds=2).run()
    assert findings.compare("gain", method="bootstrap")["low"].isna().tolist() == [False, True]  # four are too few
    assert findings.summary("gain", method="bootstrap")["low"].isna().all()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"outcome": "gian"}, "gain"),
        ({"versus": 2}, "numbered 0 to 1"),
        ({"versus": -1}, "numbered 0 to 1"),
        ({"method": "boostrap"}, "bootstrap"),
        ({"hold": "all"}, "together"),
        ({"by": "unit"}, "group, world"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(asked, said):
    findings = scripted(gain, GAIN, 2).run()
    with pytest.raises(ExperimentError) as refused:
        findings.compare(**{"outcome": "gain", **asked})
    assert said in refused.value.text("en")
    assert refused.value.text("zh")


def test_a_comparison_is_that_of_simulated_scenarios(towns_scenario):
    """The same two scenarios through ``simulate``, which has other code from the journal to the row."""
    outcomes = (
        Outcome(code="welfare", measures=("welfare",)),
        Outcome(code="true", measures=("true_score",)),
    )
    lever = Lever(code="visits", path="cycle.visits.a_year", values=(2, 4), because="a second team")
    asked = of_scenario(towns_scenario, levers=[lever], outcomes=outcomes, years=2, replications=6, seed=5)
    findings = asked.run()
    other = towns_scenario.replace("cycle.visits.a_year", asked.design.policies[1][0], because="a second team")
    played = simulate({"now": towns_scenario, "then": other}, years=2, replications=6, seed=5)
    for outcome in outcomes:
        for by, key in ((None, []), ("group", ["group"])):
            expected = (
                played.compare(outcome.measures[0], by=by).set_index(key)
                if key
                else played.compare(outcome.measures[0])
            )
            found = findings.compare(outcome.code, by=by)
            found = found.set_index(found["whom"].rename("group")).loc[expected.index] if key else found
            columns = ["difference", "low", "high"]
            pd.testing.assert_frame_equal(found[columns], expected[columns], rtol=1e-9, atol=1e-12)


@pytest.fixture(scope="module")
def towns_scenario():
    from govperf_sim import load_scenario

    return load_scenario("six_towns")
