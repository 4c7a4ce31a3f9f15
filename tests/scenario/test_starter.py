"""govperf init."""

import json

import pytest

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import load_scenario
from govperf_sim.scenario.starter import make_starter


def test_the_starter_loads_and_names_its_schema(tmp_path, towns):
    files = make_starter(tmp_path / "my" / "city")
    assert all((tmp_path / "my" / "city" / file).is_file() for file in files)
    started = load_scenario(tmp_path / "my" / "city")
    assert (started.digest, started.name) == (towns.digest, "city")
    head = (tmp_path / "my" / "city" / "rules.yaml").read_text("utf-8").splitlines()[0]
    assert head == "# yaml-language-server: $schema=scenario.schema.json"
    json.loads((tmp_path / "my" / "city" / "scenario.schema.json").read_text("utf-8"))


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ScenarioError, match=tmp_path.name):
        make_starter(tmp_path)
    with pytest.raises(ScenarioError):
        make_starter(tmp_path / "notes.txt")
    with pytest.raises(ScenarioError):
        make_starter(tmp_path / "notes.txt" / "below")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_will_do(tmp_path):
    assert len(make_starter(tmp_path)) == 13
