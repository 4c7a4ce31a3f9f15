"""The format as a JSON Schema, for editors that complete and check YAML while it is written.

The schemas stand beside this file, and one of them is named in the first line of every file of a scenario.  Of those of the
scenario itself a file holds only some of the top-level keys, so none is required; that they stand in the right file is for
``govperf check`` to say.  After a change of a schema, write them anew with ``python -m govperf_sim.scenario.json_schema``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.schema_experiment import ExperimentDocument
from govperf_sim.scenario.schema_lesson import LessonDocument

SCHEMA_FILE = Path(__file__).with_name("scenario.schema.json")
EXPERIMENT_SCHEMA_FILE = Path(__file__).with_name("experiment.schema.json")
LESSON_SCHEMA_FILE = Path(__file__).with_name("lesson.schema.json")


def json_schema() -> str:
    """The text of the schema file of a scenario."""
    schema = ScenarioDocument.model_json_schema()
    del schema["required"]
    return _text(schema)


def experiment_schema() -> str:
    """The text of the schema file of an experiment."""
    return _text(ExperimentDocument.model_json_schema())


def lesson_schema() -> str:
    """The text of the schema file of a lesson."""
    return _text(LessonDocument.model_json_schema())


def _text(schema: dict[str, Any]) -> str:
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(json_schema(), "utf-8", newline="\n")
    EXPERIMENT_SCHEMA_FILE.write_text(experiment_schema(), "utf-8", newline="\n")
    LESSON_SCHEMA_FILE.write_text(lesson_schema(), "utf-8", newline="\n")
