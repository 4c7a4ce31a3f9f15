"""``write_dossier``: the dossier in the forms asked for, its tables and its figures, in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report.dossier.files import tables_of, told
from govperf_sim.report.dossier.labels import labels_of_appraisal
from govperf_sim.report.dossier.of_appraisal import report_of_appraisal
from govperf_sim.report.dossier.pictures import dossier_pictures
from govperf_sim.report.forms.catalogue import printed, refuse_missing
from govperf_sim.report.results import as_csv, as_json
from govperf_sim.report.run import MARKER, refuse_foreign, written
from govperf_sim.words import Language


def write_dossier(
    folder: Path | str,
    found: Appraisal,
    forms: Sequence[str] = ("html",),
    language: Language | None = None,
    *,
    progress: Callable[[str], None] | None = None,
) -> Path:
    """Write the dossier, ``results.json``, tidy CSV files and the figures (SVG and PNG) of an appraisal.

    ``forms`` are those of :data:`~govperf_sim.report.forms.catalogue.FORMS`; ``language`` is that of the dossier (that of the
    scenario by default).  ``progress`` is told the name of each file.
    Returns the folder.

    Raises :class:`~govperf_sim.errors.ReportError` if the folder is in use for something else, or for a form that is unknown
    or whose library is not installed.
    """
    place = Path(folder)
    refuse_missing(forms)
    refuse_foreign(place)
    labels = labels_of_appraisal(found, language or found.proposed.base.language)
    drawn = dossier_pictures(found, labels)
    files = {f"figures/{p.name}.svg": p.svg for p in drawn}
    files |= {f"figures/{p.name}.png": p.png for p in drawn}
    files |= {f"{name}.csv": as_csv(table) for name, table in tables_of(found).items()}
    files |= printed(report_of_appraisal(found, drawn, labels), "dossier", forms)
    files[MARKER] = as_json(told(found) | {"files": sorted([*files, MARKER])})
    return written(place, files, progress)
