"""``write_anticipated``: the report on anticipating weights, its tables and its figures, in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from govperf_sim.report.anticipate.answers import Answers
from govperf_sim.report.anticipate.labels import labels_of_anticipated
from govperf_sim.report.anticipate.of_anticipated import report_of_anticipated
from govperf_sim.report.anticipate.pictures import anticipate_pictures
from govperf_sim.report.forms.catalogue import printed, refuse_missing
from govperf_sim.report.results import MARK, as_csv, as_json
from govperf_sim.report.run import MARKER, refuse_foreign, written
from govperf_sim.words import LANGUAGES, Language


def write_anticipated(
    folder: Path | str,
    found: Answers,
    language: Language | None = None,
    *,
    forms: Sequence[str] = ("html",),
    progress: Callable[[str], None] | None = None,
) -> Path:
    """Write the report, ``results.json``, tidy CSV files and the figures (SVG and PNG); returns the folder.

    ``language`` is that of report and figures (that of the scenario by default); ``forms`` are those of
    :mod:`~govperf_sim.report.forms.catalogue`.  ``progress`` is told the name of each file.  Raises
    :class:`~govperf_sim.errors.ReportError` if the folder is in use for something else, or for a form whose library is not
    installed.
    """
    place = Path(folder)
    refuse_foreign(place)
    refuse_missing(forms)
    labels = labels_of_anticipated(found, language or found.scenario.language)
    drawn = anticipate_pictures(found, labels)
    files = {f"figures/{p.name}.svg": p.svg for p in drawn}
    files |= {f"figures/{p.name}.png": p.png for p in drawn}
    files |= {f"{name}.csv": as_csv(table) for name, table in tables_of(found).items()}
    files |= printed(report_of_anticipated(found, drawn, labels), "report", forms)
    files[MARKER] = as_json(told(found) | {"files": sorted([*files, MARKER])})
    return written(place, files, progress)


def tables_of(found: Answers) -> dict[str, pd.DataFrame]:
    """By the name of their file, tidy, by code and in fractions."""
    tables = {
        "weights": found.weights,
        "response": found.anticipated.welfare.reset_index(),
        "worlds": found.anticipated.outlook.table.reset_index(),
        "duels": found.trial.duels,
        "standing": found.trial.standing.reset_index(),
        "break_even": found.plain_better,
    }
    return {name: table for name, table in tables.items() if len(table) and len(table.columns)}


def told(found: Answers) -> dict[str, Any]:
    """What ``results.json`` holds."""
    anticipated, m = found.anticipated, found.trial.findings.samples.manifest
    return {
        "made_by": MARK,
        "version": version("govperf_sim"),
        "scenario": found.scenario.name,
        "illustrative": found.scenario.illustrative,
        "advice": {
            "use": str(found.advice.use),
            "reasons": [{language: r.text(language) for language in LANGUAGES} for r in found.advice.reasons],
        },
        "over": str(anticipated.found.over),
        "start": str(anticipated.start),
        "gain_in_response_model": anticipated.found.gain,
        "linear_programs": anticipated.found.programs,
        "worlds": len(anticipated.outlook.rows),
        "years": anticipated.outlook.years,
        "replications": m.replications[0],
        "seed": m.seed,
        "code": m.code,
        "versions": dict(m.versions),
        "standing": found.trial.standing.reset_index().to_dict("records"),
    }
