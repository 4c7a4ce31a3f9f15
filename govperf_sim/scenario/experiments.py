"""The questions that stand beside a scenario: one file each under ``experiments/``.

They are read when one is asked for or all are checked, never with the scenario: it is the same whatever is asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govperf_sim.errors import Fault, ScenarioError, fault, nearest
from govperf_sim.scenario.document import understand
from govperf_sim.scenario.folder import read_files
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.meaning import repeats
from govperf_sim.scenario.pages import Page
from govperf_sim.scenario.references import Named, undefined, unknown_clauses
from govperf_sim.scenario.schema_experiment import ExperimentDocument
from govperf_sim.scenario.written import Written

FOLDER = "experiments"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_MAY_REPEAT_NOTHING = ("measures", "pareto")


@dataclass(frozen=True)
class Asked:
    """A file under ``experiments/``: as written, and the entries of it that are well formed."""

    written: Written
    document: ExperimentDocument
    faults: tuple[Fault, ...]


def experiment_files(scenario: Scenario) -> dict[str, Path]:
    """The file of each experiment of a scenario, by name."""
    return {path.stem: path for path in _beside(scenario) if _is_experiment(path)}


def stray_files(scenario: Scenario) -> list[Fault]:
    """What else lies among them and would not be read."""
    return [
        Page(f"{FOLDER}/{path.name}", ()).fault(0, 0, "experiment.stray_file")
        for path in _beside(scenario)
        if not _is_experiment(path) and path.suffix != ".md"
    ]


def experiment_file(scenario: Scenario, asked: str | Path) -> Path:
    """The file of an experiment by its name, or by its path.

    Raises :class:`~govperf_sim.errors.ScenarioError` for an unknown one, with the nearest and the list.
    """
    known = experiment_files(scenario)
    if str(asked) in known:
        return known[str(asked)]
    if Path(asked).suffix in (".yaml", ".yml") and Path(asked).is_file():
        return Path(asked)
    if not known:
        raise ScenarioError(fault("experiment.none_declared", found=asked, scenario=scenario.name))
    said = {"found": asked, "scenario": scenario.name, "known": ", ".join(known)}
    raise ScenarioError(fault("experiment.not_declared", nearest(asked, known), **said))


def read_experiment(scenario: Scenario, file: Path) -> Asked:
    """One file held to its schema, with every code in it that is not defined."""
    inside = file.parent == scenario.folder / FOLDER
    folder, name = (scenario.folder, f"{FOLDER}/{file.name}") if inside else (file.parent, file.name)
    written, faults = read_files(folder, {name: tuple(ExperimentDocument.model_fields)}, [name])
    document, more = understand(written, ExperimentDocument)
    found = [*undefined(written, _named(document)), *repeats(written, _MAY_REPEAT_NOTHING)]
    faults += [*more, *(fault for _, fault in found), *unknown_clauses(written, scenario.document)]
    return Asked(written, document, tuple(faults))


def _named(document: ExperimentDocument) -> Iterator[Named]:
    """Every outcome that is named."""
    replications = document.replications
    if replications is not None and not isinstance(replications, int):
        yield ("replications", "outcome"), "outcomes", replications.outcome
    for i, failure in enumerate(document.failures):
        yield ("failures", i, "outcome"), "outcomes", failure.outcome
    for i, code in enumerate(document.pareto or ()):
        yield ("pareto", i), "outcomes", code


def _beside(scenario: Scenario) -> list[Path]:
    folder = scenario.folder / FOLDER
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []


def _is_experiment(path: Path) -> bool:
    return path.is_file() and path.suffix == ".yaml" and _NAME.fullmatch(path.stem) is not None
