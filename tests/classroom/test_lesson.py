"""A lesson speaks of what its experiment plays, and of nothing else."""

import shutil

import pytest

from govperf_sim.classroom.lesson import declared_lesson
from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import EXAMPLES, load_scenario

EDITS = [
    ("experiment: classroom", "experiment: clasroom", "experiment.not_declared", "classroom"),
    ("lever: growth", "lever: groth", "scenario.undefined", "growth"),
    ("{outcome: effort_growth,", "{outcome: effort_grow,", "scenario.undefined", "effort_growth"),
    ("show: {growth: 0.4}", "show: {growth: 0.45}", "classroom.no_stop", "0.4"),
    ("- set: {growth: 0.5}", "- set: {grow: 0.5}", "classroom.no_slider", "growth"),
    ("before: {growth: 0.4}", "before: {growth: 40}", "classroom.no_stop", "0.4"),
    ("after: {growth: 0.4}", "after: {rewards: 1.0}", "classroom.no_slider", "reward"),
]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(EXAMPLES / "training_towns", tmp_path / "towns")


def spoilt(folder, edits):
    """What is wrong then, and the lines that were edited."""
    text, lines = (folder / "lesson.yaml").read_text("utf-8"), []
    for old, new in edits:
        lines.append(text[: text.index(old)].count("\n") + 1)
        text = text.replace(old, new, 1)
    (folder / "lesson.yaml").write_text(text, "utf-8")
    with pytest.raises(ScenarioError) as refused:
        declared_lesson(load_scenario(folder))
    assert {f.file for f in refused.value.faults} == {"lesson.yaml"}
    return refused.value.faults, lines


@pytest.mark.parametrize(("old", "new", "key", "said"), EDITS)
def test_what_is_not_played_is_named_at_its_line(folder, old, new, key, said):
    faults, lines = spoilt(folder, [(old, new)])
    assert [(f.message.key, f.line) for f in faults] == [(key, *lines)]
    assert said in faults[0].text("en")
    assert faults[0].text("zh") != faults[0].text("en")


def test_all_of_it_is_named_at_once(folder):
    faults, lines = spoilt(folder, [(old, new) for old, new, *_ in EDITS[1:]])
    assert [f.line for f in faults] == sorted(lines)


def test_a_fault_of_the_experiment_is_shown_in_its_own_file(folder):
    file = folder / "experiments/classroom.yaml"
    file.write_text(file.read_text("utf-8").replace("cycle.reward.strength", "cycle.reward.strenght"), "utf-8")
    with pytest.raises(ScenarioError) as refused:
        declared_lesson(load_scenario(folder))
    assert {f.file for f in refused.value.faults} == {"experiments/classroom.yaml"}


def test_a_plan_that_leaves_cells_out_plays_too_little(folder):
    file = folder / "experiments/classroom.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: factorial", "kind: one_at_a_time"), "utf-8")
    with pytest.raises(ScenarioError) as refused:
        declared_lesson(load_scenario(folder))
    assert {f.message.key for f in refused.value.faults} == {"classroom.no_cell"}


def test_a_scenario_may_have_none():
    assert declared_lesson(load_scenario("six_towns")) is None


def test_every_question_can_be_looked_at(lesson):
    # The answer is to be seen somewhere else than where the question was asked, unless nothing is to be moved.
    for story in lesson.document.stories.values():
        for step in story.steps:
            assert bool(step.show) == (step.lever is not None)
            assert set(step.show) <= {step.lever}
