"""The format as a JSON Schema, for editors that complete and check YAML while it is written.

The schema stands beside this file and is named in the first line of every scenario file.  A file holds only some of the
top-level keys, so none is required there; that they stand in the right file is for ``govperf check`` to say.  After a
change of :mod:`govperf_sim.scenario.schema`, write it anew with ``python -m govperf_sim.scenario.json_schema``.
"""

from __future__ import annotations

import json
from pathlib import Path

from govperf_sim.scenario.schema import ScenarioDocument

SCHEMA_FILE = Path(__file__).with_name("scenario.schema.json")


def json_schema() -> str:
    """The text of the schema file."""
    schema = ScenarioDocument.model_json_schema()
    del schema["required"]
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(json_schema(), "utf-8", newline="\n")
