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


TARGETS = """institutions:
  targets: {say: 0.5, asked: 0.02, offered: 0.01, discount: 0.9, indicators: [CODE], source: SOURCE}
  ratchet: {pull: 0.3, rise: 0.01, source: SOURCE}
  yardstick: {own: 1.0, source: SOURCE}
  cascade:
    departments: {办公室: 8, 业务科: 20}
    more: 0.1
    distortion: 0.02
    spread: 0.1
    indicators: {CODE: {业务科: 1.0}}
    source: SOURCE
  rotation: {chance: 0.1, longest: 5, source: SOURCE}
"""


def test_targets_their_cascade_and_terms_of_office_are_set_up(folder):
    code = next(iter(load_scenario(folder).framework.indicators))
    text = TARGETS.replace("CODE", code).replace("SOURCE", '{status: assumption, cite: "illustrative numbers"}')
    (folder / "institutions.yaml").write_text(text, "utf-8")
    found = load_scenario(folder).cycle.institutions
    assert list(found) == ["targets", "ratchet", "yardstick", "cascade", "rotation"]
    assert found["cascade"].shares(code) == {"办公室": 0.0, "业务科": 1.0}
    (folder / "institutions.yaml").write_text(text.replace(f"{{{code}: {{业", f"{{{code}x: {{业"), "utf-8")
    with pytest.raises(ScenarioError, match=f"{code}x"):
        load_scenario(folder)
