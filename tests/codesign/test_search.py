"""Searches: where the best is known in closed form, what is told, and that nothing depends on who plays or how often it was broken off."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scripted import torn_off

from govperf_sim.codesign.search import search, search_of, search_of_model
from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.estimates.sifting import Standing
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario.load import load_scenario
from govperf_sim.simulation.luck import Luck
from govperf_sim.theory.multitask import Multitask, best_pay

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
    beaten = dict(zip(played.policies["strength"], played.sifted.standings, strict=True))
    assert [beaten[v] is Standing.DOMINATED for v in tried] == [False, False, False, True, True]


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


def test_levers_and_uncertainties_of_a_declared_experiment_are_searched(towns):
    asked = search_of(towns, experiment="visits", years=1, budget=8 * 16 * 6)
    design = asked.experiment.design
    assert [lever.code for lever in design.levers] == ["visits"]
    assert [u.code for u in design.uncertainties] == ["detection", "propensity"]
    assert len(design.worlds) == 8


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


def test_no_value_of_a_scenario_that_leaves_a_lever_out_is_refused_for_it(towns):
    """Visits by risk are not written down in the towns, which means none."""
    asked = search_of(towns, ["visits_by_risk"], years=1)
    assert not asked.not_allowed
    assert [row[0] for row in asked.experiment.design.policies] == [None, 0.5, 1.0]
