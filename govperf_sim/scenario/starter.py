"""``govperf init``: a commented scenario to begin with, a copy of the teaching example."""

from __future__ import annotations

import shutil
from pathlib import Path

from govperf_sim.errors import ScenarioError, fault
from govperf_sim.scenario.json_schema import EXPERIMENT_SCHEMA_FILE, SCHEMA_FILE
from govperf_sim.scenario.load import EXAMPLES

STARTER = "six_towns"
SCHEMAS = (SCHEMA_FILE, EXPERIMENT_SCHEMA_FILE)


def make_starter(folder: str | Path) -> tuple[Path, ...]:
    """Write the starter into a new or empty folder and return the files, paths inside ``folder``.

    The JSON Schemas are put beside them, so that an editor can complete and check them without the package.  Raises
    :class:`~govperf_sim.errors.ScenarioError` if there is anything in the folder already: nothing is written over.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ScenarioError(fault("scenario.folder_not_empty", folder=target.as_posix()))
    origin = EXAMPLES / STARTER
    files = sorted(path.relative_to(origin) for path in origin.rglob("*") if path.is_file())
    try:
        for file in files:
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            text = (origin / file).read_text("utf-8").replace("../../scenario/", "")
            (target / file).write_text(text, "utf-8", newline="\n")
        for schema in SCHEMAS:
            shutil.copyfile(schema, target / schema.name)
    except OSError as refused:
        reason = refused.strerror or type(refused).__name__
        raise ScenarioError(fault("scenario.cannot_write", folder=target.as_posix(), reason=reason)) from refused
    return (*files, *(Path(schema.name) for schema in SCHEMAS))
