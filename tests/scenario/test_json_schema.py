"""The schema that editors read."""

import datetime
import json

import jsonschema
import pytest

from govperf_sim.scenario.experiments import experiment_files, read_experiment
from govperf_sim.scenario.folder import read_folder
from govperf_sim.scenario.json_schema import EXPERIMENT_SCHEMA_FILE, SCHEMA_FILE, experiment_schema, json_schema
from govperf_sim.scenario.load import EXAMPLES
from govperf_sim.scenario.schema import FILES


def plain(value):
    """What a YAML editor sees: lists, and dates as text."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_the_committed_schema_is_current():
    assert SCHEMA_FILE.read_text("utf-8") == json_schema(), "run: python -m govperf_sim.scenario.json_schema"
    assert EXPERIMENT_SCHEMA_FILE.read_text("utf-8") == experiment_schema(), "run the same"


@pytest.mark.parametrize("file", FILES)
def test_every_file_of_the_example_fits_the_schema(file):
    written, _ = read_folder(EXAMPLES / "six_towns")
    page = {key: plain(written.data[key]) for key in FILES[file] if key in written.data}
    jsonschema.validate(page, json.loads(json_schema()))


def test_the_schema_refuses_what_the_loader_refuses():
    schema = json.loads(json_schema())
    for wrong in ({"rulse": {}}, {"format": 2}, {"rules": {"a": {"kind": "share", "of": {}, "at_most": 2}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_schema_of_experiments_takes_what_ships_and_refuses_what_is_misspelt(towns):
    schema = json.loads(experiment_schema())
    for file in experiment_files(towns).values():
        data = plain(read_experiment(towns, file).written.data)
        jsonschema.validate(data, schema)
        for wrong in ({"levres": {}}, {"plans": {"levers": {"kind": "factorail"}}}, {"replications": {"kind": "best"}}):
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate({**data, **wrong}, schema)
