"""``write_search``: the page of a search, its tables and its figure, in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from govperf_sim.codesign.searched import Searched
from govperf_sim.report.experiment.answers import Answers, achieved
from govperf_sim.report.experiment.labels import labels_of_findings
from govperf_sim.report.forms.catalogue import printed, refuse_missing
from govperf_sim.report.results import MARK, as_csv, as_json
from govperf_sim.report.run import MARKER, refuse_foreign, written
from govperf_sim.report.search.of_search import front_picture, report_of_search
from govperf_sim.report.search.tables import tables_of
from govperf_sim.words import LANGUAGES, Language, default_language


def write_search(
    folder: Path | str, searched: Searched, language: Language | None = None, *, forms: Sequence[str] = ("html",)
) -> Path:
    """Write the report, ``results.json``, tidy CSV files and the figure (SVG and PNG) of a search; returns the folder.

    ``language`` is that of page and figure; the tables speak both.  Raises :class:`~govperf_sim.errors.ReportError` if the
    folder is in use for something else, or for a form whose library is not installed.
    """
    place = Path(folder)
    refuse_foreign(place)
    refuse_missing(forms)
    found = achieved(searched.findings)
    manifest = found.manifest
    labels = labels_of_findings(manifest, language or default_language())
    drawn = front_picture(searched, found, labels)
    named = {each: list(labels_of_findings(manifest, each).policies) for each in LANGUAGES}
    files = {f"figures/{drawn.name}.svg": drawn.svg, f"figures/{drawn.name}.png": drawn.png}
    files |= {f"{name}.csv": as_csv(table) for name, table in tables_of(searched, named).items()}
    files |= printed(report_of_search(searched, found, drawn, labels), "report", forms)
    files[MARKER] = as_json(summed_up(searched, found) | {"files": sorted([*files, MARKER])})
    return written(place, files, None)


def summed_up(searched: Searched, found: Answers) -> dict[str, Any]:
    """What ``results.json`` says of a search."""
    m, sifted = found.manifest, searched.sifted
    return {
        "made_by": MARK,
        "version": version("govperf_sim"),
        "search": {
            "scenario": m.scenario,
            "illustrative": m.illustrative,
            "model": m.model,
            "code": m.code,
            "versions": dict(m.versions),
            "seed": m.seed,
            "years": m.years,
            "policies": len(m.design.policies),
            "combinations": searched.search.combinations,
            "not_allowed": len(searched.search.not_allowed),
            "worlds": len(m.design.worlds),
            "replications": searched.replications,
            "best": searched.best,
            "settled": sifted.chosen,
            "improves": searched.improves,
            "confidence": 1.0 - sifted.rule.error,
            "indifferences": dict(zip(sifted.rule.outcomes, sifted.rule.indifferences, strict=True)),
            "standings": [s.value for s in sifted.standings],
        },
    }
