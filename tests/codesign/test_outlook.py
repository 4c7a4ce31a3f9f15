"""Worlds are those of the experiment: its uncertainties, put where they belong."""

import shutil

import numpy as np
import pytest

from govperf_sim.codesign.outlook import Outlook, outlook
from govperf_sim.errors import CycleError, ExperimentError, ScenarioError
from govperf_sim.scenario.load import EXAMPLES, load_scenario

WORLDS = """
format: 1
title: {zh: 测试, en: a test}
source: {status: assumption, cite: made up for this test}
replications: 2
plans: {uncertainties: {kind: latin_hypercube, points: 4}}
uncertainties:
  cost: {path: PATH, spread: {kind: uniform, at_least: 0.3, at_most: 0.9}, because: made up for this test}
outcomes: {welfare: {measures: [welfare]}}
"""


@pytest.fixture
def folder(tmp_path):
    made = shutil.copytree(EXAMPLES / "six_towns", tmp_path / "towns")
    declare(made, "mine", "cycle.work.effort_cost")
    return made


def declare(folder, name, path):
    (folder / "experiments" / f"{name}.yaml").write_text(WORLDS.replace("PATH", path), "utf-8")


def test_a_world_is_the_scenario_with_its_values(folder):
    towns = load_scenario(folder)
    worlds = outlook(towns, "mine", years=2)
    assert worlds.table["cost"].between(0.3, 0.9).all()
    assert len(worlds.table) == len(worlds.responses) == 4
    third = towns.replace("cycle.work.effort_cost", worlds.table["cost"][2], because="the third world")
    own = [[0.1, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1], [0.2, 0.2, 0.2, 0.2, 0.1, 0.0, 0.1]]  # hill towns, plain towns
    by_hand = Outlook(third, (), ((),), 2, worlds.seed).responses[0].welfare(np.array(own))
    assert worlds.responses[0].groups == ("hill_towns", "plain_towns")
    assert [r.welfare(np.array(own)) == by_hand for r in worlds.responses] == [False, False, True, False]


def test_what_is_uncertain_by_default_is_declared_as_anticipate(folder):
    assert outlook(load_scenario("training_towns")).table.shape == (1, 0)
    declare(folder, "anticipate", "cycle.work.productivity")
    assert outlook(load_scenario(folder)).table.shape == (4, 1)


def test_what_weights_are_derived_from_is_not_uncertain(folder):
    declare(folder, "mine", "rules.cap_growth.at_most.hill_towns")
    with pytest.raises(ExperimentError) as refused:
        outlook(load_scenario(folder), "mine")
    assert [f.message.key for f in refused.value.faults] == ["codesign.not_of_the_year"]


def test_an_experiment_without_uncertainties_is_refused():
    with pytest.raises(ExperimentError) as refused:
        outlook(load_scenario("training_towns"), "classroom")
    assert [f.message.key for f in refused.value.faults] == ["codesign.nothing_uncertain"]


def test_an_unknown_experiment_and_a_scenario_without_a_cycle_are_refused(folder):
    with pytest.raises(ScenarioError, match="mine"):
        outlook(load_scenario(folder), "mime")
    shutil.rmtree(folder / "experiments")
    for file in ("cycle.yaml", "variants.yaml"):
        (folder / file).unlink()
    text = (folder / "framework.yaml").read_text("utf-8")
    for clause in ("B-2", "B-3", "C-1"):
        text = text.replace(f"    {clause}: {{", f"    {clause}: {{left_out: {{zh: 本例不用, en: not used here}}, ")
    (folder / "framework.yaml").write_text(text, "utf-8")
    with pytest.raises(CycleError):
        outlook(load_scenario(folder))
