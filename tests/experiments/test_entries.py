"""Every kind of entry that can be written means what it says."""

import pytest

from govperf_sim import load_scenario
from govperf_sim.experiments.design.distributions import Among, LogUniform, Normal, Triangular, Uniform
from govperf_sim.experiments.design.plans import Factorial, LatinHypercube, OneAtATime, SobolIndices, SobolPoints
from govperf_sim.experiments.entries import outcome_of, plan_of, rule_of, spread_of
from govperf_sim.experiments.estimates.precision import Precision
from govperf_sim.experiments.estimates.rule import Fixed
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.experiment import of_scenario
from govperf_sim.scenario.experiments import read_experiment
from govperf_sim.simulation.measures import Better

HEAD = """format: 1
title: {zh: 试, en: a try}
source: {status: assumption, cite: made up for this test}
"""
OUTCOMES = "outcomes: {welfare: {measures: [welfare]}}\n"


@pytest.fixture(scope="module")
def towns():
    return load_scenario("six_towns")


def read(towns, tmp_path, text):
    file = tmp_path / "asked.yaml"
    file.write_text(text, "utf-8")
    asked = read_experiment(towns, file)
    assert not asked.faults
    return asked.document


@pytest.mark.parametrize(
    ("said", "meant"),
    [("{kind: among, values: [1, 2]}", Among((1, 2))), ("{kind: uniform, at_least: 0, at_most: 1}", Uniform(0, 1)),
     ("{kind: log_uniform, at_least: 0.1, at_most: 1}", LogUniform(0.1, 1)),
     ("{kind: triangular, at_least: 0, mode: 0.2, at_most: 1}", Triangular(0, 0.2, 1)),
     ("{kind: normal, mean: 0.5, deviation: 0.1}", Normal(0.5, 0.1)),
     ("{kind: normal, mean: 0.5, deviation: 0.1, at_least: 0}", Normal(0.5, 0.1, at_least=0))],
)  # fmt: skip
def test_every_distribution_can_be_written(towns, tmp_path, said, meant):
    text = f"uncertainties: {{u: {{path: cycle.work.shock, because: a test, spread: {said}}}}}\n"
    document = read(towns, tmp_path, HEAD + text + OUTCOMES)
    assert spread_of(document.uncertainties["u"].spread) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("{kind: factorial}", Factorial()), ("{kind: one_at_a_time}", OneAtATime()),
     ("{kind: latin_hypercube, points: 9}", LatinHypercube(9)), ("{kind: sobol_points, points: 8}", SobolPoints(8)),
     ("{kind: sobol_indices, rows_each: 16}", SobolIndices(16))],
)  # fmt: skip
def test_every_plan_can_be_written(towns, tmp_path, said, meant):
    document = read(towns, tmp_path, HEAD + f"plans: {{uncertainties: {said}}}\n" + OUTCOMES)
    assert plan_of(document.plans.uncertainties) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("12", Fixed(12)),
     ("{kind: precision, outcome: welfare, half_width: 0.01, first: 20, at_most: 64}", Precision("welfare", 0.01, 20, 64)),
     ("{kind: best_of, outcome: welfare, indifference: 0.01, error: 0.1, first: 24, at_most: 64}", BestOf("welfare", 0.01, 0.1, 24, 64))],
)  # fmt: skip
def test_replications_are_a_number_or_a_rule(towns, tmp_path, said, meant):
    document = read(towns, tmp_path, HEAD + f"replications: {said}\n" + OUTCOMES)
    outcomes = [outcome_of(code, entry) for code, entry in document.outcomes.items()]
    assert of_scenario(towns, outcomes=outcomes, replications=rule_of(document.replications)).rule == meant


def test_an_outcome_can_say_everything(towns, tmp_path):
    said = "{measures: [falsely_sanctioned], over: sanctioned, last: 2, better: more, name: {zh: 甲, en: a}}"
    entry = read(towns, tmp_path, HEAD + f"outcomes: {{wrong: {said}}}\n").outcomes["wrong"]
    outcome = outcome_of("wrong", entry)
    assert (outcome.code, outcome.measures, outcome.over) == ("wrong", ("falsely_sanctioned",), "sanctioned")
    assert (outcome.last, outcome.way, outcome.name.en) == (2, Better.MORE, "a")
