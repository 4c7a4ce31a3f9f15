"""What results are used for, read from ``institutions.yaml`` and refused at their own line."""

import shutil

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import EXAMPLES, load_scenario

SOUND = """institutions:
  awards:
    top: 1
    prize: 0.001
    noise: 0.1
    source: {status: assumption, cite: "illustrative: the first is commended"}
"""


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(EXAMPLES / "six_towns", tmp_path / "towns")
    return tmp_path / "towns"


def test_awards_are_set_up(folder):
    (folder / "institutions.yaml").write_text(SOUND, "utf-8")
    assert load_scenario(folder).cycle.institutions["awards"].top == 1


@pytest.mark.parametrize(
    ("found", "put", "line"),
    [("top: 1", "top: -1", 3), ("noise: 0.1", "noise: 0", 5), ("prize: 0.001", "prize: 0.001\n    pools: towns", 5)],
)
def test_nonsense_is_refused_at_its_line(folder, found, put, line):
    (folder / "institutions.yaml").write_text(SOUND.replace(found, put), "utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(folder)
    assert {(f.file, f.line) for f in refused.value.faults} == {("institutions.yaml", line)}
