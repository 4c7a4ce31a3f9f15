"""A scenario folder made of a workbook: checked by the same checks as any scenario before anything is written."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govperf_sim.errors import Fault, ScenarioError, fault
from govperf_sim.office.workbook.filled import Filled, taken, with_base
from govperf_sim.scenario.document import understand
from govperf_sim.scenario.load import Scenario, load_scenario
from govperf_sim.scenario.parts import put_together
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.references import uncited_clauses, unknown_clauses
from govperf_sim.scenario.schema import FILES, HOME, ScenarioDocument
from govperf_sim.scenario.strangers import strangers, without
from govperf_sim.scenario.writing import panel_text, scenario_texts
from govperf_sim.scenario.written import Written

OWN = ("framework.yaml", "units.yaml", "rules.yaml")
"""The files a workbook writes; the others are those of the base, as they stand."""


@dataclass(frozen=True)
class Imported:
    """The scenario as it loads from its folder, and what came from its base."""

    scenario: Scenario
    folder: Path
    from_base: tuple[str, ...]


def left_out(filled: Filled, base: Scenario) -> tuple[Address, ...]:
    """What of a base speaks of indicators, units or clauses that a workbook does not have."""
    return strangers(base, taken(base.written), with_base(filled.written, base.written))


def make_scenario(
    filled: Filled, source: Path, folder: Path, base: Scenario | None = None, less: Collection[Address] = ()
) -> Imported:
    """Write the scenario of a workbook into a new or empty folder; ``less`` is what of the base is left out.

    Raises :class:`~govperf_sim.errors.ScenarioError` with every fault of the workbook, or for a folder that holds
    anything already; then nothing is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ScenarioError(fault("scenario.folder_not_empty", folder=folder.as_posix()))
    written = filled.written if base is None else without(with_base(filled.written, base.written), less)
    if faults := _faults(filled, written):
        raise ScenarioError(filled.ordered(filled.placed(faults)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".import-") as made:
        here = Path(made) / folder.name
        kept = _write(here, filled, source, base, less, written.data)
        scenario = load_scenario(here)  # from what was written, to be sure
        if folder.exists():
            folder.rmdir()
        shutil.move(here, folder)
    return Imported(dataclasses.replace(scenario, folder=folder), folder, kept)


def _faults(filled: Filled, written: Written) -> list[Fault]:
    document, faults = understand(written, ScenarioDocument)
    faults = [*filled.faults, *faults, *unknown_clauses(written, document)]
    if not faults:
        faults += uncited_clauses(written, document)
    table = None if filled.values is None else filled.values.table
    if table is not None and table.frame.empty and filled.values is not None:
        faults.append(filled.values.sheet.fault("workbook.no_values"))
        table = None
    _, more = put_together(written, document, table)
    return [*faults, *more]


def _write(
    folder: Path,
    filled: Filled,
    source: Path,
    base: Scenario | None,
    less: Collection[Address],
    data: Mapping[str, Any],
) -> tuple[str, ...]:
    """Write all files; returns those that are the base's, as they stand but where something of them is left out."""
    (folder / "data").mkdir(parents=True)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    texts = scenario_texts(filled.written.data, source.name)
    panel: str = filled.written.data["panel"]["file"]
    texts[panel] = panel_text(filled.values.table.frame) if filled.values is not None else ""
    texts["data/SOURCES.md"] = _sources(filled.written.data["panel"], source.name, digest, base)
    for file, text in texts.items():
        (folder / file).write_text(text, "utf-8", newline="\n")
    if base is None:
        return ()
    more = [file for file in FILES if file not in OWN and (base.folder / file).is_file()]
    more += [
        f"data/{path.name}" for path in sorted((base.folder / "data").glob("*.csv")) if f"data/{path.name}" != panel
    ]
    changed = {key: data[key] for key in sorted({str(address[0]) for address in less}) if data[key]}
    for file, text in scenario_texts(changed, f"{base.name}, {source.name}").items():
        (folder / file).write_text(text, "utf-8", newline="\n")
    for file in {HOME[str(address[0])] for address in less}:
        more.remove(file)
    for file in more:
        shutil.copyfile(base.folder / file, folder / file)
    return tuple(more)


def _sources(panel: Mapping[str, dict[str, str]], book: str, digest: str, base: Scenario | None) -> str:
    """Where the values come from; what the base says of its own stays beneath."""
    file, source = str(panel["file"]).removeprefix("data/"), panel["source"]
    said = (
        f"# 数据来源 Sources\n\n- `{file}`：由工作簿 {book} 导入 imported from the workbook"
        f"（SHA-256 {digest}）。依据 source: {source['cite']}\n"
    )
    kept = base.folder / "data" / "SOURCES.md" if base is not None else None
    if kept is None or base is None or not kept.is_file():
        return said
    return f"{said}\n---\n\n以下为底本 {base.name} 的说明 The base, {base.name}, says:\n\n{kept.read_text('utf-8-sig')}"
