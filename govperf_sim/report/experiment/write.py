"""``write_findings``: the page of an experiment, its tables and its figures, in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.report.experiment.answers import Answers, answers
from govperf_sim.report.experiment.files import tables_of, told
from govperf_sim.report.experiment.labels import labels_of_findings
from govperf_sim.report.experiment.of_experiment import report_of_experiment
from govperf_sim.report.experiment.pictures import experiment_pictures
from govperf_sim.report.forms.catalogue import printed, refuse_missing
from govperf_sim.report.results import as_csv, as_json
from govperf_sim.report.run import MARKER, refuse_foreign, written
from govperf_sim.words import Language, default_language


def write_findings(
    folder: Path | str,
    findings: Findings,
    language: Language | None = None,
    *,
    forms: Sequence[str] = ("html",),
    progress: Callable[[str], None] | None = None,
) -> Path:
    """Write the report, ``results.json``, tidy CSV files and the figures (SVG and PNG) of an experiment.

    ``language`` is that of page and figures (by default :func:`~govperf_sim.words.default_language`); the tables speak
    both; ``forms`` says what the report is printed in (see :mod:`~govperf_sim.report.forms.catalogue`).  What the experiment did not ask is left out.  ``progress`` is told the name of each file.  Returns the folder.

    Raises :class:`~govperf_sim.errors.ReportError` if the folder is in use for something else, or for a form whose
    library is not installed.
    """
    refuse_foreign(Path(folder))
    refuse_missing(forms)
    return write_answers(folder, answers(findings), language, forms=forms, progress=progress)


def write_answers(
    folder: Path | str,
    found: Answers,
    language: Language | None = None,
    *,
    forms: Sequence[str] = ("html",),
    progress: Callable[[str], None] | None = None,
) -> Path:
    """The same of what has been asked already."""
    place = Path(folder)
    refuse_foreign(place)
    refuse_missing(forms)
    labels = labels_of_findings(found.manifest, language or default_language())
    drawn = experiment_pictures(found, labels)
    files = {f"figures/{p.name}.svg": p.svg for p in drawn}
    files |= {f"figures/{p.name}.png": p.png for p in drawn}
    files |= {f"{name}.csv": as_csv(table) for name, table in tables_of(found).items()}
    files |= printed(report_of_experiment(found, drawn, labels), "report", forms)
    files[MARKER] = as_json(told(found) | {"files": sorted([*files, MARKER])})
    return written(place, files, progress)
