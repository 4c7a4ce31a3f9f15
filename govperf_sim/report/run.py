"""A folder of results, written whole or not at all.

Everything is written into a new folder beside the one asked for, which is put in its place at the end: what goes wrong
before leaves the old results as they were.  Only a folder that this module wrote is ever replaced, and only while it
holds nothing but what this module wrote: ``results.json`` lists the files.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from govperf_sim.errors import Fault, ReportError, joined
from govperf_sim.experiments.played import Played
from govperf_sim.experiments.trust import Trust
from govperf_sim.report.forms.catalogue import printed, refuse_missing
from govperf_sim.report.labels import labels_of
from govperf_sim.report.of_run import report_of_run, report_of_trust
from govperf_sim.report.pictures import pictures
from govperf_sim.report.results import MARK, as_csv, as_json, csv_files, results
from govperf_sim.report.robustness import trust_pictures
from govperf_sim.report.trust_results import told_trust, trust_tables
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights
from govperf_sim.words import Language, Message

MARKER = "results.json"
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers leave behind."""


def write_run(
    folder: Path | str,
    scenario: Scenario,
    weights: Weights,
    played: Played | None = None,
    *,
    trust: Trust | None = None,
    language: Language | None = None,
    forms: Sequence[str] = ("html",),
    progress: Callable[[str], None] | None = None,
) -> Path:
    """Write the report, ``results.json``, tidy CSV files and the figures (SVG and PNG) of one run.

    ``played`` holds the simulated years (left out for a scenario without a cycle), the scenario first and its variants
    under their codes; ``trust`` how far ranks can be trusted, where that was asked; ``language`` is that of the report (the scenario's own by default), ``forms`` what it
    is printed in (see :mod:`~govperf_sim.report.forms.catalogue`).  ``progress`` is told the name of each file.  Returns the folder.

    Raises :class:`~govperf_sim.errors.ReportError` if the folder is in use for something else, or for a form whose
    library is not installed.
    """
    place = Path(folder)
    language = language or scenario.language
    refuse_foreign(place)
    refuse_missing(forms)
    labels = labels_of(scenario, language, None if played is None else played.scenarios[0])
    drawn = pictures(scenario, weights, played, labels, trust)
    files = {f"figures/{p.name}.svg": p.svg for p in drawn}
    files |= {f"figures/{p.name}.png": p.png for p in drawn}
    files |= csv_files(scenario, weights, played, trust)
    files |= printed(report_of_run(scenario, weights, played, drawn, labels, trust), "report", forms)
    files[MARKER] = as_json(results(scenario, weights, played, trust) | {"files": sorted([*files, MARKER])})
    return written(place, files, progress)


def write_trust(
    folder: Path | str,
    scenario: Scenario,
    weights: Weights,
    trust: Trust,
    *,
    language: Language | None = None,
    forms: Sequence[str] = ("html",),
) -> Path:
    """Write how far the result can be trusted: a report, ``results.json``, tidy CSV files and the figures.

    Returns the folder.  Raises :class:`~govperf_sim.errors.ReportError` if the folder is in use for something else, or
    for a form whose library is not installed.
    """
    place = Path(folder)
    refuse_foreign(place)
    refuse_missing(forms)
    labels = labels_of(scenario, language or scenario.language)
    drawn = trust_pictures(scenario, weights, trust, labels)
    files = {f"figures/{p.name}.svg": p.svg for p in drawn}
    files |= {f"figures/{p.name}.png": p.png for p in drawn}
    files |= {f"{name}.csv": as_csv(table) for name, table in trust_tables(trust).items()}
    files |= printed(report_of_trust(scenario, weights, drawn, labels, trust), "robustness", forms)
    told = {"made_by": MARK, "scenario": scenario.name, "digest": scenario.digest, "robustness": told_trust(trust)}
    files[MARKER] = as_json(told | {"files": sorted([*files, MARKER])})
    return written(place, files, None)


def written(place: Path, files: Mapping[str, bytes], progress: Callable[[str], None] | None) -> Path:
    """Write files by name into a folder that takes the place of an earlier one."""
    with replacing(place) as fresh:
        for name, content in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
            if progress is not None:
                progress(name)
    return place


def refuse_foreign(folder: Path) -> None:
    """Raise unless the folder is absent, empty, or holds an earlier run and nothing else."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise ReportError(_fault("report.not_a_folder", folder))
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir() and p.name not in LITTER}
    if not present:
        return
    ours = _listed(folder / MARKER)
    if ours is None:
        raise ReportError(_fault("report.foreign_folder", folder))
    if present - ours:
        raise ReportError(_fault("report.foreign_files", folder, files=sorted(present - ours)))


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder to fill; it takes the place of ``folder`` at the end, and vanishes if anything goes wrong."""
    fresh = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    aside = fresh.with_name(fresh.name + ".old")
    try:
        fresh.mkdir(parents=True)
        yield fresh
        if folder.exists():
            folder.rename(aside)
        try:
            fresh.rename(folder)
        except OSError:
            if aside.exists():
                aside.rename(folder)
            raise
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
        raise ReportError(Fault(Message("report.cannot_write", {"folder": str(folder), "reason": reason}))) from wrong
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)


def _listed(marker: Path) -> frozenset[str] | None:
    """The files an earlier run wrote; None if the marker is not one of ours."""
    try:
        found = json.loads(marker.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("made_by") != MARK or not isinstance(found.get("files"), list):
        return None
    return frozenset(map(str, found["files"]))


def _fault(key: str, folder: Path, files: list[str] | None = None) -> Fault:
    shown = joined((files or [])[:5], "en") + (" …" if files and len(files) > 5 else "")
    return Fault(Message(key, {"folder": str(folder), "files": shown}))
