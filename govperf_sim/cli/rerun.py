"""``govperf rerun``: one cell of an experiment played again, for a close look."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import Json, Lang, Verbose, log, named_errors, spoken, tell, write_json
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.experiments.cell import Result
    from govperf_sim.experiments.model import ScenarioModel
    from govperf_sim.experiments.running.again import Again, Place
    from govperf_sim.experiments.store.manifest import Manifest

MOST_SHOWN = 20
"""Differences that are listed one by one."""


@app.command(
    epilog="Example: govperf rerun results/my_store --policy 1 --world 3     and then: govperf rerun results/my_store 7c31f2 --out look"
)
def rerun(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The store of an experiment.")],
    cell: Annotated[
        str | None, typer.Argument(metavar="[CELL]", help="The key of the cell to play again, or the start of it.")
    ] = None,
    policy: Annotated[
        int | None, typer.Option(min=0, help="List the cells of this policy instead (default: 0).")
    ] = None,
    world: Annotated[int | None, typer.Option(min=0, help="List the cells in this world instead (default: 0).")] = None,
    scenario: Annotated[
        str | None,
        typer.Option("--scenario", metavar="DIR", help="Where the scenario is now, if not where it was then."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Also write every measure, event and changed number to DIR."),
    ] = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Play one cell of an experiment again, and see whether it is the same to the last bit; exit status 1 if it is not."""
    from govperf_sim.errors import ExperimentError, fault
    from govperf_sim.experiments.running.again import again, model_of, place_of, places_of, scenario_of
    from govperf_sim.experiments.store.folder import Folder
    from govperf_sim.report.run import refuse_foreign

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        kept = Folder.open(store)
        manifest = kept.manifest
        if cell is None:
            if policy is None and world is None:
                raise ExperimentError(fault("cli.rerun_which", store=store))
            listed = [_told(p, kept.get(p.cell)) for p in places_of(manifest, policy or 0, world or 0)]
            _say_point(console, manifest, policy or 0, world or 0, language)
            _list(console, listed, language)
            write_json(json_file, {"cells": listed})
            return
        if policy is not None or world is not None:
            raise ExperimentError(fault("cli.rerun_either"))
        if out is not None:
            refuse_foreign(out)
        place = place_of(manifest, cell)
        model = model_of(manifest, scenario_of(manifest, scenario))
        logging.getLogger(__name__).info("playing %s", place.cell.key)
        found = again(place, model, kept)
        _say_point(console, manifest, place.policy, place.world, language)
        _say(console, found, language)
        write_json(json_file, {**_told(place, found.kept), "same": found.same, "differences": _records(found)})
        if out is not None:
            _write(out, found, model)
            console.print(say("cli.rerun_written", language, folder=out), markup=False, soft_wrap=True)
        if found.kept is not None and not found.same:
            raise typer.Exit(1)


def _told(place: Place, result: Result | None) -> dict[str, Any]:
    replications = place.cell.replications
    state = "absent" if result is None else "refused" if result.table is None else "played"
    said = {} if result is None or result.refused is None else {"why": dict(result.refused)}
    point = {"policy": place.policy, "world": place.world, "changes": dict(place.cell.changes)}
    return {
        "key": place.cell.key,
        "from": replications.start,
        "to": replications.stop - 1,
        "state": state,
        **point,
        **said,
    }


def _say_point(console: Console, manifest: Manifest, policy: int, world: int, language: Language) -> None:
    from govperf_sim.report.experiment.labels import labels_of_findings

    labels = labels_of_findings(manifest, language)
    values = zip(manifest.design.uncertainties, manifest.design.worlds[world], strict=True)
    told = [f"{labels.factor(factor.code)} {labels.value(factor, value)}" for factor, value in values]
    said = {"policy": policy, "named": labels.policy(policy), "world": world, "values": labels.joined(told)}
    key = "cli.rerun_point" if told else "cli.rerun_only_world"
    console.print(say(key, language, **said), markup=False, soft_wrap=True)


def _list(console: Console, listed: list[dict[str, Any]], language: Language) -> None:
    for cell in listed:
        said = {"key": cell["key"], "first": cell["from"], "last": cell["to"]}
        state = say(f"cli.cell_{cell['state']}", language)
        console.print(say("cli.rerun_cell", language, state=state, **said), markup=False)


def _say(console: Console, found: Again, language: Language) -> None:
    replications = found.place.cell.replications
    said = {"key": found.place.cell.key, "first": replications.start, "last": replications.stop - 1}
    apart = found.differences
    if found.kept is None:
        key = "cli.rerun_absent"
    elif found.same:
        key = "cli.rerun_refused_too" if found.now.table is None else "cli.rerun_same"
    elif (found.now.table is None) != (found.kept.table is None):
        key = "cli.rerun_now_refused" if found.now.table is None else "cli.rerun_now_played"
    else:
        key = "cli.rerun_differs"
    console.print(say(key, language, count=len(apart), **said), markup=False, soft_wrap=True)
    if found.now.refused is not None:
        console.print(found.now.refused[language], markup=False, soft_wrap=True)
    if key == "cli.rerun_differs":
        for row in apart.head(MOST_SHOWN).to_dict("records"):
            told = {
                "whom": row["whom"] or "—",
                **{k: row[k] for k in ("replication", "outcome", "column", "kept", "now")},
            }
            console.print(say("cli.rerun_number", language, **told), markup=False, soft_wrap=True)


def _records(found: Again) -> list[dict[str, Any]]:
    if found.kept is None:
        return []
    records: list[dict[str, Any]] = json.loads(found.differences.to_json(orient="records", double_precision=15))
    return records


def _write(folder: Path, found: Again, model: ScenarioModel) -> None:
    """Everything that happened in those replications, as tidy tables."""
    from govperf_sim.report.results import MARK, as_csv, as_json
    from govperf_sim.report.run import MARKER, written

    files: dict[str, bytes] = {}
    cell = found.place.cell
    if found.now.table is not None:
        measures, events, _ = model.years_played(cell.changes, cell.seed, cell.replications)
        files = {
            "outcomes.csv": as_csv(found.now.table),
            "measures.csv": as_csv(measures),
            "events.csv": as_csv(events),
        }
    told = {
        "made_by": MARK,
        "files": sorted([*files, MARKER]),
        "cell": _told(found.place, found.now),
        "seed": cell.seed,
    }
    written(folder, files | {MARKER: as_json(told)}, None)
