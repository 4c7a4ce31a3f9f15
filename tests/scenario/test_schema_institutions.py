"""``institutions.yaml``: read like every other file, and refused at its own line."""

import shutil

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import EXAMPLES, load_scenario

SOUND = """institutions:
  training: {day: 60, gain: 0.05, source: {status: assumption, cite: "illustrative: a course every spring"}}
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLES / "six_towns", tmp_path / "towns")
    return tmp_path / "towns"


def test_an_institution_is_set_up(folder):
    (folder / "institutions.yaml").write_text(SOUND, "utf-8")
    scenario = load_scenario(folder)
    assert scenario.cycle.institutions["training"].gain == 0.05
    without = scenario.replace("institutions.training", None, because="no training this year")
    assert without.cycle.institutions == {}


def test_days_are_listed(folder):
    sound = (
        SOUND
        + """  milestones: {due: [40, 60], takes: 5, source: {status: assumption, cite: "illustrative: two steps"}}
"""
    )
    (folder / "institutions.yaml").write_text(sound, "utf-8")
    assert load_scenario(folder).cycle.institutions["milestones"].due == (40, 60)
    (folder / "institutions.yaml").write_text(sound.replace("60]", "30]"), "utf-8")
    with pytest.raises(ScenarioError, match="40, 30") as refused:
        load_scenario(folder)
    assert refused.value.faults[0].line == 3


@pytest.mark.parametrize(
    ("found", "put", "line"),
    [
        ("gain: 0.05", "gain: -1", 2),
        ("day: 60", "day: 300", 2),
        ("training:", "trainings:", 2),
        ("institutions:", "institution:", 1),
    ],
)
def test_nonsense_is_refused_at_its_line(folder, found, put, line):
    (folder / "institutions.yaml").write_text(SOUND.replace(found, put), "utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(folder)
    assert {(f.file, f.line) for f in refused.value.faults} == {("institutions.yaml", line)}


def test_institutions_without_a_cycle_are_refused(folder):
    (folder / "institutions.yaml").write_text(SOUND, "utf-8")
    (folder / "cycle.yaml").unlink()
    variants = folder / "variants.yaml"
    if variants.exists():
        variants.unlink()
    with pytest.raises(ScenarioError, match="institutions"):
        load_scenario(folder)
