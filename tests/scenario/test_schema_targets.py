"""Targets and weights that move, read from ``institutions.yaml`` and refused at their own line."""

import shutil

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import EXAMPLES, load_scenario

SOUND = """institutions:
  cascade:
    departments: {general: 4, line: 6}
    more: 0.1
    indicators: {output: {line: 1.0}}
    source: {status: assumption, cite: "illustrative: two departments"}
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLES / "six_towns", tmp_path / "towns")
    return tmp_path / "towns"


def test_a_cascade_is_set_up(folder):
    (folder / "institutions.yaml").write_text(SOUND, "utf-8")
    assert load_scenario(folder).cycle.institutions["cascade"].more == 0.1


@pytest.mark.parametrize(
    ("found", "put", "line"), [("line: 6", "line: 0", 3), ("more: 0.1", "more: -1", 4), ("output", "outputs", 5)]
)
def test_nonsense_is_refused_at_its_line(folder, found, put, line):
    (folder / "institutions.yaml").write_text(SOUND.replace(found, put), "utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(folder)
    assert {(f.file, f.line) for f in refused.value.faults} == {("institutions.yaml", line)}
