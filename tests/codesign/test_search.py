"""Searches: where the best is known in closed form, what is told, and that nothing depends on who plays or how often it was broken off."""

import itertools
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scripted import torn_off
from tried import Told

from govperf_sim.codesign.search import admitted, laid_out, search, search_of, search_of_model, standing
from govperf_sim.errors import ExperimentError, GovPerfError
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.design.plans import Factorial, Wide
from govperf_sim.experiments.estimates.sifting import Standing
from govperf_sim.experiments.experiment import of_scenario
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario.load import load_scenario
from govperf_sim.simulation.luck import Luck
from govperf_sim.theory.multitask import Multitask, best_pay
from govperf_sim.weights.derive import derive_weights

WORTH, PAY = Outcome(code="worth", better="more"), Outcome(code="pay", better="less")


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


@pytest.fixture(scope="module")
def found(towns):
    return search(towns, ["reward", "visits"], years=1, budget=600)


def linear_pay(values, seed, replications):
    """What a task under linear pay is worth in a played year (t01), and what is paid: one unit's luck in each replication."""
    terms = Multitask(benefit=(1.0,), variances=(0.5,), risk_aversion=1.0, substitution=0.0, pay=(values["pay"],))
    told = {"worth": [], "pay": []}
    for replication in replications:
        # Two replications of the world make one of the search: the risk in it is a variance.
        played = terms.simulated(Luck(seed, range(2 * replication, 2 * replication + 2)))
        told["worth"].append(played["certainty_equivalent"].value)
        told["pay"].append(played["pay"].value)
    return told


def test_the_strength_of_rewards_that_theory_calls_best_is_found_by_playing():
    """Of one task the best pay is b / (1 + r c sigma^2) = 1 / 1.5 (t01; Holmstrom and Milgrom, 1991)."""
    known = Multitask(benefit=(1.0,), variances=(0.5,), risk_aversion=1.0, substitution=0.0)
    best = float(best_pay(known)[0])
    assert best == pytest.approx(2 / 3)
    tried = (best / 4, best / 2, best, 1.5 * best, 2 * best)
    worth = [Multitask(benefit=(1.0,), variances=(0.5,), risk_aversion=1.0, substitution=0.0, pay=(v,)).exact()
             ["certainty_equivalent"] for v in tried]  # fmt: skip
    assert np.argmax(worth) == 2
    zone = 0.9 * (sorted(worth)[-1] - sorted(worth)[-2])
    model = FunctionModel(function=linear_pay, outcomes=(WORTH, PAY), defaults={"pay": tried[0]})
    lever = Lever(code="strength", path="pay", values=tried, because="linear pay")
    played = search_of_model(model, [lever], {"worth": zone, "pay": 0.05}, budget=5_000, seed=2012).run()
    assert played.sifted.chosen
    assert played.policies.loc[played.best, "strength"] == pytest.approx(best)
    assert played.improves
    # More pay than the best is worth less and costs more; less pay is worth less and costs less.
    beaten = {v: s for v, s in zip(played.policies["strength"], played.sifted.standings, strict=True)}
    assert [beaten[v] is Standing.DOMINATED for v in tried] == [False, False, False, True, True]


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
    for policy, standing in enumerate(found.sifted.standings):
        better = [
            other for other in range(len(values))
            if values[other][0] > values[policy][0] and values[other][1] <= values[policy][1]
        ]  # fmt: skip
        if standing is Standing.FRONT:
            assert not better
        elif standing is Standing.DOMINATED:
            assert found.policies.loc[policy, "by"] in range(len(values))


def test_every_policy_of_the_front_has_a_rival_and_is_ahead_of_it_where_it_says(found):
    assert set(found.rivals.index) == {p for p, s in enumerate(found.sifted.standings) if s is Standing.FRONT}
    for policy, row in found.rivals.iterrows():
        gap = found.policies.loc[policy, row["outcome"]] - found.policies.loc[row["rival"], row["outcome"]]
        assert math.copysign(1, gap) == (1 if row["outcome"] == "welfare" else -1)
        assert row["sure"]


def test_no_number_depends_on_who_plays(towns, found):
    with ThreadPoolExecutor(2) as pool:
        again = search(towns, ["reward", "visits"], years=1, budget=600, executor=pool)
    assert again.policies.equals(found.policies)


@pytest.mark.parametrize("kept", [0, 3, 8])
def test_a_search_that_was_broken_off_goes_on_as_if_it_had_not_been(towns, found, tmp_path, kept):
    asked = search_of(towns, ["reward", "visits"], years=1, budget=600)
    asked.run(store=tmp_path / "store", form="csv")
    torn = torn_off(tmp_path / "store", kept)
    left = len(list((torn / "cells").rglob("*.csv")))
    assert left == kept
    again = asked.run(store=torn)
    assert again.policies.equals(found.policies)
    assert len(list((torn / "cells").rglob("*.csv"))) == len(list((tmp_path / "store" / "cells").rglob("*.csv")))


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


def test_policies_whose_rules_admit_no_weights_together_are_a_result(towns):
    towns = towns.replace("rules.floor_environment.at_least", 0.3, because="a test of rules")
    levers = [
        Lever(code="public", path="rules.public_review.at_least", values=(0.1, 0.3), because="a test of rules"),
        Lever(code="home", path="rules.share_livelihood.at_least", values=(0.25, 0.45), because="a test of rules"),
    ]
    welfare = [Outcome(code="welfare", measures=("welfare",))]
    asked = of_scenario(towns, levers=levers, outcomes=welfare, years=1, replications=2)
    kept, refused = admitted(asked, asked.model)
    for row in asked.design.policies:
        changes = {lever.path: value for lever, value in zip(levers, row, strict=True)}
        try:
            derive_weights(towns.replace_all(changes, because="a test of rules").weighting)
            assert row in kept.design.policies
        except GovPerfError as conflict:
            assert (row, conflict.text("en")) in [(r, why["en"]) for r, why in refused]
    assert (0.3, 0.45) in [row for row, _ in refused]
    assert len(kept.design.policies) + len(refused) == 4


def test_levers_and_uncertainties_of_a_declared_experiment_are_searched(towns):
    asked = search_of(towns, experiment="visits", years=1, budget=8 * 16 * 6)
    design = asked.experiment.design
    assert [lever.code for lever in design.levers] == ["visits"]
    assert [u.code for u in design.uncertainties] == ["detection", "propensity"]
    assert len(design.worlds) == 8


def test_all_combinations_are_tried_where_the_budget_allows_and_else_every_value_alone():
    levers = [Lever(code=c, path=c, values=(0, 1, 2), because="a test") for c in "abc"]
    assert laid_out(levers, 2 * 16 * 27, 1) == (Factorial(), 27)
    plan, combinations = laid_out(levers, 2 * 16 * 27 - 1, 1)
    assert (plan, combinations) == (Wide(26), 27)
    rows = Wide(20).rows(levers, (0, 0, 0), seed=1)
    assert len(rows) == len(set(rows)) == 20
    assert {row for row in itertools.product(range(3), repeat=3) if sum(v > 0 for v in row) <= 1} <= set(rows)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"levers": ["reword"]}, "reward"),
        ({"budget": 100}, "at least"),
        ({"experiment": "visits", "levers": ["visitz"]}, "visits"),
        ({"indifference": 0.0}, "indifference"),
        ({"error": 0.7}, "0.7"),
    ],
)
def test_what_cannot_be_searched_is_refused(towns, asked, said):
    with pytest.raises(ExperimentError) as refused:
        search_of(towns, years=1, **asked)
    assert said in refused.value.text("en")


def test_a_scenario_without_a_year_has_nothing_to_search(towns):
    with pytest.raises(ExperimentError):
        search_of(towns.replace("cycle", None, because="a test of levers"))
